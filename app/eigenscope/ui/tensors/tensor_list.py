"""The rows of the tensor chooser: picture, name, shape, type and size of every tensor found."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPixmap

from eigenscope.readers.tensor_file import TensorEntry
from eigenscope.ui.style.theme import current_theme, number_font, theme_notifier
from eigenscope.ui.tensors.tensor_catalogue import KIND, NAME, PICTURE, SHAPE, SIZE, Catalogue
from eigenscope.ui.tensors.thumbnails import SIDE, Thumbnail, blank, painted
from eigenscope.wording.words import Text, say

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_MOST_KEPT = 2000  # pictures: of 20 kB each
_NUMERIC = (SHAPE, KIND, SIZE)


class TensorList(QAbstractTableModel):
    """The tensors of a catalogue that hold the words searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue: Catalogue | None = None
        self._places: list[int] = []
        self._words = ""
        self._column, self._descending = -1, False
        self._thumbnails: dict[str, Thumbnail | None] = {}
        self._painted: dict[str, QPixmap] = {}
        self._ratio = 1.0
        self._blank = blank()
        self._heads = ("", self.tr("Name"), self.tr("Shape"), self.tr("Type"), self.tr("Size"))
        theme_notifier().changed.connect(self._themed)

    # --- from outside --------------------------------------------------------------------------

    def show_catalogue(self, catalogue: Catalogue, ratio: float) -> None:
        """List the tensors of a file; ``ratio`` is that of the screen's pixels."""
        self._catalogue, self._ratio = catalogue, ratio
        self._find()

    def find(self, words: str) -> None:
        """List only those whose names hold all these words."""
        if words.split() != self._words.split():
            self._words = words
            self._find()

    @property
    def total(self) -> int:
        """How many tensors the file has."""
        return 0 if self._catalogue is None else len(self._catalogue.entries)

    def entry(self, row: int) -> TensorEntry | None:
        """Return the tensor in a row, or None if there is no such row."""
        if self._catalogue is None or not 0 <= row < len(self._places):
            return None
        return self._catalogue.entries[self._places[row]]

    def reason(self, row: int) -> Text:
        """Return as a sentence why the tensor in a row cannot be shown; empty if it can."""
        if self._catalogue is None:
            return ""
        return self._catalogue.reasons.get(self._places[row], "")

    def place(self, row: int) -> int:
        """Return the place in the file of the tensor in a row, or -1 if there is none."""
        return self._places[row] if 0 <= row < len(self._places) else -1

    def row_of(self, place: int) -> int:
        """Return the row of the tensor at a place in the file, or -1 if it is not listed."""
        return self._places.index(place) if place in self._places else -1

    def next_row(self, start: int, step: int) -> int:
        """Return the row from a start on, in steps of ±1, whose tensor can be shown, or -1."""
        row = start
        while 0 <= row < len(self._places):
            if not self.reason(row):
                return row
            row += step
        return -1

    def without_picture(self, rows: range) -> list[TensorEntry]:
        """Return the tensors in some rows whose pictures have not been read yet."""
        entries = [self.entry(row) for row in rows if not self.reason(row)]
        return [entry for entry in entries if entry and entry.name not in self._thumbnails]

    def add_pictures(self, thumbnails: dict[str, Thumbnail | None]) -> None:
        """Show pictures that have been read."""
        while len(self._thumbnails) > _MOST_KEPT:  # the oldest first
            name = next(iter(self._thumbnails))
            del self._thumbnails[name]
            self._painted.pop(name, None)
        self._thumbnails.update(thumbnails)
        self._pictures_changed()

    # --- Qt ------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Qt: how many tensors are listed."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Qt: picture, name, shape, type, size."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """Qt: what a column is called."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _Role.DisplayRole:
            return self._heads[section]
        if role == _Role.TextAlignmentRole:
            return _alignment(section)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Qt: what cannot be shown is grey."""
        if not index.isValid() or self.reason(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Qt: what stands in a cell."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        column = index.column()
        if role == _Role.DisplayRole:
            return _text(entry, column)
        if role == _Role.DecorationRole:
            return self._picture(entry.name) if column == PICTURE else None
        if role == _Role.SizeHintRole:
            return QSize(SIDE, SIDE) if column == PICTURE else None
        if role == _Role.ToolTipRole:
            reason = self.reason(index.row())
            return say(reason) if reason else entry.name
        if role == _Role.FontRole:
            return number_font(12) if column in _NUMERIC else None
        if role == _Role.TextAlignmentRole:
            return _alignment(column)
        if role == _Role.ForegroundRole and column in _NUMERIC and not self.reason(index.row()):
            return QColor(current_theme().interface["text_muted"])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: order the tensors by a column; by none as in the file."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._find()

    # --- inside --------------------------------------------------------------------------------

    def _find(self) -> None:
        if self._catalogue is None:
            return
        self.beginResetModel()
        self._places = self._catalogue.find(self._words, self._column, descending=self._descending)
        self.endResetModel()

    def _picture(self, name: str) -> QPixmap:
        thumbnail = self._thumbnails.get(name)
        if thumbnail is None:
            return self._blank
        if name not in self._painted:
            self._painted[name] = painted(thumbnail, self._ratio)
        return self._painted[name]

    def _themed(self) -> None:
        self._painted.clear()
        self._pictures_changed()

    def _pictures_changed(self) -> None:
        if self._places:
            first, last = self.index(0, 0), self.index(len(self._places) - 1, 0)
            self.dataChanged.emit(first, last, [_Role.DecorationRole])


def shape_text(shape: tuple[int, ...]) -> str:
    """Return "512 × 256"; of a single number "1"."""
    return " × ".join(map(str, shape)) or "1"


def size_text(nbytes: int) -> str:
    """Return "1.2 MB": in steps of a thousand, as files are listed."""
    size, unit = float(nbytes), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if size < 999.5 or unit == "GB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "B" or size >= 99.95 else f"{size:.1f} {unit}"


def _text(entry: TensorEntry, column: int) -> str | None:
    if column == NAME:
        return entry.name
    if column == SHAPE:
        return shape_text(entry.shape)
    if column == KIND:
        return entry.dtype
    return size_text(entry.nbytes) if column == SIZE else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == SIZE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
