"""What the commands of the menu View do: camera, panels, legend, presentation and theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDockWidget

from eigenscope.ui.present.panels_layout import Docks, PanelsLayout
from eigenscope.ui.present.presenting import Presenting
from eigenscope.ui.present.text_scale import TextScale
from eigenscope.ui.shell.choosing import following
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.style.theme import (
    apply_theme,
    current_theme,
    load_theme,
    theme_names,
    theme_notifier,
)
from eigenscope.ui.view.caption_strip import CaptionStrip
from eigenscope.ui.view.legend_strip import LegendStrip
from eigenscope.ui.view.viewport import Viewport

_SIDES = ("front", "right", "top", "corner")


class ViewCommands(QObject):
    """Binds the commands about what is seen, and keeps the state of their actions."""

    def __init__(
        self,
        viewport: Viewport,
        actions: Actions,
        layout: PanelsLayout,
        docks: Docks,
        strips: tuple[LegendStrip, CaptionStrip],
        presenting: Presenting,
    ) -> None:
        super().__init__(viewport)
        self._viewport, self._actions = viewport, actions
        self._legend, self._caption = strips
        framing = viewport.framing
        handlers: dict[str, Callable[[], object]] = {
            "view.fit": viewport.fit,
            "view.in": viewport.zoom_in,
            "view.out": viewport.zoom_out,
            "view.plane": lambda: framing.set_dimensions(2),
            "view.space": lambda: framing.set_dimensions(3),
            "view.perspective": framing.toggle_perspective,
            "view.present": presenting.toggle,
            "present.larger": presenting.scale.larger,
            "present.smaller": presenting.scale.smaller,
            "present.size": presenting.scale.reset,
            "view.panels": layout.reset,
            "view.legend": self._toggle_legend,
            "view.caption": self._toggle_caption,
            "theme.next": self._next_theme,
        }
        for side in _SIDES:
            handlers[f"view.{side}"] = partial(framing.look_from, side)
        for theme in theme_names():
            handlers[f"theme.{theme}"] = partial(_set_theme, theme)
        actions.bind_all(handlers)
        self._bind_docks(docks)
        presenting.scale.changed.connect(lambda: self._show_scale(presenting.scale))
        self._show_scale(presenting.scale)
        theme_notifier().changed.connect(self.show_states)
        viewport.cameraman.changed.connect(lambda _: self.show_states())
        self.show_states()

    def _bind_docks(self, docks: Docks) -> None:
        for name in ("inputs", "numbers", "plot"):
            dock, action = getattr(docks, name), self._actions[f"view.panel.{name}"]
            dock.visibilityChanged.connect(
                lambda _, a=action, d=dock: a.setChecked(not d.isHidden())
            )
            action.setChecked(not dock.isHidden())
            self._actions.bind(action.objectName(), partial(_toggle, dock))

    def _show_scale(self, scale: TextScale) -> None:
        """Let sizes be changed where they are seen; elsewhere their keys are those of charts."""
        for name in ("larger", "smaller", "size"):
            self._actions[f"present.{name}"].setEnabled(scale.active)

    def _toggle_legend(self) -> None:
        self._legend.set_wanted(not self._legend.in_use)
        self.show_states()

    def _toggle_caption(self) -> None:
        self._caption.set_wanted(not self._caption.wanted)
        self.show_states()

    @staticmethod
    def _next_theme() -> None:
        _set_theme(following(theme_names(), current_theme().name))

    def show_states(self) -> None:
        """Tick what is on."""
        man, actions = self._viewport.cameraman, self._actions
        actions["view.plane"].setChecked(man.dimensions == 2)
        actions["view.space"].setChecked(man.dimensions == 3)
        actions["view.legend"].setChecked(self._legend.wanted)
        actions["view.caption"].setChecked(self._caption.wanted)
        actions["view.perspective"].setChecked(man.destination.field_of_view > 0)
        actions["view.perspective"].setEnabled(man.dimensions == 3)
        for theme in theme_names():
            actions[f"theme.{theme}"].setChecked(theme == current_theme().name)


def _toggle(dock: QDockWidget) -> None:
    dock.setVisible(dock.isHidden())


def _set_theme(name: str) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, load_theme(name))
