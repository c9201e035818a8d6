"""What is wrong with a program, and where."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.trace.steps import Operand, Place, Problem
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Text

Axes = tuple[tuple[int, int], ...]


class TraceError(WordedError, ValueError):
    """A reason why a program cannot go on; whoever knows where it happens adds the place."""

    def __init__(
        self,
        reason: Text,
        place: Place | None = None,
        axes: Axes | None = None,
        operands: tuple[Operand, ...] = (),
    ) -> None:
        super().__init__(reason)
        self.place = place
        self.axes = axes
        self.operands = operands

    def at(self, place: Place) -> TraceError:
        """Return the error with its place, unless it knows a closer one."""
        return TraceError(self.reason, self.place or place, self.axes, self.operands)

    def of(self, operands: Sequence[Operand]) -> TraceError:
        """Return the error with the operands of its call, unless it has some.

        The operands that its axes name were counted among the tensors alone.
        """
        if self.operands:
            return self
        tensors = [place for place, each in enumerate(operands) if each.array is not None]
        axes = self.axes
        if axes is not None and all(operand < len(tensors) for operand, _ in axes):
            axes = tuple((tensors[operand], axis) for operand, axis in axes)
        return TraceError(self.reason, self.place, axes, tuple(operands))

    def problem(self) -> Problem:
        """Return the error as what ends a program."""
        place = self.place or Place(1, 0, "")
        return Problem(place, self.reason, self.axes, self.operands)
