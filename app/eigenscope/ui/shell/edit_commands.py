"""What the commands of the menu Edit do, and the tools that add things by clicks in the picture."""

from __future__ import annotations

from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand

from eigenscope.labs.contract.specs import OutlineSpec, VectorsSpec, selected, shown, specs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.ui.session.undo_step import UndoStep
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.status_line import StatusLine
from eigenscope.ui.view.viewport import Viewport
from eigenscope.wording.words import Text, Words, as_words, say


class EditCommands(QObject):
    """Undo, start over, and drawing vectors and outlines."""

    def __init__(
        self, workbench: Workbench, actions: Actions, viewport: Viewport, status: StatusLine
    ) -> None:
        super().__init__(viewport)
        self._bench, self._actions = workbench, actions
        self._viewport, self._status = viewport, status
        self._outline: list[tuple[float, float]] = []
        self._outline_field = ""
        self._outlines = self._clicks = 0
        stack = workbench.undo_stack
        actions.bind_all(
            {
                "edit.undo": stack.undo,
                "edit.redo": stack.redo,
                "edit.add_vector": lambda: self._begin_tool("vector", "vector"),
                "edit.reset": self.reset,
            }
        )
        viewport.clicked.connect(self._clicked)
        viewport.tool_ended.connect(self._tool_ended)
        workbench.lab_changed.connect(lambda _: self._show_vectors())
        workbench.inputs_changed.connect(lambda _: self._show_vectors())
        stack.indexChanged.connect(self._show_steps)
        self._show_steps()
        self._show_vectors()

    def reset(self) -> None:
        """Take all inputs back to the defaults, as one step of undo."""
        bench = self._bench
        bench.replace_inputs(bench.lab.defaults(), "Start over")
        bench.player.seek(0.0)
        self._viewport.fit()

    def draw_outline(self, field: str) -> None:
        """Let the user draw an outline by clicks, or set points besides those that are there."""
        spec, bench = specs(self._bench.lab.inputs_type)[field], self._bench
        points = isinstance(spec, OutlineSpec) and spec.points
        self._outline = [*getattr(bench.inputs, field)] if points else []
        self._outline_field, self._clicks = field, 0
        self._outlines += 1
        self._viewport.framing.set_dimensions(2)
        self._begin_tool("outline", "points" if points else "outline")

    def _begin_tool(self, tool: str, said: str) -> None:
        words = {
            "vector": self.tr("Click in the view to place the tip of the vector; Esc cancels."),
            "outline": self.tr(
                "Click the corners; double-click or press Enter to finish, Esc to cancel."
            ),
            "points": self.tr(
                "Click to add points; double-click or press Enter to finish, Esc to cancel."
            ),
        }
        self._viewport.begin_tool(tool)
        self._status.tell(words[said], 0)

    def _clicked(self, world: tuple[float, float, float]) -> None:
        if self._viewport.tool == "outline":
            self._add_corner(world)
            return
        bench = self._bench
        field = self._vectors()
        if field is None:
            return
        name, spec = field
        length = spec.length(bench.inputs)
        texts = tuple((f"{world[i] if i < 3 else 0.0:g}",) for i in range(length))
        vectors = (*getattr(bench.inputs, name), Matrix.from_texts(texts))
        bench.edit(replace(bench.inputs, **{name: vectors}), "Add vector")
        self._viewport.end_tool(True)

    def _add_corner(self, world: tuple[float, float, float]) -> None:
        bench = self._bench
        self._outline.append((world[0], world[1]))
        self._clicks += 1
        changed: dict[str, object] = {self._outline_field: tuple(self._outline)}
        spec = specs(bench.lab.inputs_type)[self._outline_field]
        inputs = selected(replace(bench.inputs, **changed), spec)
        points = isinstance(spec, OutlineSpec) and spec.points
        done = "Add points" if points else "Draw outline"
        bench.edit(inputs, done, f"outline-{self._outlines}")

    def _tool_ended(self, finished: bool) -> None:
        self._status.clear()
        if not finished and self._clicks:
            self._bench.undo_stack.undo()
        self._outline, self._clicks = [], 0

    def _show_vectors(self) -> None:
        self._actions["edit.add_vector"].setEnabled(self._vectors() is not None)

    def _show_steps(self, *_: object) -> None:
        """Say what would be undone and done again, where there is anything."""
        stack, actions = self._bench.undo_stack, self._actions
        if not shiboken6.isValid(stack):
            return  # it tells that it is emptied as the window goes
        actions["edit.undo"].setEnabled(stack.canUndo())
        actions["edit.redo"].setEnabled(stack.canRedo())
        actions["edit.undo"].setText(say(_undo(stack.command(stack.index() - 1))))
        actions["edit.redo"].setText(say(_redo(stack.command(stack.index()))))

    def _vectors(self) -> tuple[str, VectorsSpec] | None:
        """Return the first input for vectors that the user sees, if there is one with room."""
        inputs = self._bench.inputs
        for name, spec in shown(inputs).items():
            if isinstance(spec, VectorsSpec) and len(getattr(inputs, name)) < spec.most:
                return name, spec
        return None


def _undo(step: QUndoCommand | None) -> Text:
    """Return what undoes a step, or what a button says that has none."""
    if isinstance(step, UndoStep):
        return Words("Undo {step}", {"step": as_words(step.label)})
    return "Undo"


def _redo(step: QUndoCommand | None) -> Text:
    """Return what does a step again, or what a button says that has none."""
    if isinstance(step, UndoStep):
        return Words("Redo {step}", {"step": as_words(step.label)})
    return "Redo"
