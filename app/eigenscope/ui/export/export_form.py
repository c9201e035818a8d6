"""What the settings of figures and of films have in common: colours, and what stands around."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from eigenscope.document.figures import FigureSettings, FilmSettings
from eigenscope.ui.style import form
from eigenscope.ui.style.number_boxes import DecimalBox


class SharedSettings(TypedDict):
    """The settings that figures and films share, by name."""

    palette: str
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
        self.transparent = form.flag(self.tr("Transparent background"))
        self.matrix = form.flag(self.tr("Matrix as a formula"))
        self.readouts = form.flag(self.tr("Most important results"))
        self.legend = form.flag(self.tr("Legend of the colours"))

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
        self.transparent.setChecked(settings.transparent)
        self.matrix.setChecked(settings.matrix)
        self.readouts.setChecked(settings.readouts)
        self.legend.setChecked(settings.legend)

    def _shared(self) -> SharedSettings:
        """Return what is chosen of the settings that figures and films share."""
        return {
            "palette": str(self.palette_box.currentData()),
            "transparent": self.transparent.isChecked(),
            "matrix": self.matrix.isChecked(),
            "readouts": self.readouts.isChecked(),
            "legend": self.legend.isChecked(),
        }


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
