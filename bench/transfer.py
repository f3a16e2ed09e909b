"""How fast old files come into the log: `python -m bench.transfer`, on SQLite.

Prints the seconds that a thousand Markdown files of 4 KB take, what a second run takes that finds
nothing changed, and the longest that another process had to wait for its turn to write meanwhile. Then how long it
takes to read a table, without writing, and the most memory that it takes: for 5,000 rows and for 50,000.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.recall.texts import FITTED, HELD_OUT, entries
from facilitator import database, migrations

FILES = 1000
BYTES = 4096
PROMISED_SECONDS = 30
ROWS = (5_000, 50_000)
PROMISED_TABLE_SECONDS = 60
OWN_WORDS = 20
"""How many words of a file stand in no other one, as names and numbers do."""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "old")
        url = f"sqlite:///{folder / 'facilitator.db'}"
        migrations.upgrade(url)
        database.init(url)
        done, waits = threading.Event(), [0.0]
        waiting = threading.Thread(target=_wait_in_turn, args=(done, waits))
        waiting.start()
        first, busy = _import(folder), _processor_seconds()
        again = _import(folder)
        done.set()
        waiting.join()
        told = [_read_table(folder, rows) for rows in ROWS]
    print(
        f"import {FILES} files of {BYTES // 1024} KB: {first:.1f} s, {busy:.1f} s of them busy"
        f" (promised: {PROMISED_SECONDS} s),"
        f" again {again:.1f} s, longest wait of another writer {1000 * max(waits):.0f} ms"
    )
    print("\n".join(told))


def _read_table(folder: Path, rows: int) -> str:
    """What is said about a table of so many rows that is read in a process of its own."""
    with (folder / "old.csv").open("w") as table:
        table.write("Title,Date,Root cause,Lessons learned,Severity\n")
        for number in range(rows):
            cause = f"The rota said name{number}; the pager another."
            table.write(
                f"Incident {number},2019-03-{number % 28 + 1:02},{cause},Test it each Monday.,{number % 4}\n"
            )
    begun = time.perf_counter()
    command = [sys.executable, "-c", _MEASURED, str(folder / "old.csv")]
    ran = subprocess.run(
        command,
        env=os.environ | {"FACILITATOR_DATA_DIR": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - begun
    return f"table of {rows} rows: {seconds:.1f} s (promised: {PROMISED_TABLE_SECONDS} s), {ran.stdout.split()[-1]} MB"


_MEASURED = """
import contextlib, os, resource, sys
from facilitator.cli import commands
with contextlib.redirect_stdout(open(os.devnull, "w")), contextlib.suppress(SystemExit):
    commands(["import", sys.argv[1], "--dry-run", "--format", "json", "--visibility", "everyone"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _write(folder: Path) -> None:
    folder.mkdir()
    chance = random.Random(7)
    told = [text for of in (FITTED, HELD_OUT) for _, fields in entries(of) for text in fields.values()]
    for number in range(FILES):
        own = (f"name{chance.randrange(10**9)}" for _ in range(OWN_WORDS))
        words = " ".join([*own, *chance.sample(told, len(told))])
        front = f"---\ntitle: Post {number}\ndate: 2019-03-{number % 28 + 1:02}\ntags: [old, t{number % 50}]\n---\n"
        (folder / f"{number:04}.md").write_text(
            f"{front}## Lessons learned\n\n- Test first.\n\n## Cause\n\n{words}"[:BYTES]
        )


def _import(folder: Path) -> float:
    command = [sys.executable, "-m", "facilitator", "import", str(folder / "old"), "--visibility", "everyone"]
    began = time.perf_counter()
    environ = os.environ | {"FACILITATOR_DATA_DIR": str(folder)}
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait_in_turn(done: threading.Event, waits: list[float]) -> None:
    while not done.wait(0.05):
        began = time.perf_counter()
        with database.session():
            waits.append(time.perf_counter() - began)


if __name__ == "__main__":
    main()
