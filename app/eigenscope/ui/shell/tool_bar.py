"""The tool bar: which lab is open, and the commands that are used most."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from eigenscope.labs.contract.lab import Lab
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import say

_ICON = QSize(18, 18)
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
TOOLS = (
    "file.open", "file.save", "file.export_figure", "file.export_film", "", "edit.undo",
    "edit.redo", "", "edit.add_vector", "", "view.plane", "view.space", "view.fit", "",
    "theme.next", "view.present", "help.palette",
)  # fmt: skip


class ToolBar(QToolBar):
    """Shows the lab's name, whose click shows them all, and commands as icons."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setWindowTitle(self.tr("Tools"))
        self.setObjectName("toolBar")
        self.setIconSize(_ICON)
        self.setMovable(False)
        self._lab: Lab | None = None
        self.lab_button = self._lab_button()
        theme_notifier().changed.connect(self._themed)
        self.addWidget(self.lab_button)
        self.addSeparator()
        for command in TOOLS:
            if command:
                self.addAction(actions[command])
            else:
                self.addSeparator()
        self._words = {
            "file.export_figure": self.tr("Figure"),
            "file.export_film": self.tr("Film"),
            "view.plane": self.tr("2D"),
            "view.space": self.tr("3D"),
            "view.present": self.tr("Present"),
            "help.palette": self.tr("Find"),
        }  # for what has no icon that everybody knows
        for command, word in self._words.items():
            actions[command].setIconText(word)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is room for words, icons have them."""
        super().resizeEvent(event)
        self._say_what_fits()

    def _say_what_fits(self) -> None:
        """Write words beside icons, unless some of the commands would have no room then."""
        for look in (_BESIDE, Qt.ToolButtonStyle.ToolButtonIconOnly):
            for command in self._words:
                button = self.widgetForAction(self._actions[command])
                if isinstance(button, QToolButton):
                    button.setToolButtonStyle(look)
            if self.sizeHint().width() <= self.width():
                return

    def show_lab(self, lab: Lab) -> None:
        """Show which lab is open."""
        self.lab_button.setText(say(lab.title))
        self._lab = lab
        if self.isVisible():  # else it is given its size yet
            self._say_what_fits()
        self._themed()

    def _themed(self) -> None:
        if self._lab is not None:
            self.lab_button.setIcon(icon(self._lab.description.icon))

    def _lab_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("labButton")
        button.setToolButtonStyle(_BESIDE)
        button.setIconSize(_ICON)
        button.setToolTip(self.tr("Choose a lab (Ctrl+L)"))
        button.clicked.connect(self._actions["lab.find"].trigger)
        return button
