"""Commands as data, and the actions that are made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Text, say


@dataclass(frozen=True)
class Command:
    """Something that can be done, by whatever menu, button, key or search.

    Attributes
    ----------
    id
        Stable name, such as "play.toggle".
    text, tip
        What the user reads, in English; translated when shown.
    menu, submenu
        Where it stands.
    icon
        A file's name in resources/icons, or empty.
    shortcuts
        Keys as text; the first is the one that is shown.
    checkable
        It is on or off.
    separator
        A line stands before it in its menu.
    """

    id: str
    text: Text
    menu: Text
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    tip: Text = ""
    checkable: bool = False
    separator: bool = False
    submenu: Text = ""


def without_key(text: str) -> str:
    """Return a menu's text without the letter that opens it: "File" of "&File" or "File(&F)"."""
    return re.sub(r"\(&\w\)|&", "", text)


class Actions(QObject):
    """One action for every command of a table.

    Keys without Ctrl or Alt may be shortcuts: Qt's text fields take those that belong to typing
    before any shortcut sees them.

    """

    def __init__(self, owner: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(owner)
        _check(commands)
        self.commands = tuple(commands)
        self._owner = owner
        self._menus: dict[tuple[Text, ...], QMenu] = {}
        self._actions = {command.id: self._action(owner, command) for command in commands}
        theme_notifier().changed.connect(self._themed)

    def add(self, commands: Sequence[Command]) -> None:
        """Take in commands that were not known at first, at the end of their menus."""
        _check((*self.commands, *commands))
        self.commands = (*self.commands, *commands)
        for command in commands:
            self._actions[command.id] = self._action(self._owner, command)
            if (command.menu,) in self._menus:
                self._menus[command.menu,].addAction(self._actions[command.id])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def bind(self, name: str, handler: Callable[[], object]) -> None:
        """Say what a command does."""
        self._actions[name].triggered.connect(lambda *_: handler())

    def bind_all(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Say what several commands do, by their ids."""
        for name, handler in handlers.items():
            self.bind(name, handler)

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Make the menus of the table, in its order."""
        menus = self._menus
        for command in self.commands:
            if (command.menu,) not in menus:
                menus[command.menu,] = bar.addMenu(say(command.menu))
            menu = menus[command.menu,]
            if command.separator:
                menu.addSeparator()
            if command.submenu:
                key = (command.menu, command.submenu)
                if key not in menus:
                    menus[key] = menu.addMenu(say(command.submenu))
                menu = menus[key]
            menu.addAction(self._actions[command.id])

    def submenu(self, menu: str, name: str) -> QMenu:
        """Return a submenu of the menu bar, by the names that the table has."""
        return self._menus[menu, name]

    def searchable(self) -> list[tuple[Command, QAction]]:
        """Return every command that there is at present, with its action."""
        pairs = [(command, self._actions[command.id]) for command in self.commands]
        return [(command, action) for command, action in pairs if action.isVisible()]

    def _action(self, owner: QWidget, command: Command) -> QAction:
        action = QAction(say(command.text), owner)
        action.setObjectName(command.id)
        if command.icon:
            action.setIcon(icon(command.icon))
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(text) for text in command.shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        tip = say(command.tip) if command.tip else say(command.text)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        owner.addAction(action)
        return action

    def _themed(self) -> None:
        for command in self.commands:
            if command.icon:
                self._actions[command.id].setIcon(icon(command.icon))


def _check(commands: Sequence[Command]) -> None:
    """Raise ValueError if two commands share an id or a key."""
    owners: dict[str, str] = {}
    names = [command.id for command in commands]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two commands are called {name!r}")
    for command in commands:
        for keys in command.shortcuts:
            key = QKeySequence(keys).toString()
            if not key:
                raise ValueError(f"{command.id}: {keys!r} is no key")
            if key in owners:
                raise ValueError(f"{command.id} and {owners[key]} share the key {key}")
            owners[key] = command.id
