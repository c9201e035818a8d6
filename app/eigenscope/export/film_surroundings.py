"""What stands around a film's picture: charts beside it, numbers and a legend below.

Most of it stands still and is painted once. What changes, the numbers and the place on the curves,
has the same room in every frame, so that nothing jumps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QImage

from eigenscope.document.figures import FilmSettings
from eigenscope.export.errors import FigureError
from eigenscope.export.legends import GAP, flow_legend, width_of
from eigenscope.export.page import Item, Page, Place, TextLine, moved
from eigenscope.export.painting import paint_page
from eigenscope.export.plots.cells import plotted_items
from eigenscope.export.subject import Subject
from eigenscope.export.surroundings import LABEL, LINE, heading_line, legend_names, said_as_text
from eigenscope.plots.charts import CURVES, Chart, Mark, Plotted
from eigenscope.render.paint.luma import luma_image, luma_palette
from eigenscope.render.paint.rasters import RasterPainter
from eigenscope.scene.camera import Size
from eigenscope.scene.palette import Palette
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words

Stamp = tuple[QImage, int, int]
"""An image, and the device pixel where its top left goes."""

_BESIDE, _BELOW = 0.38, 0.42  # share of a wide film's width, or of a high one's height, for charts
_LEAST_CELL = (150.0, 110.0)  # logical pixels of a chart
_SAMPLES = (0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0)


@dataclass(frozen=True)
class _Box:
    """A rectangle of the film in logical pixels, y down."""

    left: float
    top: float
    width: float
    height: float


class Surroundings:
    """Leaves the top left of a film to its picture, and paints the rest.

    Parameters
    ----------
    subject, settings, palette
        What is shown, and how.
    whole, scale
        The film's size in logical pixels, and device pixels to each.
    luma
        Whether images are in the colours of films.

    Raises
    ------
    FigureError
        If there is no room.
    """

    def __init__(
        self,
        subject: Subject,
        settings: FilmSettings,
        palette: Palette,
        whole: Size,
        scale: float,
        *,
        luma: bool = False,
    ) -> None:
        self._subject, self._settings, self._scale = subject, settings, scale
        self._palette, self._luma = palette, luma
        self._ink = luma_palette(palette) if luma else palette
        self._widths = self._readout_widths() if settings.readouts else {}
        self._places, numbers = _flowed(self._widths, whole[0])
        legend, foot = self._legend(whole[0])
        named = LINE * 1.3 if subject.heading else 0.0
        below = named + numbers + foot
        plots = [one for one in subject.charts() if one.key in settings.charts]
        wide = whole[0] >= whole[1]
        across = whole[0] * _BESIDE if plots and wide else 0.0
        down = whole[1] * _BELOW if plots and not wide else 0.0
        self.picture: Size = (whole[0] - across, whole[1] - below - down)
        self._numbers = _Box(0.0, whole[1] - numbers - foot, whole[0], numbers)
        chart_box = _Box(0.0, self.picture[1], whole[0], down)
        if wide:
            chart_box = _Box(self.picture[0], 0.0, across, self.picture[1])
        self._curves: tuple[Plotted, _Box] | None = None
        self._still: list[Stamp] = []
        if min(self.picture) < 2 * LINE:
            raise FigureError(
                "There is no room left for the picture: make the film larger, the text smaller, or "
                "leave something out."
            )
        for plotted, cell in zip(plots, _cells(chart_box, len(plots), down=wide), strict=True):
            if plotted.key == CURVES:
                self._curves = plotted, cell
            else:
                self._still.append(self._painted(self._chart(plotted, cell), cell, self._palette))
        if named:
            box = _Box(0.0, whole[1] - below, whole[0], named)
            line = heading_line(subject, whole[0], box.top + named / 2)
            self._still.append(self._painted([line], box, self._palette))
        if legend:
            box = _Box(0.0, whole[1] - foot, whole[0], foot)
            placed = [moved(item, (0.0, box.top)) for item in legend]
            self._still.append(self._painted(placed, box, self._palette))
        if luma:
            self._still = [(luma_image(image), x, y) for image, x, y in self._still]

    def stamps(self, t: float) -> list[Stamp]:
        """Return all that stands around the picture at a time 0…1, as images."""
        images = list(self._still)
        if self._curves is not None:
            plotted, cell = self._curves
            images.append(self._painted(self._chart(_at(plotted, t), cell), cell, self._ink))
        if self._places:
            images.append(self._painted(self._written(t), self._numbers, self._ink))
        return images

    def _readout_widths(self) -> dict[str, float]:
        """Return the most room that each number takes, by its key."""
        widths: dict[str, float] = {}
        for t in _SAMPLES:
            for one in self._subject.readouts(t):
                if one.brief:
                    wide = width_of(said_as_text(one), LABEL)
                    widths[one.key] = max(widths.get(one.key, 0.0), wide)
        return widths

    def _written(self, t: float) -> list[Item]:
        top = self._numbers.top
        items: list[Item] = []
        for one in self._subject.readouts(t):
            if one.brief and one.key in self._places:
                text, (x, y), room = said_as_text(one), self._places[one.key], self._numbers.width
                size = LABEL * min(1.0, (room - x - GAP) / max(width_of(text, LABEL), 1.0))
                items.append(TextLine(text, (x, top + y), size))
        return items

    def _legend(self, width: float) -> tuple[list[Item], float]:
        if not self._settings.legend:
            return [], 0.0
        names = legend_names(self._subject).items()
        items, height = flow_legend(names, width, GAP / 2, LABEL * 0.92, LINE)
        return items, height + GAP / 2 if items else 0.0

    def _chart(self, plotted: Plotted, cell: _Box) -> list[Item]:
        size = cell.width, cell.height
        return plotted_items(plotted, (cell.left, cell.top), size, dark=self._palette.dark)

    def _painted(self, items: Sequence[Item], box: _Box, palette: Palette) -> Stamp:
        """Return a part of the film with its ground; it has each pixel that it touches."""
        left, top = math.floor(box.left * self._scale), math.floor(box.top * self._scale)
        right = math.ceil((box.left + box.width) * self._scale)
        bottom = math.ceil((box.top + box.height) * self._scale)
        kind = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(max(right - left, 1), max(bottom - top, 1), kind)
        ground = QColor.fromRgbF(*palette[Slot.BACKGROUND])
        image.fill(QColor(0, 0, 0, 0) if self._settings.transparent else ground)
        painter = RasterPainter(image)
        painter.translate(-left, -top)
        painter.scale(self._scale, self._scale)
        paint_page(painter, Page(tuple(items), (1.0, 1.0), 1.0), palette, background=False)
        painter.end()
        return image, left, top


def _flowed(widths: dict[str, float], width: float) -> tuple[dict[str, Place], float]:
    """Return where numbers of such widths stand, row by row, and how high the rows are."""
    places: dict[str, Place] = {}
    x, y = GAP, GAP / 2
    for key, wide in widths.items():
        if x > GAP and x + wide > width - GAP:
            x, y = GAP, y + LINE
        places[key] = x, y + LINE / 2
        x += wide + 3 * GAP
    return places, y + LINE if places else 0.0


def _cells(box: _Box, count: int, *, down: bool) -> list[_Box]:
    """Return a box's parts for so many charts, below each other or side by side."""
    if not count:
        return []
    wide = box.width if down else box.width / count
    high = box.height / count if down else box.height
    if wide < _LEAST_CELL[0] or high < _LEAST_CELL[1]:
        raise FigureError(
            Words(
                "There is no room for {count} chart in a film of this size: choose a larger film "
                "or smaller text.",
                {"count": count},
                plural="There is no room for {count} charts in a film of this size: choose fewer, "
                "a larger film or smaller text.",
            )
        )
    return [
        _Box(box.left, box.top + k * high, wide, high)
        if down
        else _Box(box.left + k * wide, box.top, wide, high)
        for k in range(count)
    ]


def _at(plotted: Plotted, t: float) -> Plotted:
    """Return the curves with a line at a time."""
    if not isinstance(plotted, Chart):
        return plotted
    return replace(plotted, marks=(*plotted.marks, Mark(t, Words(""), Slot.INK)))
