"""OpenGL for the tests that look at what it draws."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eigenscope.render.gl.offscreen import Offscreen, offscreen


@pytest.fixture(scope="module")
def opengl(qapp: object) -> Iterator[Offscreen]:
    """Return OpenGL without a window: one for a file, for each begins by compiling its shaders."""
    with offscreen() as screen:
        yield screen
