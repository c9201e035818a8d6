"""Finding, opening and learning about labs: all that the window does with more than one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from eigenscope.document.session import Look
from eigenscope.labs.contract.lab import Experiment, Inputs, Lab
from eigenscope.labs.contract.registry import installed_labs, lab_names, try_lab
from eigenscope.ui.command_table import lab_commands
from eigenscope.ui.spotlight import roles_of
from eigenscope.ui.wording import translated

if TYPE_CHECKING:
    from eigenscope.ui.window import MainWindow


class LabCommands(QObject):
    """Looks after the labs of a window.

    Signals
    -------
    loaded
        All labs are there, or known to be broken.

    Attributes
    ----------
    looks
        Where the labs that are not open were seen from.
    """

    loaded = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._names = list(lab_names())
        self._open = window.workbench.lab
        self.looks: dict[str, Look] = {}
        # One at a time, whenever there is nothing else to do: importing them takes a while.
        self._loader = QTimer(self)
        self._loader.setInterval(0)
        self._loader.timeout.connect(self._load_one)
        actions = window.actions_table
        actions.bind("lab.find", self._show_shelf)
        actions.bind("lab.lesson", self._show_lesson)
        window.lab_panels.shelf.opened.connect(self.open)
        window.lesson_panel.chosen.connect(self.try_out)
        window.lesson_panel.pointed.connect(window.viewport.spotlight.light)
        window.viewport.spotlight.changed.connect(window.lesson_panel.text.mark)
        window.pages.currentChanged.connect(lambda _: self.follow())

    def load(self) -> None:
        """Begin to load the labs; called once the first picture is there."""
        self._window.actions_table.show_icons()
        self._loader.start()

    @property
    def all_loaded(self) -> bool:
        """Whether there is a command for every lab."""
        return not self._names and not self._loader.isActive()

    def open(self, lab: Lab) -> None:
        """Open a lab and show its inputs."""
        self._window.workbench.open_lab(lab)
        self._window.lab_panels.show_inputs()
        self._window.viewport.setFocus()

    def try_out(self, experiment: Experiment, lab: Lab | None = None) -> None:
        """Set an experiment of the open lab, or of another one, up and play it."""
        words = self.tr("Try: {0}").replace("{0}", translated(experiment.title))
        lab = lab or self._window.workbench.lab
        self.show(lab, lambda _: experiment.inputs, words, play=True)

    def show(
        self, lab: Lab, change: Callable[[Any], Inputs], label: str, *, play: bool = False
    ) -> None:
        """Open a lab with changed inputs as one step of undo, and play it from the start."""
        window, bench = self._window, self._window.workbench
        contents = bench.document.contents.with_lab(lab)
        bench.change(replace(contents, inputs=lab.check(change(contents.inputs))), label)
        window.lab_panels.show_inputs()
        window.viewport.setFocus()
        if play:
            bench.player.seek(0.0)
            window.viewport.fit_when_solved()
            bench.play_when_solved()

    def show_lab(self) -> None:
        """Take over that another lab is open: its lesson, and the view that it had."""
        window, lab = self._window, self._window.workbench.lab
        window.lesson_panel.show_lab(lab)
        if self.all_loaded:
            self._mark_open()
        if lab is not self._open:
            self.looks[self._open.name] = self.look()
            self._open = lab
        kept = self.looks.pop(lab.name, None)
        if kept is None:
            window.viewport.fit_when_solved()
        else:
            window.viewport.cameraman.look_through(kept.camera())
            window.viewport.keep_camera()

    def look(self) -> Look:
        """Return where the open lab is seen from."""
        viewport = self._window.viewport
        wide, high = viewport.view_size()
        return Look.of(viewport.cameraman.destination, min(max(wide / high, 0.01), 100.0))

    def follow(self) -> None:
        """Give the lesson's symbols the colours of what is in the picture now."""
        window = self._window
        shown = window.pages.currentWidget() is window.lesson_panel
        parts = window.lesson_panel.text.parts() if shown else ()
        window.viewport.spotlight.parts = parts
        if shown and window.viewport.frame is not None:
            window.lesson_panel.text.show_roles(roles_of(window.viewport.frame, parts))

    def _show_shelf(self) -> None:
        self._window.panels_layout.reveal(self._window.inputs_dock)
        self._window.lab_panels.show_shelf()

    def _show_lesson(self) -> None:
        window = self._window
        window.panels_layout.reveal(window.numbers_dock)
        window.pages.setCurrentWidget(window.lesson_panel)

    def _load_one(self) -> None:
        if self._names:
            try_lab(self._names.pop())
            return
        self._loader.stop()
        window, (labs, problems) = self._window, installed_labs()
        actions = window.actions_table
        actions.add(lab_commands(labs))
        for lab in labs:
            actions.bind(f"lab.{lab.name}", partial(self.open, lab))
        window.lab_panels.shelf.take(labs, problems)
        self._mark_open()
        for problem in problems:
            words = self.tr("A lab could not be loaded. {0}")
            window.status.tell(words.replace("{0}", problem), 8000)
        self.loaded.emit()

    def _mark_open(self) -> None:
        lab = self._window.workbench.lab
        self._window.lab_panels.shelf.show_lab(lab)
        for other in installed_labs()[0]:
            self._window.actions_table[f"lab.{other.name}"].setChecked(other is lab)
