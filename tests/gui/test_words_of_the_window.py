"""What the window says in another language: undo, menus, legend, file dialogs, the search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from tests.few_words import FewWords

from eigenscope.main.application import Application
from eigenscope.readers.formats import FORMATS
from eigenscope.ui.shell.commands import without_key
from eigenscope.ui.style.file_filters import matrix_filters
from eigenscope.ui.style.finding import Finding, best
from eigenscope.ui.view.legend_strip import shortened
from eigenscope.wording import language

from .driving import set_matrix

CHINESE = {
    "Set": "设置",
    "Undo {step}": "撤销“{step}”",
    "Redo {step}": "重做“{step}”",
    "{name}, {addition}": "{name}，{addition}",
}


@pytest.fixture
def chinese() -> Iterator[None]:
    """Speak Chinese, and English again afterwards."""
    language.speak("zh_CN", FewWords(CHINESE))
    yield
    language.speak("en")


def test_undo_says_what_it_undoes_in_the_language_spoken_then(
    qtbot: QtBot, program: Application, chinese: None
) -> None:
    actions, stack = program.window.actions_table, program.workbench.undo_stack
    language.speak("en")
    set_matrix(qtbot, program, [[0, 1], [1, 0]])
    assert (actions["edit.undo"].text(), actions["edit.redo"].text()) == ("Undo Set", "Redo")
    assert actions["edit.undo"].isEnabled()
    assert not actions["edit.redo"].isEnabled()
    language.speak("zh_CN")
    set_matrix(qtbot, program, [[2, 0], [0, 1]])
    stack.undo()
    assert actions["edit.undo"].text() == "撤销“设置”"
    assert actions["edit.redo"].text() == "重做“设置”"
    stack.undo()
    assert actions["edit.undo"].text() == "Undo"
    assert not actions["edit.undo"].isEnabled()


@pytest.mark.parametrize("text", ["&File", "File", "File(&F)", "Fi&le"])
def test_a_menu_is_called_without_its_key(text: str) -> None:
    assert without_key(text) == "File"


def test_a_legend_says_once_what_names_begin_with(chinese: None) -> None:
    assert shortened(["像", "像，压扁", "网格"]) == ["像", "压扁", "网格"]
    language.speak("en")
    assert shortened(["image", "image, flat", "imagery"]) == ["image", "flat", "imagery"]


def test_a_dialog_names_every_kind_of_file() -> None:
    filters = matrix_filters().split(";;")
    assert len(filters) == 1 + len(FORMATS)
    assert "Table (*.csv *.tsv *.txt *.dat)" in filters


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("旋转", ["旋转", "逆时针旋转"]),
        ("面积", ["行列式与面积"]),
        ("rotate", ["旋转", "逆时针旋转"]),
        ("det", ["行列式与面积"]),
        ("svd", ["SVD与PCA"]),
        ("pca", ["SVD与PCA"]),
    ],
)
def test_the_search_finds_words_within_chinese(typed: str, titles: list[str]) -> None:
    known = ("逆时针旋转", "旋转", "行列式与面积", "SVD与PCA")
    findings = [Finding(title, "", "", lambda: None) for title in known]
    assert [finding.title for finding in best(typed, findings)] == titles
