"""Words of figures in Chinese: in formulas, in lines, and after a colon."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from eigenscope.export.figures import left_out
from eigenscope.export.formulas import typeset
from eigenscope.export.legends import width_of
from eigenscope.export.page import Page, Panel, TextLine
from eigenscope.export.subject import Subject
from eigenscope.export.surroundings import said_as_text
from eigenscope.export.wrapping import wrapped
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import load_lab
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Frame, Label
from eigenscope.wording.language import ENGLISH, speak
from eigenscope.wording.translations import Translations
from eigenscope.wording.words import Words

SIZE = 10.0


class _FewWords(Translations):
    def text(self, text: str, context: str = "") -> str:
        return {"Kind": "类型", "yes": "是", "{label}: {value}": "{label}：{value}"}.get(text, text)


@pytest.fixture
def chinese() -> Iterator[None]:
    speak("a few words", _FewWords())
    yield
    speak(ENGLISH)


def test_chinese_in_a_formula_has_the_letters_of_labels(qtbot: QtBot) -> None:
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        pytest.skip("no Chinese font")
    row, column = (typeset(rf"\text{{{sign}}} = 2", SIZE) for sign in "行列")
    assert row.letters != column.letters  # else both would be the sign of a missing letter
    assert typeset(r"\text{行列式}", SIZE).size[0] > 2.5 * SIZE


def test_lines_break_between_words(qtbot: QtBot) -> None:
    text = "A sample of “large” matrices: 3 rows of many, chosen at random"
    lines = wrapped(text, 80.0, SIZE)
    assert len(lines) > 3
    assert " ".join(lines) == text
    assert all(width_of(line, SIZE) <= 80.0 for line in lines)


def test_lines_of_chinese_break_between_signs_and_begin_with_no_stop(qtbot: QtBot) -> None:
    text = "这是较大矩阵的样本，按PDF（全部）画出，共三行。" * 3
    lines = wrapped(text, 80.0, SIZE)
    assert len(lines) > 5
    assert "".join(lines) == text
    assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)
    assert all(width_of(line, SIZE) <= 80.0 for line in lines)


def test_something_said_stands_after_a_colon_in_chinese_too(qtbot: QtBot, chinese: None) -> None:
    readout = Readout("kind", "Matrix", Words("Kind"), Words("yes"))
    assert said_as_text(readout) == "类型：是"


_NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{0}/fonts</dir><cachedir>{0}/cache</cachedir></fontconfig>"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fonts are hidden by fontconfig")
def test_chinese_figures_need_no_font_of_the_machine(tmp_path: Path) -> None:
    """Words in the picture, around it and in formulas are those of the fonts that go with it."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts.conf").write_text(_NO_FONTS.format(tmp_path), encoding="utf-8")
    pictures: list[bytes] = []
    for extra in ({}, {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}):
        path = tmp_path / f"{len(pictures)}.svg"
        done = subprocess.run(
            [sys.executable, "-m", "eigenscope", "render", "systems", "--language", "zh_CN",
             "--include", "matrix,readouts,legend", "-o", str(path)],
            env={**os.environ, **extra}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        pictures.append(path.read_bytes())
    assert pictures[0] == pictures[1]


def test_a_character_that_no_font_has_is_told(qtbot: QtBot) -> None:
    page = Page((TextLine("A \U0010fffd 行", (0.0, 0.0), 12.0),), (100.0, 100.0), 1.0)
    words = "No font here has \U0010fffd: a box stands there."
    assert [str(note) for note in left_out(_subject(), page, Path("a.pdf"))] == [words]


def _subject() -> Subject:
    lab = load_lab("transform")
    return Subject(lab, lab.defaults(), lab.solve(lab.defaults()))


def test_letters_too_small_for_a_page_are_said(qtbot: QtBot) -> None:
    subject = _subject()
    frame = Frame((), (Label("4096", (0.0, 0.0, 0.0), size=7.0),), PLANE)
    page = Page((Panel(frame, (0.0, 0.0), (400.0, 300.0)),), (400.0, 300.0), 8 / 14)
    (note,) = left_out(subject, page, Path("figure.pdf"))
    assert note.startswith("The smallest letters are 4.0 points high")
    assert left_out(subject, replace(page, unit=0.75), Path("figure.pdf")) == ()


@pytest.mark.parametrize(
    ("signed", "plain"),
    [("[1,\\ -2]", "[1,\\ 2]"), ("[-1]", "[1]"), ("x=-2", "x=2"), ("2(-1)", "2(1)")],
)
def test_a_sign_stands_close_to_its_number(signed: str, plain: str) -> None:
    size = 20.0
    assert typeset(signed, size).size[0] - typeset(plain, size).size[0] < 0.75 * size
