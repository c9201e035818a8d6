"""Time as stages: what is said in each, where stepping halts, and how far a stage has come.

A lab's picture moves as its time goes from 0 to 1. Whatever moves in it does so in stages one after
another, and here alone it is decided which stage a time belongs to: the picture, the numbers and
the caption of a moment cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise

from eigenscope.wording.words import Words

SILENT = Words("")
_NEAR = 1e-9  # a time that near to a stage's end is its end


@dataclass(frozen=True)
class Stage:
    """A part of the time in which one thing happens.

    Attributes
    ----------
    caption
        What happens, in a sentence.
    length
        Its share of the time, over 0, in any unit: only the lengths' ratios count.
    done
        What is said once all has moved, until the next stage begins; None for the caption.
    moving
        The share of the stage in which things move, over 0 up to 1; the rest is time to look.
    stop
        Whether stepping through the stages halts where this one begins.
    """

    caption: Words = SILENT
    length: float | Fraction = 1
    done: Words | None = None
    moving: float = 1.0
    stop: bool = True


@dataclass(frozen=True)
class Timeline:
    """Stages, at least one, that fill the time 0…1; ``before`` is said at 0 and ``after`` at 1."""

    stages: tuple[Stage, ...]
    before: Words | None = None
    after: Words | None = None

    @cached_property
    def times(self) -> tuple[float, ...]:
        """Where stages begin, and 1."""
        ends = (0, *accumulate(stage.length for stage in self.stages))
        return tuple(float(end / ends[-1]) for end in ends)

    @cached_property
    def stops(self) -> tuple[float, ...]:
        """Where stepping halts: where stages begin that say so, and the end."""
        begins = zip(self.stages, self.times, strict=False)
        return (*(time for stage, time in begins if stage.stop), 1.0)

    def at(self, t: float) -> tuple[int, float]:
        """Return which stage a time falls in, from 0, and how much of it is over, 0…1.

        A time at which one stage ends and the next begins belongs to the one that ends.
        """
        index = min(bisect_left(self.times, t - _NEAR, lo=1), len(self.stages)) - 1
        return index, self._over(index, t)

    def _over(self, index: int, t: float) -> float:
        begin, end = self.times[index : index + 2]
        if t >= end - _NEAR:
            return 1.0
        return (t - begin) / (end - begin) if t > begin + _NEAR else 0.0

    def done(self, t: float) -> int:
        """Return in how many stages all has moved."""
        index, _ = self.at(t)
        return index + int(self.part(index, t))

    def part(self, index: int, t: float) -> float:
        """Return how far what moves in a stage has come, 0…1: 0 before it, 1 after it."""
        return min(self._over(index, t) / self.stages[index].moving, 1.0)

    def eased(self, index: int, t: float) -> float:
        """Return the same for a motion that begins and ends at rest."""
        return smooth(self.part(index, t))

    def caption(self, t: float) -> Words:
        """Return what is said at a time."""
        if t <= 0 and self.before is not None:
            return self.before
        if t >= 1 and self.after is not None:
            return self.after
        index, _ = self.at(t)
        stage = self.stages[index]
        return stage.done if stage.done is not None and self.part(index, t) >= 1 else stage.caption


def even(count: int, caption: Words = SILENT) -> Timeline:
    """Return so many stages of equal length, at least one, with one caption for all the time."""
    return Timeline((Stage(caption),) * max(count, 1))


def announcing(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return stages of which each but the last, once done, says what comes next."""
    following = (replace(stage, done=after.caption) for stage, after in pairwise(stages))
    return (*following, stages[-1])


def smooth(part: float) -> float:
    """Return a part of a motion, 0…1, so that it begins and ends at rest."""
    return part * part * (3 - 2 * part)
