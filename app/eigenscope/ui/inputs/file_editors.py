"""Rows for a file, a picture among them, and for an outline that is drawn in the view."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from eigenscope.engine.runtime.jobs import Cancellation, Jobs, Outcome
from eigenscope.labs.contract.specs import OutlineSpec, PictureSpec, Spec
from eigenscope.readers.images import LoadedImage, read_image
from eigenscope.ui.style.choice_editor import row_label
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.file_filters import picture_filter
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Text, Words, say


class _Row(QWidget):
    """A label, a button, and a button that clears."""

    def __init__(self, spec: Spec, clear_tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton()
        label = row_label(spec, self.button)
        self.button.setToolTip(say(spec.tip))
        self.clear_button = QToolButton()
        self.clear_button.setToolTip(clear_tip)
        self.clear_button.setAccessibleName(clear_tip)
        self.problem = ErrorLabel()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.addWidget(label, 0, 0)
        self._grid.addWidget(self.button, 0, 1)
        self._grid.addWidget(self.clear_button, 0, 2)
        self._grid.setColumnStretch(1, 1)
        self.add_below(self.problem)
        self.show_problem("")
        theme_notifier().changed.connect(self._themed)
        self._themed()

    def add_below(self, words: QLabel) -> None:
        """Add words below the button."""
        self._grid.addWidget(words, self._grid.rowCount(), 1, 1, 2)

    def show_problem(self, words: str) -> None:
        """Say right here what is wrong; nothing if all is well."""
        self.problem.say(words)

    def _themed(self) -> None:
        self.clear_button.setIcon(icon("x"))


class FileRow(_Row):
    """Chooses a file; ``edited`` gives what was read of it, or None when it is left.

    What is wrong with a file is said right here, and by ``failed`` for those who look elsewhere.
    """

    edited = Signal(object)
    failed = Signal(str)
    dialog_title: ClassVar[Text]

    def __init__(self, spec: Spec, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self._jobs = jobs
        self._label = spec.label
        self._name: str | None = None
        self.button.clicked.connect(self._choose)
        self.clear_button.clicked.connect(lambda: self.edited.emit(None))

    @abstractmethod
    def load(self, path: str, cancellation: Cancellation) -> object:
        """Return what a file holds; called on a worker. Raises what has words for the user."""

    @abstractmethod
    def filters(self) -> str:
        """Return which files the dialog offers."""

    def show_name(self, name: str | None) -> None:
        """Show the name of the file, or None if there is none."""
        self._name = name
        metrics = self.button.fontMetrics()
        short = metrics.elidedText(name or "", Qt.TextElideMode.ElideMiddle, 108)
        self.button.setText(self.tr("Choose…") if name is None else short or "—")
        self.clear_button.setVisible(name is not None)
        self.show_problem("")

    def read(self, path: str) -> None:
        """Read a file on a worker; what it holds, or what is wrong with it, comes back here."""
        self.button.setText(self.tr("Reading…"))
        self.button.setEnabled(False)
        self._jobs.submit(
            f"read {say(self._label)}",  # rows of one panel do not take each other's place
            lambda cancellation: self.load(path, cancellation),
            self._take,
        )

    def _take(self, outcome: Outcome[object]) -> None:
        self.button.setEnabled(True)
        if outcome.value is not None:
            self.edited.emit(outcome.value)
            return
        self.show_name(self._name)
        self.show_problem(str(outcome.error))
        self.failed.emit(str(outcome.error))
        QTimer.singleShot(0, self._bring_into_view)  # once there is room for the words

    def _bring_into_view(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, say(self.dialog_title), "", self.filters())
        if path:
            self.read(path)


class PictureEditor(FileRow):
    """Chooses a picture."""

    dialog_title: ClassVar[Text] = "Choose a picture"

    def __init__(self, spec: PictureSpec, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(spec, jobs, parent)
        self.clear_button.setToolTip(self.tr("Remove the picture"))
        self.show_image(None)

    def load(self, path: str, cancellation: Cancellation) -> LoadedImage:
        """Return the picture."""
        return read_image(path)

    def filters(self) -> str:
        """Return pictures."""
        return picture_filter()

    def show_image(self, image: LoadedImage | None) -> None:
        """Show the picture's name."""
        self.show_name(None if image is None else image.name)


class OutlineEditor(_Row):
    """Lets an outline be drawn in the view; ``edited`` gives () when it is cleared."""

    edited = Signal(object)
    draw_wanted = Signal()

    def __init__(self, spec: OutlineSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self._points = spec.points
        remove = self.tr("Remove the points") if spec.points else self.tr("Remove the outline")
        self.clear_button.setToolTip(remove)
        self.button.clicked.connect(self.draw_wanted)
        self.clear_button.clicked.connect(lambda: self.edited.emit(()))
        self.show_corners(())

    def show_corners(self, corners: tuple[tuple[float, float], ...]) -> None:
        """Show how many corners there are."""
        again = str(Words("Redraw ({corners})", {"corners": len(corners)}))
        if self._points:
            again = str(Words("Add to {count} points…", {"count": len(corners)}))
        self.button.setText(again if corners else self.tr("Draw in the view…"))
        self.clear_button.setVisible(bool(corners))
