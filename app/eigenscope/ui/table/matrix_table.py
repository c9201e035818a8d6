"""A matrix of any size as a table: read, scrolled, copied, and edited where that is possible."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from eigenscope.engine.runtime.jobs import Cancellation, Jobs, Outcome
from eigenscope.language.evaluating.entry import Entry, Matrix, parse_entry
from eigenscope.language.reading.cells import comma_ways
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.ui.session.background import cancel_when_gone
from eigenscope.ui.style.theme import number_font, theme_notifier
from eigenscope.ui.table.go_to_line import GoToLine
from eigenscope.ui.table.table_cells import TableCells, walk_of
from eigenscope.ui.table.table_clipboard import MOST_COPIED, copied, pasted
from eigenscope.ui.table.table_contents import Block, TableContents, contents_of
from eigenscope.ui.table.table_model import LARGEST_SIDE, TableModel
from eigenscope.wording.words import Text, Words, say

_WIDTH, _HEIGHT = 120, 26  # pixels of a cell
_NAMES = 160  # pixels that names of rows may take
_SMALL = 10_000  # cells that are copied, and characters pasted, without a worker
_ZERO = Entry("0", 0.0, parse_entry("0").exact)
_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_numbers = itertools.count(1)


@dataclass(frozen=True)
class _Pasting:
    """A pasted text, what the table held before, and the cell from which on it was put."""

    text: str
    before: TableContents
    row: int
    column: int


class MatrixTable(QTableView):
    """Shows a typed matrix or one from a file.

    Signals
    -------
    edited
        The new Matrix or LoadedMatrix, and a key: edits with the same key are one step of undo.
    wrong
        Why what is being typed is no number; empty once it is one.
    reported
        A sentence for the status bar: what was copied, or why something cannot be done.
    assumed
        What the commas of a pasted text were taken for, and a tuple of what else they may mean.
    """

    edited = Signal(object, str)
    wrong = Signal(str)
    reported = Signal(str)
    assumed = Signal(object, object)

    def __init__(
        self, matrix: Matrix | LoadedMatrix, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        number = next(_numbers)
        self._copy_key, self._paste_key = f"copy cells {number}", f"paste cells {number}"
        self._pasting: _Pasting | None = None
        self._model = TableModel(matrix, self)
        self.cells = TableCells(self)
        self.go_to_line = GoToLine(self)
        self._look()
        self.setModel(self._model)
        self.setItemDelegate(self.cells)
        self.cells.entered.connect(self._entered)
        self.cells.judged.connect(self.wrong)
        self.cells.walked.connect(self._walk)
        self.go_to_line.wanted.connect(self.go_to)
        theme_notifier().changed.connect(self._themed)
        cancel_when_gone(self, jobs, self._copy_key, self._paste_key)
        self.setCurrentIndex(self._model.index(0, 0))

    def _look(self) -> None:
        self.setObjectName("matrixTable")
        self.setAccessibleName(self.tr("Entries of the matrix"))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        for header, size in (
            (self.horizontalHeader(), _WIDTH),
            (self.verticalHeader(), _HEIGHT),
        ):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(_HEIGHT)
            header.setDefaultSectionSize(size)
            header.setFont(number_font(12))
            header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
            header.setHighlightSections(False)
        self.verticalHeader().setMaximumWidth(_NAMES)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(right)
        self.verticalHeader().setDefaultAlignment(right)

    # --- from outside --------------------------------------------------------------------------

    def matrix(self) -> Matrix | LoadedMatrix:
        """Return the matrix that is shown."""
        return self._model.contents.matrix

    def set_matrix(self, matrix: Matrix | LoadedMatrix) -> None:
        """Show another matrix."""
        if matrix is self.matrix():
            return
        self._show(contents_of(matrix))
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def go_to(self, row: int, column: int) -> None:
        """Make an entry the current one, by its numbers in the whole, from 1; the nearest there is.

        Column 0 stands for the one that is current.
        """
        down = self._nearest(row, across=False)
        across = self._nearest(column, across=True) if column else self.currentIndex().column()
        index = self._model.index(down, across)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        contents = self._model.contents
        place = contents.number(down, across=False), contents.number(across, across=True)
        if place != (row, column or place[1]):
            words = "The nearest entry shown: row {row}, column {column}"
            self._report(Words(words, {"row": place[0], "column": place[1]}))

    def copy(self) -> None:
        """Copy the selected cells, as lines of numbers parted by tabs."""
        rows, columns = self._selected()
        cells = len(rows) * len(columns)
        if cells > MOST_COPIED:
            words = "{cells} cells are selected: up to {most} can be copied."
            self._report(Words(words, {"cells": f"{cells:,}", "most": f"{MOST_COPIED:,}"}))
            return
        contents = self._model.contents

        def take(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._report(Words("Copied cells: {cells}", {"cells": f"{cells:,}"}))

        def deliver(outcome: Outcome[str]) -> None:
            take(outcome.value or "")

        if cells <= _SMALL:
            take(copied(contents, rows, columns, Cancellation(lambda *_: None)))
            return
        self._jobs.submit(self._copy_key, lambda c: copied(contents, rows, columns, c), deliver)

    def paste(self) -> None:
        """Put the matrix on the clipboard into the cells, from the current one on."""
        if not self._refuse():
            self._paste(QGuiApplication.clipboard().text())

    def paste_again(self, comma: Comma) -> None:
        """Put what was pasted last into the cells anew, with another meaning of its commas."""
        if self._pasting is not None and not self._refuse():
            self._paste(self._pasting.text, self._pasting, comma)

    def _paste(self, text: str, last: _Pasting | None = None, comma: Comma | None = None) -> None:
        typed = isinstance(self.matrix(), Matrix)

        def deliver(outcome: Outcome[Block]) -> None:
            if outcome.value is None:
                self._report(Words("Pasted text: {reason}", {"reason": str(outcome.error)}))
                return
            place = self.currentIndex()
            pasting = last or _Pasting(text, self._model.contents, place.row(), place.column())
            self._put_block(pasting, outcome.value)
            ways = comma_ways(text) if len(text) <= _SMALL else ()
            if ways and ways != (Comma.SEPARATOR,):
                chosen = comma or ways[0]
                self._pasting = pasting
                self.assumed.emit(chosen, tuple(way for way in ways if way is not chosen))

        def read(_: Cancellation) -> Block:
            return pasted(text, typed=typed, comma=comma)

        self._jobs.submit(self._paste_key, read, deliver)

    def clear_cells(self) -> None:
        """Make the selected cells 0."""
        if self._refuse():
            return
        rows, columns = self._selected()
        self._take(rows[0], columns[0], [[_ZERO] * len(columns)] * len(rows))

    # --- editing -------------------------------------------------------------------------------

    def _entered(self, row: int, column: int, text: str) -> None:
        self._take(row, column, [[parse_entry(text)]])

    def _put_block(self, pasting: _Pasting, block: Block) -> None:
        row, column = pasting.row, pasting.column
        self._show(pasting.before.with_block(row, column, block))
        self.edited.emit(self.matrix(), "")
        rows, columns = self._model.contents.shape
        if row + len(block) > rows or column + len(block[0]) > columns:
            self._report("What did not fit into the matrix was left out.")

    def _take(self, row: int, column: int, block: Block) -> None:
        self._show(self._model.contents.with_block(row, column, block))
        self.edited.emit(self.matrix(), "")

    def _show(self, contents: TableContents) -> None:
        self._pasting = None
        self._model.show_contents(contents)
        if max(contents.shape) > LARGEST_SIDE:
            words = "The table shows only the first {most} rows or columns."
            self._report(Words(words, {"most": f"{LARGEST_SIDE:,}"}))

    def _refuse(self) -> bool:
        """Say why nothing can be edited, if so."""
        locked = self._model.contents.locked
        if locked:
            self._report(locked)
        return bool(locked)

    def _report(self, words: Text) -> None:
        self.reported.emit(say(words))

    # --- keys and mouse ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Qt: what begins a number is no shortcut of the window while the table has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            bare = event.modifiers() & ~(_SHIFT | _KEYPAD) == Qt.KeyboardModifier.NoModifier
            if bare and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what a spreadsheet does with the keys."""
        key, held = event.key(), event.modifiers()
        step = walk_of(event)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key == Qt.Key.Key_G and held == Qt.KeyboardModifier.ControlModifier:
            self.go_to_line.ask()
        elif key == Qt.Key.Key_Delete:
            self.clear_cells()
        elif step is not None:
            self._walk(*step)
        else:
            typed = event.text().isprintable() and event.text().strip()
            if key == Qt.Key.Key_F2 or (typed and not held & Qt.KeyboardModifier.ControlModifier):
                self._refuse()
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: begin to edit, or say why not."""
        if self.indexAt(event.position().toPoint()).isValid():
            self._refuse()
        super().mouseDoubleClickEvent(event)

    def _walk(self, down: int, right: int) -> None:
        """Go on by rows or columns; over an edge to the next column or row."""
        rows, columns = self._model.rowCount(), self._model.columnCount()
        index = self.currentIndex()
        row, column = index.row() + down, index.column() + right
        if not 0 <= row < rows:
            row, column = row % rows, column + down
        elif not 0 <= column < columns:
            column, row = column % columns, row + right
        self.setCurrentIndex(self._model.index(row % rows, column % columns))
        self.setFocus()

    def _selected(self) -> tuple[range, range]:
        """Return the rows and columns that hold all that is selected."""
        parts = self.selectionModel().selection().toList()
        if not parts:
            index = self.currentIndex()
            return range(index.row(), index.row() + 1), range(index.column(), index.column() + 1)
        return (
            range(min(p.top() for p in parts), max(p.bottom() for p in parts) + 1),
            range(min(p.left() for p in parts), max(p.right() for p in parts) + 1),
        )

    def _nearest(self, number: int, *, across: bool) -> int:
        """Return the place of the row or column whose number in the whole is nearest."""
        count = self._model.columnCount() if across else self._model.rowCount()
        contents = self._model.contents
        low, high = 0, count - 1
        while low < high:  # the numbers ascend
            middle = (low + high) // 2
            if contents.number(middle, across=across) < number:
                low = middle + 1
            else:
                high = middle
        before = contents.number(max(low - 1, 0), across=across)
        nearer = number - before < contents.number(low, across=across) - number
        return max(low - 1, 0) if nearer else low

    def _themed(self) -> None:
        self.cells.restyle()
        self.viewport().update()
