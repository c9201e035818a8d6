"""When a window is at which of its places: the first and the last slowly, all between faster."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from eigenscope.labs.kit.timeline import smooth

_ALL_SLOW = 12  # places, up to which each is shown slowly
_FIRST, _LAST = 3, 1  # of more, those that are
_FAST, _MOST_FAST = 0.3, 6.0  # time of a fast place, and of all together, in those of a slow one

GLIDE, GATHER, SUM = (0.0, 0.18), (0.22, 0.55), (0.66, 0.95)
"""When, of a slow place's time, the window comes, cells fly together, and their sum flies on."""


@dataclass(frozen=True)
class Moment:
    """Where a window is: at a place, and how much of the time there is over, 0…1.

    Of a place that is passed fast no motion is shown, for which there is no time.
    """

    place: int
    over: float
    slow: bool

    def part(self, span: tuple[float, float]) -> float:
        """Return how far a motion has come that takes a span of a slow place's time."""
        if not self.slow:
            return 1.0
        begin, end = span
        return smooth(min(max((self.over - begin) / (end - begin), 0.0), 1.0))

    @property
    def done(self) -> int:
        """How many places have their number in the result."""
        there = self.over >= SUM[1] if self.slow else self.over >= 0.5
        return self.place + int(there)


@dataclass(frozen=True)
class Span:
    """Places of which one thing is said: the first, how many, when (parts of all the time)."""

    first: int
    count: int
    begin: float
    end: float
    slow: bool

    def part(self, part: float) -> float:
        """Return the part of all the time at a part (0…1) of this one's."""
        return self.begin + (self.end - self.begin) * part


@dataclass(frozen=True)
class Schedule:
    """The time of a number of places, at least one, that fills 0…1."""

    count: int

    @cached_property
    def _runs(self) -> tuple[tuple[int, int, float, bool], ...]:
        """First place, number of places, time of each, and whether they are slow."""
        if self.count <= _ALL_SLOW:
            return ((0, self.count, 1.0, True),)
        fast = self.count - _FIRST - _LAST
        return (
            (0, _FIRST, 1.0, True),
            (_FIRST, fast, min(_FAST, _MOST_FAST / fast), False),
            (self.count - _LAST, _LAST, 1.0, True),
        )

    @cached_property
    def _ends(self) -> tuple[float, ...]:
        return tuple(accumulate(count * each for _, count, each, _ in self._runs))

    @property
    def length(self) -> float:
        """How long all takes, in times of a slow place."""
        return self._ends[-1]

    def at(self, part: float) -> Moment:
        """Return where the window is at a part of the time."""
        time = part * self.length
        run = min(bisect_right(self._ends, time), len(self._runs) - 1)
        first, count, each, slow = self._runs[run]
        within = (time - (self._ends[run - 1] if run else 0.0)) / each
        number = min(int(within), count - 1)
        return Moment(first + number, min(within - number, 1.0), slow)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The slow places one by one, and the fast ones together, in their order."""
        spans: list[Span] = []
        begin = 0.0
        for first, count, each, slow in self._runs:
            pieces = [(first + k, 1) for k in range(count)] if slow else [(first, count)]
            for place, places in pieces:
                end = begin + places * each
                spans.append(Span(place, places, begin / self.length, end / self.length, slow))
                begin = end
        return tuple(spans)
