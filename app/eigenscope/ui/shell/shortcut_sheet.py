"""F1: all keys, and what the mouse does, on one sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from eigenscope.ui.shell.commands import Actions, without_key
from eigenscope.wording.words import Text, say

_MOST_COLUMNS = 3
_WIDE, _HIGH = 1180, 660  # pixels at most
_AROUND = 80  # pixels beside the columns
Row = tuple[str, str]


class ShortcutSheet(QDialog):
    """Shows keys by menu."""

    def __init__(
        self, actions: Actions, mouse: Sequence[tuple[Text, Text]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys and mouse"))
        groups: dict[str, list[Row]] = {}
        for command, action in actions.searchable():
            form = QKeySequence.SequenceFormat.NativeText
            keys = "  ".join(key.toString(form) for key in action.shortcuts())
            if keys:
                menu = without_key(say(command.menu))
                groups.setdefault(menu, []).append((keys, say(command.text)))
        wide, high = min(_WIDE, parent.width() - 40), min(_HIGH, parent.height() - 40)
        columns = _MOST_COLUMNS
        body = _body(groups, columns)
        while columns > 1 and body.sizeHint().width() > wide - _AROUND:
            columns -= 1
            body = _body(groups, columns)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(scroll, 1)
        layout.addLayout(_mouse([(say(what), say(does)) for what, does in mouse]))
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        layout.addLayout(foot)
        self.resize(wide, high)


def _body(groups: Mapping[str, Sequence[Row]], count: int) -> QWidget:
    """Return all groups in columns, each where there is most room."""
    body = QWidget()
    columns = QHBoxLayout(body)
    columns.setSpacing(28)
    stacks = [QVBoxLayout() for _ in range(count)]
    heights = [0] * count
    for name, rows in sorted(groups.items(), key=lambda group: -len(group[1])):
        shortest = heights.index(min(heights))
        stacks[shortest].addLayout(_group(name, rows))
        heights[shortest] += len(rows) + 2
    for stack in stacks:
        stack.addStretch()
        columns.addLayout(stack, 1)
    return body


def _group(name: str, rows: Sequence[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setContentsMargins(0, 0, 0, 14)
    heading = QLabel(name)
    heading.setProperty("class", "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (keys, what) in enumerate(rows, start=1):
        key = QLabel(keys)
        key.setProperty("class", "key")
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(QLabel(what), row, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _mouse(rows: Sequence[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(4)
    heading = QLabel(say("Mouse"))
    heading.setProperty("class", "heading")
    grid.addWidget(heading, 0, 0)
    for row, (what, does) in enumerate(rows, start=1):
        grid.addWidget(QLabel(what), row, 0)
        words = QLabel(does)
        words.setProperty("class", "muted")
        grid.addWidget(words, row, 1)
    grid.setColumnStretch(1, 1)
    return grid
