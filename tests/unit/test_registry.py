"""Labs are known by their descriptions, imported once they are opened, and checked then."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.installing import as_in_pyproject, installed

from eigenscope.document.session import Session
from eigenscope.document.session_text import read_session, session_text
from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.registry import (
    FIRST,
    LabError,
    described_labs,
    lab_names,
    load_lab,
    loadable_labs,
)
from eigenscope.labs.contract.schema import InputError
from eigenscope.wording.words import say

LABS = Path(__file__).parents[2] / "app" / "eigenscope" / "labs"

WHOLE = """
from dataclasses import dataclass
from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.specs import ChoiceSpec, WholeSpec, spec
from tests.bare_lab import BareLab

@dataclass(frozen=True)
class Inputs:
    steps: int = spec(WholeSpec("Steps", "", low=1, high=lambda _: 20), 6)
    way: str = spec(ChoiceSpec("Way", "", options=(("up", "Up"), ("down", "Down"))), "up")

class Other(BareLab):
    description = LabDescription("other", "Other", "Elsewhere", "Of a test.", "other_lab:LAB")
    inputs_type = Inputs

LAB = Other()
DESCRIPTION = Other.description
"""


Write = Callable[[str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Return what makes a module ``other_lab`` of another package."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "other_lab", raising=False)

    def writing(text: str) -> None:
        (tmp_path / "other_lab.py").write_text(text, encoding="utf-8")

    yield writing
    sys.modules.pop("other_lab", None)


@pytest.fixture
def altered(write: Write, before: str, after: str) -> Iterator[None]:
    """Have the other lab installed, with something in its module replaced."""
    assert before in WHOLE
    write(WHOLE.replace(before, after))
    with installed(other="other_lab:DESCRIPTION"):
        yield


@pytest.mark.parametrize("name", lab_names())
def test_a_description_imports_nothing_and_is_the_labs_own(name: str) -> None:
    tree = ast.parse((LABS / name / "description.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"__future__", "eigenscope.labs.contract.description"}
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
    (description,) = (each for each in described_labs()[0] if each.name == name)
    assert load_lab(name).description is description


def test_listing_labs_imports_none_of_them(tmp_path: Path) -> None:
    program = (
        "import sys; from eigenscope.labs.contract.registry import described_labs\n"
        "assert len(described_labs()[0]) >= 7 and not described_labs()[1]\n"
        "print(*(each for each in sys.modules if each.startswith('eigenscope.labs.')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=as_in_pyproject(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    rooms = {module.split(".")[2] for module in run.stdout.split()} - {"contract"}
    assert rooms == set(lab_names())
    for module in run.stdout.split():
        room, *rest = module.split(".")[2:]
        assert room == "contract" or rest in ([], ["description"]), module


@pytest.mark.parametrize("point", ["other_lab:DESCRIPTION", "other_lab:LAB"])
def test_a_lab_of_another_package_is_found_by_its_description_or_itself(
    write: Write, point: str
) -> None:
    write(WHOLE)
    with installed(other=point):
        assert described_labs()[1] == ()
        assert described_labs()[0][-1].name == "other"  # a group of its own stands last
        assert load_lab("other").title == "Other"
        assert [lab.name for lab in loadable_labs()][-1] == "other"


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("from dataclasses", "import no_such_module\nfrom dataclasses", "no_such_module"),
        ('"other", "Other"', '"another", "Other"', "called 'other', but the lab 'another'"),
        (
            "DESCRIPTION = Other.description",
            "DESCRIPTION = 3",
            "neither a LabDescription nor a Lab",
        ),
    ],
)
@pytest.mark.usefixtures("altered")
def test_what_says_nothing_that_holds_is_named_at_once(problem: str) -> None:
    labs, (problem_said,) = described_labs()
    assert len(labs) == len(lab_names()) - 1
    assert problem in say(problem_said)
    with pytest.raises(LabError, match=r"^other: "):
        load_lab("other")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("other_lab:LAB", "no_such_module:LAB", "no_such_module"),
        ("other_lab:LAB", "other_lab:NONE", "NONE"),
        ("other_lab:LAB", "math:pi", "math:pi is no Lab"),
        ("LAB = Other()", "LAB = BareLab()", "another description"),
        ("frozen=True", "frozen=False", "no frozen dataclass"),
        ("@dataclass(frozen=True)", "", "no frozen dataclass"),
        ("class Other", "class More(Inputs):\n    pass\nclass Other", ""),
        ('"up")', '"sideways")', "sideways"),
        ("20), 6)", "20), 0)", "steps is"),
        ("    steps: int", "    loose: int = 0\n    steps: int", "have no spec: loose"),
        (
            "    inputs_type = Inputs",
            "    inputs_type = Inputs\n    def check(self, inputs): return Inputs(7)",
            "steps does not fit the others",
        ),
    ],
)
@pytest.mark.usefixtures("altered")
def test_a_lab_is_checked_when_it_is_opened(problem: str) -> None:
    assert described_labs()[1] == ()  # it is on the shelf
    if not problem:
        assert load_lab("other").name == "other"
        return
    with pytest.raises(LabError, match=r"^other: ") as raised:
        load_lab("other")
    assert problem in str(raised.value)
    assert "other" not in [lab.name for lab in loadable_labs()]


def test_inputs_of_a_lab_that_cannot_be_opened_stay_in_the_session(write: Write) -> None:
    write(WHOLE)
    lab = load_lab(FIRST)
    with installed(other="other_lab:DESCRIPTION"):
        other = load_lab("other")
        closed = {"other": other.inputs_type(steps=9)}
        text, tensors = session_text(Session(lab, lab.defaults(), closed=closed))
    with installed(other="no_such_module:DESCRIPTION"):
        again = read_session(text, tensors)
        assert session_text(again) == (text, tensors)
        with pytest.raises(InputError, match=r"a lab that cannot be opened here: other: "):
            read_session(text.replace(f'"lab": "{FIRST}"', '"lab": "other"'), tensors)
    with installed(other="other_lab:DESCRIPTION"):
        assert read_session(text, tensors).closed == closed


def test_the_keys_of_labs_are_theirs_for_good() -> None:
    keys = {lab.name: lab.shortcut for lab in described_labs()[0] if lab.shortcut}
    assert keys == {
        "vectors": "Ctrl+1",
        "matrix": "Ctrl+2",
        "product": "Ctrl+3",
        "transform": "Ctrl+4",
        "systems": "Ctrl+5",
        "svd_pca": "Ctrl+6",
        "descent": "Ctrl+7",
        "tensors": "Ctrl+8",
    }
    with pytest.raises(ValueError, match="the key of a lab is Ctrl"):
        LabDescription("new", "New", "Maps", "Of this test.", "none:LAB", shortcut="M")
