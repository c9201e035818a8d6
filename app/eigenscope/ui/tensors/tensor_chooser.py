"""From a file to one of its tensors: at once if it has only one, else chosen from a list.

Everything that touches the file happens on workers; the dialog may be closed in the midst of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.engine.runtime.jobs import Cancellation, Jobs, Outcome
from eigenscope.readers.loading import matrix_of
from eigenscope.readers.table_preview import TablePreview, preview_of
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import TensorEntry, TensorFile
from eigenscope.ui.session.background import cancel_when_gone
from eigenscope.ui.style.form import button_row
from eigenscope.ui.table.table_form import TableForm
from eigenscope.ui.tensors.shared_file import SharedFile
from eigenscope.ui.tensors.tensor_catalogue import Catalogue
from eigenscope.ui.tensors.tensor_list import size_text
from eigenscope.ui.tensors.tensor_picker import TensorPicker
from eigenscope.wording.words import Text, Words, say

_SOON = 500  # milliseconds: a file that is read by then is never asked about
_numbers = itertools.count(1)


class TensorChooser(QDialog):
    """Opens a file and lets one of its tensors be chosen, if there are several.

    ``load`` reads it; ``table`` says how a table was read before.

    Signals
    -------
    chosen
        The tensor as ``load`` gives it, a `LoadedMatrix` where nothing else is said. The dialog
        is closed by then.
    """

    chosen = Signal(object)

    def __init__(
        self,
        path: str | Path,
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        table: TableChoices | None = None,
        load: Callable[[TensorFile, str, Cancellation], object] = matrix_of,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("tensorChooser")
        self.setWindowTitle(self.tr("Choose a tensor"))
        self._shared = SharedFile(path, table)
        self._asked, self._readable = table is not None, False
        self._jobs = jobs
        self._load_tensor = load
        number = next(_numbers)
        self._open_key, self._load_key, self._picture_key = (
            f"{what} {number}" for what in ("open tensors", "load tensor", "tensor pictures")
        )
        self.table_form = TableForm(table or TableChoices())
        self.picker = TensorPicker(self._shared, jobs, self._picture_key)
        self.file_label = QLabel(self._shared.path.name)
        self.file_label.setProperty("class", "heading")
        self.notes = _words("muted")
        self.problem = _words("error")
        self.doing = QLabel()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._lay_out()
        self._connect()
        self._start()

    # --- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.file_label)
        layout.addWidget(self.notes)
        layout.addWidget(self.picker, 1)
        layout.addWidget(self.table_form, 1)
        layout.addStretch()
        for widget in (self.problem, self.doing, self.progress):
            layout.addWidget(widget)
        layout.addLayout(button_row(self.cancel_button, self.open_button))
        for hidden in (self.picker, self.table_form, self.open_button):
            hidden.hide()
        self.setMinimumWidth(420)

    def _connect(self) -> None:
        self.picker.picked.connect(self.choose)
        self.picker.marked.connect(self._show_state)
        self.table_form.changed.connect(self._preview)
        self.open_button.clicked.connect(self.choose)
        self.cancel_button.clicked.connect(self.reject)
        self._soon.timeout.connect(self._show)
        # Of the parent's end nobody tells but this signal, and nothing of the dialog is left then.
        cancel_when_gone(self, self._jobs, *self._keys)
        self.destroyed.connect(self._shared.let_go)

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
                return Catalogue(file.entries, file.notes, file.table)

        self._do(Words("Opening {file} …", {"file": self._shared.path.name}))
        self._jobs.submit(self._open_key, catalogue, self._opened)

    def _opened(self, outcome: Outcome[Catalogue]) -> None:
        catalogue = outcome.value
        if catalogue is None:
            self._fail(str(outcome.error))
            return
        if catalogue.table is not None and (self._asked or catalogue.table.doubts):
            self._ask_table()
            return
        self._say(self.notes, "\n".join(map(say, catalogue.notes)))
        if len(catalogue.entries) == 1:
            self._load(catalogue.entries[0])
            return
        self._do("")
        for widget in (self.picker, self.open_button):
            widget.show()
        self.resize(760, 560)
        self.picker.show_catalogue(catalogue)
        self._show_now()

    # --- tables --------------------------------------------------------------------------------

    def _ask_table(self) -> None:
        """Let a person choose how a table is read: something of it was guessed."""
        self.setWindowTitle(self.tr("Open a table"))
        for widget in (self.table_form, self.open_button):
            widget.show()
        self.resize(640, 560)
        self._preview()
        self._show_now()

    def _preview(self) -> None:
        """Read the first rows in the way that is chosen."""
        path, choices = self._shared.path, self.table_form.choices
        self._do(Words("Reading {file} …", {"file": path.name}))
        self._jobs.submit(self._open_key, lambda _: preview_of(path, choices), self._previewed)
        self._show_state()

    def _previewed(self, outcome: Outcome[TablePreview]) -> None:
        self._do("")
        if outcome.value is None:
            self.table_form.show_nothing()
            self._say(self.problem, str(outcome.error))
        else:
            self.table_form.show_preview(outcome.value)
        self._readable = outcome.value is not None
        self._show_state()

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
        (self.picker.search if self.picker.isVisible() else self.table_form.encoding).setFocus()

    # --- loading -------------------------------------------------------------------------------

    def choose(self) -> None:
        """Load the tensor that is marked, or the table as it is to be read."""
        if any(self._jobs.pending(key) for key in (self._open_key, self._load_key)):
            return
        entry = self.picker.selected()
        if self._readable:
            self._shared.read_as(self.table_form.choices)
            self._load_named("", Words("Reading {file} …", {"file": self._shared.path.name}))
        elif entry is not None:
            self._load(entry)

    def _load(self, entry: TensorEntry) -> None:
        values = {"tensor": entry.name, "size": size_text(entry.nbytes)}
        self._load_named(entry.name, Words("Reading {tensor} ({size}) …", values))

    def _load_named(self, name: str, words: Text) -> None:
        def load(cancellation: Cancellation) -> object:
            with self._shared.reading() as file:
                return self._load_tensor(file, name, cancellation)

        self.picker.stop()
        self._do(words)
        self._jobs.submit(self._load_key, load, self._loaded)
        self._show_state()

    def _loaded(self, outcome: Outcome[object]) -> None:
        if outcome.value is None:
            self._fail(str(outcome.error))
            return
        self._end()
        self.accept()
        self.chosen.emit(outcome.value)
        self.deleteLater()  # Qt does so itself only if the dialog was on the screen

    # --- words and the end ---------------------------------------------------------------------

    def _do(self, words: Text) -> None:
        """Say what is being done; nothing if the user can choose."""
        self._say(self.doing, say(words))
        self._say(self.problem, "")
        self.progress.setVisible(bool(words))
        self._show_state()

    def _fail(self, words: str) -> None:
        self._do("")
        self._say(self.problem, words)
        if not self.picker.model.total:
            self.cancel_button.setText(self.tr("Close"))
        self._show_now()
        self.picker.read_pictures()

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _show_state(self) -> None:
        loading = self._jobs.pending(self._load_key)
        for choice in (self.picker, self.table_form):
            choice.setEnabled(not loading)
        something = self._readable or self.picker.selected() is not None
        self.open_button.setEnabled(not loading and something)

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
        self.picker.stop()
        for key in self._keys:
            self._jobs.cancel(key)
        self._shared.let_go()


def _words(kind: str) -> QLabel:
    label = QLabel()
    label.setProperty("class", kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label
