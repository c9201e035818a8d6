"""Ctrl+K leads to what a student, a teacher or a researcher would call by the word of a course."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from eigenscope.main.application import Application
from eigenscope.ui.shell.command_palette import CommandPalette
from eigenscope.ui.style.finding import Finding, best, letters_cost

from .driving import on_screen, press, settle

QUERIES = {
    "determinant": "Linear transformation",
    "rotate": "Rotation",
    "mirror": "Reflection",
    "shear": "Shear",
    "SVD": "SVD and PCA",
    "pca": "SVD and PCA",
    "zigzag": "Gradient descent",
    "eigenvector": "Eigenlines",
    "least squares": "Linear systems",
    "kernel": "Convolution",
    "gauss": "Linear systems",
    "broadcast": "Matrix product",
    "dot product": "Vectors and norms",
    "gram schmidt": "Vectors and norms",
    "adam": "Gradient descent",
    "learning rate": "Gradient descent",
    "compression": "Matrix",
    "video": "Export film…",
    "night": "Dark",
    "hilbert": "Matrix",
    "regression": "Linear systems",
    "undo": "Undo",
    "cosine": "Vectors and norms",
    "optimizer": "Gradient descent",
    "minimise": "Gradient descent",
    "checkpoint": "Matrix",
    "einsum": "Matrix product",
}


@pytest.fixture
def palette(qtbot: QtBot, program: Application) -> CommandPalette:
    press(qtbot, program, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return on_screen(qtbot, CommandPalette)


def rows(palette: CommandPalette) -> list[tuple[str, str, str]]:
    items = (palette.list.topLevelItem(row) for row in range(palette.list.topLevelItemCount()))
    return [(i.text(0), i.text(1), i.text(2)) for i in items if i is not None]


def test_words_of_a_course_lead_to_what_shows_it(palette: CommandPalette) -> None:
    """What is looked for, or something in its lab, is among the first five."""
    astray = {}
    for query, wanted in QUERIES.items():
        palette.search.setText(query)
        first = [f"{title} · {where}" for title, where, _ in rows(palette)[:5]]
        if not any(wanted in line for line in first):
            astray[query] = first
    assert astray == {}


def test_a_word_of_two_matters_leads_to_both(palette: CommandPalette) -> None:
    """The kernel of a map is its null space; that of a convolution is what slides."""
    palette.search.setText("kernel")
    first = [f"{title} · {where}" for title, where, _ in rows(palette)[:5]]
    assert "Subspaces · Linear transformation" in first
    assert any("Convolution" in line for line in first)


@pytest.mark.parametrize(
    ("typed", "lab", "check"),
    [
        ("zigzag", "descent", lambda inputs: inputs.function == "curvatures"),
        ("gram", "vectors", lambda inputs: inputs.topic == "orthogonal"),
        ("hilbert", "matrix", lambda _: True),
    ],
)
def test_choosing_goes_there_as_one_step_of_undo(
    qtbot: QtBot, program: Application, palette: CommandPalette, typed: str, lab: str, check: object
) -> None:
    qtbot.keyClicks(palette.search, typed)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    settle(qtbot, program)
    bench = program.workbench
    assert bench.lab.name == lab
    assert callable(check)
    assert check(bench.inputs)
    bench.undo_stack.undo()
    assert bench.lab.name == "transform"
    assert not bench.undo_stack.canUndo()


def test_a_switch_is_found_and_switched(
    qtbot: QtBot, program: Application, palette: CommandPalette
) -> None:
    before = program.document.inputs.eigen
    qtbot.keyClicks(palette.search, "eigenlines")
    assert rows(palette)[0][2] == ("switch off" if before else "switch on")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert program.document.inputs.eigen is not before


@pytest.mark.parametrize(
    ("wanted", "better", "worse"),
    [("und", "Undo", "Find a command"), ("fit", "Fit", "From the right"), ("rot", "Rotation", "R")],
)
def test_the_search_puts_the_best_first(wanted: str, better: str, worse: str) -> None:
    findings = [Finding(title, "", "", lambda: None) for title in (worse, better)]
    assert best(wanted, findings)[0].title == better
    assert letters_cost("xyz", better) is None
