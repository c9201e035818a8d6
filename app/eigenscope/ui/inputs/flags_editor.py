"""Things that are on or off, as a grid of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.specs import FlagSpec
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import say

_COLUMNS, _GAP = 2, 4
_WIDTH = 268  # pixels of a row


class FlagsEditor(QWidget):
    """Switches flags; ``edited`` gives a flag's name and its new value."""

    edited = Signal(str, bool)

    def __init__(
        self, flags: Sequence[tuple[str, FlagSpec]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._specs = dict(flags)
        self.buttons: dict[str, QToolButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        for name, spec in flags:
            self.buttons[name] = self._button(name, spec)
        self._placed: tuple[str, ...] = ()
        self._place(tuple(self._specs))
        theme_notifier().changed.connect(self._themed)
        self._themed()

    def show_inputs(self, inputs: Inputs) -> None:
        """Show which are on, and hide those that do not matter now."""
        self._place(tuple(n for n, spec in self._specs.items() if spec.relevant(inputs)))
        for name in self._placed:
            self.buttons[name].setChecked(getattr(inputs, name))

    def _place(self, names: tuple[str, ...]) -> None:
        """Put buttons beside one another, and hide the others."""
        if names == self._placed:
            return
        self._placed = names
        for name, button in self.buttons.items():
            self._grid.removeWidget(button)
            if name not in names:
                button.hide()
        columns = self._columns(names)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
        for place, name in enumerate(names):
            self._grid.addWidget(self.buttons[name], place // columns, place % columns)
            self.buttons[name].show()

    def _columns(self, names: tuple[str, ...]) -> int:
        """Return how many buttons, equally wide, fit beside one another."""
        widest = max((self.buttons[name].sizeHint().width() for name in names), default=0)
        return _COLUMNS if _COLUMNS * (widest + _GAP) - _GAP <= _WIDTH else 1

    def _button(self, name: str, spec: FlagSpec) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setText(say(spec.label))
        button.setToolTip(say(spec.tip))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(15, 15))
        button.setProperty("class", "segment")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda on: self.edited.emit(name, on))
        return button

    def _themed(self) -> None:
        for name, spec in self._specs.items():
            if spec.icon:
                self.buttons[name].setIcon(icon(spec.icon))
