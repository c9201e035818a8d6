"""Programs with the definitions of the document, and the files that they may read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from eigenscope.document.codec import from_json, set_from_texts, to_json
from eigenscope.document.contents import Named
from eigenscope.document.document import Document
from eigenscope.document.eigen_file import load_session, save_session
from eigenscope.document.name_edits import renamed_in, shown_names
from eigenscope.document.session import Session
from eigenscope.document.surrounding import FileAccess
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.surroundings import NamedArray, Surroundings
from eigenscope.labs.kit.programs.definitions import free_names
from eigenscope.labs.tensors.inputs import Inputs
from eigenscope.labs.tensors.lab import LAB
from eigenscope.main.command_line import run

WEIGHTS = np.arange(6.0).reshape(2, 3)


def document(code: str, named: Named = (), access: FileAccess | None = None) -> Document:
    """Return a document of a program beside definitions."""
    return Document(LAB, Inputs(code=code), named, access or FileAccess())


def last(inputs: Inputs) -> Any:
    """Return what a program's last step makes."""
    program = LAB.solve(inputs).program  # type: ignore[attr-defined]
    assert program.problem is None, program.problem
    return program.steps[-1].result.numbers


def problem(inputs: Inputs) -> str:
    return str(LAB.solve(inputs).program.problem.message)  # type: ignore[attr-defined]


@pytest.fixture
def session_folder(tmp_path: Path) -> Path:
    save_file({"fc1": WEIGHTS}, tmp_path / "net.safetensors")
    return tmp_path


READING = 'W = load("net.safetensors:fc1")\nW.sum(dim=0)'


def test_programs_use_definitions_as_they_are_worth() -> None:
    named = (("A", "[1 2; 3 4]"), ("v", "A[:, 1]"), ("s", "1/3"))
    inputs = document("A @ A + s", named).inputs
    np.testing.assert_array_equal(last(inputs), [[7 + 1 / 3, 10 + 1 / 3], [15 + 1 / 3, 22 + 1 / 3]])
    assert [each.name for each in inputs.surroundings.names] == ["A", "s"]
    assert inputs.surroundings.arrays()["s"].shape == ()
    assert last(document("1j * z", (("z", "2 + 3i"),)).inputs).item() == 1j * (2 + 3j)


def test_a_program_follows_a_definition_and_undo_brings_the_old_one_back() -> None:
    file = document("A + 1", (("A", "[1 2]"),))
    before = file.contents
    edit = file.edit_contents("Define A", replace(before, definitions=(("A", "[5 6 7]"),)))
    assert edit is not None
    file.set_contents(edit.after)
    np.testing.assert_array_equal(last(file.inputs), [6, 7, 8])
    file.set_contents(edit.before)
    assert file.contents == before
    np.testing.assert_array_equal(last(file.inputs), [2, 3])


def test_a_lab_that_is_closed_has_its_definitions_once_it_is_opened() -> None:
    file = document("A + 1", (("A", "[1 2]"),))
    file.set_contents(file.contents.with_lab(load_lab("product")))
    edit = file.edit_contents("Define A", replace(file.contents, definitions=(("A", "[8]"),)))
    assert edit is not None
    file.set_contents(edit.after)
    file.set_contents(file.contents.with_lab(LAB))
    assert last(file.inputs).item() == 9


def test_what_is_not_mentioned_changes_nothing() -> None:
    file = document("X = torch.ones(2)\nX * 2", (("A", "[1 2]"),))
    edit = file.edit_contents("Define A", replace(file.contents, definitions=(("A", "[3]"),)))
    assert edit is not None
    assert edit.after.inputs == file.inputs
    assert file.inputs.surroundings == Surroundings()


@pytest.mark.parametrize("text", ["A *", "[1 2", "B + 1", "A + 1", "0 / 0"])
def test_a_definition_without_a_value_is_missing(text: str) -> None:
    assert problem(document("A + 1", (("A", text),)).inputs) == "There is no name A here."


def test_names_of_a_program_are_in_use() -> None:
    file = document("A + 1", (("A", "[1 2]"), ("B", "[3]")))
    assert shown_names(file.inputs, file.definitions) == {"A"}


def test_a_program_calls_a_definition_by_its_new_name() -> None:
    code = "# A\r\n中 = A @ A  # A\nAA = 'A'\n(A +\n  A.T[0])"
    file = document(code, (("A", "[1 2; 3 4]"), ("B", "A + 1")))
    before = last(file.inputs)
    renamed = renamed_in(file.contents, file.definitions, "A", "Long")
    edit = file.edit_contents("Rename", renamed)
    assert edit is not None
    file.set_contents(edit.after)
    assert file.inputs.code == ("# A\r\n中 = Long @ Long  # A\nAA = 'A'\n(Long +\n  Long.T[0])")
    np.testing.assert_array_equal(last(file.inputs), before)


