"""What is wrong with a program, and where."""

from __future__ import annotations

from eigenscope.trace.steps import Place
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Text

Axes = tuple[tuple[int, int], ...]


class TraceError(WordedError, ValueError):
    """A reason why a program cannot go on; whoever knows where it happens adds the place."""

    def __init__(self, reason: Text, place: Place | None = None, axes: Axes | None = None) -> None:
        super().__init__(reason)
        self.place = place
        self.axes = axes

    def at(self, place: Place) -> TraceError:
        """Return the error with its place, unless it knows a closer one."""
        return TraceError(self.reason, self.place or place, self.axes)
