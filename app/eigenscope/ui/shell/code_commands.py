"""Shows what a lab computes as lines of torch in the lab that traces them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.registry import loadable_labs
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.lab_commands import LabCommands
from eigenscope.ui.side.code_panel import CodePanel
from eigenscope.wording.words import Text, Words, as_words


class CodeCommands(QObject):
    """Offers the code of the open lab, where it has some that can be traced."""

    def __init__(
        self, workbench: Workbench, actions: Actions, panel: CodePanel, labs: LabCommands
    ) -> None:
        super().__init__(panel)
        self._bench, self._panel, self._labs = workbench, panel, labs
        self._action = actions["code.watch"]
        actions.bind("code.watch", self.watch)
        panel.watch_wanted.connect(self.watch)
        workbench.inputs_changed.connect(lambda _: self._offer())
        self._offer()

    def watch(self) -> None:
        """Open the first lab that shows programs with the code, as one step of undo, at t = 0."""
        bench = self._bench
        code = bench.lab.as_code(bench.inputs)
        if code is None:
            return
        label = Words("{lab} as code", {"lab": as_words(bench.lab.title)})
        for lab in loadable_labs():
            inputs = lab.with_code(bench.document.contents.with_lab(lab).inputs, code)
            if inputs is not None:
                self._open(lab, inputs, label)
                return

    def _open(self, lab: Lab, inputs: Inputs, label: Text) -> None:
        self._labs.show(lab, lambda _: inputs, label)
        self._bench.player.seek(0.0)

    def _offer(self) -> None:
        bench = self._bench
        there = bench.lab.as_code(bench.inputs) is not None
        self._panel.offer_watching(there)
        self._action.setEnabled(there)
