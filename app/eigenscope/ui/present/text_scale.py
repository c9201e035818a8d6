"""How large text is in a presentation: fit for ten metres at first, and as the teacher likes it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from eigenscope.scene.legibility import ORDINARY

_SHARE = 1 / 30  # of the window's height: what is read from the last row
_STEP, _FEWEST, _MOST = 1.15, -4, 4


class TextScale(QObject):
    """The size of text, lines and heads, which all go together.

    Signals
    -------
    changed
        Something is to be drawn in another size.

    Attributes
    ----------
    step
        How many times it was made larger, or smaller if negative; it is remembered.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.step = 0
        self._height = 0

    @property
    def active(self) -> bool:
        """Whether there is a presentation."""
        return self._height > 0

    @property
    def pixels(self) -> float:
        """Height of an ordinary text in pixels of the screen."""
        return ORDINARY * self.factor

    @property
    def factor(self) -> float:
        """How much larger everything is than in a window: 1 unless there is a presentation."""
        if not self.active:
            return 1.0
        return max(self._height * _SHARE / ORDINARY, 1.0) * _STEP**self.step

    def begin(self, height: int) -> None:
        """Suit a window of a height in pixels."""
        if height != self._height:
            self._height = height
            self.changed.emit()

    def end(self) -> None:
        """Draw everything as in a window."""
        self.begin(0)

    def larger(self) -> None:
        """Make everything larger by a step."""
        self.set_step(self.step + 1)

    def smaller(self) -> None:
        """Make everything smaller by a step."""
        self.set_step(self.step - 1)

    def reset(self) -> None:
        """Make everything as large as it is at first."""
        self.set_step(0)

    def set_step(self, step: int) -> None:
        """Choose a size."""
        step = min(max(step, _FEWEST), _MOST)
        if step != self.step:
            self.step = step
            self.changed.emit()
