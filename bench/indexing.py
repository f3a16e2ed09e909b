"""What it does to rooms that an import is indexed for recall by meaning: `python -m bench.indexing`.

Prints how long a room's command takes while the server makes the vectors of 1,000 entries, next to how long it takes on
the same log without a model. The two take turns.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import os  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from statistics import median  # noqa: E402

import gevent  # noqa: E402
from sqlalchemy import func, select  # noqa: E402

from bench import log_of_entries, processes, room  # noqa: E402
from facilitator import database  # noqa: E402
from facilitator.accounts.tables import Account  # noqa: E402
from facilitator.log.recall.meaning import WITHOUT  # noqa: E402
from facilitator.log.recall.model_files import NoModel, in_folder, installed  # noqa: E402
from facilitator.log.recall.vectors.tables import EntryVector  # noqa: E402

ENTRIES = 1_000
PEOPLE = 6
BEGIN_SECONDS = 60
INDEXING, WITHOUT_MODEL = "while it is indexed", "without a model"
SETTINGS = {WITHOUT_MODEL: WITHOUT, INDEXING: os.environ.get("FACILITATOR_RECALL_MODEL", "")}


def measured(setting: str, seconds: float) -> tuple[float, float, int]:
    """The p50 and p95 of a command in ms, and how many entries were indexed meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        processes.prepare(folder)
        _fill(folder)
        with processes.facilitator(data=folder, FACILITATOR_RECALL_MODEL=setting) as server:
            seats = room.seated(server.url, {"Authorization": f"Bearer {server.token}"}, PEOPLE).seats
            room.fill(seats)
            before = _indexed() if setting == WITHOUT else _begun()
            answers, _ = room.paced(seats, seconds)
            after = _indexed()
            for seat in seats:
                seat.opened.shutdown()
        database.engine().dispose()
    if after == ENTRIES:
        raise SystemExit("all were indexed before the end of the measurement; take fewer seconds")
    return *room.p50_p95(answers), after - before


def _fill(folder: Path) -> None:
    database.init(f"sqlite:///{folder / 'facilitator.db'}")
    with database.session() as session:
        account = session.scalars(select(Account.id)).one()
        log_of_entries.fill(session, account, account, ENTRIES)


def _begun() -> int:
    """Wait until the server indexes. Returns of how many entries it has the vectors."""
    end = time.monotonic() + BEGIN_SECONDS
    while time.monotonic() < end:
        if number := _indexed():
            return number
        gevent.sleep(0.2)
    raise SystemExit("nothing was indexed: see what the server says")


def _indexed() -> int:
    with database.read() as session:
        return session.scalar(select(func.count(EntryVector.entry_id.distinct()))) or 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="how long each measurement takes")
    parser.add_argument("--rounds", type=int, default=3, help="how often the two take turns")
    given = parser.parse_args()
    try:
        in_folder(Path(SETTINGS[INDEXING])) if SETTINGS[INDEXING] else installed()
    except NoModel as trouble:
        print(f"rooms while an import is indexed: not measured. {trouble}")
        return
    found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in SETTINGS}
    for _ in range(given.rounds):
        for name, setting in SETTINGS.items():
            found[name].append(measured(setting, given.seconds))
    p95 = {}
    for name, runs in found.items():
        p50, p95[name], indexed = (median(each) for each in zip(*runs, strict=True))
        rate = indexed / given.seconds
        print(
            f"{PEOPLE} people, {ENTRIES:,} entries, {name:20}: a command p50 {p50:.1f} ms, p95 {p95[name]:.1f} ms;"
            f" {rate:.0f} entries indexed a second"
        )
    print(f"  ratio of p95: {p95[INDEXING] / p95[WITHOUT_MODEL]:.2f}")


if __name__ == "__main__":
    main()
