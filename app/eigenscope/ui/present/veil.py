"""What a teacher hides in a presentation, so that a class can say it first."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from eigenscope.scene.frame import Frame, Label
from eigenscope.scene.slots import Slot

_NUMBER = re.compile(r"\d[.,]\d|[=≈]\s*[−-]?[\d(√]|\b[−-]?\d+\b")


class Veil(QObject):
    """Hides things of a picture by their colours, and the numbers written in it.

    Signals
    -------
    changed
        Something else is hidden.

    Attributes
    ----------
    slots
        The colours of what is hidden.
    numbers
        Whether numbers are hidden, in the picture and beside it.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.slots: frozenset[Slot] = frozenset()
        self.numbers = False

    def toggle(self, slot: Slot) -> None:
        """Hide what has a colour, or show it."""
        self.slots ^= {slot}
        self.changed.emit()

    def toggle_numbers(self) -> None:
        """Hide the numbers, or show them."""
        self.numbers = not self.numbers
        self.changed.emit()

    def lift(self) -> None:
        """Show everything."""
        if self.slots or self.numbers:
            self.slots, self.numbers = frozenset(), False
            self.changed.emit()

    def over(self, frame: Frame) -> Frame:
        """Return a frame without what is hidden."""
        if not (self.slots or self.numbers):
            return frame
        draws = tuple(draw for draw in frame.draws if draw.style.slot not in self.slots)
        labels = tuple(label for label in frame.labels if not self._hides(label))
        return replace(frame, draws=draws, labels=labels)

    def _hides(self, label: Label) -> bool:
        if label.slot in self.slots:
            return True
        is_tick = label.yields
        return self.numbers and not is_tick and _NUMBER.search(label.text) is not None
