"""Loading, finding and opening labs: all that the window does with more than one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.contract.registry import installed_labs, lab_names, try_lab
from eigenscope.ui.present.panels_layout import Docks, PanelsLayout
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.command_table import lab_commands
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.status_line import StatusLine
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.ui.style.wording import translated
from eigenscope.ui.view.viewport import Viewport


class LabCommands(QObject):
    """Looks after the labs of a window.

    Signals
    -------
    loaded
        All labs are there, or known to be broken.
    """

    loaded = Signal()

    def __init__(
        self,
        workbench: Workbench,
        actions: Actions,
        panels: LabPanels,
        docks: Docks,
        viewport: Viewport,
        status: StatusLine,
    ) -> None:
        super().__init__(panels)
        self._bench, self._actions = workbench, actions
        self._panels, self._docks = panels, docks
        self._viewport, self._status = viewport, status
        self._names = list(lab_names())
        # One at a time, whenever there is nothing else to do: importing them takes a while.
        self._loader = QTimer(self)
        self._loader.setInterval(0)
        self._loader.timeout.connect(self._load_one)
        actions.bind("lab.find", self._show_shelf)
        panels.shelf.opened.connect(self.open)
        workbench.lab_changed.connect(lambda _: self._mark_open())

    def load(self) -> None:
        """Begin to load the labs; called once the first picture is there."""
        self._actions.show_icons()
        self._loader.start()

    @property
    def all_loaded(self) -> bool:
        """Whether there is a command for every lab."""
        return not self._names and not self._loader.isActive()

    def open(self, lab: Lab) -> None:
        """Open a lab and show its inputs."""
        self._bench.open_lab(lab)
        self._panels.show_inputs()
        self._viewport.setFocus()

    def try_out(self, experiment: Experiment, lab: Lab | None = None) -> None:
        """Set an experiment of the open lab, or of another one, up and play it."""
        words = self.tr("Try: {0}").replace("{0}", translated(experiment.title))
        lab = lab or self._bench.lab
        self.show(lab, lambda _: experiment.inputs, words, play=True)

    def show(
        self, lab: Lab, change: Callable[[Any], Inputs], label: str, *, play: bool = False
    ) -> None:
        """Open a lab with changed inputs as one step of undo, and play it from the start."""
        bench = self._bench
        contents = bench.document.contents.with_lab(lab)
        bench.change(replace(contents, inputs=change(contents.inputs)), label)
        self._panels.show_inputs()
        self._viewport.setFocus()
        if play:
            bench.player.seek(0.0)
            self._viewport.fit_when_solved()
            bench.play_when_solved()

    def _show_shelf(self) -> None:
        PanelsLayout.reveal(self._docks.inputs)
        self._panels.show_shelf()

    def _load_one(self) -> None:
        if self._names:
            try_lab(self._names.pop())
            return
        self._loader.stop()
        labs, problems = installed_labs()
        actions = self._actions
        actions.add(lab_commands(labs))
        for lab in labs:
            actions.bind(f"lab.{lab.name}", partial(self.open, lab))
        self._panels.shelf.take(labs, problems)
        self._mark_open()
        for problem in problems:
            words = self.tr("A lab could not be loaded. {0}")
            self._status.tell(words.replace("{0}", problem), 8000)
        self.loaded.emit()

    def _mark_open(self) -> None:
        if not self.all_loaded:
            return
        lab = self._bench.lab
        self._panels.shelf.show_lab(lab)
        for other in installed_labs()[0]:
            self._actions[f"lab.{other.name}"].setChecked(other is lab)
