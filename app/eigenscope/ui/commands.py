"""Commands as data, and the actions that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from eigenscope.ui.theme import icon, theme_notifier

_EDITING = (
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Left,
    Qt.Key.Key_Right,
)  # fmt: skip


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
    text: str
    menu: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    separator: bool = False
    submenu: str = ""


def translated(text: str) -> str:
    """Return a text of the command table in the user's language."""
    return QCoreApplication.translate("commands", text)


class Actions(QObject):
    """One action for every command of a table."""

    def __init__(self, owner: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(owner)
        _check(commands)
        self.commands = tuple(commands)
        self._actions = {command.id: self._action(owner, command) for command in commands}
        self._keys = _TypingGuard(self)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self._keys)
        theme_notifier().changed.connect(self._show_icons)
        self._show_icons()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def bind(self, name: str, handler: Callable[[], object]) -> None:
        """Say what a command does."""
        self._actions[name].triggered.connect(lambda *_: handler())

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Make the menus of the table, in its order."""
        menus: dict[tuple[str, ...], QMenu] = {}
        for command in self.commands:
            if (command.menu,) not in menus:
                menus[command.menu,] = bar.addMenu(translated(command.menu))
            menu = menus[command.menu,]
            if command.separator:
                menu.addSeparator()
            if command.submenu:
                key = (command.menu, command.submenu)
                if key not in menus:
                    menus[key] = menu.addMenu(translated(command.submenu))
                menu = menus[key]
            menu.addAction(self._actions[command.id])

    def searchable(self) -> list[tuple[Command, QAction]]:
        """Return every command with its action."""
        return [(command, self._actions[command.id]) for command in self.commands]

    def _action(self, owner: QWidget, command: Command) -> QAction:
        action = QAction(translated(command.text), owner)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(text) for text in command.shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        tip = translated(command.tip) if command.tip else translated(command.text)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        owner.addAction(action)
        return action

    def _show_icons(self) -> None:
        for command in self.commands:
            if command.icon:
                self._actions[command.id].setIcon(icon(command.icon))


class _TypingGuard(QObject):
    """Leaves to a text field the keys that belong to typing, though they are shortcuts too."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        fields = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
        editable = isinstance(watched, QComboBox) and watched.isEditable()
        if not isinstance(watched, fields) and not editable:
            return False
        controlled = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if (event.text().isprintable() and event.text() and not controlled) or (
            event.key() in _EDITING
        ):
            event.accept()
            return True
        return False


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
