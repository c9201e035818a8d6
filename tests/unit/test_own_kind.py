"""A kind of input that another package declares: saved, opened, set, described, and typed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from eigenscope.arrays import Tensors
from eigenscope.document import session_text
from eigenscope.document.codec import set_from_texts
from eigenscope.document.eigen_file import SessionError, load_session, save_session
from eigenscope.document.session import Session
from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import Spec, spec
from eigenscope.labs.contract.specs.base import Arrays
from eigenscope.main import lab_description
from eigenscope.main.errors import UserError
from eigenscope.main.lab_numbers import typed_inputs
from eigenscope.main.render_inputs import inputs_with

from ..bare_lab import BareLab


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True)
class IntervalSpec(Spec):
    """An interval, typed as "0..3"."""

    kind = "interval"
    widest: float = 10.0

    def limits(self, inputs: Inputs) -> list[Any]:
        return [0.0, self.widest]

    def check(self, name: str, value: Interval) -> None:
        if not 0 < value.high - value.low <= self.widest:
            raise InputError(f"{name} is not at most {self.widest:g} wide")

    def to_json(self, value: Interval, tensors: Arrays, key: str) -> list[float]:
        return [value.low, value.high]

    def from_json(self, name: str, data: object, tensors: Tensors) -> Interval:
        if not isinstance(data, list) or len(data) != 2:
            raise InputError(f"{name} is not two numbers")
        interval = Interval(*map(float, data))
        self.check(name, interval)
        return interval

    def from_text(self, name: str, text: str, files: FilesRead) -> Interval:
        return self.from_json(name, text.split(".."), {})

    def typed(self, data: Any) -> str:
        return f"{data[0]:g}..{data[1]:g}"

    def text(self, value: Interval) -> str:
        return f"{value.low:g}..{value.high:g}"


@dataclass(frozen=True)
class _Inputs:
    window: Interval = spec(IntervalSpec("Window", "Function"), Interval(0.0, 1.0))


class _Lab(BareLab):
    inputs_type = _Inputs

    def check(self, inputs: Inputs) -> Inputs:
        """Windows begin at 0 or later."""
        window = inputs.window
        return replace(inputs, window=Interval(max(window.low, 0.0), window.high))


LAB = _Lab()


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_text, "lab_names", lambda: (LAB.name,))
    monkeypatch.setattr(session_text, "load_lab", lambda name: LAB)
    monkeypatch.setattr(lab_description, "lab_called", lambda name: LAB)


def test_it_is_set_from_the_command_line_saved_and_opened(tmp_path: Path) -> None:
    inputs = inputs_with(Session(LAB, LAB.defaults()), ["window = 0.5..3"])
    assert inputs.window == Interval(0.5, 3.0)
    save_session(Session(LAB, inputs), tmp_path / "own.eigen")
    assert load_session(tmp_path / "own.eigen").inputs == inputs


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    session = Session(LAB, LAB.defaults())
    with pytest.raises(UserError, match="window is not at most 10 wide"):
        inputs_with(session, ["window=0..11"])
    with pytest.raises(InputError, match=r"does not go with the other inputs; 0\.\.1 would"):
        set_from_texts(LAB, LAB.defaults(), {"window": "-1..1"})
    path = tmp_path / "own.eigen"
    save_session(session, path)
    data = json.loads(path.read_text("utf-8"))
    data["inputs"]["made"]["window"] = [1, 2, 3]
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(SessionError, match="window is not two numbers"):
        load_session(path)


def test_it_is_described_and_shown_as_it_is_typed() -> None:
    assert typed_inputs(LAB.defaults()) == {"window": "0..1"}
    listed = lab_description.one_lab("made", as_json=False).splitlines()
    assert "window  interval  0..1     [0.0, 10.0]" in listed
