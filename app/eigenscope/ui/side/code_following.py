"""Keeps what stands beside lines of code in step with the picture, and the picture with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer

from eigenscope.labs.contract.specs import CodeSpec, specs
from eigenscope.ui.session.workbench import Workbench

if TYPE_CHECKING:
    from eigenscope.ui.inputs.inputs_panel import InputsPanel

_PAUSE = 66  # milliseconds between two updates during a motion


class CodeFollowing(QObject):
    """Shows a lab's marks in all its panels, and goes to the time of a line that is chosen."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._panels: list[InputsPanel] = []
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.show_marks)
        self._wanted: tuple[InputsPanel, str, int] | None = None
        workbench.solution_changed.connect(lambda _: self._solved())
        workbench.player.moved.connect(lambda _: self._moved())
        workbench.player.playing_changed.connect(lambda _: self.show_marks())

    def follow(self, panel: InputsPanel) -> None:
        """Keep a panel in step from now on, if its lab has an input that is code."""
        if any(isinstance(of, CodeSpec) for of in specs(panel.lab.inputs_type).values()):
            self._panels.append(panel)
            panel.line_chosen.connect(partial(self._go, panel))
            self._soon.start()  # it is given its lines first

    def show_marks(self) -> None:
        """Show what is beside the lines at this moment.

        A solution of other lines says nothing of those that are there now.
        """
        self._soon.stop()
        bench = self._bench
        self._panels = [panel for panel in self._panels if shiboken6.isValid(panel)]
        panels = [panel for panel in self._panels if panel.lab is bench.lab]
        if panels and not bench.busy:
            marks = bench.lab.marks(bench.solution, bench.player.eased)
            for panel in panels:
                panel.show_marks(marks)

    def _solved(self) -> None:
        wanted = self._wanted
        if wanted is not None and not self._bench.busy and shiboken6.isValid(wanted[0]):
            self._wanted = None
            self._go(*wanted)
        self.show_marks()

    def _moved(self) -> None:
        if self._panels and not self._soon.isActive():
            self._soon.start()

    def _go(self, panel: InputsPanel, field: str, line: int) -> None:
        """Go to where a line has run, or the last one before it of which something is shown."""
        bench = self._bench
        if panel.lab is not bench.lab:
            return
        if bench.busy:
            self._wanted = panel, field, line
            return
        lines = range(line, 0, -1)
        times = (bench.lab.time_of(bench.solution, field, each) for each in lines)
        time = next((time for time in times if time is not None), None)
        if time is not None:
            bench.player.show(time)
            self.show_marks()
