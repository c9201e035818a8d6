"""What is remembered of a window between runs, and when another one takes its place."""

from __future__ import annotations

from pathlib import Path

from eigenscope.scene.clock import EASES, LOOPS
from eigenscope.ui.session.player import SPEEDS
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.results import NUMBERS
from eigenscope.ui.shell.window import MainWindow
from eigenscope.ui.style.theme import current_theme

State = dict[str, object]


def remembered(window: MainWindow, workbench: Workbench) -> State:
    """Return sizes, places and settings as what JSON can hold."""
    player = workbench.player
    return {
        "theme": current_theme().name,
        "player": {"speed": player.speed, "loop": player.loop, "ease": player.ease},
        "layout": window.panels_layout.state(),
        "page": window.results.pages.currentIndex(),
        "text_step": window.presenting.scale.step,
        "recent": [str(path) for path in window.files.recent],
    }


def put_back(state: State, window: MainWindow, workbench: Workbench) -> None:
    """Take settings over, each for itself: a broken one is as if it were not there."""
    layout, player, recent = (state.get(key) for key in ("layout", "player", "recent"))
    if isinstance(layout, dict):
        window.panels_layout.restore(layout)
    page = state.get("page", NUMBERS)
    if isinstance(page, int) and page in range(window.results.pages.count()):
        window.results.pages.setCurrentIndex(page)
    step = state.get("text_step")
    if isinstance(step, int):
        window.presenting.scale.set_step(step)
    if isinstance(recent, list):
        window.files.set_recent([Path(x) for x in recent if isinstance(x, str) and x])
    if not isinstance(player, dict):
        return
    mine = workbench.player
    if player.get("speed") in SPEEDS:
        mine.set_speed(player["speed"])
    if player.get("loop") in LOOPS:
        mine.set_loop(player["loop"])
    if player.get("ease") in tuple(EASES):
        mine.set_ease(player["ease"])
