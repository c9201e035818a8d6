"""Spin boxes that read numbers alike in every locale.

Qt's read with the locale of the user: a German one takes the point of 3.5 for a separator of
thousands and makes 35 of it. Here the point and the comma are both the decimal sign.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

Judged = tuple[QValidator.State, str, int]


class DecimalBox(QDoubleSpinBox):
    """A field for a decimal number; a comma that is typed becomes a point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale.c())

    def validate(self, text: str, place: int) -> Judged:
        """Qt: judge a text while it is typed, and put it right."""
        state, judged, place = _judged(super().validate(text.replace(",", "."), place))
        return state, judged, place


class WholeBox(QSpinBox):
    """A field for a whole number, which takes no decimal sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale.c())

    def validate(self, text: str, place: int) -> Judged:
        """Qt: judge a text while it is typed."""
        if "." in text or "," in text:
            return QValidator.State.Invalid, text, place
        return _judged(super().validate(text, place))


def _judged(answer: object) -> Judged:
    """Return the answer of Qt's own validator, which its stubs call an object."""
    assert isinstance(answer, tuple)
    state, text, place = answer
    return state, text, place
