"""OpenGL for the tests that look at what it draws."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from eigenscope.render.gl.offscreen import Offscreen, offscreen
from eigenscope.ui.style.theme import apply_theme, load_theme


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: QApplication) -> None:
    """Load the fonts that go with the program, whichever test comes first."""
    apply_theme(qapp, load_theme("light"))


@pytest.fixture(scope="module")
def opengl(qapp: object) -> Iterator[Offscreen]:
    """Return OpenGL without a window: one for a file, for each begins by compiling its shaders."""
    with offscreen() as screen:
        yield screen
