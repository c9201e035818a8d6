"""Ctrl+K: find a command, or something in a lab, by a word or a few letters, and go there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eigenscope.ui.shell.commands import Actions, without_key
from eigenscope.ui.style.finding import Finding, best
from eigenscope.ui.style.theme import current_theme, icon
from eigenscope.wording.words import say

_WIDTH, _HEIGHT = 620, 420
_MOST = 60  # rows: whoever needs more types another letter
_AT_ONCE = 5  # findings that are looked up in one go while nothing is typed
_FINDING = Qt.ItemDataRole.UserRole


class CommandPalette(QDialog):
    """A sheet over the window that lists commands, and what labs hold, as one types.

    Parameters
    ----------
    commands, matter
        What is listed before anything is typed, and what else can be found.
    """

    def __init__(
        self, commands: Sequence[Finding], matter: Iterable[Finding], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("commandPalette")
        self._commands = list(commands)
        self._everything = list(commands)
        self._coming = iter(matter)
        # Matter comes from labs, which are imported meanwhile; whoever types needs all of it.
        self._gatherer = QTimer(self)
        self._gatherer.setInterval(0)
        self._gatherer.timeout.connect(self._gather_some)
        self._gatherer.start()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("A command, a topic, an experiment…"))
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setColumnWidth(0, 250)
        self.list.setColumnWidth(1, 210)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(16, 16))
        self.list.itemClicked.connect(self._run)
        self.empty = QLabel(self.tr("Nothing matches."))
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

    def _fill(self, query: str) -> None:
        self.list.clear()
        if query.strip():
            self._everything.extend(self._coming)
        findings = best(query, self._everything) if query.strip() else self._commands
        for finding in findings[:_MOST]:
            self._add(finding)
        self._choose(0)
        self.list.setVisible(bool(findings))
        self.empty.setVisible(not findings)

    def _gather_some(self) -> None:
        some = list(islice(self._coming, _AT_ONCE))
        self._everything.extend(some)
        if not some:
            self._gatherer.stop()

    def _add(self, finding: Finding) -> None:
        item = QTreeWidgetItem(self.list, [finding.title, finding.where, finding.hint])
        if finding.icon:
            item.setIcon(0, icon(finding.icon))
        item.setData(0, _FINDING, finding)
        item.setSizeHint(0, QSize(0, 30))
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        muted = QBrush(QColor(current_theme().interface["text_muted"]))
        for column in (1, 2):
            item.setForeground(column, muted)
        item.setDisabled(not finding.enabled)
        item.setToolTip(0, finding.tip)

    def _choose(self, row: int) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            self.list.setCurrentItem(item)

    def _run(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        finding: Finding = item.data(0, _FINDING)
        if finding.enabled:
            self.accept()
            finding.run()


def commands_of(actions: Actions, texts: Mapping[str, str]) -> list[Finding]:
    """Return the commands that can be found, all but the search itself.

    Parameters
    ----------
    texts
        More words that commands are found by, by their ids.
    """
    return [
        Finding(
            without_key(action.text()),
            without_key(say(command.submenu or command.menu)),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            action.trigger,
            command.icon,
            texts.get(command.id, ""),
            tip=say(command.tip) if command.tip else "",
            enabled=action.isEnabled(),
        )
        for command, action in actions.searchable()
        if command.id != "help.palette"
    ]
