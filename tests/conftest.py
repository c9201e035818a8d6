"""What every test needs: software OpenGL, a fresh memory, and the window's own Qt settings."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
os.environ.pop("EIGENSCOPE_RENDERER", None)


def pytest_configure(config: pytest.Config) -> None:
    """Set what Qt must know before pytest-qt makes the application."""
    from eigenscope.ui.preparing import prepare_qt

    prepare_qt()
