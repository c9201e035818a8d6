"""Listing, finding and opening labs: all that the window does with more than one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.contract.registry import LabError, described_labs, load_lab
from eigenscope.ui.present.panels_layout import Docks, PanelsLayout
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.command_table import lab_commands
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.status_line import StatusLine
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.ui.view.viewport import Viewport
from eigenscope.wording.words import Text, Words, as_words, sentences


class LabCommands(QObject):
    """Looks after the labs of a window; each is imported once it is opened."""

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
        self._list_large: Callable[[], bool] = lambda: False
        self.listed = False
        actions.bind("lab.find", self._show_shelf)
        workbench.lab_changed.connect(lambda _: self._mark_open())

    def list_labs(self) -> None:
        """Put the labs into the menu and on the shelf; called once the first picture is there."""
        labs, problems = described_labs()
        actions = self._actions
        actions.add(lab_commands(labs))
        for lab in labs:
            actions.bind(f"lab.{lab.name}", partial(self.open_called, lab.name))
        shelf = self._panels.shelf
        shelf.opened.connect(self.open_called)
        shelf.take(labs)
        self.listed = True
        self._mark_open()
        for problem in problems:
            self._tell(problem)

    def open_called(self, name: str) -> None:
        """Open the lab of this name; one that is broken is named, and stops nothing."""
        lab = self.loaded(name)
        if lab is not None:
            self.open(lab)
        self._mark_open()  # the click has marked it, be it open or not

    def loaded(self, name: str) -> Lab | None:
        """Return the lab of this name; None of one that is broken, and the user is told why."""
        try:
            return load_lab(name)
        except LabError as error:
            self._tell(error.reason)
            return None

    def open(self, lab: Lab) -> None:
        """Open a lab and show its inputs."""
        self._bench.open_lab(lab)
        self._panels.show_inputs()
        self._viewport.setFocus()

    def try_out(self, experiment: Experiment, lab: Lab | None = None) -> None:
        """Set an experiment of the open lab, or of another one, up and play it."""
        words = Words("Try: {experiment}", {"experiment": as_words(experiment.title)})
        lab = lab or self._bench.lab
        self.show(lab, lambda _: experiment.inputs, words, play=True)

    def show(
        self, lab: Lab, change: Callable[[Any], Inputs], label: Text, *, play: bool = False
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

    def prefer(self, list_large: Callable[[], bool]) -> None:
        """Have labs listed elsewhere where a function does so, which tells whether it did."""
        self._list_large = list_large

    def _show_shelf(self) -> None:
        if self._list_large():
            return
        PanelsLayout.reveal(self._docks.inputs)
        self._panels.show_shelf()

    def refuse(self, reason: Text) -> None:
        """Tell why what another lab has is not taken."""
        self._status.tell(reason, 8000)

    def _tell(self, problem: Text) -> None:
        self._status.tell(sentences(("A lab could not be loaded.", problem)), 8000)
        self._panels.shelf.show_problem(problem)

    def _mark_open(self) -> None:
        if not self.listed:
            return
        name = self._bench.lab.name
        self._panels.shelf.show_lab(name)
        for lab in described_labs()[0]:
            self._actions[f"lab.{lab.name}"].setChecked(lab.name == name)
