"""Inputs that are tensors: set from the command line, saved and opened, shown in programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from eigenscope.document import session_text
from eigenscope.document.codec import from_json, to_json
from eigenscope.document.eigen_file import load_session, save_session
from eigenscope.document.session import Session
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.tensor_program import lines_of_tensors, tensor_lines
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.main.errors import UserError
from eigenscope.main.lab_numbers import typed_inputs
from eigenscope.main.render_inputs import inputs_with

from .. import sampling
from ..tensor_lab import LAB
from .inputs import inputs_of, typed_tensors

_SESSION = Session(LAB, LAB.defaults())


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_text, "lab_names", lambda: (LAB.name,))
    monkeypatch.setattr(session_text, "load_lab", lambda name: LAB)


@settings(max_examples=sampling.count(40, 200), deadline=None)
@given(inputs_of(LAB))
def test_they_are_the_same_after_a_session(inputs: Inputs) -> None:
    tensors: dict[str, np.ndarray] = {}
    written = json.loads(json.dumps(to_json(inputs, tensors)))
    assert from_json(LAB, written, tensors) == inputs


def test_nested_lists_are_set(tmp_path: Path) -> None:
    inputs = inputs_with(_SESSION, ["kernel=[[[1, 1/2], [2, 3]]]"])
    assert inputs.kernel == TypedTensor.from_text("[[[1, 1/2], [2, 3]]]")
    assert typed_inputs(inputs)["kernel"] == [[["1", "1/2"], ["2", "3"]]]


def test_files_are_set_and_kept_in_sessions(tmp_path: Path) -> None:
    arrays: dict[str, Any] = {"q": np.ones((2, 3)), "k": np.arange(6.0).reshape(1, 2, 3)}
    np.savez(tmp_path / "w.npz", **arrays)
    inputs = inputs_with(
        _SESSION, [f"kernel={tmp_path / 'w.npz'}:k", f"weights={tmp_path / 'w.npz'}"]
    )
    save_session(Session(LAB, inputs), tmp_path / "s.eigen")
    (tmp_path / "w.npz").unlink()
    reopened = load_session(tmp_path / "s.eigen").inputs
    assert reopened == inputs
    np.testing.assert_array_equal(reopened.kernel.to_array(), arrays["k"])
    assert typed_inputs(reopened) == {
        "kernel": {"name": "w.npz: k", "shape": [1, 2, 3]},
        "weights": {
            "name": "w.npz",
            "tensors": [{"name": "q", "shape": [2, 3]}, {"name": "k", "shape": [1, 2, 3]}],
        },
    }


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("kernel=[1, 2]", "the shape (2,): 2 to 4 axes are needed"),
        ("kernel=[[[[[1]]]]]", "2 to 4 axes are needed"),
        ("kernel=ones(11, 10)", "the shape (11, 10); it can hold up to 100 numbers"),
        ("kernel=[[1, 2], [3]]", "kernel: The list at [1] has 1 entry"),
        ("kernel=none.npz:k", "none.npz was not found"),
        ("weights=[[1]]", "[[1]]"),
    ],
)
def test_what_does_not_fit_is_refused(setting: str, says: str) -> None:
    with pytest.raises(UserError) as caught:
        inputs_with(_SESSION, [setting])
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"kernel": [[1, True]]}, "kernel holds True, which is no number"),
        ({"kernel": [[1, None]]}, "which is no number"),
        ({"kernel": [[1e999]]}, "an entry of kernel"),
        ({"kernel": []}, "kernel: There are no numbers"),
        ({"kernel": {"name": "k", "tensor": "x"}}, "needs the tensor 'x'"),
        ({"kernel": {"name": "k", "tensor": "bad"}}, "holds nan at [0][1]"),
        ({"weights": {"name": "w", "tensors": []}}, "weights is a file’s name and its tensors"),
        ({"weights": {"name": "w", "tensors": [3]}}, "where its numbers are, not 3"),
        ({"weights": 7}, "weights is a file’s name and its tensors"),
    ],
)
def test_sessions_are_not_trusted(data: object, says: str) -> None:
    with pytest.raises(InputError) as caught:
        from_json(LAB, data, {"bad": np.array([[1, np.nan]])})
    assert says in str(caught.value)


@settings(max_examples=sampling.count(40, 200), deadline=None)
@given(typed_tensors(1, 4))
def test_a_program_makes_what_was_typed(tensor: TypedTensor) -> None:
    values = _run(tensor_lines(tensor, "K"))["K"]
    np.testing.assert_array_equal(values.numpy(), tensor.to_array())


def test_a_program_reads_files_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    arrays: dict[str, Any] = {
        "q": np.ones((2, 3), np.float32),
        "k": np.arange(6.0).reshape(1, 2, 3),
    }
    np.savez("w.npz", **arrays)
    inputs = inputs_with(_SESSION, ["kernel=w.npz:k", "weights=w.npz"])
    np.testing.assert_array_equal(_run(tensor_lines(inputs.kernel, "K"))["K"], arrays["k"])
    lines = lines_of_tensors(inputs.weights, {"Q": "q", "K": "k"})
    assert lines.count("import numpy") == 1
    values = _run(lines)
    np.testing.assert_array_equal(values["Q"], arrays["q"])
    assert values["Q"].dtype == torch.float64


def _run(lines: str) -> dict[str, torch.Tensor]:
    names: dict[str, torch.Tensor] = {}
    torch.set_default_dtype(torch.float64)
    try:
        exec(f"import torch\n{lines}", names)
    finally:
        torch.set_default_dtype(torch.float32)
    return names
