"""Bars: what a template needs to draw them without any script or inline style. Lengths are percent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Segment:
    """A part of a bar: so many things of a kind, that in words, and the address of those things."""

    kind: str
    words: str
    count: int
    said: str
    address: str
    left: float = 0.0
    width: float = 0.0


@dataclass(frozen=True)
class Bar:
    """One line of a chart. ``segments`` stand beside each other and have no gap for what is not there."""

    words: str
    address: str
    segments: tuple[Segment, ...]

    @property
    def total(self) -> int:
        return sum(segment.count for segment in self.segments)

    def count(self, kind: str) -> int:
        """How many of a kind, for the chart's table."""
        return sum(segment.count for segment in self.segments if segment.kind == kind)


def scaled(bars: Iterable[Bar]) -> list[Bar]:
    """The bars at one scale: the longest one is as long as the chart is wide."""
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
