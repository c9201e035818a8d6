"""Ctrl+K: find a command by a few letters, and run it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QBrush, QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eigenscope.ui.commands import Actions, Command, translated
from eigenscope.ui.theme import current_theme

_WIDTH, _HEIGHT = 520, 380
_ACTION = Qt.ItemDataRole.UserRole


def score(wanted: str, text: str) -> int | None:
    """Return how well a text fits what is typed (less is better), or None if it does not.

    All letters must come in order; those at the beginnings of words count most.
    """
    place, cost = -1, 0
    lower = text.lower()
    for letter in wanted.lower():
        if letter.isspace():
            continue
        found = lower.find(letter, place + 1)
        if found < 0:
            return None
        gap = found - place - 1
        begins = found == 0 or not lower[found - 1].isalnum()
        cost += 0 if gap == 0 else (1 if begins else 3 + gap)
        place = found
    return cost


class CommandPalette(QDialog):
    """A sheet over the window that lists commands as one types."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("commandPalette")
        self._actions = actions
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("What would you like to do?"))
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setColumnWidth(0, 250)
        self.list.setColumnWidth(1, 110)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(16, 16))
        self.list.itemClicked.connect(self._run)
        self.empty = QLabel(self.tr("No command matches."))
        self.empty.setProperty("class", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addWidget(self.empty, 1)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.setFixedSize(min(_WIDTH, parent.width() - 32), min(_HEIGHT, parent.height() - 32))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        across = (parent.width() - self.width()) // 2
        self.move(corner.x() + across, corner.y() + min(90, parent.height() // 8))
        self._fill("")
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the arrows and Enter go to the list while one types."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        rows = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8,
                Qt.Key.Key_PageUp: -8}  # fmt: skip
        key = Qt.Key(event.key())
        if key in rows:
            row = self.list.indexOfTopLevelItem(self.list.currentItem()) + rows[key]
            self._choose(min(max(row, 0), self.list.topLevelItemCount() - 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
            return True
        return False

    def _fill(self, wanted: str) -> None:
        self.list.clear()
        ranked = []
        for place, (command, action) in enumerate(self._actions.searchable()):
            if command.id == "help.palette":
                continue
            fits = score(wanted, _words(command))
            if fits is not None:
                ranked.append((fits, place, command, action))
        for _, _, command, action in sorted(ranked, key=lambda row: row[:2]):
            self._add(command, action)
        self._choose(0)
        self.list.setVisible(bool(ranked))
        self.empty.setVisible(not ranked)

    def _add(self, command: Command, action: QAction) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        path = translated(command.submenu or command.menu).replace("&", "")
        item = QTreeWidgetItem(self.list, [action.text().replace("&", ""), path, keys])
        item.setIcon(0, action.icon())
        item.setData(0, _ACTION, action)
        item.setSizeHint(0, QSize(0, 30))
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        muted = QBrush(QColor(current_theme().interface["text_muted"]))
        for column in (1, 2):
            item.setForeground(column, muted)
        item.setDisabled(not action.isEnabled())
        if command.tip:
            item.setToolTip(0, translated(command.tip))

    def _choose(self, row: int) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            self.list.setCurrentItem(item)

    def _run(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        action = item.data(0, _ACTION)
        if not action.isEnabled():
            return
        self.accept()
        action.trigger()


def _words(command: Command) -> str:
    return f"{translated(command.text)} {translated(command.submenu or command.menu)}"
