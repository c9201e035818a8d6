"""Gives the legend its names: those of the whole motion, so that they stay while it plays.

To find them takes some pictures of the lab, on the GUI thread; so they are found only where the
legend is to be seen, and not for every solution of a drag.
"""

from __future__ import annotations

from eigenscope.labs.contract.lab import Lab, View
from eigenscope.labs.kit.legends import legend_of, legend_of_pair
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.view.legend_strip import LegendStrip
from eigenscope.ui.view.viewport import Viewport


class LegendNames:
    """Names the colours of the workbench's solution when `show` is called.

    That is at once where the names are those of another lab, and where the legend comes into
    sight; else whenever there is time.
    """

    def __init__(self, workbench: Workbench, viewport: Viewport, legend: LegendStrip) -> None:
        self._workbench, self._viewport, self._legend = workbench, viewport, legend
        self._due = True  # whether the names are older than the solution
        self._lab: Lab | None = None
        workbench.solution_changed.connect(self._expire)
        workbench.companion.changed.connect(self._expire)
        legend.names_wanted.connect(self.show)

    def show(self) -> None:
        """Name the colours, if there may be others and they are to be seen."""
        if not (self._due and self._legend.in_use):
            return
        bench, viewport = self._workbench, self._viewport
        self._due, self._lab = False, bench.lab
        view = View(viewport.cameraman.destination, viewport.view_size())
        names = legend_of(bench.lab, bench.solution, view)
        if bench.companion.active:
            beside = legend_of(bench.lab, bench.companion.solution, view)
            names = legend_of_pair(names, beside)
        self._legend.show_names(names)

    def _expire(self) -> None:
        known = self._workbench.lab is self._lab
        if known and self._workbench.partial:  # the whole, which comes, has the same colours
            return
        self._due = True
        if not known:
            self.show()
