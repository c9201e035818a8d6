"""A list over the picture of a presentation, in letters that are read from the last row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eigenscope.ui.style.finding import Finding, best
from eigenscope.ui.style.theme import current_theme

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
}
_WIDE, _HIGH = 0.7, 0.8  # most of what it stands over, as shares
_GAP = 0.5  # around it, in heights of text


class LargeChooser(QFrame):
    """Lists findings; arrows, letters and Enter choose one, Esc none."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("largeChooser")
        self._over = over
        self.heading = QLabel()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Type to find…"))
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(lambda item: self._run(self._row(item)))
        self._layout = QVBoxLayout(self)
        for widget in (self.heading, self.search, self.list):
            self._layout.addWidget(widget)
        self._findings: list[Finding] = []
        self._listed: list[Finding] = []
        self._pixels = 20.0
        over.installEventFilter(self)
        self.hide()

    def open(self, heading: str, findings: Sequence[Finding], pixels: float) -> None:
        """Show findings in letters of a height."""
        self._findings, self._pixels = list(findings), pixels
        size = f"font-size: {round(pixels)}px"
        for widget in (self.heading, self.search, self.list):
            widget.setStyleSheet(size)
        gap = round(pixels * _GAP)
        self._layout.setContentsMargins(gap, gap, gap, gap)
        self.heading.setText(heading)
        self.search.clear()
        self._fill("")
        self._lay_out()
        self.show()
        self.raise_()
        self.search.setFocus()

    def _lay_out(self) -> None:
        """Take as much room as the list needs, in the middle of what it stands over."""
        over, pixels = self._over, self._pixels
        gap = round(pixels * _GAP)
        wide = min(round(over.width() * _WIDE), round(28 * pixels))
        row = self.list.sizeHintForRow(0) if self._listed else round(1.5 * pixels)
        around = self.heading.sizeHint().height() + self.search.sizeHint().height() + 4 * gap
        high = min(round(over.height() * _HIGH), around + row * max(len(self._listed), 1) + gap)
        self.setGeometry((over.width() - wide) // 2, (over.height() - high) // 2, wide, high)

    def close_it(self) -> None:
        """Put it away, and give the keys back to the picture."""
        if self.isVisible():
            self.hide()
            self._over.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the arrows, Enter and Esc belong to the list while one types."""
        if watched is self._over:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._lay_out()
            return False
        if not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        used = key in _MOVES or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.type() == QEvent.Type.ShortcutOverride and used:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not used:
            return False
        if key in _MOVES:
            self._choose(self._row(self.list.currentItem()) + _MOVES[key], _MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self.close_it()
        else:
            self._run(self._row(self.list.currentItem()))
        return True

    def _fill(self, query: str) -> None:
        self._listed = best(query, self._findings) if query.strip() else self._findings
        self.list.clear()
        muted = QBrush(QColor(current_theme().interface["text_muted"]))
        for finding in self._listed:
            item = QTreeWidgetItem(self.list, [finding.title, finding.hint])
            item.setForeground(1, muted)
            item.setDisabled(not finding.enabled)
            item.setToolTip(0, finding.tip)
        self._choose(0)

    def _row(self, item: QTreeWidgetItem | None) -> int:
        return -1 if item is None else self.list.indexOfTopLevelItem(item)

    def _choose(self, row: int, towards: int = 1) -> None:
        """Go to a row, or on from there to the next one that can be chosen."""
        able = [k for k, finding in enumerate(self._listed) if finding.enabled]
        row = max(min(row, len(self._listed) - 1), 0)
        before, after = [k for k in able if k <= row][-1:], [k for k in able if k >= row][:1]
        chosen = after if towards > 0 else before
        item = self.list.topLevelItem(chosen[0]) if chosen else None
        if item is not None:
            self.list.setCurrentItem(item)

    def _run(self, row: int) -> None:
        if 0 <= row < len(self._listed):
            finding = self._listed[row]
            if finding.enabled:
                self.close_it()
                finding.run()
