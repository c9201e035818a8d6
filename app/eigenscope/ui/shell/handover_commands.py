"""Opens another lab with what the open one hands over to it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.registry import LabError, load_lab
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.lab_commands import LabCommands
from eigenscope.ui.side.code_panel import CodePanel


class HandoverCommands(QObject):
    """Offers the first lab that goes on with what is shown, where there is one."""

    def __init__(
        self, workbench: Workbench, actions: Actions, panel: CodePanel, labs: LabCommands
    ) -> None:
        super().__init__(panel)
        self._bench, self._panel, self._labs = workbench, panel, labs
        self._action = actions["lab.hand_over"]
        actions.bind("lab.hand_over", self.hand_over)
        panel.handover_wanted.connect(self.hand_over)
        workbench.inputs_changed.connect(lambda _: self._offer())
        self._offer()

    def hand_over(self) -> None:
        """Open the lab with what is handed over, as one step of undo, at t = 0."""
        handover = self._first()
        if handover is None:
            return
        try:
            lab = load_lab(handover.lab)
        except LabError:
            return

        def changed(inputs: Inputs) -> Inputs:
            return set_from_texts(lab, inputs, handover.texts)

        self._labs.show(lab, changed, handover.label)
        self._bench.player.seek(0.0)

    def _first(self) -> Handover | None:
        handovers = self._bench.lab.handovers(self._bench.inputs)
        return handovers[0] if handovers else None

    def _offer(self) -> None:
        handover = self._first()
        self._panel.offer_handover("" if handover is None else handover.label)
        self._action.setEnabled(handover is not None)
