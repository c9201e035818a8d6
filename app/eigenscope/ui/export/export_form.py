"""What the settings of figures and of films have in common: colours, and what stands around."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from eigenscope.document.figures import FigureSettings, FilmSettings
from eigenscope.ui.style import form
from eigenscope.ui.style.number_boxes import DecimalBox
from eigenscope.wording.language import LANGUAGES


class SharedSettings(TypedDict):
    """The settings that figures and films share, by name."""

    palette: str
    language: str
    transparent: bool
    matrix: bool
    readouts: bool
    legend: bool


class ExportForm(QWidget):
    """Edits settings; ``changed`` tells that they are others."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_box = form.palettes()
        self.language_box = languages(self)
        self.transparent = form.flag("Transparent background")
        self.matrix = form.flag("Matrix as a formula")
        self.readouts = form.flag("Most important results")
        self.legend = form.flag("Legend of the colours")

    @property
    def surroundings(self) -> tuple[QCheckBox, ...]:
        """The fields of what stands around the picture, in the order in which they are shown."""
        return self.matrix, self.readouts, self.legend

    def _lay_out(self, rows: form.Form) -> None:
        """Fill the widget with rows."""
        rows.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(rows)

    def _show_shared(self, settings: FigureSettings | FilmSettings) -> None:
        form.choose(self.palette_box, settings.palette)
        form.choose(self.language_box, settings.language)
        self.transparent.setChecked(settings.transparent)
        self.matrix.setChecked(settings.matrix)
        self.readouts.setChecked(settings.readouts)
        self.legend.setChecked(settings.legend)

    def _shared(self) -> SharedSettings:
        """Return what is chosen of the settings that figures and films share."""
        return {
            "palette": str(self.palette_box.currentData()),
            "language": str(self.language_box.currentData()),
            "transparent": self.transparent.isChecked(),
            "matrix": self.matrix.isChecked(),
            "readouts": self.readouts.isChecked(),
            "legend": self.legend.isChecked(),
        }


def languages(owner: QWidget) -> QComboBox:
    """Return the choice of a language, each by its own name, for what goes out of the window."""
    box = form.choice([("", "As in the window"), *LANGUAGES.items()])
    box.setToolTip(owner.tr("The language of the words in it"))
    return box


Field = DecimalBox | QComboBox | QCheckBox | QLineEdit


def tell_changes(tell: Callable[[], None], *fields: Field) -> None:
    """Have ``tell`` called whenever one of the fields is changed."""
    for field in fields:
        match field:
            case DecimalBox():
                field.valueChanged.connect(lambda _: tell())
            case QComboBox():
                field.currentIndexChanged.connect(lambda _: tell())
            case QCheckBox():
                field.toggled.connect(lambda _: tell())
            case QLineEdit():
                field.textChanged.connect(lambda _: tell())
