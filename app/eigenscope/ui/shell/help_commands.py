"""What the commands of the menu Help do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from eigenscope import __version__
from eigenscope.ui.shell.command_palette import CommandPalette, commands_of
from eigenscope.ui.shell.command_table import MOUSE
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.matter import Matter, lab_texts
from eigenscope.ui.shell.shortcut_sheet import ShortcutSheet
from eigenscope.ui.style.messages import tell
from eigenscope.wording.language import LANGUAGES, spoken
from eigenscope.wording.words import Words


class HelpCommands(QObject):
    """Opens the sheets that list what can be done."""

    def __init__(
        self,
        actions: Actions,
        matter: Matter,
        window: QWidget,
        tour: Callable[[], object],
        choose_language: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._actions, self._matter, self._window = actions, matter, window
        handlers: dict[str, Callable[[], object]] = {
            "help.palette": self._palette,
            "help.tour": tour,
            "help.shortcuts": lambda: ShortcutSheet(actions, MOUSE, window).open(),
            "help.functions": self._functions,
            "help.about": self._about,
        }
        for code in LANGUAGES:
            handlers[f"help.language.{code}"] = partial(choose_language, code)
            actions[f"help.language.{code}"].setChecked(code == spoken())
        actions.bind_all(handlers)

    def _palette(self) -> None:
        commands = commands_of(self._actions, lab_texts())
        CommandPalette(commands, self._matter.findings(), self._window).open()

    def _functions(self) -> None:
        from eigenscope.ui.names.function_sheet import FunctionSheet

        FunctionSheet(self._window).open()

    def _about(self) -> None:
        tell(
            self._window,
            "About Eigenscope",
            Words(
                "<h3>Eigenscope {version}</h3><p>See the linear algebra of deep learning: type a "
                "matrix, and watch space move.</p><p>MIT licence.</p>",
                {"version": __version__},
            ),
        )
