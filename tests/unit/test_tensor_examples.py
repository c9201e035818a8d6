"""The programs of the lab Tensors run as they are, and answer what is asked of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.tensors.code_experiments import EXPERIMENTS
from eigenscope.labs.tensors.example import WRONG, CodeExperiment
from eigenscope.labs.tensors.examples import EXAMPLES
from eigenscope.labs.tensors.number_experiments import NUMBER_EXPERIMENTS
from eigenscope.resources import resource
from eigenscope.trace.program import trace
from eigenscope.trace.steps import Trace

PROGRAMS = [
    pytest.param(example, id=f"{topic}-{example.key}")
    for topic, examples in EXAMPLES.items()
    for example in examples
]
IMAGES = {(2, 3, 2, 2), (2, 12)}  # a batch of them, and what it is as rows
TRIED = {experiment.key: experiment.code for experiment in EXPERIMENTS}


def values(ran: Trace) -> dict[str, list[Any]]:
    """Return what a program's texts give, as plain values, in the order of evaluation."""
    results: dict[str, list[Any]] = {}
    for step in ran.steps:
        plain = step.value if step.array is None else np.asarray(step.array).tolist()
        results.setdefault(step.place.text, []).append(plain)
    return results


@pytest.mark.parametrize("example", PROGRAMS)
def test_a_program_runs_and_only_a_wrong_one_ends_with_its_last_line(example: Example) -> None:
    ran = trace(example.code)
    written = example.code.splitlines()
    if example.key == WRONG:
        assert ran.problem is not None
        assert ran.problem.place.line == len(written)
        return
    assert ran.problem is None
    assert 3 <= len(written) <= 8
    assert {step.place.line for step in ran.steps} >= {len(written)}, "the last line shows nothing"


@pytest.mark.parametrize("example", PROGRAMS)
def test_what_a_program_makes_fits_a_screen(example: Example) -> None:
    shapes = {step.shape for step in trace(example.code).steps if step.shape is not None}
    tables = {shape for shape in shapes - IMAGES if len(shape) > 1}
    assert all(len(shape) <= 3 and max(shape) <= 6 for shape in tables)
    assert max(np.prod(shape) for shape in shapes) <= 24
    assert max(map(len, example.code.splitlines())) <= 64


@pytest.mark.parametrize("tried", [*PROGRAMS, *EXPERIMENTS])
def test_no_step_of_a_program_is_written_twice(tried: Example | CodeExperiment) -> None:
    written = [(step.place.text, str(step.array)) for step in trace(tried.code).steps]
    assert len(set(written)) == len(written)


def test_labels_fit_two_columns_of_buttons() -> None:
    labels = [str(example.label) for examples in EXAMPLES.values() for example in examples]
    assert max(map(len, labels)) <= 22


def test_topics_have_a_few_programs_and_a_wrong_one() -> None:
    for topic, examples in EXAMPLES.items():
        keys = [example.key for example in examples]
        assert 4 <= len(keys) <= 7, topic
        assert len(set(keys)) == len(keys), topic
        assert keys[-1] == WRONG, topic
        assert len({example.code for example in examples}) == len(keys), topic


def test_every_topic_has_a_lesson_and_number_types_has_one_besides() -> None:
    lessons = {path.stem for path in resource("lessons", "tensors").glob("*.md")}
    assert lessons == {*EXAMPLES, "types"}


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.key)
def test_an_experiment_runs_and_asks(experiment: CodeExperiment) -> None:
    assert trace(experiment.code).problem is None
    assert "?" in str(experiment.watch)


def test_experiments_with_numbers_store_what_is_asked() -> None:
    asked = {each.key: each for each in NUMBER_EXPERIMENTS}
    assert all("?" in str(each.watch) for each in NUMBER_EXPERIMENTS)
    assert float(np.float32(asked["tenth"].number)) > 0.1
    assert asked["three-roundings"].dtype == "float64"
    assert int(asked["wrapped"].number) - 256 == 44 == int(np.array(300).astype(np.int8))
    with np.errstate(over="ignore"):
        assert np.float16(asked["overflow"].number) == np.inf
    tiny = np.array(float(asked["subnormal"].number), np.float32)
    assert 0 < tiny < np.finfo(np.float32).tiny


def test_experiments_follow_the_topics_order() -> None:
    places = [list(EXAMPLES).index(experiment.topic) for experiment in EXPERIMENTS]
    assert all(before <= after for before, after in pairwise(places))


def test_experiments_show_what_is_asked() -> None:
    ran = {key: values(trace(code)) for key, code in TRIED.items()}
    assert ran["tenths"]["s == 0.3"] == [False]
    assert ran["tenths"]["s - 0.3"] == [0.1 + 0.2 - 0.3] != [0.0]
    assert ran["pixel"]["image[:, 0, 0]"] == ran["pixel"]["last[0, 0]"] == [[0, 4, 8]]
    assert ran["lookup"]["table[words]"] == ran["lookup"]["rows @ table"]
    assert np.shape(ran["silent"]["guess - target"][0]) == (3, 3)
    assert ran["silent"]["(g - target).square().mean()"] == [0.0]
    assert ran["axis-kept"]["P.sum(dim=1)"] == [[0.625, 1.25]]
    assert ran["axis-kept"]["Q.sum(dim=1)"] == [[1.0, 1.0]]
    assert ran["which-axis"]["T.sum(dim=(0, 2))"] == [[8.0, 8.0, 8.0]]
    assert ran["shifted"]["torch.exp(big)"] == [[np.inf] * 3]
    np.testing.assert_allclose(
        ran["shifted"]["big.softmax(dim=0)"], ran["shifted"]["z.softmax(dim=0)"], atol=1e-6
    )
    assert np.count_nonzero(ran["causal"]["M.softmax(dim=1)"][0], axis=1).tolist() == [1, 2, 3]
    assert ran["cosines"]["U @ U.T"] == [[[1.0, 0, 1], [0, 1, 0], [1, 0, 1]]]
    answers = [ran["precedence"][text] for text in ("1 + 3 * a ** 2", "(1 + 3 * a) ** 2")]
    assert answers == [[13.0], [49.0]]
    assert ran["stack-by-hand"]["S == C"] == [[[True] * 3] * 2]
    back = np.array(ran["undone"]["torch.log(q)"][0])
    np.testing.assert_allclose(back, [-2, -1, 0, 1, 2], atol=1e-6)
    changed = {name: ran["who-changes"][name] for name in ("Y[0, 0]", "Z[0]", "W[0]")}
    assert changed == {"Y[0, 0]": [100], "Z[0]": [0], "W[0]": [100]}
