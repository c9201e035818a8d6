"""Square brackets around numbers: drawn, so that they are as tall as the matrix."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from eigenscope.ui.style.theme import current_theme, number_font, theme_notifier

_ROOMY = 4  # columns that have the usual room
_ROUNDED_UP = 2  # pixels by which Qt rounds the width of a text up
_MORE = "⋯"  # instead of columns that have no room
_AROUND = 24  # pixels of the brackets, and of the gaps beside them


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
    """A matrix to be read: texts in aligned columns between brackets, a power of ten in front.

    Where there is little room it is written smaller, down to ``smallest`` pixels; columns that
    have none even then are left out, and dots stand for them.
    """

    def __init__(self, pixels: int = 13, smallest: int = 9, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Its brackets grow with whatever room there is, so there must not be too much.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._usual, self._smallest, self._pixels = pixels, smallest, pixels
        self._room: int | None = None
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._labels: list[list[QLabel]] = []
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

    def fit(self, room: int) -> None:
        """Show as much as there is a width of so many pixels for."""
        if room != self._room:
            self._room = room
            self.show_rows(self._rows, self._factor.text())

    @property
    def usual_width(self) -> int:
        """The width that all columns need in letters of the usual height."""
        return self._width_of(self._rows, self._usual)

    def show_rows(self, rows: tuple[tuple[str, ...], ...], factor: str = "") -> None:
        """Show texts, row by row, and what all of them are multiplied by."""
        self._rows = rows
        if self._factor.text() != factor:
            self._factor.setText(factor)
            self._factor.setVisible(bool(factor))
        shown = self._fitting()
        shape = (len(shown), len(shown[0]) if shown else 0)
        if shape != (len(self._labels), len(self._labels[0]) if self._labels else 0):
            self._build(*shape)
        for labels, texts in zip(self._labels, shown, strict=True):
            for label, text in zip(labels, texts, strict=True):
                if label.text() != text:
                    label.setText(text)
        self._rescale()
        self._keep_width()

    def _fitting(self) -> tuple[tuple[str, ...], ...]:
        """Return the columns that there is room for in the smallest letters."""
        rows, room = self._rows, self._room
        if room is None or not rows or self._width_of(rows, self._smallest) <= room:
            return rows
        for count in range(len(rows[0]) - 1, 1, -1):
            shown = tuple((*row[:count], _MORE) for row in rows)
            if self._width_of(shown, self._smallest) <= room:
                return shown
        return tuple((row[0], _MORE) for row in rows)

    def _width_of(self, rows: tuple[tuple[str, ...], ...], pixels: int) -> int:
        metrics = QFontMetrics(number_font(pixels))
        crowded = len(rows[0]) > _ROOMY if rows else False
        texts = [text for row in rows for text in row]
        decimals, longest = _running(texts)
        if decimals == self._decimals:
            longest = max(longest, self._longest)
        least = _least(pixels, longest, crowded=crowded)
        width = _AROUND + metrics.horizontalAdvance(self._factor.text())
        for column in zip(*rows, strict=True):
            wide = max(map(metrics.horizontalAdvance, column)) + _ROUNDED_UP
            width += wide if column[0] == _MORE else max(wide, least)
        return width + (len(rows[0]) - 1 if rows else 0) * _gap(pixels, crowded=crowded)

    def _rescale(self) -> None:
        """Take the largest letters in which what is shown fits."""
        shown = tuple(tuple(label.text() for label in labels) for labels in self._labels)
        pixels = self._usual
        if self._room is not None:
            while pixels > self._smallest and self._width_of(shown, pixels) > self._room:
                pixels -= 1
        if pixels == self._pixels:
            return
        self._pixels = pixels
        for label in (self._factor, *(label for labels in self._labels for label in labels)):
            self._write_in(label)
        self._space()

    def _keep_width(self) -> None:
        """Keep room for every number; for its sign, and all digits so far, where numbers run.

        Such numbers have as many decimals each.
        """
        texts = [label.text() for labels in self._labels for label in labels]
        decimals, longest = _running(texts)
        if decimals != self._decimals or longest > self._longest:
            self._decimals, self._longest = decimals, longest
        metrics = QFontMetrics(number_font(self._pixels))
        least = _least(self._pixels, self._longest, crowded=self._crowded)
        for label in (label for labels in self._labels for label in labels):
            width = metrics.horizontalAdvance(label.text()) + _ROUNDED_UP
            label.setMinimumWidth(width if label.text() == _MORE else max(width, least))

    @property
    def _crowded(self) -> bool:
        return bool(self._labels) and len(self._labels[0]) > _ROOMY

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(_gap(self._pixels, crowded=self._crowded))

    def _build(self, rows: int, columns: int) -> None:
        for label in [label for row in self._labels for label in row]:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._decimals, self._longest = set(), 0
        self._labels = [[self._label(i, j) for j in range(columns)] for i in range(rows)]
        self._space()

    def _write_in(self, label: QLabel) -> None:
        label.setFont(number_font(self._pixels))
        label.setStyleSheet(f"font-size: {self._pixels}px")

    def _text_label(self) -> QLabel:
        label = QLabel()
        self._write_in(label)
        label.setProperty("class", "number")
        return label

    def _label(self, row: int, column: int) -> QLabel:
        label = self._text_label()
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, row, column)
        return label


def _gap(pixels: int, *, crowded: bool) -> int:
    """Return what is between two columns."""
    return pixels // 2 if crowded else pixels


def _least(pixels: int, longest: int, *, crowded: bool) -> int:
    """Return the width of a column at least: of a sign and so many digits, if numbers run."""
    usual = round(pixels * (2.0 if crowded else 2.8))
    metrics = QFontMetrics(number_font(pixels))
    running = metrics.horizontalAdvance("−" + "0" * longest) + _ROUNDED_UP if longest else 0
    return max(usual, running)


def _running(texts: Sequence[str]) -> tuple[set[int], int]:
    """Return the decimals of numbers, and the length of the longest where they have as many each.

    Such numbers run; those of whole numbers, or of different lengths, stand.
    """
    plain = [text.lstrip("−") for text in texts if text != _MORE]
    decimals = {len(text.partition(".")[2]) for text in plain}
    runs = len(decimals) == 1 and decimals != {0}
    return decimals, max(map(len, plain), default=0) if runs else 0
