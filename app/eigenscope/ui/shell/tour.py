"""Help ▸ Tour: the window in seven steps, each beside the part that it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDockWidget, QWidget

from eigenscope.ui.present.coach_mark import CoachMark
from eigenscope.ui.present.panels_layout import Docks
from eigenscope.ui.shell.playback_bar import PlaybackBar
from eigenscope.ui.shell.results import EXPLAIN, NUMBERS, Results
from eigenscope.ui.shell.tool_bar import ToolBar
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.ui.view.viewport import Viewport
from eigenscope.wording.words import Text


@dataclass(frozen=True)
class Stop:
    """One step: a part of the window, what is said of it, and what shows the part."""

    target: Callable[[], QWidget]
    title: Text
    words: Text
    prepare: Callable[[], object] = lambda: None


class Tour(QObject):
    """Leads through the window, and leaves it as it was.

    Parameters
    ----------
    window
        What is covered meanwhile.
    docks, panels, results, viewport, playback, tools
        The parts that it speaks of.
    """

    def __init__(
        self,
        window: QWidget,
        docks: Docks,
        panels: LabPanels,
        results: Results,
        viewport: Viewport,
        playback: PlaybackBar,
        tools: ToolBar,
    ) -> None:
        super().__init__(window)
        self._docks, self._panels, self._results = docks, panels, results
        self._viewport = viewport
        self.mark = CoachMark(window)
        self.mark.moved.connect(self._move)
        self.mark.ended.connect(self.end)
        self.place = -1
        self._hidden: list[QDockWidget] = []
        self._pages = (0, 0)
        self.stops = self._all(playback, tools)

    @property
    def active(self) -> bool:
        """Whether it is under way."""
        return self.place >= 0

    def begin(self) -> None:
        """Begin with the first step."""
        if self.active:
            return
        self._hidden = [dock for dock in self._docks.all() if dock.isHidden()]
        self._pages = self._panels.currentIndex(), self._results.pages.currentIndex()
        self.place = 0
        self._show()

    def end(self) -> None:
        """Put everything as it was, and give the keys back to the picture."""
        if not self.active:
            return
        self.place = -1
        self.mark.hide()
        self._panels.setCurrentIndex(self._pages[0])
        self._results.pages.setCurrentIndex(self._pages[1])
        for dock in self._hidden:
            dock.hide()
        self._viewport.setFocus()

    def _move(self, by: int) -> None:
        self.place += by
        if self.place >= len(self.stops):
            self.place = len(self.stops) - 1
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        stop = self.stops[self.place]
        stop.prepare()
        number, count = self.place + 1, len(self.stops)
        self.mark.show_at(stop.target(), stop.title, stop.words, number, count)
        QTimer.singleShot(0, self.mark, self.mark.arrange)  # once a panel that came has its place

    def _reveal(self, dock: QDockWidget, show: Callable[[], object]) -> Callable[[], None]:
        def reveal() -> None:
            dock.show()
            dock.raise_()
            show()

        return reveal

    def _all(self, playback: PlaybackBar, tools: ToolBar) -> tuple[Stop, ...]:
        docks, pages, panels = self._docks, self._results.pages, self._panels
        return (
            Stop(
                lambda: docks.inputs,
                "Type a matrix",
                "Click a number and type: 3, 1/3, sqrt(2), cos(30°). The picture follows at "
                "once, and everything can be undone. Below are ready-made matrices.",
                self._reveal(docks.inputs, panels.show_inputs),
            ),
            Stop(
                lambda: playback,
                "Play it",
                "Space plays the motion, Page Down goes on to the next stop. Drag the slider "
                "to look at any moment; the line over the picture says what is happening.",
            ),
            Stop(
                lambda: self._viewport,
                "Take hold of the picture",
                "Drag the tip of an arrow, and the matrix follows. The wheel zooms, a double "
                "click brings everything into view, 3 and 2 change to space and back.",
            ),
            Stop(
                lambda: docks.numbers,
                "Read the numbers",
                "What is exact stays exact: fractions and roots are shown beside their "
                "decimals. Each number says what it means when the mouse is over it.",
                self._reveal(docks.numbers, lambda: pages.setCurrentIndex(NUMBERS)),
            ),
            Stop(
                lambda: docks.numbers,
                "Find out what to try",
                "Each lab explains what it shows, and has experiments: one click sets one up "
                "and plays it. H leads here.",
                self._reveal(docks.numbers, lambda: pages.setCurrentIndex(EXPLAIN)),
            ),
            Stop(
                lambda: tools.lab_button,
                "Open another lab",
                "Vectors, products, systems, SVD and PCA, gradient descent: Ctrl+L lists all "
                "labs. Ctrl+K finds anything by a word, such as determinant.",
            ),
            Stop(
                lambda: tools,
                "Take it with you",
                "Ctrl+E makes a figure for a paper, Ctrl+Shift+E a film. F5 shows the picture "
                "large, for a class. F1 has all the keys.",
            ),
        )
