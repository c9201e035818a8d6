"""The charts of a lab beside its picture; a lab without charts leaves the picture all the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from eigenscope.labs.contract.lab import Solution
from eigenscope.scene.legibility import ORDINARY
from eigenscope.ui.session.workbench import Workbench

if TYPE_CHECKING:
    from eigenscope.document.figures import Zoom
    from eigenscope.plots.charts import Plotted
    from eigenscope.ui.charts.chart_board import ChartBoard
    from eigenscope.ui.style.magnifier import Magnifier

_FEW = 2
_SHARES = {True: 0.6, False: 0.32}  # of the width for the picture beside few, and many charts
_CHART = 240  # pixels of a chart before it is magnified, if that leaves the picture its half
_NARROWEST, _HALF = 360, 0.48  # pixels that the picture has, if that leaves the charts their half


class LabBoard(QObject):
    """Makes the board once a lab has charts, and hides it for one that has none.

    Signals
    -------
    cell_clicked
        Row and column of an entry that was clicked in the heat map, from 0.
    export_wanted
        Key of a chart that is to be a figure.
    """

    cell_clicked = Signal(int, int)
    export_wanted = Signal(str)

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._bench = workbench
        self._shown: Solution | None = None
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.splitterMoved.connect(self._remember)
        self.charts: ChartBoard | None = None
        self._few: bool | None = None
        self._sizes: dict[bool, tuple[int, int]] = {}  # as the user has chosen them
        self._magnifier: Magnifier | None = None  # while charts are shown larger
        self._factor = 1.0
        self.splitter.installEventFilter(self)

    def beside(self, picture: QWidget) -> QSplitter:
        """Return the picture with room for charts at its right."""
        self.splitter.addWidget(picture)
        return self.splitter

    def zooms(self) -> tuple[Zoom, ...]:
        """Return what is visible of charts that are zoomed into."""
        return () if self.charts is None else self.charts.zooms()

    def set_magnification(self, factor: float) -> None:
        """Show the charts larger, to be read from afar, or as they are.

        Their small letters become as large as the picture's ordinary ones.
        """
        self._factor = factor
        if self.charts is None:
            return
        if factor > 1:
            from eigenscope.ui.charts.plotting import TICK_SIZE

            factor *= ORDINARY / TICK_SIZE
        if factor > 1 and self._magnifier is None:
            shown = not self.charts.isHidden()
            from eigenscope.ui.style.magnifier import Magnifier

            self._magnifier = Magnifier()
            self.splitter.addWidget(self._magnifier)
            self.charts.setParent(None)
            self._magnifier.hold(self.charts, factor)
            self._magnifier.setVisible(shown)
        elif factor > 1 and self._magnifier is not None:
            self._magnifier.set_factor(factor)
        elif self._magnifier is not None:
            self._take_back(self._magnifier)
        self._share_out()

    def _take_back(self, magnifier: Magnifier) -> None:
        charts, shown = magnifier.let_go(), not magnifier.isHidden()
        self._magnifier = None
        magnifier.setParent(None)
        magnifier.deleteLater()
        if charts is not None:
            self.splitter.addWidget(charts)
            charts.setVisible(shown)

    def show_solution(self) -> None:
        """Show the charts of the workbench's solution, unless that is done."""
        solution = self._bench.solution
        if solution is not self._shown:
            self._shown = solution
            self._show_charts(self._bench.lab.charts(solution))

    def _show_charts(self, charts: tuple[Plotted, ...]) -> None:
        if not charts and self.charts is None:
            return
        # Late: a lab without charts needs no plotting library.
        from eigenscope.ui.charts.chart_board import ChartBoard

        if self.charts is None:
            self.charts = ChartBoard(self._bench.background.jobs)
            self.charts.cell_clicked.connect(self.cell_clicked)
            self.charts.export_wanted.connect(self.export_wanted)
            self.splitter.addWidget(self.charts)
            self.set_magnification(self._factor)
        (self._magnifier or self.charts).setVisible(bool(charts))
        if charts and self._few != (len(charts) <= _FEW):
            self._few = len(charts) <= _FEW
            self._share_out()
        self.charts.show_charts(charts)

    def forget(self) -> None:
        """Have the charts made anew when they are next wanted, in the room that they are given."""
        if self._magnifier is not None:
            self._take_back(self._magnifier)
        if self.charts is not None:
            self.charts.deleteLater()
        self.charts = self._few = None
        self._sizes.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: share the room out anew when there is more or less of it."""
        if event.type() == QEvent.Type.Resize:
            self._share_out()
        return False

    def _share_out(self) -> None:
        """Give the picture its share of the width, unless the user has chosen another."""
        if self._few is None:
            return
        chosen = self._sizes.get(self._few)
        if chosen is not None:
            self.splitter.setSizes(list(chosen))
            return
        width = self.splitter.width()
        picture = max(_SHARES[self._few] * width, min(_NARROWEST, _HALF * width))
        if self._magnifier is not None:  # its charts need as much room for their words
            charts = min(_CHART * self._magnifier.factor, width / 2)
            picture = min(picture, width - charts)
        self.splitter.setSizes([round(picture), width - round(picture)])

    def _remember(self) -> None:
        """Keep how the user shares the room out, for few and for many charts each."""
        if self._few is not None:
            picture, charts = self.splitter.sizes()
            self._sizes[self._few] = (picture, charts)
