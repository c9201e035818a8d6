"""Matrix expressions: that they survive being printed, and agree with numpy and with themselves."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.definitions.name_rules import check_name
from eigenscope.language.functions import FUNCTIONS
from eigenscope.language.reading import tree
from eigenscope.language.reading.parsing import parse_expression
from eigenscope.language.reading.pieces import Known
from eigenscope.language.reading.tree import Node, to_text
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.constants import CONSTANTS
from eigenscope.wording.words import say

from .. import sampling

NAMES = ("A", "B", "v", "w", "a", "W_q", "Σ", "B1")
KNOWN = Known({*NAMES, *CONSTANTS}, FUNCTIONS.keys())
DEFINED = {"A": "[[2,1],[1,2]]", "B": "[[0,-1],[1,0]]", "v": "[3,4]", "w": "[1,2]", "a": "3"}
NODE = (0, 0)
OPERATORS = ["+", "-", "*", "/", "\\", "^", ".*", "./", ".^", ".+", ".-"]


# --- printing ------------------------------------------------------------------------------------


def some_tree(chance: random.Random, depth: int) -> Node:
    """Return a tree of any nodes."""
    if depth == 0 or chance.random() < 0.15:
        if chance.random() < 0.5:
            return tree.Name(*NODE, chance.choice(NAMES))
        return tree.Number(*NODE, chance.choice(["1", "2.5", ".5", "1e-3", "40"]))

    def part() -> Node:
        return some_tree(chance, depth - 1)

    def few() -> tuple[Node, ...]:
        return tuple(part() for _ in range(chance.randint(1, 3)))

    def end() -> Node | None:
        return None if chance.random() < 0.5 else part()

    match chance.randint(0, 8):
        case 0:
            return tree.Sign(*NODE, chance.choice("+-"), part())
        case 1:
            return tree.After(*NODE, chance.choice(["'", "^H", "^-T", "^+", "°", "%"]), part())
        case 2:
            return tree.Call(*NODE, chance.choice(["rot", "sum"]), few())
        case 3:
            return tree.Call(*NODE, "cat", (part(),), (("axis", part()),))
        case 4:
            items = [tree.Slice(*NODE, end(), end(), end()), part()]
            return tree.Index(*NODE, part(), tuple(chance.sample(items, chance.randint(1, 2))))
        case 5:
            return tree.List(*NODE, tuple(few() for _ in range(chance.randint(1, 3))))
        case 6:
            row = (part(), part())
            return tree.List(*NODE, (row,) * chance.randint(1, 2), True)
        case 7:
            double = chance.random() < 0.5
            return tree.Bars(*NODE, part(), double, chance.choice("1F") if double else "")
    return tree.Binary(*NODE, chance.choice(OPERATORS), part(), part())


def test_what_is_printed_is_read_as_the_same_tree() -> None:
    drawn = sampling.chance("trees")
    for _ in range(sampling.count(1000, 5000)):
        node = some_tree(drawn, 4)
        assert parse_expression(to_text(node), KNOWN) == node, to_text(node)


# --- agreement with numpy ------------------------------------------------------------------------

Pair = tuple[str, npt.NDArray[np.float64]]


@st.composite
def pairs(draw: st.DrawFn, depth: int = 4) -> Pair:
    """Return an expression of 2×2 matrices, and what numpy makes of the same."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        entries = [[draw(st.integers(-9, 9)) for _ in range(2)] for _ in range(2)]
        text = str(entries) if draw(st.booleans()) else _spaced(entries)
        return text, np.array(entries, np.float64)
    text, value = draw(pairs(depth - 1))
    match draw(st.integers(0, 6)):
        case 0:
            return f"({text})^T", value.T
        case 1:
            number = draw(st.integers(-5, 5))
            return f"{number}({text})", number * value
        case 2:
            return f"({text})^2", value @ value
        case 3:
            return f"-({text})", -value
    other, second = draw(pairs(depth - 1))
    match draw(st.integers(0, 3)):
        case 0:
            return f"({text}) + ({other})", value + second
        case 1:
            return f"({text}) - ({other})", value - second
        case 2:
            return f"({text}) .* ({other})", value * second
    return f"({text}) ({other})", value @ second


def _spaced(entries: list[list[int]]) -> str:
    return "[" + "; ".join(" ".join(map(str, row)) for row in entries) + "]"


@settings(max_examples=sampling.count(100, 400), deadline=None)
@given(pairs())
def test_random_expressions_agree_with_numpy(pair: Pair) -> None:
    text, expected = pair
    found = Definitions().evaluate(text)
    assert found.shape == (2, 2)
    np.testing.assert_allclose(found.array, expected, rtol=1e-12, atol=1e-9)
    if found.exact is not None:
        exact = np.array([float(each) for each in found.exact.ravel()]).reshape(2, 2)
        np.testing.assert_allclose(exact, expected, rtol=1e-12, atol=1e-9)


