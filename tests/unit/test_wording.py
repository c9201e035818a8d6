"""Phrases that were replaced by plain textbook English stay out of what a person reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from eigenscope.resources import resource

APP = Path(__file__).parents[2] / "app" / "eigenscope"
REPLACED = """
Upright on both
stands upright on
upright on
as long as their area
A turn has no eigenline
Find the lines that stay
Turn over through space
Turn, stretch, turn
factors have acted
drawn by σ₁
but for rounding
have no place here
is on its way
goes out of
turns about the solutions
0 = 0: nothing
this way alone
each taken some times
is told by
calms
squared sticks
is laid through
value by the smallest
a direction of their own
of your own
only 0
What it is
Along the motion
Next way to loop
Is its ending right?
rames a second
Go round
1 is stretched
casts its shadow
the shadow
pressed flat
pressed to nothing
is still to turn
evenly taken
Left out, for
Save it anew
the numbers beside tell
gathers way
says nothing new
"""


def written(file: Path) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings; places for values are {}."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inner: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inner.add(node.value)
        if isinstance(node, ast.JoinedStr):
            inner.update(node.values)
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield "".join(str(part) for part in parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inner:
            yield node.value


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found = [text for file in APP.rglob("*.py") for text in written(file)]
    lessons = list(resource("lessons").rglob("*.md"))
    assert "Perpendicular to both" in found
    return [*found, *(lesson.read_text("utf-8").replace("\n", " ") for lesson in lessons)]


@pytest.mark.parametrize("phrase", REPLACED.strip().splitlines())
def test_a_replaced_phrase_does_not_come_back(phrase: str, texts: list[str]) -> None:
    assert [text for text in texts if phrase in text] == []
