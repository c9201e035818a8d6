"""The user's own vectors: a row of cells for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from eigenscope.labs.contract.specs import VectorsSpec
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.ui.inputs.number_cell import NumberCell
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


class VectorsEditor(QWidget):
    """Edits vectors; ``edited`` gives them all as column matrices, and a key for undo."""

    edited = Signal(object, str)

    def __init__(
        self,
        spec: VectorsSpec,
        definitions: Callable[[], Definitions],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._spec = spec
        self._definitions = definitions
        self._vectors: tuple[Matrix, ...] = ()
        self._length = 2
        self.rows: list[list[NumberCell]] = []
        self._widgets: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.empty = QLabel(self.tr("None yet. Add one, or Ctrl+click in the view."))
        self.empty.setProperty("class", "muted")
        self.empty.setWordWrap(True)
        self.message = ErrorLabel()
        self.add_button = QPushButton(self.tr("Add vector"))
        self.add_button.setToolTip(self.tr("Add a vector (V, then click in the view)"))
        self.add_button.clicked.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.empty)
        layout.addLayout(self._list)
        layout.addWidget(self.message)
        layout.addWidget(self.add_button)
        theme_notifier().changed.connect(self._themed)
        self._themed()

    def show_vectors(self, vectors: tuple[Matrix, ...], length: int) -> None:
        """Show vectors, which should have so many entries; of another length they are as they are.

        A session may have such; what is typed into one gives it the right length.
        """
        self._length = length
        lengths = [vector.shape[0] for vector in vectors]
        if lengths != [len(cells) for cells in self.rows]:
            self._build(lengths)
        self._vectors = vectors
        for cells, vector in zip(self.rows, vectors, strict=True):
            for cell, (text,) in zip(cells, vector.texts(), strict=True):
                cell.show_text(text)
        self.empty.setVisible(not vectors)
        self.add_button.setVisible(len(vectors) < self._spec.most)

    def _build(self, lengths: list[int]) -> None:
        for widget in self._widgets:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows, self._widgets = [], []
        self._say()
        for index in range(len(lengths)):
            self._add_row(index, lengths)
        self._themed()

    def _add_row(self, index: int, lengths: list[int]) -> None:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        letters = self._spec.letters
        name = QLabel(letters[index] if index < len(letters) else f"v{index}")
        name.setMinimumWidth(18)
        row.addWidget(name)
        cells = []
        for place in range(lengths[index]):
            cell = NumberCell(definitions=self._definitions)
            cell.setAccessibleName(f"{name.text()}, {place + 1}")
            cell.edited.connect(lambda text, key, p=place: self._typed(index, p, text, key))
            cell.wrong.connect(lambda _: self._say())
            cell.walked.connect(lambda down, right, p=place: self._walk(index, p, down, right))
            row.addWidget(cell, 1)
            cells.append(cell)
        remove = QToolButton()
        remove.setProperty("iconName", "x")
        remove.setToolTip(self.tr("Remove this vector"))
        remove.setAccessibleName(str(Words("Remove {vector}", {"vector": name.text()})))
        remove.clicked.connect(lambda: self._remove(index))
        if len(lengths) <= self._spec.fewest:
            remove.hide()
        row.addWidget(remove)
        self.rows.append(cells)
        self._widgets.append(widget)
        self._list.addWidget(widget)

    def _typed(self, index: int, place: int, text: str, key: str) -> None:
        vectors = list(self._vectors)
        vectors[index] = vectors[index].with_entry(place, 0, text).resized(self._length, 1)
        self._emit(tuple(vectors), key)

    def _add(self) -> None:
        count = len(self._vectors)
        texts = [("1" if k == count % self._length else "2",) for k in range(self._length)]
        self._emit((*self._vectors, Matrix.from_texts(texts)), "")

    def _remove(self, index: int) -> None:
        vectors = self._vectors[:index] + self._vectors[index + 1 :]
        self._emit(vectors, "")

    def _walk(self, index: int, place: int, down: int, right: int) -> None:
        row = (index + down) % len(self.rows)
        cell = self.rows[row][(place + right) % len(self.rows[row])]
        cell.setFocus()
        cell.selectAll()

    def _emit(self, vectors: tuple[Matrix, ...], key: str) -> None:
        self._vectors = vectors
        self.edited.emit(vectors, key)

    def _say(self) -> None:
        reasons = [cell.reason for cells in self.rows for cell in cells if cell.reason]
        self.message.say(reasons[0] if reasons else "")

    def _themed(self) -> None:
        self.add_button.setIcon(icon("plus"))
        for widget in self._widgets:
            for button in widget.findChildren(QToolButton):
                button.setIcon(icon(button.property("iconName")))
