"""Definitions as a list of Qt: what stands in each row, and what may be changed there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.number_texts import tidy_complex

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions
    from eigenscope.language.values.value import Value

Index = QModelIndex | QPersistentModelIndex
ROW, SHOWN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_MIME = "application/x-eigenscope-definition"


@dataclass(frozen=True)
class Row:
    """A definition as it is shown: its value, or why there is none."""

    name: str
    text: str
    value: Value | None
    problem: str


class DefinitionsModel(QAbstractListModel):
    """The definitions, in their order; values are found when a row is first seen.

    Signals
    -------
    rename_wanted
        An old name and the new one that was typed over it.
    move_wanted
        A name, and the place it was dragged to.
    """

    rename_wanted = Signal(str, str)
    move_wanted = Signal(str, int)

    def __init__(
        self, definitions: Callable[[], Definitions], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._definitions = definitions
        self._names: tuple[str, ...] = ()
        self._rows: dict[str, Row] = {}
        self._shown = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names, from the top."""
        return self._names

    def refresh(self) -> None:
        """Show the definitions as they are now."""
        names = self._definitions().names
        self._rows = {}
        if names != self._names:
            self.beginResetModel()
            self._names = names
            self.endResetModel()
        elif names:
            self.dataChanged.emit(self.index(0), self.index(len(names) - 1))

    def show_shown(self, text: str) -> None:
        """Mark the name that is in the view, if what is there is one."""
        if text != self._shown:
            self._shown = text
            if self._names:
                self.dataChanged.emit(self.index(0), self.index(len(self._names) - 1), [SHOWN])

    def row(self, name: str) -> Row:
        """Return what is known of a name."""
        if name not in self._rows:
            definitions = self._definitions()
            value, problem = None, ""
            try:
                value = definitions.value(name)
            except LanguageError as error:
                problem = str(error)
            self._rows[name] = Row(name, definitions.text(name), value, problem)
        return self._rows[name]

    # --- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many there are."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the name to edit, words for screen readers and tooltips, and the whole row."""
        row = self.row(self._names[index.row()])
        if role == Qt.ItemDataRole.EditRole:
            return row.name
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.name} = {row.text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            words = row.problem or described(row)
            return f"{words}\n{self.tr('It is in the view.')}" if row.name == self._shown else words
        if role == SHOWN:
            return row.name == self._shown
        return row if role == ROW else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: a name typed over another."""
        name = self._names[index.row()]
        if isinstance(value, str) and value.strip() != name:
            self.rename_wanted.emit(name, value.strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: rows can be chosen, renamed and dragged."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return (
            flag.ItemIsEnabled
            | flag.ItemIsSelectable
            | flag.ItemIsEditable
            | flag.ItemIsDragEnabled
        )

    def supportedDropActions(self) -> Qt.DropAction:
        """Qt: rows move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Qt: what is dragged."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt: the name that is dragged."""
        data = QMimeData()
        data.setData(_MIME, QByteArray(self._names[indexes[0].row()].encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Qt: a name was dropped between two others."""
        name = bytes(data.data(_MIME).data()).decode()
        if name in self._names:
            self.move_wanted.emit(name, len(self._names) if row < 0 else row)
        return False  # the document moves it, and the list follows


def described(row: Row) -> str:
    """Return shape and value of a definition in a few lines."""
    if row.value is None:
        return row.problem
    exact = row.value.exact_text()
    text = exact if exact is not None else rounded_text(row.value)
    return f"{row.name}: {shape_text(row.value)}\n{text[:1000]}"


def shape_text(value: Value) -> str:
    """Return "2×3", or what has no rows and columns."""
    return "×".join(map(str, value.resolved().shape))


def rounded_text(value: Value) -> str:
    """Return a value in brackets, its numbers rounded where they have many digits."""
    array = value.resolved().array
    if array.size > 64:
        return "…"

    def said(entries: object) -> str:
        if isinstance(entries, list):
            return "[" + ", ".join(said(entry) for entry in entries) + "]"
        assert isinstance(entries, complex | float | int)
        return tidy_complex(entries)

    return said(array.tolist())
