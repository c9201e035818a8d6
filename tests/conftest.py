"""What every test needs: software OpenGL, Qt's settings as the window has them, and samples."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from eigenscope.wording import language

from . import sampling

os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
if "PYTEST_XDIST_WORKER" in os.environ:
    # Where every processor has a process, threads of linear algebra would but wait for one another.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
os.environ.pop("EIGENSCOPE_RENDERER", None)
os.environ.pop("EIGENSCOPE_LANGUAGE", None)
os.environ["LANGUAGE"] = "en"  # whatever the machine speaks
# Tests start the program dozens of times, and each start would compile its modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options about what is drawn at random."""
    group = parser.getgroup("random samples")
    group.addoption("--deep", action="store_true", help="take many more samples: half an hour")
    group.addoption("--seed", type=int, help="take the samples that belong to this number")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the samples, and set what Qt must know before pytest-qt makes the application."""
    from eigenscope.ui.shell.preparing import prepare_qt

    option = config.option
    if hasattr(config, "workerinput"):
        option.seed = config.workerinput["seed"]
    elif option.seed is None:
        option.seed = sampling.seed_of_sources()
    if option.hypothesis_seed is None:
        option.hypothesis_seed = str(option.seed)
    sampling.begin(option.seed, deep=option.deep)
    prepare_qt()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give a process of pytest-xdist the seed of the whole run."""
    node.workerinput["seed"] = node.config.option.seed


def pytest_collection_finish() -> None:
    """Leave thousands of tests and their imports out of searches for garbage, and search seldom.

    With Python's own limit of 700 new objects a tenth of all time would go into it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how to repeat what was drawn at random."""
    seed = terminalreporter.config.option.seed
    terminalreporter.write_line(f"Random samples: --seed {seed} takes the same ones again.")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Give Qt's application the style that the program has, whatever the desktop's is."""
    from eigenscope.ui.shell.preparing import STYLE

    return ["eigenscope", *STYLE]


@pytest.fixture(autouse=True, scope="session")
def one_application(qapp: object) -> None:
    """Begin each process with Qt's application for windows.

    The command line makes one that can only paint, and no window could be made beside it: which
    tests come first in a process would decide whether it aborts.
    """


@pytest.fixture(autouse=True)
def torch_as_it_was() -> Iterator[None]:
    """Give torch back its kind of numbers: the programs of the code panel choose another."""
    yield
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(
        torch, "set_default_dtype"
    ):  # a worker may be importing it just now
        torch.set_default_dtype(torch.float32)


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    """Speak English again after a test, out of the program's own catalogues."""
    catalogues = dict(language._catalogues)
    yield
    language._catalogues.clear()
    language._catalogues.update(catalogues)
    assert not language._for_now.get()
    language.speak(language.ENGLISH)
