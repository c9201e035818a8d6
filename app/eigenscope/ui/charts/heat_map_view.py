"""Draws a matrix as colours, of whatever size: coarse at first, and entry by entry when zoomed in.

Two pictures lie over each other: the whole matrix, and above it what is visible now as finely as
the screen shows it. Both are made on a worker, but for matrices so small that it takes no time.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eigenscope.engine.runtime.jobs import Jobs, Outcome
from eigenscope.plots.axes import column_ticks, row_ticks
from eigenscope.plots.charts import HeatMap
from eigenscope.plots.map_regions import Region, visible_region, whole
from eigenscope.plots.ranges import number_in_whole, square_cells
from eigenscope.scene.colour_scale import ColourScale
from eigenscope.ui.charts.cell_numbers import LEAST_HEIGHT, LEAST_WIDTH, CellNumbers
from eigenscope.ui.charts.colour_bar import ColourBar
from eigenscope.ui.charts.heat_map_picture import (
    FINEST,
    Counts,
    RegionPicture,
    draw_picture,
    fine_enough,
    tile_counts,
    widened,
)
from eigenscope.ui.charts.plot_view import PlotView
from eigenscope.ui.charts.plotting import label_axis, restyle
from eigenscope.ui.style.colour_scale import colour_scale
from eigenscope.ui.style.theme import theme_notifier
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words, as_it_is, as_words, say

_AT_ONCE = 300 * 300  # entries that are drawn without a worker
_COARSE = 1.5  # times fewer tiles than pixels: then the whole is worth another picture
_UNLIMITED = 16_777_215  # Qt's own word for no limit of a width
_LEAST_SIDE = 20  # pixels: a plot that is smaller has not been laid out yet
_LEAST_PLOT = 160  # pixels


class HeatMapView(PlotView):
    """Shows a heat map; ``show_heat_map`` shows another in its place.

    ``cell_clicked`` gives the row and the column of an entry in ``HeatMap.values``, from 0;
    ``pictures_shown`` tells that newer pictures are there. ``pictures`` are the whole and what is
    visible, the latter None where the whole is fine enough.
    """

    cell_clicked = Signal(int, int)
    pictures_shown = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph

        self.heat_map: HeatMap | None = None
        self.pictures: list[RegionPicture | None] = [None, None]
        self._jobs = jobs
        self._job = f"heat map {id(self)}"
        self._scale: ColourScale | None = None
        self._stale = True
        self._images: list[Any] = []
        for level in (0, 1):
            image = pyqtgraph.ImageItem(axisOrder="row-major")
            image.setZValue(level)
            self._images.append(image)
            self.item.addItem(image, ignoreBounds=True)
        self.numbers = CellNumbers()
        self.box.addItem(self.numbers, ignoreBounds=True)
        self.box.invertY(True)
        self.bar = ColourBar()
        self._place_bar()
        self.view_changed.connect(self._refine)
        self.plot.scene().sigMouseClicked.connect(self._clicked)
        theme_notifier().changed.connect(self._restyle)

    def show_heat_map(self, heat_map: HeatMap) -> None:
        """Show a heat map; a zoom stays as long as its shape is the same."""
        before, self.heat_map = self.heat_map, heat_map
        m, n = heat_map.values.shape
        self.hover_left()
        self.item.getAxis("bottom").set_ticks(partial(column_ticks, heat_map))
        self.item.getAxis("left").set_ticks(partial(row_ticks, heat_map))
        if before is not None and before.values.shape != (m, n):
            self._show_pictures({0: None, 1: None})
        self.box.setAspectLocked(square_cells(m, n))
        self.set_home((0.5, n + 0.5, 0.5, m + 0.5))
        self._restyle()
        QTimer.singleShot(0, self, self.refit)

    @property
    def up_to_date(self) -> bool:
        """Whether the pictures are those of the heat map that was shown last."""
        return not self._stale

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: make the pictures that were not needed while nobody could see them."""
        super().showEvent(event)
        self._gather()

    def refit(self) -> None:
        """Make the plot no wider than square cells fill, so that axis and scale stand beside it."""
        widest = _UNLIMITED
        if self.heat_map is not None and square_cells(*self.heat_map.values.shape):
            m, n = self.heat_map.values.shape
            axis = self.plot.width() - self.box.width()
            widest = max(round(self.box.height() * n / m + axis), _LEAST_PLOT)
        self.plot.setMaximumWidth(widest)
        super().refit()

    def forget_jobs(self) -> None:
        """Let no picture come back any more, before the view goes."""
        self._jobs.cancel(self._job)

    def words_at(self, x: float, y: float) -> str:
        """Return the entry at a place, with its row and column in the whole, from 1."""
        cell = self._cell(x, y)
        if cell is None or self.heat_map is None:
            return ""
        value = self.heat_map.values[cell]
        row = number_in_whole(cell[0], self.heat_map.row_numbers)
        column = number_in_whole(cell[1], self.heat_map.column_numbers)
        words = as_words("not a number") if np.isnan(value) else as_it_is(tidy(float(value), 6))
        template = "row {row}, column {column}:  {value}"
        return say(Words(template, {"row": row, "column": column, "value": words}))

    def _cell(self, x: float, y: float) -> tuple[int, int] | None:
        if self.heat_map is None:
            return None
        row, column = int(np.floor(y - 0.5)), int(np.floor(x - 0.5))
        m, n = self.heat_map.values.shape
        return (row, column) if 0 <= row < m and 0 <= column < n else None

    def _place_bar(self) -> None:
        """Put the colour bar to the right of the plot."""
        self.layout_.removeWidget(self.plot)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.plot, 1)
        beside.addWidget(self.bar)
        beside.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.layout_.addLayout(beside)

    def _restyle(self) -> None:
        """Take up the theme's colours; the pictures follow when they are made."""
        restyle(self.plot)
        heat_map = self.heat_map
        if heat_map is None:
            return
        for side, words in (("bottom", self.tr("column")), ("left", self.tr("row"))):
            label_axis(self.plot, side, words)
        self._scale = colour_scale(heat_map.low, heat_map.high, heat_map.diverging)
        self.bar.show_scale(self._scale, heat_map.beyond)
        self._stale = True
        self._refine()

    def _refine(self) -> None:
        """Ask for pictures of what is visible, if those that are there don't suit it."""
        laid_out = min(self.box.width(), self.box.height()) > _LEAST_SIDE and self.isVisible()
        if self.heat_map is None or self._scale is None or not laid_out:
            return
        heat_map, scale = self.heat_map, self._scale
        values = heat_map.values
        self._write_numbers(values, scale)
        wanted = self._wanted(values)
        if not wanted:
            return

        def work(_: object) -> dict[int, RegionPicture | None]:
            return {
                level: None if ask is None else draw_picture(heat_map, *ask, scale)
                for level, ask in wanted.items()
            }

        if values.size <= _AT_ONCE:
            self._show_pictures(work(None))
        else:
            self._jobs.submit(self._job, work, self._take)

    def _wanted(self, values: npt.NDArray[np.generic]) -> dict[int, tuple[Region, Counts] | None]:
        """Return the region and the tiles each level should show; None to show nothing there."""
        wanted: dict[int, tuple[Region, Counts] | None] = {}
        everything, unit = whole(values), self._pixels(self.unit_size())
        overview, detail = (None if self._stale else picture for picture in self.pictures)
        counts = tile_counts(everything, self._pixels(self._home_unit(values)))
        if overview is None or not self._suits(overview.counts, counts):
            wanted[0] = everything, counts
        else:
            counts = overview.counts
        visible = visible_region(values, self.visible_extent())
        if visible is None or fine_enough(everything, counts, unit):
            if self.pictures[1] is not None:
                wanted[1] = None
        elif (
            detail is None
            or not detail.region.holds(visible)
            or not fine_enough(detail.region, detail.counts, unit)
        ):
            region = widened(values, visible)
            wanted[1] = region, tile_counts(region, unit)
        return wanted

    @staticmethod
    def _suits(shown: Counts, counts: Counts) -> bool:
        """Tell whether as many tiles as are shown of the whole suit a place for ``counts``.

        Too many would be thinned out in drawing, so that extremes would be lost.
        """
        pairs = zip(shown, counts, strict=True)
        return all(there <= fit * FINEST + 1 and fit / there <= _COARSE for there, fit in pairs)

    def _home_unit(self, values: npt.NDArray[np.generic]) -> tuple[float, float]:
        """Return the size of an entry in pixels when nothing is zoomed."""
        m, n = values.shape
        width, height = self.box.width() / n, self.box.height() / m
        return (min(width, height),) * 2 if square_cells(m, n) else (width, height)

    def _pixels(self, unit: tuple[float, float]) -> tuple[float, float]:
        """Return a size in the screen's own pixels."""
        ratio = self.devicePixelRatioF()
        return unit[0] * ratio, unit[1] * ratio

    def _take(self, outcome: Outcome[dict[int, RegionPicture | None]]) -> None:
        if outcome.value is not None:
            self._show_pictures(outcome.value)

    def _show_pictures(self, pictures: dict[int, RegionPicture | None]) -> None:
        self._stale = False
        for level, picture in pictures.items():
            self.pictures[level] = picture
            if picture is None:
                self._images[level].clear()
                continue
            region = picture.region
            self._images[level].setImage(picture.colours, autoLevels=False)
            self._images[level].setRect(
                QRectF(region.left + 0.5, region.top + 0.5, region.columns, region.rows)
            )
        self.pictures_shown.emit()

    def _write_numbers(self, values: npt.NDArray[np.generic], scale: ColourScale) -> None:
        """Write the visible entries into their cells if these are large enough."""
        width, height = self.unit_size()
        region = visible_region(values, self.visible_extent())
        if region is None or width < LEAST_WIDTH or height < LEAST_HEIGHT:
            self.numbers.clear()
            return
        part = values[region.top : region.bottom, region.left : region.right].astype(np.float64)
        self.numbers.show_numbers(region, part, scale.paint(part), width)

    def _clicked(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton or event.double():
            return
        place = self.box.mapSceneToView(event.scenePos())
        cell = self._cell(place.x(), place.y())
        if cell is not None:
            self.cell_clicked.emit(*cell)
