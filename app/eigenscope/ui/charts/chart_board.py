"""The charts of a lab as a board of tiles, which flow with the width and can be enlarged.

pyqtgraph takes more than half a second to import; so it is imported on a worker once there are
charts that somebody can see, and the tiles get their plots one by one.
"""

from __future__ import annotations

from operator import itemgetter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from eigenscope.document.figures import Zoom
from eigenscope.engine.runtime.jobs import Jobs, Outcome
from eigenscope.plots.charts import HeatMap, Plotted
from eigenscope.ui.charts.chart_tile import ChartTile
from eigenscope.ui.charts.tile_layout import GAP, LEAST_WIDTH, arrange, gap

_BETWEEN = 16  # milliseconds from one chart that is drawn to the next: the window answers in them


class ChartBoard(QWidget):
    """Shows charts.

    Signals
    -------
    cell_clicked
        Row and column of a heat map's entry, from 0.
    export_wanted
        Key of a chart that is to be a figure.
    """

    cell_clicked = Signal(int, int)
    export_wanted = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job = f"plotting library {id(self)}"
        self._ready = False
        self.tiles: list[ChartTile] = []
        self.enlarged: ChartTile | None = None
        self.setAccessibleName(self.tr("Charts"))
        self.setMinimumSize(LEAST_WIDTH + 2 * GAP, 160)
        self.empty = QLabel(self.tr("Nothing to plot yet. Enter a matrix or open a file."))
        self.empty.setProperty("class", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setMargin(24)
        self._area = _Area()
        self._area.resized.connect(self._arrange)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.empty)
        layout.addWidget(self._area)
        self._filling = QTimer(self)
        self._filling.setInterval(_BETWEEN)
        self._filling.timeout.connect(self._fill_one)
        self._area.hide()

    def show_charts(self, charts: tuple[Plotted, ...]) -> None:
        """Show charts; tiles whose key and kind stay are kept, and drawn anew only if changed."""
        before = {(tile.plotted.key, type(tile.plotted)): tile for tile in self.tiles}
        self.tiles = []
        for plotted in charts:
            tile = before.pop((plotted.key, type(plotted)), None)
            if tile is None:
                tile = self._new_tile(plotted)
            else:
                tile.show_plotted(plotted)
            self.tiles.append(tile)
        for tile in before.values():
            if tile is self.enlarged:
                self.enlarged = None
            tile.discard()
        for first, second in zip(self.tiles, self.tiles[1:], strict=False):
            QWidget.setTabOrder(first, second)
        self.empty.setVisible(not charts)
        self._area.setVisible(bool(charts))
        self._arrange()
        self._fill()

    def zooms(self) -> tuple[Zoom, ...]:
        """Return what is visible of charts that are zoomed into."""
        return tuple(
            Zoom(tile.plotted.key, *tile.view.visible_extent())
            for tile in self.tiles
            if tile.view is not None and tile.view.zoomed
        )

    def tile(self, key: str) -> ChartTile:
        """Return the tile of a key; raise KeyError if there is none."""
        for tile in self.tiles:
            if tile.plotted.key == key:
                return tile
        raise KeyError(key)

    def enlarge(self, tile: ChartTile | None) -> None:
        """Let a tile be the whole board; None brings all back."""
        was, self.enlarged = self.enlarged, tile
        for one in self.tiles:
            one.show_enlarged(one is tile)
        self._arrange()
        focused = tile or was
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(focused, GAP, GAP)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: charts that came while nobody could see them are drawn now."""
        super().showEvent(event)
        self._fill()

    def _new_tile(self, plotted: Plotted) -> ChartTile:
        tile = ChartTile(plotted, self._jobs, self._area.board)
        tile.enlarge_wanted.connect(lambda: self.enlarge(None if self.enlarged is tile else tile))
        tile.step_wanted.connect(lambda way: self._step(tile, way))
        tile.cell_clicked.connect(self.cell_clicked)
        tile.export_wanted.connect(lambda: self.export_wanted.emit(tile.plotted.key))
        return tile

    def _fill(self) -> None:
        """Give the tiles their plots, after pyqtgraph has been imported."""
        if not self.isVisible() or not any(tile.waiting for tile in self.tiles):
            return
        if self._ready:
            self._filling.start()
        elif not self._jobs.pending(self._job):
            self._jobs.submit(self._job, _import_plotting, self._imported)

    def _imported(self, outcome: Outcome[None]) -> None:
        if outcome.error is not None:
            raise outcome.error
        self._ready = True
        self._fill()

    def _fill_one(self) -> None:
        """Draw one chart, so that the window answers between two of them."""
        for tile in self.tiles:
            if tile.waiting:
                tile.draw(self._wheel_zooms)
                return
        self._filling.stop()

    def _wheel_zooms(self) -> bool:
        """Whether the wheel has nothing else to do than to zoom."""
        return self._area.verticalScrollBar().maximum() == 0

    def _arrange(self) -> None:
        visible = self._area.viewport().size()
        large = bool(self.tiles) and isinstance(self.tiles[0].plotted, HeatMap)
        shown = self.tiles if self.enlarged is None else [self.enlarged]
        places = arrange(visible.width(), visible.height(), len(shown), first_large=large)
        bottom = max((place.bottom() + 1 + GAP for place in places), default=0)
        self._area.board.resize(visible.width(), max(bottom, visible.height()))
        for tile, place in zip(shown, places, strict=True):
            tile.setGeometry(place)
            tile.show()
        for tile in self.tiles:
            if tile not in shown:
                tile.hide()

    def _step(self, tile: ChartTile, way: str) -> None:
        """Move the focus to the nearest tile on one side."""
        if self.enlarged is not None:
            return
        here = tile.geometry()
        ahead = [(gap(here, one.geometry(), way), one) for one in self.tiles if one is not tile]
        reached = [(distance, one) for distance, one in ahead if distance is not None]
        if reached:
            _, nearest = min(reached, key=itemgetter(0))
            nearest.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(nearest, GAP, GAP)


class _Area(QScrollArea):
    """A scroll area that tells when its visible part has another size."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.board = QWidget()
        self.board.setObjectName("chartBoard")
        self.setWidget(self.board)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: tell that the tiles must flow anew."""
        super().resizeEvent(event)
        self.resized.emit()


def _import_plotting(_: object) -> None:
    import pyqtgraph

    pyqtgraph.setConfigOptions(antialias=True)
