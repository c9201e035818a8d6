"""One out of a few: a label and a box that drops down."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QSizePolicy, QWidget

from eigenscope.labs.contract.specs import ChoiceSpec, Spec
from eigenscope.wording.words import say

LABEL_WIDTH = 92  # of all rows in the panel, so that their fields stand in a column
_BESIDE = 168  # pixels for the box beside the label in a panel as wide as at first


def row_label(spec: Spec, field: QWidget) -> QLabel:
    """Return what an input is called, to stand to the left of its field."""
    label = QLabel(say(spec.label))
    label.setFixedWidth(LABEL_WIDTH)
    label.setWordWrap(True)
    label.setProperty("class", "muted")
    label.setToolTip(say(spec.tip))
    label.setBuddy(field)
    return label


class ChoiceEditor(QWidget):
    """Chooses one of a spec's options; ``edited`` gives its value."""

    edited = Signal(str)

    def __init__(self, spec: ChoiceSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in spec.options]
        self.box = QComboBox()
        self.box.addItems([say(label) for _, label in spec.options])
        self.box.setToolTip(say(spec.tip))
        self.box.setAccessibleName(say(spec.label))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(8)
        self.box.activated.connect(lambda place: self.edited.emit(self._values[place]))
        label = row_label(spec, self.box)
        # Beside the label, or below it where the longest option would be cut off.
        beside = self.box.sizeHint().width() <= _BESIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8 if beside else 4)
        if not beside:
            label.setMaximumWidth(16777215)  # Qt's largest: as wide as there is room
        if beside or spec.label != spec.group:  # no need to say what the heading above has said
            layout.addWidget(label)
        layout.addWidget(self.box, 1)

    def show_value(self, value: str) -> None:
        """Show which option is chosen."""
        self.box.setCurrentIndex(self._values.index(value))
