"""All measurements, one after the other: `python -m bench`, as `make bench` runs them."""

from __future__ import annotations

import subprocess
import sys

PARTS = (
    "bench.recall",
    "bench.search",
    "bench.transfer",
    "bench.room",
    "bench.indexing",
    "bench.pdf",
    "bench.live",
)


def main() -> None:
    # Each in a process of its own: the room's clients patch the standard library, and nothing else may.
    for part in PARTS:
        subprocess.run([sys.executable, "-m", part], check=True)
        print()


if __name__ == "__main__":
    main()
