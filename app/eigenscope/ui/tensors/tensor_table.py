"""The list in the tensor chooser, which knows what of it is seen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from eigenscope.ui.tensors.tensor_catalogue import KIND, NAME, PICTURE, SHAPE, SIZE
from eigenscope.ui.tensors.tensor_list import TensorList
from eigenscope.ui.tensors.thumbnails import SIDE

_WIDTHS = {PICTURE: SIDE + 16, SHAPE: 150, KIND: 90, SIZE: 84}  # pixels


class TensorTable(QTableView):
    """Tensors row by row; all rows are as tall, so that a hundred thousand cost nothing.

    Signals
    -------
    scrolled
        Other rows may be seen now.
    """

    scrolled = Signal()

    def __init__(self, model: TensorList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("tensorTable")
        self.setAccessibleName(self.tr("Tensors"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(SIDE + 8)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        columns.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.scrolled.emit())

    def visible_rows(self) -> range:
        """Return the rows that are seen, wholly or in part."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return range(0)
        return range(first, (self.model().rowCount() if last < 0 else last + 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: tell that more rows may be seen."""
        super().resizeEvent(event)
        self.scrolled.emit()
