"""Questions and warnings over the window: they wait for an answer, and nothing waits for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from eigenscope.ui.style.theme import icon
from eigenscope.wording.words import Text, say

Button = QMessageBox.StandardButton
_ICON = 32  # pixels
_ABOUT_ICON = 64


def ask(
    parent: QWidget,
    question: Text,
    more: Text,
    answers: Mapping[Button, Text],
    answered: Callable[[Button], None],
) -> QMessageBox:
    """Ask something; the first answer is the one that Return gives.

    Parameters
    ----------
    parent, question, more
        The window, what is asked, and what hangs on it.
    answers
        Buttons and what stands on them; nothing for what usually does.
    answered
        Called with the button that was pressed, or with Cancel if the question was closed.
    """
    box = _box(parent, "circle-help", question, more)
    for button, words in answers.items():
        push_button = box.addButton(button)
        if words:
            push_button.setText(say(words))
    box.setDefaultButton(next(iter(answers)))
    known = {int(button.value): button for button in answers}
    box.finished.connect(lambda result: answered(known.get(result, Button.Cancel)))
    box.open()
    return box


def warn(parent: QWidget, what: Text, why: Text) -> QMessageBox:
    """Say what did not work and why."""
    box = _box(parent, "triangle-alert", what, why)
    box.addButton(Button.Ok)
    box.open()
    return box


def tell(parent: QWidget, title: Text, words: Text) -> QMessageBox:
    """Say something in rich text, under the program's own icon."""
    box = _box(parent, "", words, "")
    box.setWindowTitle(say(title))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setIconPixmap(parent.windowIcon().pixmap(_ABOUT_ICON))
    box.addButton(Button.Ok)
    box.open()
    return box


def _box(parent: QWidget, picture: str, text: Text, more: Text) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("Eigenscope")
    box.setText(say(text))
    box.setInformativeText(say(more))
    box.setTextFormat(Qt.TextFormat.PlainText)
    if picture:
        box.setIconPixmap(icon(picture).pixmap(_ICON))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
