"""A language whose words are twice as long: nothing is cut, and nothing covers anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from eigenscope.document.figures import FigureSettings
from eigenscope.export.composing import compose
from eigenscope.export.legends import width_of
from eigenscope.export.page import Page, TextLine
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.main.application import Application
from eigenscope.wording import language
from eigenscope.wording.translations import Translations

from .driving import OpenProgram, labs_and_topics, settle

SHEETS = ("help.shortcuts", "file.export_figure", "file.export_film", "file.export_text")
_FIELD = 26  # pixels of a box's arrow and margins


class Doubled(Translations):
    """Says everything twice."""

    def text(self, text: str, context: str = "") -> str:
        worded = any(len(word) > 1 for word in text.replace("{", " {").split() if word.isalpha())
        return f"{text} {text}" if worded else text

    def counted(self, one: str, more: str, count: int, context: str = "") -> str:
        return self.text(one if count == 1 else more)


@pytest.fixture
def long(qtbot: QtBot, open_program: OpenProgram) -> Application:
    """Return the program in that language."""
    program = open_program(1280, 720)
    language.speak("long", Doubled())
    language.speak(language.ENGLISH)
    program.speak("long")
    settle(qtbot, program)
    return program


@pytest.mark.long
def test_no_text_of_the_window_is_cut(qtbot: QtBot, long: Application) -> None:
    window, sizes = long.window, [(1280, 720), (1920, 1080)]
    cut: dict[tuple[int, int], list[str]] = {size: [] for size in sizes}
    for _ in labs_and_topics(qtbot, long):
        for size in sizes:
            window.resize(*size)
            for page in range(2):
                window.results.pages.setCurrentIndex(page)
                settle(qtbot, long)
                cut[size] += _cut_in_the_end(qtbot, window)
        sizes.reverse()  # the next topic begins at the size that the window has
    assert cut == {size: [] for size in sizes}


def test_no_text_of_a_sheet_is_cut(qtbot: QtBot, long: Application) -> None:
    cut: dict[str, list[str]] = {}
    for sheet in SHEETS:
        long.window.actions_table[sheet].trigger()
        settle(qtbot, long)
        dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
        shown = [dialog for dialog in dialogs if dialog.isVisible()]
        assert shown, sheet
        cut[sheet] = [text for dialog in shown for text in _cut_in_the_end(qtbot, dialog)]
        for dialog in shown:
            dialog.close()
    assert cut == {sheet: [] for sheet in SHEETS}


@pytest.mark.parametrize("name", lab_names())
def test_no_text_of_a_figure_is_cut(qapp: QApplication, name: str) -> None:
    lab = load_lab(name)
    inputs = lab.check(lab.defaults())
    subject = Subject(lab, inputs, lab.preview(inputs) if lab.heavy(inputs) else lab.solve(inputs))
    charts = tuple(chart.key for chart in subject.charts())[:2]
    settings = FigureSettings(matrix=True, readouts=True, legend=True, title="Two", charts=charts)
    language.speak("long", Doubled())
    page = compose(subject, settings, 1.0)
    assert list(_outside(page)) == []
    assert list(_crossing(page)) == []


def _cut_in_the_end(qtbot: QtBot, root: QWidget) -> list[str]:
    """Return what is cut once the layout has come to rest."""
    cut: list[str] = []

    def whole() -> bool:
        cut[:] = _cut_in(root)
        return not cut

    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(whole, timeout=1500)
    return cut


def _cut_in(root: QWidget) -> list[str]:
    """Return the texts of widgets on the screen that have less room than they need."""
    return [
        f"{type(widget).__name__} {widget.objectName()}: {reason}"
        for kind in (QLabel, QAbstractButton, QComboBox, QTabBar)
        for widget in root.findChildren(kind)
        if widget.isVisible() and not widget.visibleRegion().isEmpty()
        for reason in _reasons(widget)
    ]


def _reasons(widget: QWidget) -> Iterator[str]:
    metrics = widget.fontMetrics()
    match widget:
        case QLabel() if widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                yield f"{widget.text()!r} needs {widget.heightForWidth(widget.width())} pixels"
        case QLabel():
            if widget.text() and widget.sizeHint().width() > widget.width() + 1:
                yield f"{widget.text()!r} in {widget.width()} pixels"
        case QToolButton() if widget.width() < widget.height() * 1.3:
            pass  # an icon
        case QAbstractButton():
            if widget.text() and widget.sizeHint().width() > widget.width() + 2:
                yield f"{widget.text()!r} in {widget.width()} pixels"
        case QComboBox():
            if metrics.horizontalAdvance(widget.currentText()) > widget.width() - _FIELD:
                yield f"{widget.currentText()!r} in {widget.width()} pixels"
        case QTabBar():
            for place in range(widget.count()):
                if widget.tabRect(place).right() > widget.width():
                    yield f"{widget.tabText(place)!r} beyond {widget.width()} pixels"


def _outside(page: Page) -> Iterator[str]:
    """Yield the lines of text that leave a page."""
    for line in page.items:
        if isinstance(line, TextLine):
            left, right = _ends(line)
            if left < -1 or right > page.size[0] + 1:
                yield f"{line.text!r} from {left:.0f} to {right:.0f} of {page.size[0]:.0f}"


def _crossing(page: Page) -> Iterator[str]:
    """Yield pairs of lines that cover each other; labels in pictures avoid each other anyway."""
    lines = [item for item in page.items if isinstance(item, TextLine)]
    for place, one in enumerate(lines):
        for other in lines[place + 1 :]:
            apart = abs(one.place[1] - other.place[1]) >= 0.6 * min(one.size, other.size)
            (left, right), (start, end) = _ends(one), _ends(other)
            if not apart and left < end - 1 and start < right - 1:
                yield f"{one.text!r} and {other.text!r}"


def _ends(line: TextLine) -> tuple[float, float]:
    wide = width_of(line.text, line.size, bold=line.bold)
    left = line.place[0] - wide * (line.anchor + 1) / 2
    return left, left + wide
