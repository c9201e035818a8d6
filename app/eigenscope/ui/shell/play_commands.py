"""What the commands of the menu Play do, and the state of their actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from eigenscope.scene.clock import EASES, LOOPS
from eigenscope.ui.session.player import SPEEDS
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.choosing import beside, following
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Text


class PlayCommands(QObject):
    """Binds the commands about time."""

    def __init__(
        self, workbench: Workbench, actions: Actions, tell: Callable[[Text], object]
    ) -> None:
        super().__init__(actions)
        self._bench, self._actions, self._tell = workbench, actions, tell
        player = workbench.player
        handlers: dict[str, Callable[[], object]] = {
            "play.toggle": workbench.toggle,
            "play.start": lambda: player.seek(0.0),
            "play.end": lambda: player.seek(1.0),
            "play.back": lambda: player.step(-1),
            "play.forward": lambda: player.step(1),
            "play.previous": lambda: self._to_stop(forward=False),
            "play.next": lambda: self._to_stop(forward=True),
            "play.slower": lambda: player.set_speed(beside(SPEEDS, player.speed, -1)),
            "play.faster": lambda: player.set_speed(beside(SPEEDS, player.speed, 1)),
            "play.loop": lambda: player.set_loop(following(LOOPS, player.loop)),
            "play.ease": lambda: player.set_ease(following(tuple(EASES), player.ease)),
        }
        actions.bind_all(handlers)
        player.playing_changed.connect(lambda _: self._show_playing())
        theme_notifier().changed.connect(self._show_playing)
        self._show_playing()

    def _to_stop(self, *, forward: bool) -> None:
        """Play to the next stop, or back to the one before; if it is on its way there, be there.

        So one key, and a clicker, goes through a whole motion and can skip what is known.
        """
        bench, player = self._bench, self._bench.player
        if player.halt is not None and (player.halt > player.position) == forward:
            player.seek(player.halt)
            return
        stop = player.next_stop(bench.lab.stops(bench.solution), forward)
        if stop != player.position:
            player.play_to(stop)
        elif forward:
            self._tell("This is the end: Page Up plays back, 0 goes to the beginning.")
        else:
            self._tell("This is the beginning: Page Down plays.")

    def _show_playing(self) -> None:
        playing = self._bench.player.playing
        action = self._actions["play.toggle"]
        action.setIcon(icon("pause" if playing else "play", "accent_text"))
        action.setText(self.tr("Pause") if playing else self.tr("Play"))
