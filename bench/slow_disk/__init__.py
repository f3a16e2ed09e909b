"""A server on a disk that takes its time: what it serves when each commit lasts some milliseconds longer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

MILLISECONDS = "BENCH_COMMIT_MS"


def program(milliseconds: float) -> tuple[str, ...]:
    """What to put before a command so that it runs on a slow disk; nothing when there is no delay."""
    if not milliseconds:
        return ()
    return (sys.executable, "-m", "bench.slow_disk", str(milliseconds), "--")


def environment(milliseconds: float) -> dict[str, str]:
    """The environment in which Python, and each Python that it starts, loads `sitecustomize.py` beside this."""
    places = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(filter(None, places)), MILLISECONDS: str(milliseconds)}
