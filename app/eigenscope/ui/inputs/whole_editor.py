"""A whole number within limits: a slider, and a field for those who know what they want."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eigenscope.labs.contract.specs import WholeSpec
from eigenscope.ui.style.choice_editor import row_label
from eigenscope.ui.style.drag_slider import DragSlider
from eigenscope.ui.style.number_boxes import WholeBox
from eigenscope.wording.words import say


class WholeEditor(QWidget):
    """Edits an int; ``edited`` gives it, and a key: the moves of one drag are one step of undo."""

    edited = Signal(int, str)

    def __init__(self, spec: WholeSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = DragSlider()
        self.box = WholeBox()
        self.box.setKeyboardTracking(False)
        self.box.setFixedWidth(68)
        label = row_label(spec, self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.box)
        for field in (self.slider, self.box):
            field.setMinimum(spec.low)
            field.setAccessibleName(say(spec.label))
            field.setToolTip(say(spec.tip))
        self.slider.valueChanged.connect(self._changed)
        self.box.valueChanged.connect(self._changed)

    def show_value(self, value: int, high: int) -> None:
        """Show a number and how high it may be."""
        for field in (self.slider, self.box):
            field.blockSignals(True)
            field.setMaximum(max(high, field.minimum()))
            field.setValue(value)
            field.blockSignals(False)
        self.slider.setPageStep(max(1, high // 10))

    def _changed(self, value: int) -> None:
        self.edited.emit(value, self.slider.key)
