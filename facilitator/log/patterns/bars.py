"""The data of bar charts, which templates draw without scripts or inline styles. Lengths are in percent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Segment:
    """A part of a bar: the count of one kind, as a number and in words (``said``), and a link to the log.

    ``left`` and ``width`` are in percent of the chart's width; `scaled` sets them.
    """

    kind: str
    words: str
    count: int
    said: str
    address: str
    left: float = 0.0
    width: float = 0.0


@dataclass(frozen=True)
class Bar:
    """One line of a chart. ``segments`` stand side by side, without a gap for those whose count is 0."""

    words: str
    address: str
    segments: tuple[Segment, ...]

    @property
    def total(self) -> int:
        return sum(segment.count for segment in self.segments)

    def count(self, kind: str) -> int:
        """The count of one kind, for the chart's table."""
        return sum(segment.count for segment in self.segments if segment.kind == kind)


def scaled(bars: Iterable[Bar]) -> list[Bar]:
    """The bars at one scale: the longest one fills the width of the chart."""
    listed = list(bars)
    longest = max((bar.total for bar in listed), default=0)
    return [Bar(bar.words, bar.address, tuple(_placed(bar.segments, longest))) for bar in listed]


def single_bar(words: str, kind: str, count: int, said: str, address: str) -> Bar:
    """A bar of one segment."""
    return Bar(words, address, (Segment(kind, words, count, said, address),))


def _placed(segments: Sequence[Segment], longest: int) -> Iterable[Segment]:
    left = 0.0
    for each in segments:
        if each.count:
            width = 100 * each.count / longest
            yield replace(each, left=round(left, 3), width=round(width, 3))
            left += width
