"""What every test needs: software OpenGL, a fresh memory, and the window's own Qt settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
if "PYTEST_XDIST_WORKER" in os.environ:
    # Where every processor has a process, threads of linear algebra would but wait for one another.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
os.environ.pop("EIGENSCOPE_RENDERER", None)


def pytest_configure(config: pytest.Config) -> None:
    """Set what Qt must know before pytest-qt makes the application."""
    from eigenscope.ui.shell.preparing import prepare_qt

    prepare_qt()


@pytest.fixture(autouse=True)
def torch_as_it_was() -> Iterator[None]:
    """Give torch back its kind of numbers: the programs of the code panel choose another."""
    yield
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(
        torch, "set_default_dtype"
    ):  # a worker may be importing it just now
        torch.set_default_dtype(torch.float32)
