"""Shift+F1: how expressions are written, and every function with an example that is worked out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.functions import FUNCTIONS
from eigenscope.language.functions.function import Function
from eigenscope.language.texts.messages import LanguageError
from eigenscope.ui.style.theme import number_font
from eigenscope.wording.words import Text, Words, say

_KNOWN = {"A": "[[2, 1], [1, 2]]", "v": "[3, 4]", "w": "[1, 2]"}  # in the examples
_RULES: tuple[tuple[str, Text], ...] = (
    ("2A, A B, A*B, A@B", "Products of numbers, matrices and vectors; AB if both are known"),
    ("A^-1, A^T, A', A^+, A^0.5", "Inverse, transpose (two ways), pseudoinverse, principal root"),
    ("A .* B, A ⊙ B, ./ .^ .+", "Entry by entry; an axis of length 1 is broadcast"),
    ("A\\b", "The x with A x = b, or the least-squares solution"),
    ("A + 2I", "I takes the size that fits; a number alone is not added to a matrix"),
    ("1/2A", "Half of A: from left to right, with or without *"),
    ("A^2 3B, A^{23}B", "A²·3B, and A²³·B: an exponent ends at a space"),
    ("[1,2], [[1,2],[3,4]], [1 2; 3 4]", "A vector; a matrix by its rows; the same as in MATLAB"),
    ("[A B; C D], [v, w]", "Blocks side by side; rows stacked"),
    ("A[0,1], A[:,1], A[1]", "An entry, a column, a row, counted from 0"),
    ("ABrot(30), v × w", "A·B·rot(30), where A and B are known; the cross product"),
    ("1'000, 2 + 3i, 1j, 50%", "A thousand; complex numbers; a half"),
    (
        r"\frac12\begin{pmatrix}…, np.array(…), matrix(c(…), 2)",
        "What LaTeX, NumPy, R and others write",
    ),
    ("|v|, ‖v‖_1, |A|", "Length, another norm, determinant"),
    (
        "rot(45), rot(pi/4), sin(30°)",
        "In rot, degrees unless pi or rad is written; in sin, radians",
    ),
)


class FunctionSheet(QDialog):
    """Lists the rules and the functions; what is typed above finds them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Expressions and functions"))
        self._definitions = Definitions.from_texts(_KNOWN)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a function"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(10)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda item, _: self._show(item))
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.example = QLabel()
        self.example.setFont(number_font())
        self.example.setWordWrap(True)
        self.example.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._headings: list[QTreeWidgetItem] = []
        self._fill()
        self._lay_out()
        self.resize(min(760, parent.width() - 40), min(640, parent.height() - 40))
        self.search.setFocus()

    def _lay_out(self) -> None:
        known = ", ".join(f"{name} = {text}" for name, text in _KNOWN.items())
        words = QLabel(str(Words("In the examples: {known}", {"known": known})))
        words.setProperty("class", "muted")
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(words, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.example)
        layout.addLayout(foot)

    def _fill(self) -> None:
        groups: dict[str, list[tuple[str, str, Function | None]]] = {
            self.tr("How expressions are written"): [
                (text, say(words), None) for text, words in _RULES
            ]
        }
        for function in FUNCTIONS.values():
            rows = groups.setdefault(say(function.group), [])
            rows.append((function.signature, say(function.help), function))
        for title, rows in groups.items():
            heading = QTreeWidgetItem([title])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = heading.font(0)
            font.setBold(True)
            heading.setFont(0, font)
            self.tree.addTopLevelItem(heading)
            self._headings.append(heading)
            heading.setFirstColumnSpanned(True)
            for text, words, about in rows:
                item = QTreeWidgetItem(heading, [text, words])
                item.setFont(0, number_font())
                item.setToolTip(1, words)
                item.setData(0, Qt.ItemDataRole.UserRole, about)
        self.tree.expandAll()

    def _find(self, text: str) -> None:
        query = text.strip().lower()
        for heading in self._headings:
            matches = 0
            for row in range(heading.childCount()):
                item = heading.child(row)
                fits = query in item.text(0).lower() or query in item.text(1).lower()
                item.setHidden(not fits)
                matches += fits
            heading.setHidden(not matches)

    def _show(self, item: QTreeWidgetItem | None) -> None:
        about = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        if not isinstance(about, Function):
            self.example.setText("")
            self.about.setText("")
            return
        try:
            value = self._definitions.evaluate(about.example)
        except LanguageError as error:
            self.example.setText(f"{about.example}: {error}")
            return
        exact = value.exact_text()
        shown = exact if exact is not None else str(value.array.round(6).tolist())
        self.example.setText(f"{about.example}  =  {shown}")
        self.about.setText(say(about.help))
