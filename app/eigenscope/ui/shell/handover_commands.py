"""Opens another lab with what the open one hands over to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.lab import Inputs
from eigenscope.ui.inputs.inputs_panel import InputsPanel
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.lab_commands import LabCommands
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import say


class HandoverCommands(QObject):
    """Offers the labs that go on with what is shown, where there are any."""

    def __init__(
        self, workbench: Workbench, actions: Actions, panels: LabPanels, labs: LabCommands
    ) -> None:
        super().__init__(panels)
        self._bench, self._panels, self._labs = workbench, panels, labs
        self.menu = QMenu(panels)
        self._action = actions["lab.hand_over"]
        actions.bind("lab.hand_over", self.hand_over)
        panels.panel_made.connect(self._connect)
        workbench.inputs_changed.connect(lambda _: self._offer())
        self._offer()

    def _connect(self, panel: InputsPanel) -> None:
        panel.handover_chosen.connect(self._open_anew)

    def hand_over(self) -> None:
        """Open the lab with what is handed over, or let the user choose among several."""
        handovers = self._handovers()
        if len(handovers) == 1:
            self._open(handovers[0])
        elif handovers:
            self._list(handovers)

    def _list(self, handovers: tuple[Handover, ...]) -> None:
        self.menu.clear()
        for handover in handovers:
            action = self.menu.addAction(say(handover.label))
            action.triggered.connect(partial(self._open, handover))
        window = self._panels.window()
        self.menu.popup(window.mapToGlobal(window.rect().center()))

    def _open_anew(self, offered: Handover) -> None:
        """Open a lab with what is known by now, which may be more than when it was offered."""
        same = (each for each in self._handovers() if each.label == offered.label)
        self._open(next(same, offered))

    def _open(self, handover: Handover, *_: object) -> None:
        """Open the lab with what is handed over, as one step of undo, at t = 0."""
        lab = self._labs.loaded(handover.lab)
        if lab is None:
            return

        def changed(inputs: Inputs) -> Inputs:
            return set_from_texts(lab, inputs, handover.texts)

        try:
            self._labs.show(lab, changed, handover.label)
        except WordedError as error:  # the other lab does not take what this one has
            self._labs.refuse(error.reason)
            return
        self._bench.player.seek(0.0)

    def _handovers(self) -> tuple[Handover, ...]:
        return self._bench.lab.handovers(self._bench.inputs)

    def _offer(self) -> None:
        self._action.setEnabled(bool(self._handovers()))
