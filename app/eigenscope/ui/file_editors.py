"""Rows for a picture file and for an outline that is drawn in the view."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from eigenscope.labs.base import OutlineSpec, PictureSpec, Spec
from eigenscope.ui.choice_editor import LABEL_WIDTH
from eigenscope.ui.theme import icon, theme_notifier
from eigenscope.ui.wording import translated


class _Row(QWidget):
    """A label, a button, and a button that clears."""

    def __init__(self, spec: Spec, clear_tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = QLabel(translated(spec.label))
        label.setFixedWidth(LABEL_WIDTH)
        label.setProperty("class", "muted")
        self.button = QPushButton()
        self.button.setToolTip(translated(spec.tip))
        self.clear_button = QToolButton()
        self.clear_button.setToolTip(clear_tip)
        self.clear_button.setAccessibleName(clear_tip)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.button, 1)
        layout.addWidget(self.clear_button)
        theme_notifier().changed.connect(self._themed)
        self._themed()

    def _themed(self) -> None:
        self.clear_button.setIcon(icon("x"))


class PictureEditor(_Row):
    """Chooses a picture file; ``edited`` gives its path, or "" for none."""

    edited = Signal(str)

    def __init__(self, spec: PictureSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, "", parent)
        self.clear_button.setToolTip(self.tr("Remove the picture"))
        self.button.clicked.connect(self._choose)
        self.clear_button.clicked.connect(lambda: self.edited.emit(""))
        self.show_path("")

    def show_path(self, path: str) -> None:
        """Show the file's name."""
        name = Path(path).name
        metrics = self.button.fontMetrics()
        short = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, 108)
        self.button.setText(short if path else self.tr("Choose…"))
        self.clear_button.setVisible(bool(path))

    def _choose(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a picture"), "", kinds)
        if path:
            self.edited.emit(path)


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
        count = self.tr("Draw anew ({0})").replace("{0}", str(len(corners)))
        self.button.setText(count if corners else self.tr("Draw in the view…"))
        self.clear_button.setVisible(bool(corners))
