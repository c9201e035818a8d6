"""Rows for a picture file and for an outline that is drawn in the view."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from eigenscope.engine.runtime.jobs import Jobs, Outcome
from eigenscope.labs.contract.specs import OutlineSpec, PictureSpec, Spec
from eigenscope.readers.images import LoadedImage, read_image
from eigenscope.ui.style.choice_editor import row_label
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.file_filters import picture_filter
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Words, say


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
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label, 0, 0)
        layout.addWidget(self.button, 0, 1)
        layout.addWidget(self.clear_button, 0, 2)
        layout.addWidget(self.problem, 1, 1, 1, 2)
        layout.setColumnStretch(1, 1)
        self.show_problem("")
        theme_notifier().changed.connect(self._themed)
        self._themed()

    def show_problem(self, words: str) -> None:
        """Say right here what is wrong; nothing if all is well."""
        self.problem.say(words)

    def _themed(self) -> None:
        self.clear_button.setIcon(icon("x"))


class PictureEditor(_Row):
    """Chooses a picture; ``edited`` gives it, or None.

    What is wrong with a file is said right here, and by ``failed`` for those who look elsewhere.
    """

    edited = Signal(object)
    failed = Signal(str)

    def __init__(self, spec: PictureSpec, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self._jobs = jobs
        self._image: LoadedImage | None = None
        self.clear_button.setToolTip(self.tr("Remove the picture"))
        self.button.clicked.connect(self._choose)
        self.clear_button.clicked.connect(lambda: self.edited.emit(None))
        self.show_image(None)

    def show_image(self, image: LoadedImage | None) -> None:
        """Show the picture's name."""
        self._image = image
        metrics = self.button.fontMetrics()
        name = "" if image is None else image.name
        short = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, 108)
        self.button.setText(self.tr("Choose…") if image is None else short or "—")
        self.clear_button.setVisible(image is not None)
        self.show_problem("")

    def read(self, path: str) -> None:
        """Read a file on a worker; its picture, or what is wrong with it, comes back here."""
        self.button.setText(self.tr("Reading…"))
        self.button.setEnabled(False)
        self._jobs.submit("read", lambda _: read_image(path), self._take)

    def _take(self, outcome: Outcome[LoadedImage]) -> None:
        self.button.setEnabled(True)
        if outcome.value is not None:
            self.edited.emit(outcome.value)
            return
        self.show_image(self._image)
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
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a picture"), "", picture_filter()
        )
        if path:
            self.read(path)


class OutlineEditor(_Row):
    """Lets an outline be drawn in the view; ``edited`` gives () when it is cleared."""

    edited = Signal(object)
    draw_wanted = Signal()

    def __init__(self, spec: OutlineSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self.clear_button.setToolTip(self.tr("Remove the outline"))
        self.button.clicked.connect(self.draw_wanted)
        self.clear_button.clicked.connect(lambda: self.edited.emit(()))
        self.show_corners(())

    def show_corners(self, corners: tuple[tuple[float, float], ...]) -> None:
        """Show how many corners there are."""
        again = str(Words("Redraw ({corners})", {"corners": len(corners)}))
        self.button.setText(again if corners else self.tr("Draw in the view…"))
        self.clear_button.setVisible(bool(corners))
