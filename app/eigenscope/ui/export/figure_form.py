"""The fields of a figure's settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from eigenscope.document.figures import (
    INCHES,
    LARGEST_SIDE,
    MILLIMETRES,
    OUTLINES,
    PIXELS,
    TEXT,
    FigureSettings,
    Zoom,
)
from eigenscope.export.errors import FigureError
from eigenscope.plots.charts import Plotted
from eigenscope.ui.export.export_form import ExportForm, tell_changes
from eigenscope.ui.export.figure_parts import FigureParts
from eigenscope.ui.style import form
from eigenscope.ui.style.marking import mark
from eigenscope.wording.words import Words

_OWN = "own"
_MOMENTS = {
    "now": (),
    "ends": (0.0, 1.0),
    "three": (0.0, 0.5, 1.0),
    "five": (0.0, 0.25, 0.5, 0.75, 1.0),
}
_INCH = {PIXELS: 96.0, MILLIMETRES: 25.4, INCHES: 1.0}


class FigureForm(ExportForm):
    """Edits figure settings; ``changed`` tells that they are others.

    ``charts`` can stand beside the picture; ``zooms`` are what the window shows of some.
    """

    def __init__(
        self,
        charts: Sequence[Plotted] = (),
        zooms: Sequence[Zoom] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        tr = self.tr
        self.unit = form.choice(
            [
                ("single", "Single column (85 mm)"),
                ("double", "Double column (175 mm)"),
                (MILLIMETRES, "Millimetres"),
                (INCHES, "Inches"),
                (PIXELS, "Pixels"),
            ]
        )
        self.width_box = form.number(1, LARGEST_SIDE, decimals=1, tip="Width of the figure")
        self.height_box = form.number(
            0, LARGEST_SIDE, decimals=1, none="automatic", tip="0: as the contents require"
        )
        self.dpi = form.number(20, 2400, suffix=" dpi", step=50, tip="Dots per inch of a PNG")
        self.text_size = form.number(
            0, 200, decimals=1, suffix=" pt", none="auto", tip="Size of ordinary labels"
        )
        self.line_width = form.number(
            0.1, 10, decimals=2, step=0.1, suffix=" ×", tip="Factor for the width of all lines"
        )
        self.parts = FigureParts(charts, zooms, self)
        self.moments = form.choice(
            [
                ("now", "The moment shown"),
                ("ends", "t = 0, 1"),
                ("three", "t = 0, ½, 1"),
                ("five", "t = 0, ¼, ½, ¾, 1"),
                (_OWN, "Custom…"),
            ]
        )
        self.times = form.line("0, 0.2, 0.8", tr("Times from 0 to 1, with commas between"))
        self.columns = form.number(
            0, 12, none="auto", tip="Number of pictures and charts side by side"
        )
        self.title = form.line(tr("none"), tr("Written above the picture"))
        self.letters = form.choice(
            [
                (OUTLINES, "Outlines, the same everywhere"),
                (TEXT, "Text, to search and edit"),
            ]
        )
        self.letters.setToolTip(tr("Letters in SVG and PDF; formulas are always outlines"))
        self.fragment = form.flag("TikZ as a fragment for \\input")
        self._rows()
        self._connect()

    def _rows(self) -> None:
        rows = form.Form()
        rows.heading("Size")
        rows.row(Words("Unit", context="figure"), self.unit)
        rows.row("Width, height", self.width_box, self.height_box)
        rows.row("Text, lines", self.text_size, self.line_width)
        self._dpi_label = rows.row("Resolution", self.dpi)
        rows.heading("Contents")
        boxes = list(self.parts.charts.values())
        if boxes:
            rows.wide(self.parts.picture)
            rows.row("Charts", boxes[0])
        for field in (*boxes[1:], self.parts.zoomed):
            rows.wide(field)
        self._moments_label = rows.row("Moments", self.moments)
        self._times_label = rows.row("Times", self.times)
        self._columns_label = rows.row(Words("Columns", context="count"), self.columns)
        rows.row("Title", self.title)
        for field in self.surroundings:
            rows.wide(field)
        rows.heading("Colours")
        rows.row("Palette", self.palette_box)
        rows.wide(self.transparent)
        rows.heading("File")
        rows.row("Language", self.language_box)
        rows.row("Letters", self.letters)
        rows.wide(self.fragment)
        self._lay_out(rows)

    def _connect(self) -> None:
        self._unit = PIXELS
        self._moments: tuple[float, ...] = ()
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        tell_changes(
            self._tell, self.width_box, self.height_box, self.dpi, self.text_size, self.line_width,
            self.columns, self.palette_box, self.language_box, self.moments, self.letters,
            self.transparent, *self.surroundings, self.fragment, self.title, self.times,
        )  # fmt: skip
        self.parts.changed.connect(self._tell)

    def show_settings(self, settings: FigureSettings) -> None:
        """Show settings."""
        self.blockSignals(True)
        self._show_shared(settings)
        form.choose(self.unit, settings.unit)
        self._unit = settings.unit
        self._show_unit()
        self.width_box.setValue(settings.width)
        self.height_box.setValue(settings.height)
        self.dpi.setValue(settings.dpi)
        self.text_size.setValue(settings.text_size)
        self.line_width.setValue(settings.line_width)
        self.parts.show_choice(settings.picture, settings.charts, settings.zooms)
        self._moments = settings.moments
        known = next((k for k, v in _MOMENTS.items() if v == settings.moments), _OWN)
        form.choose(self.moments, known)
        self.times.setText(", ".join(f"{t:g}" for t in settings.moments))
        self.columns.setValue(settings.columns)
        self.title.setText(settings.title)
        form.choose(self.letters, settings.letters)
        self.fragment.setChecked(settings.fragment)
        self.blockSignals(False)
        self._tell()

    def settings(self) -> FigureSettings:
        """Return what is chosen; raise FigureError, saying what, where a field does not fit."""
        picture, charts = self.parts.choice()
        return FigureSettings(
            **self._shared(),
            width=self.width_box.value(),
            height=self.height_box.value(),
            unit=str(self.unit.currentData()),
            dpi=self.dpi.value(),
            text_size=self.text_size.value(),
            line_width=self.line_width.value(),
            moments=self._chosen_moments(),
            columns=int(self.columns.value()),
            title=self.title.text().strip()[:200],
            picture=picture,
            charts=charts,
            zooms=self.parts.zooms(),
            letters=str(self.letters.currentData()),
            fragment=self.fragment.isChecked(),
        )

    def _chosen_moments(self) -> tuple[float, ...]:
        chosen = str(self.moments.currentData())
        if chosen != _OWN:
            return _MOMENTS[chosen]
        try:
            return moments_of(self.times.text())
        except FigureError:
            if self.parts.with_picture:
                raise
            return self._moments  # the field cannot be mended, and nothing depends on it

    def _tell(self) -> None:
        own = self.moments.currentData() == _OWN
        pictures = (1 if self.moments.currentData() == "now" else 2) * self.parts.with_picture
        several = pictures + self.parts.chart_count > 1
        for widget, visible in (
            (self.times, own), (self._times_label, own),
            (self.columns, several), (self._columns_label, several),
        ):  # fmt: skip
            widget.setVisible(visible)
        self._enable_moments(self.parts.with_picture)
        try:
            moments_of(self.times.text() if own else "0")
            wrong = ""
        except FigureError as error:
            wrong = str(error)
        self.times.setToolTip(wrong)
        mark(self.times, wrong=bool(wrong))
        self.changed.emit()

    def _enable_moments(self, on: bool) -> None:
        """Let moments be chosen where there is a picture to show them."""
        for widget in (self._moments_label, self.moments, self._times_label, self.times):
            widget.setEnabled(on)
        tip = "" if on else self.tr("Charts show the whole motion; moments apply to the picture")
        for widget in (self._moments_label, self.moments):
            widget.setToolTip(tip)

    def _unit_chosen(self) -> None:
        """Keep the size that it has, in the new unit."""
        unit = str(self.unit.currentData())
        before, after = (_INCH.get(one, _INCH[MILLIMETRES]) for one in (self._unit, unit))
        self._unit = unit
        blocked = self.blockSignals(True)
        wide, high = self.width_box.value(), self.height_box.value()
        self._show_unit()
        self.width_box.setValue(wide * after / before)
        self.height_box.setValue(high * after / before)
        self.blockSignals(blocked)
        self._tell()

    def _show_unit(self) -> None:
        unit = self._unit
        suffix = f" {unit}" if unit in _INCH else " mm"
        for box in (self.width_box, self.height_box):
            box.setSuffix(suffix)
            box.setDecimals({PIXELS: 0, INCHES: 2}.get(unit, 1))
            box.setSingleStep({PIXELS: 10.0, INCHES: 0.1}.get(unit, 1.0))
        self.width_box.setEnabled(unit in _INCH)
        for widget in (self.dpi, self._dpi_label):
            widget.setEnabled(unit != PIXELS)


def moments_of(text: str) -> tuple[float, ...]:
    """Return the times that a text lists; raise FigureError, saying what is wrong, if none are."""
    from eigenscope.document.figures import MOST_MOMENTS

    words = [word for word in text.replace(";", ",").split(",") if word.strip()]
    try:
        times = tuple(float(word) for word in words)
    except ValueError:
        times = ()
    if not times or not all(0 <= time <= 1 for time in times):
        raise FigureError("Times are numbers from 0 to 1, such as 0, 0.25, 1.")
    if len(times) > MOST_MOMENTS:
        raise FigureError(Words("A figure has at most {most} pictures.", {"most": MOST_MOMENTS}))
    return times
