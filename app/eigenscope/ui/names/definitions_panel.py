"""Named expressions: a list with shapes, small pictures and values, and a line to write more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QMessageBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.ui.inputs.expression_field import ExpressionField
from eigenscope.ui.names.definitions_delegate import DefinitionDelegate
from eigenscope.ui.names.definitions_model import DefinitionsModel
from eigenscope.ui.session.naming import Naming
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.messages import Button, ask
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Text, Value, Words, as_it_is, together

_MARGIN = 12
_MOST_USERS = 6  # that a question names
_EXAMPLES = "A = rot(30)\nB = [2 0; 0 1]\nB A"


class DefinitionsPanel(QWidget):
    """Edits the names of a workbench.

    Signals
    -------
    show_wanted
        An expression that the view is to show.
    """

    show_wanted = Signal(str)

    def __init__(self, naming: Naming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.naming = naming
        self.model = DefinitionsModel(lambda: naming.definitions, self)
        self.model.rename_wanted.connect(self._rename)
        self.model.move_wanted.connect(naming.move)
        self.list = _List(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(DefinitionDelegate(self.list))
        self.field = ExpressionField()
        self.field.set_definitions(lambda: naming.definitions)
        self.field.setPlaceholderText(self.tr("A = rot(30), or B A"))
        self.field.setAccessibleName(self.tr("Definition, or expression to show"))
        self.field.setToolTip(
            self.tr("Define a name, as in A = rot(30), or show a product such as B A: press Enter.")
        )
        self.message = ErrorLabel()
        self.buttons: dict[str, QToolButton] = {}
        self._lay_out()
        self._connect()
        self.refresh()

    # --- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        empty = QLabel(
            self.tr("Name matrices, and use the names in expressions:")
            + f"<pre>{_EXAMPLES}</pre>"
            + self.tr(
                "A matrix shown by its name can be edited in the picture: drag its arrows, and the "
                "definition follows."
            )
        )
        empty.setProperty("class", "muted")
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        empty.setContentsMargins(_MARGIN, 4, _MARGIN, 10)
        self.pages = QStackedWidget()
        self.pages.addWidget(empty)
        self.pages.addWidget(self.list)
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(_MARGIN, 4, _MARGIN, 8)
        row.setSpacing(2)
        for name, picture, tip, act in self._acts():
            row.addWidget(self._button(name, picture, tip, act))
        row.addStretch()
        above = QVBoxLayout()
        above.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        above.setSpacing(6)
        above.addWidget(self.field)
        above.addWidget(self.message)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.tools)

    def _acts(self) -> tuple[tuple[str, str, str, Callable[[], object]], ...]:
        return (
            ("show", "eye", self.tr("Show in the view (Enter)"), self.show_current),
            ("duplicate", "copy", self.tr("Duplicate (Ctrl+D)"), self.duplicate),
            ("rename", "pen-tool", self.tr("Rename (F2)"), self.rename),
            ("up", "chevron-up", self.tr("Move up (Alt+↑)"), lambda: self.move_by(-1)),
            ("down", "chevron-down", self.tr("Move down (Alt+↓)"), lambda: self.move_by(1)),
            ("latex", "sigma", self.tr("Copy as LaTeX (Ctrl+C)"), self.copy_latex),
            ("delete", "trash-2", self.tr("Delete (Del)"), self.delete),
        )

    def _button(self, name: str, picture: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setProperty("iconName", picture)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda *_: act())
        self.buttons[name] = button
        return button

    def _connect(self) -> None:
        self.naming.changed.connect(self.refresh)
        self.naming.shown_changed.connect(self._show_shown)
        self.field.submitted.connect(self.submit)
        self.field.wrong.connect(self.show_problem)
        self.list.activated.connect(lambda _: self.show_current())
        self.list.selectionModel().currentChanged.connect(self._chosen)
        theme_notifier().changed.connect(self._themed)
        self._themed()

    # --- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the definitions as they are now, with the same one chosen."""
        name = self.current()
        self.model.refresh()
        self._show_shown()
        names = self.model.names
        self.pages.setCurrentIndex(1 if names else 0)
        self.tools.setVisible(bool(names))
        if name in names:
            self.choose(name)
        elif names and not self.list.currentIndex().isValid():
            self.choose(names[0])
        self.field.highlight()

    def current(self) -> str:
        """Return the name that is chosen, or nothing."""
        place = self.list.currentIndex().row()
        return self.model.names[place] if 0 <= place < len(self.model.names) else ""

    def choose(self, name: str) -> None:
        """Choose a name."""
        self.list.setCurrentIndex(self.model.index(self.model.names.index(name)))

    def focus_field(self) -> None:
        """Let the user write."""
        self.field.setFocus()
        self.field.selectAll()

    # --- what is done --------------------------------------------------------------------------

    def submit(self) -> None:
        """Define what the line says, or show it if it names nothing."""
        text = self.field.text()
        if not text.strip():
            return
        try:
            name = self.naming.enter(text)
        except LanguageError as error:
            offset = text.index("=") + 1 if "=" in text else 0
            offset += len(text[offset:]) - len(text[offset:].lstrip())
            self.field.show_error(error, offset)
            return
        self.field.setModified(False)
        self.show_problem(self.naming.problem(name) if name else "")
        if name:
            self.choose(name)
            self.field.selectAll()
        else:
            self.show_wanted.emit(text.strip())

    def show_current(self) -> None:
        """Send the chosen definition to the view."""
        if self.current():
            self.show_wanted.emit(self.current())

    def duplicate(self) -> None:
        """Define another name as the same."""
        if self.current():
            self.choose(self.naming.duplicate(self.current()))

    def rename(self) -> None:
        """Let the user type another name."""
        if self.current():
            self.list.setFocus()
            self.list.edit(self.list.currentIndex())

    def move_by(self, by: int) -> None:
        """Move the chosen definition up or down."""
        if name := self.current():
            place = self.model.names.index(name)
            self.naming.move(name, place + (by if by < 0 else by + 1))

    def copy_latex(self) -> None:
        """Copy the chosen definition as LaTeX."""
        if self.current():
            QGuiApplication.clipboard().setText(self.naming.latex(self.current()))

    def delete(self) -> QMessageBox | None:
        """Delete the chosen definition; if something uses it, ask."""
        name = self.current()
        users = self.naming.users(name) if name else ()
        if not users:
            if name:
                self.naming.delete(name)
            return None

        def answered(button: Button) -> None:
            if button == Button.Yes:
                self.naming.delete(name)

        return ask(
            self.window(),
            str(Words("Delete {name}?", {"name": name})),
            str(_warning(users)),
            {Button.Cancel: "Keep", Button.Yes: "Delete"},
            answered,
        )

    # --- inner ---------------------------------------------------------------------------------

    def _show_shown(self) -> None:
        self.model.show_shown(plain(self.naming.shown()))

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            name = self.model.names[index.row()]
            self.field.show_text(f"{name} = {self.naming.definitions.text(name)}")

    def _rename(self, old: str, new: str) -> None:
        try:
            self.choose(self.naming.rename(old, new))
        except LanguageError as error:
            self.show_problem(str(error))
            return
        self.show_problem("")

    def show_problem(self, words: str) -> None:
        """Say under the line what is wrong; nothing if all is well."""
        self.message.say(words)

    def _themed(self) -> None:
        for button in self.buttons.values():
            button.setIcon(icon(button.property("iconName")))


def _warning(users: Sequence[Text]) -> Words:
    """Return what becomes of those that use a definition which is deleted."""
    names = [as_it_is(user) if isinstance(user, str) else user for user in users[:_MOST_USERS]]
    values: dict[str, Value] = {"users": together(names), "count": len(users)}
    if len(users) > _MOST_USERS:
        return Words("{users} … use it and will have no value.", values)
    one = "{users} uses it and will have no value."
    return Words(one, values, plural="{users} use it and will have no value.")


class _List(QListView):
    """The list, with keys of its own."""

    def __init__(self, panel: DefinitionsPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setObjectName("definitions")
        self.setAccessibleName(self.tr("Definitions"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what the buttons do, by keys."""
        panel, key = self._panel, event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            panel.copy_latex()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            panel.delete()
        elif control and key == Qt.Key.Key_D:
            panel.duplicate()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            panel.move_by(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
