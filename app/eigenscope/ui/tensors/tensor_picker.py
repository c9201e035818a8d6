"""The list of a file's tensors with its search, and the small pictures of those that are seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from eigenscope.engine.runtime.jobs import Jobs, Outcome
from eigenscope.readers.tensor_file import TensorEntry
from eigenscope.ui.tensors.shared_file import SharedFile
from eigenscope.ui.tensors.tensor_catalogue import Catalogue
from eigenscope.ui.tensors.tensor_list import TensorList
from eigenscope.ui.tensors.tensor_table import TensorTable
from eigenscope.ui.tensors.thumbnails import Thumbnail, read_thumbnails
from eigenscope.wording.words import Words

_REST = 60  # milliseconds of rest after scrolling, before pictures are read


class TensorPicker(QWidget):
    """Lists tensors; while one types into the search, the arrows walk in the list.

    Signals
    -------
    marked
        Another tensor is marked, or none.
    picked
        The one that is marked is wanted.
    """

    marked = Signal()
    picked = Signal()

    def __init__(
        self, shared: SharedFile, jobs: Jobs, picture_key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shared, self._jobs, self._picture_key = shared, jobs, picture_key
        self.model = TensorList(self)
        self.table = TensorTable(self.model)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search names, such as attn q"))
        self.search.setClearButtonEnabled(True)
        self.count = QLabel()
        self.count.setProperty("class", "muted")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._read_pictures)
        find = QHBoxLayout()
        find.setSpacing(12)
        find.addWidget(self.search, 1)
        find.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(find)
        layout.addWidget(self.table, 1)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _: self.picked.emit())
        self.table.scrolled.connect(self._rest.start)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.marked.emit())
        self.model.modelReset.connect(self._listed)

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """List the tensors of a file."""
        self.model.show_catalogue(catalogue, self.devicePixelRatio())

    def read_pictures(self) -> None:
        """Read the pictures of the rows that are seen, as soon as these are at rest."""
        self._rest.start()

    def stop(self) -> None:
        """Read no more pictures."""
        self._rest.stop()
        self._jobs.cancel(self._picture_key)

    # --- the list ------------------------------------------------------------------------------

    def _find(self, words: str) -> None:
        chosen = self.model.place(self.table.currentIndex().row())
        self.model.find(words)
        row = self.model.row_of(chosen)
        if row > 0:
            self._select(row)

    def _listed(self) -> None:
        """Count what is listed anew, and choose the first that can be shown."""
        counts = {"count": f"{self.model.rowCount():,}", "most": f"{self.model.total:,}"}
        self.count.setText(str(Words("{count} of {most}", counts)))
        self._select(self.model.next_row(0, 1))
        self.marked.emit()
        self._rest.start()

    def _select(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.model.index(row, 1)
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def selected(self) -> TensorEntry | None:
        """Return the tensor that is marked in the list."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.entry(rows[0].row()) if rows else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the arrows and Enter go to the list while one types."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        page = max(1, self.table.visible_rows().stop - self.table.visible_rows().start - 1)
        most = self.model.rowCount()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        key = Qt.Key(event.key())
        if key in steps and most:
            step = steps[key]
            wanted = min(max(self.table.currentIndex().row() + step, 0), most - 1)
            self._walk(wanted, 1 if step > 0 else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit()
            return True
        return False

    def _walk(self, row: int, step: int) -> None:
        """Mark a row, or the next one whose tensor can be shown."""
        target = self.model.next_row(row, step)
        if target < 0:
            target = self.model.next_row(row, -step)
        if target >= 0:
            self._select(target)

    # --- pictures ------------------------------------------------------------------------------

    def _read_pictures(self) -> None:
        """Read the pictures of the rows that are seen, a few at a time."""
        wanted = self.model.without_picture(self.table.visible_rows())
        if not wanted or not self.isVisible():
            return
        shared = self._shared
        self._jobs.submit(
            self._picture_key, lambda c: read_thumbnails(shared, wanted, c), self._take_pictures
        )

    def _take_pictures(self, outcome: Outcome[dict[str, Thumbnail | None]]) -> None:
        if outcome.value is not None:  # else the file is gone; choosing a tensor says so
            self.model.add_pictures(outcome.value)
            self._read_pictures()