def test_what_a_program_calls_its_own_keeps_its_name() -> None:
    code = "A = torch.ones(2)\nA + 1"
    file = document(code, (("A", "[1 2]"),))
    assert renamed_in(file.contents, file.definitions, "A", "B").inputs.code == code


def test_the_same_program_again_is_no_edit() -> None:
    file = document("A + 1", (("A", "[1 2]"),))
    assert file.edit("Again", Inputs(code="A + 1")) is None
    assert file.edit("Other", Inputs(code="A + 2")) is not None


def test_arrays_are_equal_where_all_of_them_is() -> None:
    row = NamedArray.of("A", np.array([[1.0, 2.0]]))
    assert row == NamedArray.of("A", np.array([[1.0, 2.0]]))
    assert row != NamedArray.of("A", np.array([[1.0], [2.0]]))
    assert row != NamedArray.of("A", np.array([[1.0, 3.0]]))
    turned = np.arange(6.0).reshape(2, 3).T
    np.testing.assert_array_equal(NamedArray.of("B", turned).array, turned)


def test_the_code_makes_the_definitions_itself() -> None:
    named = (("A", "[1 2; 3 4]"), ("z", "2 + 3i"), ("s", "1/3"), ("L", "zeros(30, 30)"))
    inputs = document("A @ A * s + z + L.sum()", named).inputs
    code = LAB.code(LAB.preview(inputs))
    assert code == LAB.code(LAB.solve(inputs))
    assert code.startswith("import torch\n\nA = torch.tensor([[1.0, 2.0], [3.0, 4.0]]")
    held: dict[str, Any] = {}
    exec(code, held)
    np.testing.assert_array_equal(held["result"].numpy(), last(inputs))


@pytest.mark.parametrize(
    ("code", "free"),
    [
        ("A @ B", "AB"),
        ("A = torch.ones(2)\nA + B", "B"),
        ("A = A + 1\nA", "A"),
        ("A += B", "AB"),
        ("a, b = X\na + b", "X"),
        ("x[0] = A", "xA"),
        ("for i in range(n): s = s + i\ns", "ns"),
        ("A +", ""),
        ("(" * 5000, ""),
        ("\0", ""),
        ("9" * 5000 + " + A", ""),
    ],
)
def test_names_are_free_until_they_are_assigned(code: str, free: str) -> None:
    assert free_names(code) - {"torch", "range", "i"} == set(free)


# --- files ---------------------------------------------------------------------------------------


def test_files_are_read_beside_the_session_if_they_may_be(session_folder: Path) -> None:
    file = document(READING, access=FileAccess(session_folder, allowed=True))
    np.testing.assert_array_equal(last(file.inputs), WEIGHTS.sum(axis=0))
    file.set_access(FileAccess(session_folder, allowed=False))
    assert problem(file.inputs) == "This program may not read files."
    file.set_access(FileAccess(session_folder / "elsewhere", allowed=True))
    assert "net.safetensors" in problem(file.inputs)


def test_a_program_that_reads_nothing_is_not_solved_anew_in_another_folder(tmp_path: Path) -> None:
    file = document("torch.ones(2)")
    listened: list[object] = []
    file.listen(listened.append)
    file.set_access(FileAccess(tmp_path, allowed=True))
    assert listened == []


def test_no_session_says_what_may_be_read() -> None:
    inputs = Inputs(code=READING, surroundings=Surroundings((), "/", reads=True))
    data = to_json(inputs, {})
    assert "surroundings" not in data
    claimed = {**data, "surroundings": {"reads": True, "folder": "/"}}
    assert from_json(LAB, claimed, {}).surroundings == Surroundings()
    with pytest.raises(InputError, match="no input 'surroundings'"):
        set_from_texts(LAB, Inputs(), {"surroundings": "1"})


def test_a_session_is_the_same_again(tmp_path: Path) -> None:
    named = (("A", "[1 2]"),)
    session = Session(LAB, Inputs(code="A + 1"), definitions=named)
    save_session(session, tmp_path / "a.eigen")
    assert load_session(tmp_path / "a.eigen") == session


# --- the command line --------------------------------------------------------------------------


def numbers(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["numbers", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_lab_on_the_command_line_reads_and_a_session_does_not(
    session_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(session_folder)
    answers = numbers(capsys, "tensors", "--set", f"code={READING}")
    assert "[3, 5, 7]" in str(answers["readouts"])
    assert "surroundings" not in answers["inputs"]
    session = Session(LAB, Inputs(code=READING))
    save_session(session, session_folder / "a.eigen")
    assert run(["numbers", "a.eigen"]) == 2
    assert "This program may not read files." in capsys.readouterr().err


def test_a_session_on_the_command_line_has_its_definitions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(LAB, Inputs(code="A + 1"), definitions=(("A", "[10 20]"),))
    save_session(session, tmp_path / "a.eigen")
    assert "[11, 21]" in str(numbers(capsys, str(tmp_path / "a.eigen"))["readouts"])
