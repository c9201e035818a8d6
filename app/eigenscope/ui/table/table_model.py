"""The cells of a matrix for Qt, each made only when it is seen."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from eigenscope.language.evaluating.entry import Matrix, number_text
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.ui.table.table_contents import TableContents, contents_of
from eigenscope.wording.words import Words, say

AnyIndex = QModelIndex | QPersistentModelIndex
LARGEST_SIDE = 1_000_000  # rows or columns: Qt keeps a record of each
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class TableModel(QAbstractTableModel):
    """Shows a matrix; what is changed goes through the table, which tells of it."""

    def __init__(self, matrix: Matrix | LoadedMatrix, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set(contents_of(matrix))

    def show_contents(self, contents: TableContents) -> None:
        """Show another matrix; the place that is seen stays if it is as large."""
        if contents.shape == self.contents.shape:
            self._set(contents)
            rows, columns = self.rowCount(), self.columnCount()
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, columns - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, rows - 1)
            return
        self.beginResetModel()
        self._set(contents)
        self.endResetModel()

    def _set(self, contents: TableContents) -> None:
        self.contents = contents
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        # Kept, for Qt asks several times for every cell that it paints.
        self._flags = flags if contents.locked else flags | Qt.ItemFlag.ItemIsEditable

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Qt: how many rows there are."""
        return 0 if parent.isValid() else min(self.contents.shape[0], LARGEST_SIDE)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Qt: how many columns there are."""
        return 0 if parent.isValid() else min(self.contents.shape[1], LARGEST_SIDE)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Qt: whether a cell can be edited."""
        return self._flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """Qt: the name or the number of a row or column, from 1."""
        across = orientation == Qt.Orientation.Horizontal
        if role == _Role.DisplayRole:
            return self.contents.name(section, across=across)
        if role == _Role.ToolTipRole:
            words = "Column {number}: {name}" if across else "Row {number}: {name}"
            number = self.contents.number(section, across=across)
            name = self.contents.name(section, across=across)
            return str(Words(words, {"number": number, "name": name}))
        return None

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Qt: what stands in a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _Role.DisplayRole:
            return self.contents.text(row, column)
        if role == _Role.EditRole:
            return self.contents.full_text(row, column)
        if role == _Role.ToolTipRole:
            return self._tip(row, column)
        return None

    def _tip(self, row: int, column: int) -> str:
        text = self.contents.full_text(row, column)
        value = self.contents.value(row, column)
        if isinstance(self.contents.matrix, Matrix) and text != number_text(value):
            text += f" = {value:.10g}"
        values = {
            "row": f"{self.contents.number(row, across=False):,}",
            "column": f"{self.contents.number(column, across=True):,}",
            "entry": text,
        }
        words = str(Words("Row {row}, column {column}: {entry}", values))
        locked = self.contents.locked
        return f"{words}\n{say(locked)}" if locked else words
