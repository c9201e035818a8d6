"""What the window's commands do, all but those about files and the matrix: each id bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from eigenscope import __version__
from eigenscope.labs.contract.specs import VectorsSpec, selected, shown, specs
from eigenscope.language.entry import Matrix
from eigenscope.scene.clock import EASES, LOOPS
from eigenscope.ui.command_palette import CommandPalette, commands_of
from eigenscope.ui.command_table import MOUSE
from eigenscope.ui.matter import Matter, lessons
from eigenscope.ui.messages import tell
from eigenscope.ui.player import SPEEDS
from eigenscope.ui.shortcut_sheet import ShortcutSheet
from eigenscope.ui.theme import (
    apply_theme,
    available_themes,
    current_theme,
    icon,
    load_theme,
    theme_notifier,
)

if TYPE_CHECKING:
    from eigenscope.ui.window import MainWindow


class WindowCommands(QObject):
    """Binds the command table to the window and keeps its states up to date."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.actions_table
        self._outline: list[tuple[float, float]] = []
        self._outline_field = ""
        self._outlines = 0
        bound: dict[str, Callable[..., object]] = {}
        bound |= self._edit() | self._play() | self._view() | self._help()
        for name, handler in bound.items():
            self._actions.bind(name, handler)
        self._connect()

    def _connect(self) -> None:
        window, bench = self._window, self._window.workbench
        bench.player.playing_changed.connect(self._show_playing)
        theme_notifier().changed.connect(self._show_states)
        window.viewport.cameraman.changed.connect(lambda _: self._show_states())
        window.viewport.clicked.connect(self._clicked)
        window.viewport.tool_ended.connect(self._tool_ended)
        bench.lab_changed.connect(lambda _: self._show_states())
        bench.inputs_changed.connect(lambda _: self._show_vectors())
        stack = bench.undo_stack
        stack.canUndoChanged.connect(self._actions["edit.undo"].setEnabled)
        stack.canRedoChanged.connect(self._actions["edit.redo"].setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)
        self._actions["edit.undo"].setEnabled(False)
        self._actions["edit.redo"].setEnabled(False)
        self._show_states()

    # --- the handlers, by menu -----------------------------------------------------------------

    def _edit(self) -> dict[str, Callable[..., object]]:
        stack = self._window.workbench.undo_stack
        return {
            "edit.undo": stack.undo,
            "edit.redo": stack.redo,
            "edit.add_vector": lambda: self._begin_tool("vector"),
            "edit.reset": self.reset,
        }

    def _play(self) -> dict[str, Callable[..., object]]:
        bench = self._window.workbench
        player = bench.player
        return {
            "play.toggle": bench.toggle,
            "play.start": lambda: player.seek(0.0),
            "play.end": lambda: player.seek(1.0),
            "play.back": lambda: player.step(-1),
            "play.forward": lambda: player.step(1),
            "play.previous": lambda: self._to_stop(forward=False),
            "play.next": lambda: self._to_stop(forward=True),
            "play.slower": lambda: player.set_speed(_beside(SPEEDS, player.speed, -1)),
            "play.faster": lambda: player.set_speed(_beside(SPEEDS, player.speed, 1)),
            "play.loop": lambda: player.set_loop(_after(LOOPS, player.loop)),
            "play.ease": lambda: player.set_ease(_after(tuple(EASES), player.ease)),
        }

    def _view(self) -> dict[str, Callable[..., object]]:
        window = self._window
        viewport, framing = window.viewport, window.viewport.framing
        handlers: dict[str, Callable[..., object]] = {
            "view.fit": viewport.fit,
            "view.in": viewport.zoom_in,
            "view.out": viewport.zoom_out,
            "view.plane": lambda: framing.set_dimensions(2),
            "view.space": lambda: framing.set_dimensions(3),
            "view.perspective": framing.toggle_perspective,
            "view.present": window.presenting.toggle,
            "view.panels": window.panels_layout.reset,
            "view.legend": self._toggle_legend,
            "theme.next": self._next_theme,
        }
        docks = {
            "inputs": window.inputs_dock,
            "numbers": window.numbers_dock,
            "plot": window.plot_dock,
        }
        for name, dock in docks.items():
            action = self._actions[f"view.panel.{name}"]
            dock.visibilityChanged.connect(
                lambda _, a=action, d=dock: a.setChecked(not d.isHidden())
            )
            action.setChecked(not dock.isHidden())
            handlers[f"view.panel.{name}"] = lambda dock=dock: dock.setVisible(dock.isHidden())
        for side in ("front", "right", "top", "corner"):
            handlers[f"view.{side}"] = lambda side=side: framing.look_from(side)
        for theme in available_themes():
            name = theme.name
            handlers[f"theme.{name}"] = lambda name=name: self._set_theme(name)
        return handlers

    def _help(self) -> dict[str, Callable[..., object]]:
        return {
            "help.palette": self._palette,
            "help.shortcuts": lambda: ShortcutSheet(self._actions, MOUSE, self._window).open(),
            "help.functions": self._functions,
            "help.about": self._about,
        }

    # --- what they do --------------------------------------------------------------------------

    def _toggle_legend(self) -> None:
        legend = self._window.legend
        legend.set_wanted(not legend.wanted)
        self._show_states()

    def _palette(self) -> None:
        commands = commands_of(self._actions, lessons())
        CommandPalette(commands, Matter(self._window).findings(), self._window).open()

    def _functions(self) -> None:
        from eigenscope.ui.function_sheet import FunctionSheet

        FunctionSheet(self._window).open()

    def reset(self) -> None:
        """Take all inputs back to the defaults, as one step of undo."""
        bench = self._window.workbench
        bench.replace_inputs(bench.lab.defaults(), self.tr("Start over"))
        bench.player.seek(0.0)
        self._window.viewport.fit()

    def draw_outline(self, field: str) -> None:
        """Let the user draw an outline by clicks."""
        self._outline, self._outline_field = [], field
        self._outlines += 1
        self._window.viewport.framing.set_dimensions(2)
        self._begin_tool("outline")

    def _begin_tool(self, tool: str) -> None:
        words = {
            "vector": self.tr("Click in the view to place the tip of the vector; Esc cancels."),
            "outline": self.tr(
                "Click the corners; double-click or press Enter to finish, Esc to cancel."
            ),
        }
        self._window.viewport.begin_tool(tool)
        self._window.statusBar().showMessage(words[tool])

    def _clicked(self, world: tuple[float, float, float]) -> None:
        if self._window.viewport.tool == "outline":
            self._add_corner(world)
            return
        bench = self._window.workbench
        found = self._vectors()
        if found is None:
            return
        name, spec = found
        length = spec.length(bench.inputs)
        texts = tuple((f"{world[i] if i < 3 else 0.0:g}",) for i in range(length))
        vectors = (*getattr(bench.inputs, name), Matrix.from_texts(texts))
        bench.edit(replace(bench.inputs, **{name: vectors}), self.tr("Add vector"))
        self._window.viewport.end_tool(True)

    def _add_corner(self, world: tuple[float, float, float]) -> None:
        bench = self._window.workbench
        self._outline.append((world[0], world[1]))
        changed: dict[str, object] = {self._outline_field: tuple(self._outline)}
        spec = specs(bench.lab.inputs_type)[self._outline_field]
        inputs = selected(replace(bench.inputs, **changed), spec)
        bench.edit(inputs, self.tr("Draw outline"), f"outline-{self._outlines}")

    def _tool_ended(self, finished: bool) -> None:
        self._window.statusBar().clearMessage()
        if not finished and self._outline:
            self._window.workbench.undo_stack.undo()
        self._outline = []

    def _to_stop(self, *, forward: bool) -> None:
        bench = self._window.workbench
        stops = bench.lab.stops(bench.solution)
        bench.player.seek(bench.player.next_stop(stops, forward))

    def _set_theme(self, name: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, load_theme(name))

    def _next_theme(self) -> None:
        names = tuple(theme.name for theme in available_themes())
        self._set_theme(_after(names, current_theme().name))

    def _about(self) -> None:
        tell(
            self._window,
            self.tr("About Eigenscope"),
            self.tr(
                "<h3>Eigenscope {0}</h3><p>See the linear algebra of deep learning: type a "
                "matrix, and watch space move.</p><p>MIT licence.</p>"
            ).replace("{0}", __version__),
        )

    # --- states --------------------------------------------------------------------------------

    def _show_playing(self, playing: bool) -> None:
        action = self._actions["play.toggle"]
        action.setIcon(icon("pause" if playing else "play", "accent_text"))
        action.setText(self.tr("Pause") if playing else self.tr("Play"))

    def _show_states(self) -> None:
        man = self._window.viewport.cameraman
        self._show_playing(self._window.workbench.player.playing)
        self._show_vectors()
        self._actions["view.plane"].setChecked(man.dimensions == 2)
        self._actions["view.space"].setChecked(man.dimensions == 3)
        self._actions["view.legend"].setChecked(self._window.legend.wanted)
        self._actions["view.perspective"].setChecked(man.destination.field_of_view > 0)
        self._actions["view.perspective"].setEnabled(man.dimensions == 3)
        for theme in available_themes():
            self._actions[f"theme.{theme.name}"].setChecked(theme.name == current_theme().name)

    def _show_vectors(self) -> None:
        self._actions["edit.add_vector"].setEnabled(self._vectors() is not None)

    def _name_undo(self, what: str) -> None:
        self._actions["edit.undo"].setText(f"{self.tr('Undo')} {what}".strip())

    def _name_redo(self, what: str) -> None:
        self._actions["edit.redo"].setText(f"{self.tr('Redo')} {what}".strip())

    def _vectors(self) -> tuple[str, VectorsSpec] | None:
        """Return the first input for vectors that the user sees, if there is one with room."""
        inputs = self._window.workbench.inputs
        for name, spec in shown(inputs).items():
            if isinstance(spec, VectorsSpec) and len(getattr(inputs, name)) < spec.most:
                return name, spec
        return None


def _after(options: tuple[str, ...], present: str) -> str:
    return options[(options.index(present) + 1) % len(options)]


def _beside(options: tuple[float, ...], present: float, step: int) -> float:
    place = options.index(present) if present in options else len(options) // 2
    return options[min(max(place + step, 0), len(options) - 1)]
