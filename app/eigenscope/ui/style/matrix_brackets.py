"""Square brackets around numbers: drawn, so that they are as tall as the matrix."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from eigenscope.ui.style.theme import current_theme, number_font, theme_notifier

_ROOMY = 4  # columns that have the usual room
_ROUNDED_UP = 2  # pixels by which Qt rounds the width of a text up


class Bracket(QWidget):
    """One square bracket, as high as what stands beside it."""

    def __init__(self, *, left: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = left
        self.setFixedWidth(7)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme_notifier().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the bracket."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(current_theme().interface["text_muted"]), 1.6))
        outer = 1 if self._left else self.width() - 2
        inner = self.width() - 2 if self._left else 1
        top, bottom = 1, self.height() - 2
        painter.drawLine(inner, top, outer, top)
        painter.drawLine(outer, top, outer, bottom)
        painter.drawLine(outer, bottom, inner, bottom)


class MatrixLabel(QWidget):
    """A matrix to be read: texts in aligned columns between brackets, a power of ten in front."""

    def __init__(self, pixels: int = 13, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Its brackets grow with whatever room there is, so there must not be too much.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._pixels = pixels
        self._labels: list[list[QLabel]] = []
        self._least = 0
        self._decimals: set[int] = set()  # of the numbers that run
        self._longest = 0  # of them, without its sign
        self._grid = QGridLayout()
        self._grid.setContentsMargins(4, 2, 4, 2)
        self._grid.setHorizontalSpacing(pixels)
        self._grid.setVerticalSpacing(2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._factor = self._text_label()
        self._factor.hide()
        layout.addWidget(self._factor)
        layout.addWidget(Bracket(left=True))
        layout.addLayout(self._grid)
        layout.addWidget(Bracket(left=False))
        layout.addStretch()

    def show_rows(self, rows: tuple[tuple[str, ...], ...], factor: str = "") -> None:
        """Show texts, row by row, and what all of them are multiplied by."""
        if self._factor.text() != factor:
            self._factor.setText(factor)
            self._factor.setVisible(bool(factor))
        shape = (len(rows), len(rows[0]) if rows else 0)
        if shape != (len(self._labels), len(self._labels[0]) if self._labels else 0):
            self._build(*shape)
        self._keep_width(rows)
        for labels, texts in zip(self._labels, rows, strict=True):
            for label, text in zip(labels, texts, strict=True):
                if label.text() != text:
                    label.setText(text)

    def _keep_width(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Keep room for a minus sign, and for all digits so far, where numbers run.

        Such numbers have as many decimals each.
        """
        texts = [text.lstrip("−") for row in rows for text in row]
        decimals = {len(text.partition(".")[2]) for text in texts}
        runs = len(decimals) == 1 and decimals != {0}
        longest = max(map(len, texts), default=0) if runs else 0
        if decimals == self._decimals and longest <= self._longest:
            return
        self._decimals, self._longest = decimals, longest
        metrics = QFontMetrics(number_font(self._pixels))
        width = metrics.horizontalAdvance("−" + "0" * longest) + _ROUNDED_UP if runs else 0
        for label in (label for labels in self._labels for label in labels):
            label.setMinimumWidth(max(width, self._least))

    def _build(self, rows: int, columns: int) -> None:
        for label in [label for row in self._labels for label in row]:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        crowded = columns > _ROOMY
        self._grid.setHorizontalSpacing(self._pixels // 2 if crowded else self._pixels)
        self._least = round(self._pixels * (2.0 if crowded else 2.8))
        self._decimals, self._longest = set(), 0
        self._labels = [[self._label(i, j) for j in range(columns)] for i in range(rows)]

    def _text_label(self) -> QLabel:
        label = QLabel()
        label.setFont(number_font(self._pixels))
        label.setStyleSheet(f"font-size: {self._pixels}px")
        label.setProperty("class", "number")
        return label

    def _label(self, row: int, column: int) -> QLabel:
        label = self._text_label()
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setMinimumWidth(self._least)
        self._grid.addWidget(label, row, column)
        return label
