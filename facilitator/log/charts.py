"""Bars: what a template needs to draw them without any script or inline style. Lengths are percent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A part of a bar: so many things of a kind, and the address of those things."""

    kind: str
    words: str
    count: int
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


def drawn(bars: Iterable[Bar]) -> list[Bar]:
    """The bars at one scale: the longest one is as long as the chart is wide."""
    listed = list(bars)
    longest = max((bar.total for bar in listed), default=0)
    return [Bar(bar.words, bar.address, tuple(_placed(bar.segments, longest))) for bar in listed]


def plain(counts: Mapping[str, int], kind: str, address: Mapping[str, str]) -> list[Bar]:
    """A bar of one segment for each count, in their order."""
    return drawn(
        Bar(name, address[name], (Segment(kind, name, count, address[name]),))
        for name, count in counts.items()
    )


def _placed(segments: Sequence[Segment], longest: int) -> Iterable[Segment]:
    left = 0.0
    for each in segments:
        if each.count:
            width = 100 * each.count / longest
            yield Segment(each.kind, each.words, each.count, each.address, round(left, 3), round(width, 3))
            left += width
