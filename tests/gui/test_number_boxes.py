"""Spin boxes read numbers alike in every locale, and keyboards without brackets have keys too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from eigenscope.ui.shell.command_table import COMMANDS
from eigenscope.ui.style import form
from eigenscope.ui.style.number_boxes import WholeBox

LOCALES = ("en_GB", "de_DE", "fr_FR", "ar_EG", "zh_CN", "de_CH")
BY_ALTGR = set("[]{}@\\|~#€^`")  # on German or French keyboards


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("typed", "value"), [("3.5", 3.5), ("3,5", 3.5), (".25", 0.25), ("1000", 1000.0)]
)
def test_decimals_are_typed_with_point_or_comma(
    qtbot: QtBot, locale: str, typed: str, value: float
) -> None:
    box = form.number(0, 5000, decimals=2, suffix=" mm")
    qtbot.addWidget(box)
    box.selectAll()
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == value
    assert box.cleanText() == f"{value:.2f}"


@pytest.mark.parametrize("typed", ["3.5", "3,5", "1.000", "1,000"])
def test_whole_numbers_take_no_decimal_sign(qtbot: QtBot, locale: str, typed: str) -> None:
    """The sign is refused where it is typed; the digits after it would make another number."""
    box = WholeBox()
    box.setRange(0, 5000)
    qtbot.addWidget(box)
    box.selectAll()
    qtbot.keyClicks(box, typed[:2])
    assert box.text() == typed[0]


def test_every_command_has_a_key_that_needs_no_altgr() -> None:
    """AltGr is Ctrl+Alt on Windows, and writes brackets where they have no key of their own."""
    hidden = [
        command.id
        for command in COMMANDS
        if command.shortcuts
        and all("Ctrl+Alt" in keys or keys[-1] in BY_ALTGR for keys in command.shortcuts)
    ]
    assert hidden == []
