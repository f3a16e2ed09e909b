"""How fast old files come into the log: `python -m bench.transfer`, on SQLite.

Prints what it takes to import a thousand Markdown files of 4 KB, again when nothing has changed, and tables as a
tracker writes them, of 5,000 and of 50,000 rows of 400 bytes, with the most memory. Then the longest that another
process had to wait for its turn to write meanwhile.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
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
        first = _import(folder, folder / "old")
        again = _import(folder, folder / "old")
        tables = [_import(folder, _table(folder, rows)) for rows in ROWS]
        done.set()
        waiting.join()
    files = f"import {FILES} files of {BYTES // 1024} KB"
    print(f"{files}: {first} (promised: {PROMISED_SECONDS} s), again {again.seconds:.1f} s")
    for rows, found in zip(ROWS, tables, strict=True):
        print(
            f"import a table of {rows} rows: {found} (promised: {PROMISED_TABLE_SECONDS} s), {found.megabytes} MB"
        )
    print(f"longest wait of another writer {1000 * max(waits):.0f} ms")


@dataclass(frozen=True)
class Used:
    """What an import used: seconds, seconds of processor time among them, and the most memory."""

    seconds: float
    busy: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.busy:.1f} s of them busy"


def _table(folder: Path, rows: int) -> Path:
    """A table of so many rows, as a tracker writes it."""
    chance = random.Random(7)
    words = " ".join(text for _, fields in entries(FITTED) for text in fields.values()).split()
    path = folder / f"{rows}.csv"
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(("Issue key", "Summary", "Created", "Description", "Labels", "Action items", "Owner"))
        for n in range(rows):
            said = " ".join((*chance.choices(words, k=55), f"name{chance.randrange(10**9)}"))
            action = ("", "", "", f"Test the {words[n % 99]}")[n % 4]
            day = f"2019-03-{n % 28 + 1:02}"
            table.writerow(
                (f"OPS-{n}", f"Incident {n}", day, said, f"t{n % 50}", action, "Bench" if action else "")
            )
    return path


_MEASURED = """
import contextlib, os, resource, sys
from facilitator.cli import commands
with contextlib.redirect_stdout(open(os.devnull, "w")), contextlib.suppress(SystemExit):
    commands(["import", sys.argv[1], "--visibility", "everyone"])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
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


def _import(folder: Path, source: Path) -> Used:
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(source)],
        env=os.environ | {"FACILITATOR_DATA_DIR": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    busy, megabytes = ran.stdout.split()
    return Used(time.perf_counter() - began, float(busy), int(megabytes))


def _wait_in_turn(done: threading.Event, waits: list[float]) -> None:
    while not done.wait(0.05):
        began = time.perf_counter()
        with database.session():
            waits.append(time.perf_counter() - began)


if __name__ == "__main__":
    main()
