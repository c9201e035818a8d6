"""What editors share that are written into: a name over the field, and what is wrong below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from eigenscope.labs.contract.specs import Spec
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.wording.words import say

_GAP = 4  # pixels between the parts


class WrittenEditor(QWidget):
    """Lays a field out; ``edited`` gives a new value, and a key for undo."""

    edited = Signal(object, str)

    def __init__(self, spec: Spec, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = ErrorLabel()
        field.setAccessibleName(say(spec.label))
        field.setToolTip(say(spec.tip))
        label = QLabel(say(spec.label))
        label.setProperty("class", "muted")
        label.setBuddy(field)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(_GAP)
        for part in (label, field, self.message):
            self.column.addWidget(part)
