"""Ready-made inputs: a button each, and a cell for the angle or factor of the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.presets import Preset
from eigenscope.language.evaluating.entry import parse_entry
from eigenscope.ui.inputs.number_cell import NumberCell
from eigenscope.ui.style.theme import icon, interface_font, theme_notifier
from eigenscope.wording.words import say

_WIDTH, _GAP = 268, 4  # pixels of a row, and between two buttons
_EDGE = 8  # pixels of a button beside its label


class PresetBar(QWidget):
    """Offers presets; ``edited`` gives inputs, the preset's label, and a key for undo."""

    edited = Signal(object, object, str)

    def __init__(
        self,
        presets: Sequence[Preset],
        inputs: Callable[[], Inputs],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inputs = inputs
        self._presets = {preset.key: preset for preset in presets}
        self._values = {p.key: p.parameter[1] for p in presets if p.parameter is not None}
        self._chosen: Preset | None = None
        self._shown: tuple[str, ...] | None = None  # until the first inputs come
        self.buttons = {preset.key: self._button(preset) for preset in presets}
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self.cell = NumberCell()
        self.cell.setFixedWidth(76)
        self.cell.edited.connect(self._typed)
        self._label, self._unit = QLabel(), QLabel()
        self._label.setProperty("class", "muted")
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._label, self.cell, self._unit):
            row.addWidget(widget)
        row.addStretch()
        self._row.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self._row)
        theme_notifier().changed.connect(self._themed)
        self._themed()
        self.show_inputs(inputs())

    def show_inputs(self, inputs: Inputs) -> None:
        """Offer the presets that are relevant to inputs, in rows of as many as fit."""
        shown = tuple(key for key, preset in self._presets.items() if preset.relevant(inputs))
        self._mark(inputs, shown)
        if shown == self._shown:
            return
        self._shown = shown
        for button in self.buttons.values():
            self._grid.removeWidget(button)
            button.hide()
        columns = self._columns(shown) if shown else 1
        for place, key in enumerate(shown):
            self._grid.addWidget(self.buttons[key], place // columns, place % columns)
            self.buttons[key].show()
        self.setVisible(bool(shown))
        if self._chosen is not None and self._chosen.key not in shown:
            self._row.hide()

    def _mark(self, inputs: Inputs, keys: Sequence[str]) -> None:
        """Mark which of the presets that are lines of text has made the inputs."""
        for key in keys:
            preset, button = self._presets[key], self.buttons[key]
            active = not preset.icon and preset.make(inputs, 0.0) == inputs
            if button.property("active") != active:
                button.setProperty("active", active)
                button.style().polish(button)

    def _columns(self, keys: Sequence[str]) -> int:
        """Return how many of some presets' buttons fit beside one another."""
        metrics = QFontMetrics(interface_font(11))
        labels = (say(self._presets[key].label) for key in keys)
        widths = [metrics.horizontalAdvance(label) + _EDGE for label in labels]

        def needed(columns: int) -> int:
            widest = [max(widths[k::columns], default=0) for k in range(columns)]
            return sum(widest) + _GAP * (columns - 1)

        choices = (4, 3, 2) if self._presets[keys[0]].icon else (2,)
        return next((columns for columns in choices if needed(columns) <= _WIDTH), 1)

    def _button(self, preset: Preset) -> QToolButton:
        button = QToolButton(self)
        button.setText(say(preset.label))
        button.setToolTip(say(preset.tip or preset.label))
        if preset.icon:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(16, 16))
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setProperty("class", "tile")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._choose(preset))
        return button

    def _choose(self, preset: Preset) -> None:
        self._chosen = preset
        self._row.setVisible(preset.parameter is not None)
        if preset.parameter is not None:
            label, _, unit = preset.parameter
            self._label.setText(say(label))
            self._unit.setText(unit)
            self.cell.setAccessibleName(say(label))
            self.cell.show_text(self._values[preset.key])
        self._emit(preset, "")

    def _typed(self, text: str, key: str) -> None:
        if self._chosen is not None:
            self._values[self._chosen.key] = text
            self._emit(self._chosen, key)

    def _emit(self, preset: Preset, key: str) -> None:
        value = parse_entry(self._values[preset.key]).value if preset.parameter else 0.0
        self.edited.emit(preset.make(self._inputs(), value), preset.label, key)

    def _themed(self) -> None:
        for key, button in self.buttons.items():
            if self._presets[key].icon:
                button.setIcon(icon(self._presets[key].icon))
