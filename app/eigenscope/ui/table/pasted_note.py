"""A quiet line below a matrix: how a comma was read, and a link to read it otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from eigenscope.language.entering.pasted import Pasted
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.wording.words import Text, Words, say

_COMMA_WORDS: Mapping[Comma, tuple[Text, Text]] = {
    Comma.DECIMAL: (
        "Commas were read as decimal signs.",
        "Read them as decimal signs",
    ),
    Comma.THOUSANDS: (
        "Commas were read as thousands signs.",
        "Read them as thousands signs",
    ),
    Comma.SEPARATOR: (
        "Commas were read as separators between entries.",
        "Read them as separators",
    ),
}
"""How commas were read, and what reads them so."""


class PastedNote(QLabel):
    """Tells what was taken for granted about a pasted text; ``chosen`` gives another meaning."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "muted")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.linkActivated.connect(lambda name: self.chosen.emit(Comma[name]))
        self.hide()

    def tell(self, words: str) -> None:
        """Show words, or nothing."""
        self.setText(words)
        self.setVisible(bool(words))

    def tell_pasted(self, pasted: Pasted) -> None:
        """Show how a text was read, with a link for each other way."""
        self.tell_commas(pasted.comma, pasted.others)
        if pasted.names:
            words = self.tr("The first row was taken for names of columns.")
            self.tell("<br>".join(filter(None, (self.text(), words))))

    def tell_commas(self, comma: Comma | None, others: tuple[Comma, ...]) -> None:
        """Show how commas were read, if that is a question, with a link for each other way."""
        lines = [comma_words(comma)] if comma is not None else []
        lines += [f"<a href='{other.name}'>{comma_button(other)}</a>" for other in others]
        self.tell("<br>".join(lines))


def comma_words(comma: Comma) -> str:
    """Return how the commas of a pasted table were read."""
    return say(_COMMA_WORDS[comma][0])


def comma_button(comma: Comma) -> str:
    """Return what a button says that reads commas in a certain way."""
    return say(_COMMA_WORDS[comma][1])


def decimal_comma_words(text: str) -> str:
    """Return what is said of a number that was typed with a comma, or nothing without one."""
    if "," not in text:
        return ""
    typed = text.strip()
    read = {"typed": typed, "number": typed.replace(",", ".")}
    return str(Words("A comma is a decimal sign: {typed} is {number}.", read))
