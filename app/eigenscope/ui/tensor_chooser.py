"""From a file to one of its tensors: at once if it has only one, else chosen from a list.

Everything that touches the file happens on workers; the dialog may be closed in the midst of it.
"""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.engine.jobs import Cancellation, Jobs, Outcome
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.loading import matrix_of
from eigenscope.readers.tensor_file import TensorEntry
from eigenscope.ui.form import button_row
from eigenscope.ui.shared_file import SharedFile
from eigenscope.ui.tensor_catalogue import Catalogue
from eigenscope.ui.tensor_list import TensorList, size_text
from eigenscope.ui.tensor_table import TensorTable
from eigenscope.ui.thumbnails import Thumbnail, read_thumbnails

_SOON = 250  # milliseconds: a file that is read by then is never asked about
_REST = 60  # milliseconds of rest after scrolling, before pictures are read
_numbers = itertools.count(1)


class TensorChooser(QDialog):
    """Opens a file and lets one of its tensors be chosen, if there are several.

    Signals
    -------
    chosen
        The tensor, as a `LoadedMatrix`. The dialog is closed by then.
    """

    chosen = Signal(object)

    def __init__(self, path: str | Path, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("tensorChooser")
        self.setWindowTitle(self.tr("Choose a tensor"))
        self._shared = SharedFile(path)
        self._jobs = jobs
        number = next(_numbers)
        self._open_key, self._load_key, self._picture_key = (
            f"{what} {number}" for what in ("open tensors", "load tensor", "tensor pictures")
        )
        self.model = TensorList(self)
        self.table = TensorTable(self.model)
        self.file_label = QLabel(self._shared.path.name)
        self.file_label.setProperty("class", "heading")
        self.notes = _words("muted")
        self.problem = _words("error")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find by words of the name: attn q"))
        self.search.setClearButtonEnabled(True)
        self.count = QLabel()
        self.count.setProperty("class", "muted")
        self.doing = QLabel()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._soon = _timer(self, _SOON)
        self._rest = _timer(self, _REST)
        self._lay_out()
        self._connect()
        self._start()

    # --- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        find = QHBoxLayout()
        find.setSpacing(12)
        find.addWidget(self.search, 1)
        find.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.file_label)
        layout.addWidget(self.notes)
        layout.addLayout(find)
        layout.addWidget(self.table, 1)
        layout.addStretch()
        for widget in (self.problem, self.doing, self.progress):
            layout.addWidget(widget)
        layout.addLayout(button_row(self.cancel_button, self.open_button))
        for hidden in (self.search, self.count, self.table, self.open_button):
            hidden.hide()
        self.setMinimumWidth(420)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _: self.choose())
        self.table.scrolled.connect(self._rest.start)
        self.table.selectionModel().selectionChanged.connect(self._show_state)
        self.model.modelReset.connect(self._listed)
        self.open_button.clicked.connect(self.choose)
        self.cancel_button.clicked.connect(self.reject)
        self._soon.timeout.connect(self._show)
        self._rest.timeout.connect(self._read_pictures)
        # Of the parent's end nobody tells but this signal, and nothing of the dialog is left then.
        jobs, keys, shared = self._jobs, self._keys, self._shared
        self.destroyed.connect(lambda: _end(jobs, keys, shared))

    @property
    def _keys(self) -> tuple[str, ...]:
        return self._open_key, self._load_key, self._picture_key

    # --- opening the file ----------------------------------------------------------------------

    def open(self) -> None:
        """Show the dialog, unless the file turns out at once to need no question."""
        self._soon.start()

    def _start(self) -> None:
        def catalogue(_: Cancellation) -> Catalogue:
            with self._shared.reading() as file:
                return Catalogue(file)

        self._do(self.tr("Opening {0} …").replace("{0}", self._shared.path.name))
        self._jobs.submit(self._open_key, catalogue, self._opened)

    def _opened(self, outcome: Outcome[Catalogue]) -> None:
        found = outcome.value
        if found is None:
            self._fail(str(outcome.error))
            return
        self._say(self.notes, "\n".join(found.notes))
        if len(found.entries) == 1:
            self._load(found.entries[0])
            return
        self._do("")
        for widget in (self.search, self.count, self.table, self.open_button):
            widget.show()
        self.resize(760, 560)
        self.model.show_catalogue(found, self.devicePixelRatio())
        self._show_now()

    def _show_now(self) -> None:
        """Show the dialog if it was to be shown soon: there is a question or a problem."""
        if self._soon.isActive():
            self._soon.stop()
            self._show()

    def _show(self) -> None:
        super().open()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what is typed goes to the search."""
        super().showEvent(event)
        self.search.setFocus()

    # --- the list ------------------------------------------------------------------------------

    def _find(self, words: str) -> None:
        kept = self.model.place(self.table.currentIndex().row())
        self.model.find(words)
        row = self.model.row_of(kept)
        if row > 0:
            self._select(row)

    def _listed(self) -> None:
        """Count what is listed anew, and choose the first that can be shown."""
        found, most = self.model.rowCount(), self.model.total
        words = self.tr("{0} of {1}").replace("{0}", f"{found:,}").replace("{1}", f"{most:,}")
        self.count.setText(words)
        self._select(self.model.next_row(0, 1))
        self._show_state()
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
            self.choose()
            return True
        return False

    def _walk(self, row: int, step: int) -> None:
        """Mark a row, or the next one whose tensor can be shown."""
        found = self.model.next_row(row, step)
        if found < 0:
            found = self.model.next_row(row, -step)
        if found >= 0:
            self._select(found)

    # --- pictures ------------------------------------------------------------------------------

    def _read_pictures(self) -> None:
        """Read the pictures of the rows that are seen, a few at a time."""
        wanted = self.model.without_picture(self.table.visible_rows())
        if not wanted or not self.isVisible() or self._jobs.pending(self._load_key):
            return
        shared = self._shared
        self._jobs.submit(
            self._picture_key, lambda c: read_thumbnails(shared, wanted, c), self._take_pictures
        )

    def _take_pictures(self, outcome: Outcome[dict[str, Thumbnail | None]]) -> None:
        if outcome.value is not None:  # else the file is gone; choosing a tensor says so
            self.model.add_pictures(outcome.value)
            self._read_pictures()

    # --- loading -------------------------------------------------------------------------------

    def choose(self) -> None:
        """Load the tensor that is marked."""
        entry = self.selected()
        if entry is not None and not self._jobs.pending(self._load_key):
            self._load(entry)

    def _load(self, entry: TensorEntry) -> None:
        def load(cancellation: Cancellation) -> LoadedMatrix:
            with self._shared.reading() as file:
                return matrix_of(file, entry.name, cancellation)

        self._jobs.cancel(self._picture_key)
        words = self.tr("Reading {0} ({1}) …").replace("{0}", entry.name)
        self._do(words.replace("{1}", size_text(entry.nbytes)))
        self._jobs.submit(self._load_key, load, self._loaded)
        self._show_state()

    def _loaded(self, outcome: Outcome[LoadedMatrix]) -> None:
        if outcome.value is None:
            self._fail(str(outcome.error))
            return
        self._end()
        self.accept()
        self.chosen.emit(outcome.value)
        self.deleteLater()  # Qt does so itself only if the dialog was on the screen

    # --- words and the end ---------------------------------------------------------------------

    def _do(self, words: str) -> None:
        """Say what is being done; nothing if the user can choose."""
        self._say(self.doing, words)
        self._say(self.problem, "")
        self.progress.setVisible(bool(words))
        self._show_state()

    def _fail(self, words: str) -> None:
        self._do("")
        self._say(self.problem, words)
        if not self.model.total:
            self.cancel_button.setText(self.tr("Close"))
        self._show_now()
        self._rest.start()

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _show_state(self) -> None:
        loading = self._jobs.pending(self._load_key)
        self.table.setEnabled(not loading)
        self.search.setEnabled(not loading)
        self.open_button.setEnabled(not loading and self.selected() is not None)

    def done(self, result: int) -> None:
        """Qt: stop all reading, whichever way the dialog ends."""
        self._end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: the same before the dialog was on the screen."""
        self._end()
        super().closeEvent(event)

    def _end(self) -> None:
        self._soon.stop()
        self._rest.stop()
        _end(self._jobs, self._keys, self._shared)


def _end(jobs: Jobs, keys: tuple[str, ...], shared: SharedFile) -> None:
    for key in keys:
        jobs.cancel(key)
    shared.let_go()


def _words(kind: str) -> QLabel:
    label = QLabel()
    label.setProperty("class", kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
