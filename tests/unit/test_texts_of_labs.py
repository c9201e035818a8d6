"""The exported texts of every lab and experiment: programs that run and say what the lab found."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from eigenscope.export.texts import readouts_text, whole_text
from eigenscope.export.texts.names import TAKEN_IN_MATLAB
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import lab_names, load_lab

CASES = [
    (name, key)
    for name in lab_names()
    for key in ("", *(each.key for each in load_lab(name).experiments()))
]


@cache
def readouts_of(name: str, key: str) -> tuple[Readout, ...]:
    lab = load_lab(name)
    found = (each.inputs for each in lab.experiments() if each.key == key)
    inputs = lab.check(next(found, lab.defaults()))
    return lab.readouts(lab.solve(inputs), 1.0)


def grouped(readouts: tuple[Readout, ...]) -> Iterator[Readout]:
    """Yield readouts in the order in which they are written: heading by heading."""
    for group in dict.fromkeys(each.group for each in readouts):
        yield from (each for each in readouts if each.group == group)


def values_in(program: str) -> list[Any]:
    """Return what a program assigns, in its order."""
    names: dict[str, Any] = {"np": np, "torch": torch, "nan": None}
    found = []
    for line in program.splitlines():
        if line and not line.startswith("#"):
            name, _, text = line.partition(" = ")
            assert name.isidentifier()
            assert not keyword.iskeyword(name)
            assert not hasattr(builtins, name)
            found.append(eval(text, names))
    return found


@pytest.mark.parametrize(("name", "key"), CASES)
@pytest.mark.parametrize("form", ["numpy", "torch"])
def test_a_program_gives_every_value_in_full(name: str, key: str, form: str) -> None:
    readouts = readouts_of(name, key)
    values = values_in(readouts_text(readouts, form))
    assert len(values) == len(readouts)
    for readout, found in zip(grouped(readouts), values, strict=True):
        if readout.value is None:
            assert found == str(readout.text).replace("\n", " ") or readout.unrounded
            continue
        wanted = readout.value
        assert isinstance(found, tuple) == isinstance(wanted, tuple), readout.key
        assert isinstance(found, bool) == isinstance(wanted, bool | np.bool_), readout.key
        again = np.asarray(found.numpy() if isinstance(found, torch.Tensor) else found)
        # The exact form, where there is one, is nearer than the float; else every digit is there.
        rtol = 1e-9 if readout.unrounded else 0.0
        np.testing.assert_allclose(again, np.asarray(wanted), rtol=rtol, atol=rtol)


@pytest.mark.parametrize(("name", "key"), CASES)
def test_matlab_shadows_nothing_and_every_line_is_closed(name: str, key: str) -> None:
    text = readouts_text(readouts_of(name, key), "matlab")
    lines = [line for line in text.splitlines() if line and not line.startswith("%")]
    assert len(lines) == len(readouts_of(name, key))
    names = []
    for line in lines:
        found = re.fullmatch(r"([A-Za-z]\w{0,62}) = (.*);  % \S.*", line, re.ASCII | re.DOTALL)
        assert found is not None, line
        names.append(found[1])
        outside = re.sub(r'"(?:[^"]|"")*"', "", found[2])
        assert outside.count("[") == outside.count("]")
        assert not re.search(r"True|False|None|nan\b|inf\b|np\.|array", outside), line
    assert len(set(names)) == len(names)
    assert not TAKEN_IN_MATLAB.intersection(names)


def test_names_of_matlab_that_results_had() -> None:
    for word in ("error", "rank", "cond", "norm", "trace", "null", "kron", "angle", "shape", "why"):
        assert (word in TAKEN_IN_MATLAB) == (word != "shape")


def test_types_are_those_of_the_language() -> None:
    text = readouts_text(readouts_of("matrix", ""), "numpy")
    assert re.search(r"^shape = \(\d+, \d+\)  # Shape: ", text, re.MULTILINE)
    assert re.search(r"^rank = \d+  # Rank", text, re.MULTILINE)
    transform = readouts_text(readouts_of("transform", ""), "torch")
    assert re.search(r"^diagonalisable = (True|False)  # Diagonalisable: ", transform, re.MULTILINE)
    assert "defective =" not in transform


def test_only_what_was_asked_for_is_written() -> None:
    words = tuple(each for each in readouts_of("transform", "") if each.value is None)
    assert "import" not in whole_text(None, words, "numpy")
    assert whole_text(None, (), "torch") == ""