@settings(max_examples=sampling.count(100, 300), deadline=None)
@given(
    st.integers(1, 60), st.integers(1, 60), st.integers(-20, 20), st.integers(1, 9),
    st.sampled_from("+-*/"),
)  # fmt: skip
def test_roots_are_exact_and_floats_agree(a: int, b: int, c: int, d: int, sign: str) -> None:
    found = Definitions().evaluate(f"(sqrt({a}) {sign} {c}/{d}) / (1 + sqrt({b}))"
                                   if c or sign != "/" else f"sqrt({a})")  # fmt: skip
    assert found.exact is not None
    third = {"+": a**0.5 + c / d, "-": a**0.5 - c / d, "*": a**0.5 * c / d}
    expected = third[sign] if sign != "/" else (a**0.5 / c / d if c else 0.0)
    expected = expected / (1 + b**0.5) if c or sign != "/" else a**0.5
    assert float(found.array) == pytest.approx(expected, rel=1e-12, abs=1e-13)
    assert float(found.exact.item()) == pytest.approx(expected, rel=1e-12, abs=1e-13)


# --- functions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_an_example_that_works(name: str) -> None:
    function = FUNCTIONS[name]
    assert name in function.example or name == "ln"
    definitions = Definitions.from_texts(DEFINED)
    assert np.isfinite(definitions.evaluate(function.example).array).all()
    assert say(function.help)[-1] in "0123456789."


# --- definitions ---------------------------------------------------------------------------------


def test_definitions_come_in_any_order_and_follow_changes() -> None:
    found = Definitions.from_texts({"C": "A B", "A": "2I + B", "B": "[[0,1],[1,0]]"})
    assert found.value("C").exact_text() == "[[1, 2], [2, 1]]"
    found.define("B", "[[0,0],[0,1]]")
    assert found.value("C").exact_text() == "[[0, 0], [0, 3]]"
    assert found.users("B") == ("C", "A")


def test_a_circle_is_named() -> None:
    found = Definitions.from_texts({"A": "B", "B": "2C", "C": "A + I"})
    with pytest.raises(LanguageError, match="A → B → C → A"):
        found.value("A")
    found.define("C", "I")
    assert found.value("A").exact_text() == "[[2, 0], [0, 2]]"


def test_a_new_name_changes_what_letters_side_by_side_mean() -> None:
    found = Definitions.from_texts({"A": "2", "B": "3", "C": "AB"})
    assert float(found.value("C").array) == 6
    found.define("AB", "10")
    assert float(found.value("C").array) == 10
    found.remove("AB")
    assert float(found.value("C").array) == 6


def test_who_uses_a_name_is_forgotten_once_it_does_so_no_more() -> None:
    """Else B could not be defined by A again: A would still be said to use it."""
    definitions = Definitions.from_texts({"A": "B", "C": "B"})
    assert definitions.users("B") == ("A", "C")
    definitions.define("A", "2")
    assert definitions.users("B") == ("C",)
    definitions.remove("C")
    definitions.define("C", "3")
    assert definitions.users("B") == ()


def test_one_change_in_a_chain_evaluates_what_depends_on_it_alone() -> None:
    texts = {f"x{k}": f"x{k - 1} + 1" for k in range(1, 1000)}
    found = Definitions.from_texts({"x0": "1", **texts, "y": "5"})
    assert float(found.value("x999").array) == 1000
    assert float(found.value("y").array) == 5
    before = found.evaluated
    found.define("x990", "0")
    assert float(found.value("x999").array) == 9
    assert found.evaluated - before == 10
    assert float(found.value("x989").array) == 990
    assert found.evaluated - before == 10


@pytest.mark.parametrize("name", ["1A", "A B", "", "rot", "T", "A-B", "λ+"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(LanguageError):
        check_name(name)


# --- anything at all -----------------------------------------------------------------------------


@pytest.mark.timeout(
    600
)  # of much more with --deep, and on a busy machine it may wait for its turn
def test_whatever_is_typed_has_a_value_or_an_error_at_once() -> None:
    program = Path(__file__).with_name("typed_at_random.py")
    # Judged by time, a plain run has the same texts each time.
    seed = sampling.count(11, sampling.seed_of("typed at random"))
    wanted = (sampling.count(4000, 100_000), seed)
    command = [sys.executable, str(program), *map(str, wanted)]
    # Threads of linear algebra that wait for a busy processor would count as the text's time.
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=600, env=alone
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert not found["slow"]
    assert found["grown"] < 200_000  # kilobytes: what the largest results take for a moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(I(3).+1/7)", Fraction(30, 7)),
        ("sum([1/3 2/5; 4/7 1/6], 1)[1]", Fraction(31, 42)),
        ("mean(I(50).+1/2)", Fraction(26, 50)),
        ("sum([1/2 -1/2])", Fraction(0)),
        ("cov(I(9))[0,0]", Fraction(1, 9)),
        ("((-2*(I(9).+1/3)).^2)[8,8]", Fraction(64, 9)),
        ("(((I(3).+(1/2)).*(3))^T)[2,2]", Fraction(9, 2)),
    ],
)
def test_tables_of_a_few_different_fractions_stay_exact(text: str, expected: Fraction) -> None:
    found = Definitions.from_texts({}).evaluate(text)
    assert found.surd is not None
    assert found.surd.rational == expected
