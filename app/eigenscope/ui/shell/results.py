"""What is read beside the picture: numbers, explanation, code, curves and the caption.

It follows the motion a little more slowly than the picture: whatever is painted beside that makes
Qt put the whole window together anew.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from eigenscope.labs.contract.lab import Solution
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.view.legend_names import LegendNames
from eigenscope.wording.words import say

if TYPE_CHECKING:
    from eigenscope.ui.charts.plot_panel import PlotPanel
    from eigenscope.ui.side.code_panel import CodePanel
    from eigenscope.ui.side.lesson_panel import LessonPanel
    from eigenscope.ui.side.readouts_panel import ReadoutsPanel

Page = TypeVar("Page", bound=QWidget)

EXPLAIN, NUMBERS, CODE = range(3)
"""Places of the pages."""
_PLOT = 220, 110  # pixels of the plot at least
_MOST_STOPS = 12  # at which captions are asked for
PAUSE = 66
"""Milliseconds between two updates."""
_READABLE = 330  # of numbers that change by themselves: faster ones can't be read


class Results(QObject):
    """Makes the panels of results and shows them what the workbench has.

    Signals
    -------
    shown
        The tuple of readouts that is shown now.
    captioned
        What is happening, and a hint at what to do about it, which may be empty.
    captions_expected
        All captions of the motion, so that there is room for each.
    """

    shown = Signal(object)
    captioned = Signal(str, str)
    captions_expected = Signal(object)

    def __init__(self, workbench: Workbench, legend_names: LegendNames, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._legend_names = workbench, legend_names
        self.below = QWidget()  # where the plot will stand
        self.below.setMinimumSize(*_PLOT)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        self.pages.setUsesScrollButtons(False)  # the panel is wide enough for its tabs
        self.pages.addTab(QWidget(), self.tr("Explain"))
        self.pages.addTab(QWidget(), self.tr("Numbers"))
        self.pages.addTab(QWidget(), self.tr("Code"))
        self._complete = False
        self._moment: tuple[Solution, float] | None = None  # that is shown
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._update)
        workbench.player.moved.connect(self._follow)
        workbench.player.playing_changed.connect(lambda _: self.show_now())

    @cached_property
    def lesson(self) -> LessonPanel:
        """The explanation; made late, as all pages: the first picture does not wait for them."""
        from eigenscope.ui.side.lesson_panel import LessonPanel

        return self._put(EXPLAIN, LessonPanel())

    @cached_property
    def readouts(self) -> ReadoutsPanel:
        """The numbers."""
        from eigenscope.ui.side.readouts_panel import ReadoutsPanel

        return self._put(NUMBERS, ReadoutsPanel())

    @cached_property
    def plot(self) -> PlotPanel:
        """The curves over time."""
        from eigenscope.ui.charts.plot_panel import PlotPanel

        plot = PlotPanel()
        plot.time_dragged.connect(self._bench.player.show)
        layout = QVBoxLayout(self.below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(plot)
        plot.show()  # at once, and not with Qt's next turn
        return plot

    @cached_property
    def code(self) -> CodePanel:
        """The program."""
        from eigenscope.ui.side.code_panel import CodePanel

        return self._put(CODE, CodePanel())

    def _put(self, place: int, page: Page) -> Page:
        """Put a page where an empty one was."""
        here, title = self.pages.currentIndex(), self.pages.tabText(place)
        empty = self.pages.widget(place)
        self.pages.removeTab(place)
        if empty is not None:
            empty.deleteLater()
        self.pages.insertTab(place, page, title)
        self.pages.setCurrentIndex(here)
        return page

    def complete(self) -> None:
        """Make and fill the pages: the first picture is there, and has not waited for them."""
        self._complete = True
        self.show_inputs()
        self.show_solution()

    def show_inputs(self) -> None:
        """Show what explains the inputs."""
        if self._complete:
            self.lesson.show_inputs(self._bench.lab, self._bench.inputs)

    def _show_code(self) -> None:
        if self._complete:
            self.code.show_code(self._bench.lab.code(self._bench.solution))

    def show_solution(self) -> None:
        """Show another solution; the numbers of a heavy one a moment later.

        Parts of one have the code and the captions of the whole.
        """
        bench = self._bench
        if self._complete:
            self.plot.show_curves(bench.lab.curves(bench.solution))
        if bench.partial:
            self._update_soon(_READABLE)
            return
        self._show_code()
        self.captions_expected.emit(self._captions())
        if not bench.lab.heavy(bench.inputs):  # charts and numbers in one turn would keep it deaf
            self.show_now()
        self._update_soon()

    def _captions(self) -> tuple[str, ...]:
        """Return what is said at the stops and between them, in a motion of many at some."""
        bench = self._bench
        stops = bench.lab.stops(bench.solution)
        stops = stops[:: len(stops) // _MOST_STOPS + 1]
        between = [(a + b) / 2 for a, b in pairwise(stops)]
        captions = (bench.lab.caption(bench.solution, t) for t in (*stops, *between))
        return tuple(dict.fromkeys(map(say, captions)))

    def show_now(self) -> None:
        """Show everything as it is at this moment."""
        bench = self._bench
        t = bench.player.eased
        self._moment = bench.solution, t
        if self._complete:
            self.plot.show_time(t)
            readouts = bench.lab.readouts(bench.solution, t)
            self.readouts.show_readouts(readouts)
            self.shown.emit(readouts)
        self.captioned.emit(say(bench.lab.caption(bench.solution, t)), self._hint(t))

    def _follow(self) -> None:
        """Show where the motion is soon, even if it comes back to where it was shown before."""
        self._moment = None
        self._update_soon()

    def _update_soon(self, pause: int = PAUSE) -> None:
        """Update after a pause, or earlier if that is already to come."""
        if not self._soon.isActive() or self._soon.remainingTime() > pause:
            self._soon.start(pause)

    def _update(self) -> None:
        bench = self._bench
        if self._moment is None or (
            self._moment[0] is not bench.solution or self._moment[1] != bench.player.eased
        ):
            self.show_now()
        self._legend_names.show()

    def _hint(self, t: float) -> str:
        bench = self._bench
        if bench.lab.unseen(bench.solution):
            return ""
        if t >= 1:
            return self.tr("Press Space to play it again.")
        if t > 0:
            return ""
        if bench.lab.handles(bench.solution, 0.0):
            return self.tr(
                "Press Space to play. Drag a dot in the picture, and the numbers follow."
            )
        return self.tr("Press Space to play.")
