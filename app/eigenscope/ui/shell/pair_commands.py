"""What the commands about two pictures side by side do, and the state of their actions."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.presets import Counterpart
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.wording.words import Text, Words, as_words


class PairCommands(QObject):
    """Binds the commands about the second picture; each is a step of undo."""

    def __init__(self, workbench: Workbench, actions: Actions) -> None:
        super().__init__(actions)
        self._bench, self._actions = workbench, actions
        actions.bind_all(
            {
                "pair.toggle": self._toggle,
                "pair.next": self._show_next_counterpart,
                "pair.swap": self._swap,
            }
        )
        workbench.companion.changed.connect(self._show_states)
        self._show_states()

    def _show(self, inputs: Inputs | None, label: Text) -> None:
        contents = self._bench.document.contents
        self._bench.change(contents.with_companion(inputs), label)

    def _toggle(self) -> None:
        """Put what there is beside itself, so that one of both can be changed; or end that."""
        if self._bench.companion.active:
            self._show(None, "One picture")
        else:
            self._show(self._bench.inputs, "Side by side")
        self._show_states()

    def _show_next_counterpart(self) -> None:
        """Put the next thing that is worth seeing beside the picture there, after the last: none.

        Of a lab that knows none, it is the picture itself.
        """
        bench = self._bench
        others: list[Counterpart] = list(bench.lab.counterparts(bench.inputs))
        if not others:
            self._toggle()
            return
        present = [each.inputs for each in others]
        inputs = bench.companion.inputs
        place = present.index(inputs) + 1 if inputs in present else 0
        if place < len(others):
            title = as_words(others[place].title)
            self._show(others[place].inputs, Words("Beside it: {picture}", {"picture": title}))
        else:
            self._show(None, "One picture")

    def _swap(self) -> None:
        """Let the pictures change places: what is entered goes to the one on the left."""
        bench = self._bench
        if bench.companion.inputs is not None:
            contents = bench.document.contents.with_companion(bench.inputs)
            swapped = replace(contents, inputs=bench.companion.inputs)
            bench.change(swapped, "Swap the pictures")

    def _show_states(self) -> None:
        active = self._bench.companion.active
        self._actions["pair.toggle"].setChecked(active)
        self._actions["pair.swap"].setEnabled(active)
