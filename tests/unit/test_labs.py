"""What holds for every lab, with its defaults and with whatever it offers to try."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import eigenscope
from eigenscope.document.codec import from_json, to_json
from eigenscope.export.texts.values import numbers_in
from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.lessons import PART
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import GROUPS, lab_names, load_lab
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    MatrixSpec,
    ScalarSpec,
    Spec,
    VectorsSpec,
    WholeSpec,
    shown,
    specs,
)
from eigenscope.labs.contract.topics import Topic
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.resources import resource
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import vertices
from eigenscope.scene.lighting import belongs

from .. import sampling
from ..labs import CASES, PICTURES, case_inputs, frames_of, solved, view_of

ROOT = Path(eigenscope.__file__).parent
TIMES = (0.0, 0.21, 0.5, 0.77, 1.0)


def frame_of(lab: Lab, inputs: Inputs, solution: Any, t: float) -> Frame:
    return lab.frame(solution, t, view_of(lab, inputs, solution))


def check_frame(frame: Frame) -> None:
    """Raise AssertionError unless everything has a finite place."""
    for draw in frame.draws:
        assert np.isfinite(vertices(draw.geometry)).all(), draw.name
        assert np.isfinite(draw.matrix).all(), draw.name
        assert 0 <= draw.style.opacity <= 1, draw.name
    for label in frame.labels:
        assert np.isfinite(label.position).all(), label.text
        assert "nan" not in label.text, label.text


# --- what it shows is what its program computes -------------------------------------------------


@pytest.mark.parametrize(("name", "key"), CASES)
def test_the_program_gives_the_numbers_that_are_shown(
    name: str, key: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lab, inputs, solution = solved(name, key)
    # A program names the tables of resources by their file's name alone.
    monkeypatch.chdir(
        resource("samples")
        if resource("lessons").parent.joinpath("samples").is_dir()
        else Path.cwd()
    )
    found: dict[str, Any] = {}
    code = lab.code(solution)
    exec(compile(code, f"{name}-{key}", "exec"), found)
    capsys.readouterr()
    assert lab.code(lab.preview(inputs)) == code
    compared = 0
    for readout in lab.readouts(solution, 1.0):
        assert readout.line in code  # said once: the program has the very line
        if not readout.variable:
            continue
        assert readout.value is not None, readout.key
        shown = np.asarray(readout.value, dtype=np.complex128)
        computed = np.asarray(_plain(found[readout.variable]), dtype=np.complex128)
        assert computed.shape == shown.shape, readout.key
        scale = max(1.0, float(np.abs(shown[np.isfinite(shown)]).max(initial=0.0)))
        np.testing.assert_allclose(
            computed, shown, rtol=1e-6, atol=1e-8 * scale, err_msg=readout.key
        )
        compared += 1
    assert compared >= 1


@pytest.mark.parametrize(("name", "key"), CASES)
def test_keys_are_unique_and_labels_are_words(name: str, key: str) -> None:
    lab, _, solution = solved(name, key)
    keys = [readout.key for readout in lab.readouts(solution, 1.0)]
    assert len(keys) == len(set(keys))
    for readout in lab.readouts(solution, 1.0):
        assert not re.search("[a-z][A-Z][a-z]", str(readout.label)), "the name of a class"


def _plain(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value


@pytest.mark.parametrize(("name", "key"), CASES)
def test_a_number_is_shown_to_more_than_its_first_digit(name: str, key: str) -> None:
    """At rest, with the inputs as they are and with tiny ones: what is small is not 0."""
    lab, inputs, solution = solved(name, key)
    solutions = [solution] if lab.heavy(inputs) else [solution, lab.solve(_tiny(lab, inputs))]
    for each in solutions:
        for readout in (readout for t in (0.0, 1.0) for readout in lab.readouts(each, t)):
            shown = _shown(readout)
            if readout.value is None or shown is None:
                continue
            value = np.ravel(np.asarray(readout.value, np.complex128))
            if np.isfinite(value).all() and shown.shape == value.shape:
                np.testing.assert_allclose(shown, value, rtol=0.05, err_msg=readout.key)


def _tiny(lab: Lab, inputs: Inputs) -> Inputs:
    """Return inputs whose matrices are a ten-millionth of what they are."""
    matrices = {
        name: Matrix.from_array(3e-7 * getattr(inputs, name).to_array())
        for name, each in specs(type(inputs)).items()
        if isinstance(each, MatrixSpec) and not each.hidden
    }
    return lab.check(replace(inputs, **matrices))


_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def _shown(readout: Readout) -> np.ndarray | None:
    """Return the numbers of a readout as they are read, or None for words."""
    cells = [cell for row in readout.matrix for cell in row] or [str(readout.text)]
    numbers = [numbers_in(_THOUSANDS.sub("", cell)) for cell in cells]
    if any(found is None for found in numbers):
        return None
    factor = numbers_in(f"1×{readout.factor}") if readout.factor else (1.0,)
    assert factor is not None
    return np.array([number for found in numbers for number in found or ()]) * factor[0]


# --- the picture -------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "key"), CASES)
def test_every_picture_is_finite_and_its_words_are_said(name: str, key: str) -> None:
    lab, inputs, solution = solved(name, key)
    for t in TIMES:
        check_frame(frame_of(lab, inputs, solution, t))
        assert str(lab.caption(solution, t)).strip()
        for readout in lab.readouts(solution, t):
            assert "nan" not in str(readout.text).split(), readout.key
    stops = lab.stops(solution)
    assert stops[0] == 0
    assert stops[-1] == 1
    assert list(stops) == sorted(set(stops))


@pytest.mark.parametrize(("name", "key"), CASES)
def test_playing_makes_no_geometry(name: str, key: str) -> None:
    lab, inputs, solution = solved(name, key)
    times = np.linspace(0, 1, 12)
    first = [frame_of(lab, inputs, solution, float(t)) for t in times]
    known = {id(draw.geometry) for frame in first for draw in frame.draws}
    again = [frame_of(lab, inputs, solution, float(t)) for t in times]
    assert {id(draw.geometry) for frame in again for draw in frame.draws} <= known


LESSONS = [
    (name, topic.key)
    for name in lab_names()
    for topic in load_lab(name).topics() or (Topic("", "", ()),)
]
"""Every topic of every lab, and every lab without topics with none."""


@pytest.mark.parametrize(("name", "topic"), LESSONS)
def test_a_lesson_names_what_its_topic_draws(name: str, topic: str) -> None:
    lab = load_lab(name)
    told = [each for each in PICTURES if each[0] == name]
    if topic:
        told = [each for each in told if case_inputs(*each).topic == topic]
    lesson = lab.lesson(case_inputs(*told[0]))
    named = set(re.findall(rf"\]\({PART}([^)]*)\)", lesson))
    assert named
    undrawn = {part.replace("%20", " ") for part in named}
    for each in told:
        if not undrawn:
            break
        draws = [draw for frame in frames_of(*each) for draw in frame.draws]
        undrawn -= {part for part in undrawn if any(belongs(draw, part) for draw in draws)}
    assert undrawn == set()


@pytest.mark.parametrize("name", [name for name in lab_names() if load_lab(name).topics()])
def test_each_topic_has_an_explanation_a_legend_and_something_to_try(name: str) -> None:
    lab = load_lab(name)
    inputs = [lab.check(replace(lab.defaults(), topic=topic.key)) for topic in lab.topics()]
    lessons = [lab.lesson(each) for each in inputs]
    assert len(set(lessons)) == len(lessons)
    for each in inputs:
        assert lab.legend(lab.solve(each))
    tried = {experiment.inputs.topic for experiment in lab.experiments()}
    assert tried == {topic.key for topic in lab.topics()}


@pytest.mark.parametrize("name", [name for name in lab_names() if load_lab(name).topics()])
def test_what_a_topic_takes_is_shown_in_some_case_and_nothing_else_ever(name: str) -> None:
    lab = load_lab(name)
    hidden = {name for name, spec in specs(lab.inputs_type).items() if spec.hidden}
    known = {topic.key: set(topic.inputs) - hidden for topic in lab.topics()}
    assert known == {topic: seen - {"topic"} for topic, seen in _seen_in(lab).items()}


def _seen_in(lab: Lab) -> dict[str, set[str]]:
    """Return the names of the inputs that can be seen in each topic, whatever else is chosen."""
    others = {
        name: _programs(lab, name)
        if spec.kind == "code"
        else spec.alternatives(getattr(lab.defaults(), name))
        for name, spec in specs(lab.inputs_type).items()
        if name != "topic"
    }
    seen: dict[str, set[str]] = {}
    for topic in lab.topics():
        there = replace(lab.defaults(), topic=topic.key)
        seen[topic.key] = set(shown(there))
        for names in (*combinations(others, 1), *combinations(others, 2)):
            for values in product(*(others[each] for each in names)):
                chosen = replace(there, **dict(zip(names, values, strict=True)))
                seen[topic.key] |= set(shown(chosen))
    return seen


def _programs(lab: Lab, name: str) -> list[str]:
    """Return the programs that a lab offers."""
    made = [preset.make(lab.defaults(), 0.0) for preset in lab.presets()]
    return sorted({str(getattr(inputs, name)) for inputs in made})


# --- what is entered ---------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "key"), CASES)
def test_inputs_are_read_back_from_a_session(name: str, key: str) -> None:
    lab, inputs = load_lab(name), case_inputs(name, key)
    tensors: dict[str, Any] = {}
    assert from_json(lab, to_json(inputs, tensors), tensors) == inputs


def _nasty(spec: Spec, present: Any, inputs: Inputs) -> Iterator[Any]:
    """Yield values of an input that are likely to be forgotten."""
    match spec:
        case MatrixSpec(hidden=False):
            rows, columns = present.shape
            for made in (np.zeros, np.ones):
                yield Matrix.from_array(made((rows, columns)))
            yield Matrix.from_array(np.full((rows, columns), 1e150))
            yield Matrix.from_array(-np.eye(rows, columns))
            yield Matrix.from_array(np.full((rows, columns), 1e-200))
            yield scalar("0")
            yield Matrix.from_array(np.ones((1, spec.largest[1])))
            yield Matrix.from_array(np.arange(spec.largest[0])[:, None])
        case VectorsSpec():
            length = spec.length(inputs)
            count = max(spec.fewest, 1)
            for fill in (0.0, 1.0, 1e150, 1e-200):
                yield (Matrix.from_array(np.full((length, 1), fill)),) * count
        case ScalarSpec():
            for value in (spec.low, spec.high, spec.least, spec.most, 0.0):
                if np.isfinite(value) and spec.least <= value <= spec.most:
                    yield scalar(repr(float(value)))
        case ChoiceSpec():
            yield from (value for value, _ in spec.options)
        case WholeSpec():
            yield spec.low
            yield spec.high(inputs)
        case FlagSpec():
            yield not present


@pytest.mark.parametrize(("name", "key"), CASES)
def test_whatever_is_entered_is_shown_or_refused_in_words(name: str, key: str) -> None:
    lab, start = load_lab(name), case_inputs(name, key)
    if lab.heavy(start):
        pytest.skip("takes seconds to solve")
    refused: list[str] = []
    all_of_them = [
        (field.name, value)
        for field in fields(start)
        for value in _nasty(specs(type(start))[field.name], getattr(start, field.name), start)
    ]
    # What an experiment starts from changes little: some of them do, others in the next run.
    some = len(all_of_them) if key == "defaults" else sampling.count(2, len(all_of_them))
    drawn = sampling.chance(f"nasty values of {name} {key}")
    for field_name, value in drawn.sample(all_of_them, min(some, len(all_of_them))):
        inputs = lab.check(replace(start, **{field_name: value}))
        preview = lab.preview(inputs)
        check_frame(frame_of(lab, inputs, preview, 0.0))
        assert str(lab.caption(preview, 0.0)).strip()
        try:
            solution = lab.solve(inputs)
        except ValueError as error:
            refused.append(str(error))
            continue
        for t in (0.0, 0.4, 1.0):
            check_frame(frame_of(lab, inputs, solution, t))
            lab.readouts(solution, t)
            assert str(lab.caption(solution, t)).strip(), value
        lab.curves(solution)
        lab.charts(solution)
        lab.handles(solution, 1.0)
        ast.parse(lab.code(solution))
    assert all(refused)


@pytest.mark.parametrize(("name", "key"), CASES)
def test_whatever_can_be_dragged_can_be_dragged_anywhere(name: str, key: str) -> None:
    lab, inputs, solution = solved(name, key)
    for handle in lab.handles(solution, 1.0):
        for place in ((0.0, 0.0, 0.0), (1.5, -2.0, 0.5), (1e6, 1e6, 0.0)):
            changed, _ = lab.dragged(inputs, handle.key, place)
            assert lab.check(changed) == lab.check(lab.check(changed))
            check_frame(frame_of(lab, lab.check(changed), lab.preview(lab.check(changed)), 0.0))


# --- the house ---------------------------------------------------------------------------------


def test_labs_say_who_they_are() -> None:
    for name in lab_names():
        lab = load_lab(name)
        assert lab.name == name
        assert lab.description.group in GROUPS
        assert str(lab.description.summary).endswith(".")
        flags = [s.icon for s in specs(lab.inputs_type).values() if isinstance(s, FlagSpec)]
        for icon in {lab.description.icon, *flags, *(p.icon for p in lab.presets())} - {""}:
            assert resource("icons", f"{icon}.svg").exists(), icon
        for called in ("title", "key"):
            names = [getattr(experiment, called) for experiment in lab.experiments()]
            assert len(names) == len(set(names)) >= 4, called


def test_no_file_of_a_lab_is_long() -> None:
    for path in (ROOT / "labs").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path.name


def test_nobody_outside_a_lab_knows_it() -> None:
    known = "|".join(lab_names())
    asks = re.compile(rf"lab(\.name)?\s*(==|!=|is|in)\s*[\"'(\[{{]*({known})\b|labs\.({known})\b")
    for path in ROOT.rglob("*.py"):
        if "labs" in path.relative_to(ROOT).parts:
            continue
        assert asks.search(path.read_text(encoding="utf-8")) is None, path.name
