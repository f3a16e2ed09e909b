"""An import from the first file to the last: for the command, for programs, and for the page of the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from facilitator.log.transfer.gathering import gather
from facilitator.log.transfer.importing import ImportRun
from facilitator.log.transfer.mapping.chosen import Chosen, choosing
from facilitator.log.transfer.outcome import (
    ImportOutcome,
    IssueOutcome,
    ItemOutcome,
    NameOutcome,
    issue_of,
    outcome_of,
)
from facilitator.log.transfer.records import RESULTS, ImportIssue, ImportRecord, NameKind, TakenName
from facilitator.log.transfer.sources import read_source

MOST_NAMES = 500
"""So many different names are told. An import has more when each of its files has headings of its own."""


class Bringing:
    """One import of several files, folders or zips. ``done`` counts the files that were read.

    :param scratch: an empty folder for what is in zips.
    :param chosen: what columns, keys and headings mean to whoever brings them.
    """

    def __init__(self, paths: Sequence[Path], scratch: Path, run: ImportRun, chosen: Chosen) -> None:
        self._run = run
        self._chosen = chosen
        self._left: Counter[str] = Counter()
        self._gathered = list(gather(paths, scratch, self._left))
        self._names: dict[tuple[NameKind, str], Counter[str]] = {}
        self._not_read = self._undated = self.done = 0
        self.files = sum(not isinstance(each, ImportIssue) for each in self._gathered)

    def outcomes(self) -> Iterator[ItemOutcome | IssueOutcome]:
        """What becomes of each item, while it happens."""
        for each in self._run.run(self._items()):
            if isinstance(each, ImportIssue):
                self._not_read += 1
                self._see(each.names)
                yield issue_of(each)
            else:
                self._undated += each.item.date_from == "last change"
                self._see(each.item.names)
                yield outcome_of(*each)

    def whole(self) -> ImportOutcome:
        """All of it, after the last item."""
        counted = self._run.results
        return ImportOutcome(
            written=not self._run.dry,
            results={name: counted[name] for name in RESULTS} | {"not read": self._not_read},
            names=self._taken(),
            undated=self._undated,
            left=dict(self._left.most_common()),
        )

    def _items(self) -> Iterator[ImportRecord | ImportIssue]:
        with choosing(self._chosen):
            for each in self._gathered:
                if isinstance(each, ImportIssue):
                    yield each
                else:
                    yield from read_source(*each)
                    self.done += 1

    def _see(self, names: Iterable[TakenName]) -> None:
        for name, kind, taken in set(names):
            if (kind, name) in self._names or len(self._names) < MOST_NAMES:
                self._names.setdefault((kind, name), Counter())[taken] += 1

    def _taken(self) -> list[NameOutcome]:
        """The names that were seen, those of most items first."""
        told = [
            NameOutcome(name=name, kind=kind, field=fields.most_common(1)[0][0], items=fields.total())
            for (kind, name), fields in self._names.items()
        ]
        return sorted(told, key=lambda each: (-each.items, each.name))
