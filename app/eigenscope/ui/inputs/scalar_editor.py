"""A number: a slider for trying, and a cell for those who know what they want."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from eigenscope.labs.contract.specs import ScalarSpec
from eigenscope.language.evaluating.entry import Matrix, number_text, scalar
from eigenscope.ui.inputs.number_cell import NumberCell
from eigenscope.ui.style.choice_editor import row_label
from eigenscope.ui.style.drag_slider import DragSlider
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words, say

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_STEPS = 400  # of the slider
_DIGITS = 3  # that a number chosen with the slider has


class ScalarEditor(QWidget):
    """Edits a 1 × 1 matrix; ``edited`` gives it, and a key: one drag is one step of undo."""

    edited = Signal(object, str)

    def __init__(
        self,
        spec: ScalarSpec,
        definitions: Callable[[], Definitions],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.message = ErrorLabel()
        self._spec = spec
        self.slider = DragSlider()
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(_STEPS // 20)
        self.cell = NumberCell(definitions=definitions)
        self.cell.setFixedWidth(76)
        label = row_label(spec, self.cell)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.addWidget(label, 0, 0)
        layout.addWidget(self.slider, 0, 1)
        layout.addWidget(self.cell, 0, 2)
        layout.addWidget(self.message, 1, 0, 1, 3)
        for field in (self.slider, self.cell):
            field.setAccessibleName(say(spec.label))
        self.slider.setToolTip(say(spec.tip))
        self.slider.valueChanged.connect(self._slid)
        self.cell.edited.connect(self._typed)
        self.cell.wrong.connect(self.message.say)

    def show_value(self, value: Matrix) -> None:
        """Show a number."""
        self.cell.show_text(value.scalar.text)
        self.slider.blockSignals(True)
        self.slider.setValue(self._place(value.scalar.value))
        self.slider.blockSignals(False)

    # --- the slider ----------------------------------------------------------------------------

    def _place(self, value: float) -> int:
        spec = self._spec
        value = min(max(value, spec.low), spec.high)
        if spec.logarithmic:
            return round(_STEPS * math.log(value / spec.low) / math.log(spec.high / spec.low))
        return round(_STEPS * (value - spec.low) / (spec.high - spec.low))

    def _value(self, place: int) -> float:
        spec, part = self._spec, place / _STEPS
        if spec.logarithmic:
            value = spec.low * (spec.high / spec.low) ** part
            return float(f"{value:.{_DIGITS}g}")
        step = 10.0 ** math.floor(math.log10((spec.high - spec.low) / _STEPS * 2))
        return round(round((spec.low + part * (spec.high - spec.low)) / step) * step, 12)

    def _slid(self, place: int) -> None:
        self._emit(number_text(self._value(place)), self.slider.key)

    # --- the cell ------------------------------------------------------------------------------

    def _typed(self, text: str, key: str) -> None:
        self._emit(text, key)

    def _emit(self, text: str, key: str) -> None:
        number, spec = scalar(text), self._spec
        if spec.least <= number.scalar.value <= spec.most:
            self.message.say("")
            self.edited.emit(number, key)
            return
        self.message.say(self._limits())

    def _limits(self) -> str:
        least, most = tidy(self._spec.least), tidy(self._spec.most)
        template = "It must be from {least} to {most}."
        if math.isinf(self._spec.most):
            template = "It must be at least {least}."
        elif math.isinf(self._spec.least):
            template = "It must be at most {most}."
        return str(Words(template, {"least": least, "most": most}))
