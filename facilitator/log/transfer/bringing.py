"""An import from the first file to the last: for the command, for programs, and for the page of the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.log.transfer.gathering import gather
from facilitator.log.transfer.importing import ImportResult, ImportRun
from facilitator.log.transfer.mapping.chosen import Chosen, choosing
from facilitator.log.transfer.outcome import (
    ImportOutcome,
    IssueOutcome,
    ItemOutcome,
    NameOutcome,
    issue_of,
    outcome_of,
)
from facilitator.log.transfer.records import ImportIssue, ImportRecord, NameKind, TakenName
from facilitator.log.transfer.sources import read_source

MOST_NAMES = 500
"""So many different names are told. An import has more when each of its files has headings of its own."""
Outcome = ItemOutcome | IssueOutcome


@dataclass(frozen=True)
class Order:
    """How files are to be brought: see `ImportRun`.

    :param chosen: what columns, keys and headings mean to whoever brings them.
    """

    account_id: str | None
    visibility: str = ""
    dry: bool = False
    chosen: Chosen = field(default_factory=dict)
    is_operator: bool = True


class Bringing:
    """One import of several files, folders or zips.

    :param scratch: an empty folder for what is in zips.
    :param tell: called after each file with the number of files that were read, and of all.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        scratch: Path,
        order: Order,
        tell: Callable[[int, int], object] = lambda *_told: None,
    ) -> None:
        self._tell = tell
        self._told: list[ItemOutcome] = []
        self._run = ImportRun(
            order.account_id, order.visibility, order.dry, self._keep, is_operator=order.is_operator
        )
        self._gathered = gather(paths, scratch)
        self._chosen = order.chosen
        self._names: dict[tuple[NameKind, str], Counter[str]] = {}
        self._not_read = 0
        self._undated = 0

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each item, while it happens."""
        for issues in self._run.run(self._items()):
            self._not_read += len(issues)
            yield from map(issue_of, issues)
            yield from self._told
            self._told.clear()

    def whole(self) -> ImportOutcome:
        """All of it, after the last item."""
        return ImportOutcome(
            written=not self._run.dry,
            results=results_of(self._run.results, self._not_read),
            names=self._taken(),
            undated=self._undated,
            left=dict(self._gathered.left.most_common()),
        )

    def _items(self) -> Iterator[ImportRecord | ImportIssue]:
        yield from self._gathered.issues
        files = self._gathered.files
        with choosing(self._chosen):
            for number, (path, source) in enumerate(files, 1):
                for item in read_source(path, source):
                    self._see(item.names)
                    yield item
                self._tell(number, len(files))

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

    def _keep(self, item: ImportRecord, result: ImportResult, entry_id: str) -> None:
        self._undated += item.date_from == "last change"
        self._told.append(outcome_of(item, result, entry_id))


def results_of(counted: Counter[ImportResult], not_read: int) -> dict[str, int]:
    return {
        **{name: counted[name] for name in ("new", "updated", "unchanged", "newer here")},
        "not read": not_read,
    }
