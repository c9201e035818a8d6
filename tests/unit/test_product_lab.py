"""The lab *Matrix product*: worked examples, what is said, and pictures that hold together."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B
from eigenscope.labs.product.inputs import Inputs
from eigenscope.labs.product.lab import LAB
from eigenscope.labs.product.stories import TableStory
from eigenscope.language.evaluating.entry import Matrix, matrix
from eigenscope.scene.lighting import belongs
from eigenscope.scene.slots import Slot

from .product_lab_inputs import (
    TIMES,
    VIEW,
    X,
    Y,
    caption,
    everything,
    frame,
    readout,
    result,
    texts,
)

# --- worked examples -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("+", [3, 4, 6, 10]),
        ("-", [-1, 0, 2, 6]),
        ("*", [2, 4, 8, 16]),
        ("/", [0.5, 1, 2, 4]),
        ("^", [1, 4, 16, 64]),
    ],
)
def test_entry_by_entry(operator: str, expected: list[float]) -> None:
    inputs = Inputs(topic="entrywise", operator=operator, a=X, b=Y)
    assert result(inputs) == [expected]


@pytest.mark.parametrize("reading", ["dots", "columns", "outer"])
def test_a_matrix_times_a_vector(reading: str) -> None:
    a = Matrix.from_array(np.arange(20).reshape(5, 4))
    inputs = Inputs(reading=reading, a=a, b=matrix("0", "1", "2", "3"))
    assert result(inputs) == [[14], [38], [62], [86], [110]]
    story = LAB.solve(inputs)
    assert isinstance(story, TableStory)
    assert story.solution.beats is not None
    assert texts(frame(inputs, 1.0))[:5] == ["14", "38", "62", "86", "110"]


def test_weights_of_one_add_up() -> None:
    assert result(Inputs(a=matrix("0 1 2 3"), b=matrix("1", "1", "1", "1"))) == [[6]]


def test_a_column_and_a_row_are_broadcast() -> None:
    inputs = Inputs(topic="entrywise", operator="+", a=matrix("0", "1", "2"), b=matrix("10 20"))
    assert result(inputs) == [[10, 20], [11, 21], [12, 22]]
    assert caption(inputs, 0.5) == "Row 2, column 1: 1 + 10 = 11; 10 is copied from row 1 of B."
    for t in np.linspace(1 / 7 + 1e-6, 0.999, 40):
        solution = LAB.solve(inputs)
        told = next(text for text in texts(frame(inputs, t)) if text.startswith("c"))
        assert told.partition(" = ")[2] in caption(inputs, t)
        (now,) = (each for each in LAB.readouts(solution, t) if str(each.group).startswith("Now: "))
        assert told.endswith(f"= {now.text}")
        assert told.startswith(f"{now.label} =")
    assert "3×1 with 1×2 → 3×2" in str(readout(inputs, "sizes").text)
    assert caption(inputs, 0.1) == (
        "A's only column is copied to make 2, B's only row is copied to make 3, "
        "so that the sizes agree."
    )


def test_a_layer() -> None:
    x, w = np.array([[1, 2, 0], [0, 1, -1]]), np.array([[1, 0, 2, -1], [0, 1, 1, 1], [3, 0, -1, 2]])
    b = np.array([[1, 0, -1, 2]])
    inputs = Inputs(
        topic="layer",
        a=Matrix.from_array(x),
        b=Matrix.from_array(w),
        bias=Matrix.from_array(b),
    )
    assert result(inputs) == (x @ w + b).tolist()
    assert {"A B  2×4", "b  1×4"} <= set(texts(frame(inputs, 0.7)))
    assert "(A B)₁₁ = 1·1 + 2·0 + 0·3 = 1" in texts(frame(inputs, 0.1))
    assert {"A B + b, row by row  2×4", "y₁₁ = 1 + 1 = 2"} <= set(texts(frame(inputs, 0.9)))
    assert "Y = A B + b  2×4" in texts(frame(inputs, 1.0))
    assert readout(inputs, "parameters").value == 16
    assert readout(inputs, "multiplications").value == 24


@pytest.mark.parametrize(
    ("axis", "fold", "keepdims", "expected"),
    [
        ("0", "sum", False, [5, 7, 9]),
        ("0", "sum", True, [[5, 7, 9]]),
        ("1", "sum", False, [6, 15]),
        ("1", "sum", True, [[6], [15]]),
        ("0", "mean", False, [2.5, 3.5, 4.5]),
        ("1", "mean", True, [[2], [5]]),
        ("0", "cumsum", False, [[1, 2, 3], [5, 7, 9]]),
        ("1", "cumsum", True, [[1, 3, 6], [4, 9, 15]]),
    ],
)
def test_reductions(axis: str, fold: str, keepdims: bool, expected: list[Any]) -> None:
    inputs = Inputs(
        topic="reduction",
        axis=axis,
        fold=fold,
        keepdims=keepdims,
        a=matrix("1 2 3", "4 5 6"),
    )
    assert result(inputs) == expected


# --- exactness -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_products_of_fractions_are_exact(seed: int) -> None:
    random = np.random.default_rng(seed)
    n, k, m = (int(x) for x in random.integers(1, 7, 3))

    def table(rows: int, columns: int) -> list[list[str]]:
        tops = random.integers(-9, 10, (rows, columns))
        return [[f"{top}/{random.integers(1, 10)}" for top in row] for row in tops]

    a, b = table(n, k), table(k, m)
    story = LAB.solve(Inputs(a=Matrix.from_texts(a), b=Matrix.from_texts(b)))
    assert isinstance(story, TableStory)
    expected = sympy.Matrix(a) * sympy.Matrix(b)
    assert [[Fraction(str(x)) for x in row] for row in expected.tolist()] == [
        list(row) for row in story.solution.result
    ]


def test_a_half_is_written_as_it_was_typed() -> None:
    halves = Inputs(a=matrix("1/2"), b=matrix("1/2"))
    assert readout(halves, "result").matrix == (("1/4",),)
    assert readout(replace(halves, a=matrix("0.5"), b=matrix("0.5")), "result").matrix == (
        ("0.25",),
    )
    thirds = Inputs(topic="entrywise", operator="/", a=matrix("1 2"), b=matrix("3 3"))
    assert readout(thirds, "result").matrix == (("1/3", "2/3"),)


def test_rounding_noise_is_nothing() -> None:
    inputs = Inputs(a=matrix("sqrt(2) -2"), b=matrix("sqrt(2)", "1"))
    assert np.sqrt(2) * np.sqrt(2) - 2 != 0
    assert result(inputs) == [[0.0]]
    assert readout(inputs, "result").matrix == (("0",),)


def test_rounded_results_are_not_said_to_be_equal() -> None:
    assert caption(Inputs(a=matrix("sqrt(2)"), b=matrix("pi")), 0.99).endswith("≈ 4.443")
    assert caption(Inputs(a=matrix("sqrt(2)"), b=matrix("sqrt(3)")), 0.99).endswith("√2·√3 = √6")
    assert caption(Inputs(a=matrix("2"), b=matrix("-3")), 0.99).endswith("2·(−3) = −6")


def test_entries_stand_as_on_the_blackboard() -> None:
    inputs = Inputs(a=matrix("-sqrt(2) pi/2"), b=matrix("1", "1"))
    assert {"−√2", "π/2"} <= set(texts(frame(inputs, 0.0)))


# --- the lesson's links ----------------------------------------------------------------------


@pytest.mark.parametrize("inputs", everything())
def test_a_part_has_the_colour_of_its_table(inputs: Inputs) -> None:
    slots = {
        "A": OPERAND_A,
        "B": OPERAND_B,
        "C": Slot.HIGHLIGHT,
        "Y": Slot.HIGHLIGHT,
        "b": Slot.MUTED,
    }
    solution = LAB.solve(LAB.check(inputs))
    for t in TIMES:
        draws = LAB.frame(solution, float(t), VIEW).draws
        for part, slot in slots.items():
            first = next((draw for draw in draws if belongs(draw, part)), None)
            assert first is None or first.style.slot is slot, part
        for draw in draws:
            what, _, table = (
                draw.name.removesuffix(" face").removesuffix(" border").partition(" of ")
            )
            if table:
                assert what in ("row", "column", "entry", "whole")
                assert draw.style.slot is slots[table], draw.name


# --- what is said ----------------------------------------------------------------------------


def test_a_dot_product_is_told_pair_by_pair() -> None:
    inputs = Inputs(a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8"))
    stops = LAB.stops(LAB.solve(inputs))
    assert stops == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert caption(inputs, 0.25) == "Row 1 of A · column 1 of B: 1·5 + 2·7 = 19"
    assert caption(inputs, 0.75) == "Row 2 of A · column 1 of B: 3·5 + 4·7 = 43"
    assert "c₂₁ = 3·5 + 4·7 = 43" in texts(frame(inputs, 0.75))
    assert str(readout(inputs, "now.entry", 0.55).text) == "15"
    assert [t for t in texts(frame(inputs, 0.5)) if t in ("19", "22", "43", "50")] == ["19", "22"]


def test_columns_are_mixed() -> None:
    inputs = Inputs(reading="columns", a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8"))
    assert LAB.stops(LAB.solve(inputs)) == (0.0, 0.5, 1.0)
    assert caption(inputs, 0.5).startswith("Column 1 of C is 5·a₁ + 7·a₂")
    assert texts(frame(inputs, 0.2))[:2] == ["5", "15"]  # 5·(1, 3)
    assert texts(frame(inputs, 0.5))[:2] == ["19", "43"]
    assert {"a₁", "a₂", "c₁", "c₂"} <= set(texts(frame(inputs, 0.0)))


def test_a_column_is_in_the_formula_when_it_is_in_the_result() -> None:
    inputs = Inputs(reading="columns", a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8"))
    for t in TIMES[1:-1]:
        found = texts(frame(inputs, t))
        formula = next(text for text in found if text.startswith(("c₁ =", "c₂ =")))
        terms, column = formula.count("·"), int(formula[1].translate({0x2081: "1", 0x2082: "2"}))
        a, b = inputs.a.to_array(), inputs.b.to_array()
        mixed = a[:, :terms] @ b[:terms, column - 1]
        shown = found[column - 1 : 2 * column : column] if terms else []
        assert shown == ([f"{x:g}" for x in mixed] if terms else [])
        now = {
            r.key: r for r in LAB.readouts(LAB.solve(inputs), t) if str(r.group).startswith("Now: ")
        }
        assert set(now) == ({"now.table"} if terms else set())
        if terms:
            assert np.ravel(now["now.table"].value).tolist() == mixed.tolist()  # type: ignore[arg-type]
            assert formula.removeprefix(f"{formula[:2]} = ").removesuffix(" + …") in caption(
                inputs, t
            )


def test_outer_products_are_added() -> None:
    inputs = Inputs(reading="outer", a=matrix("1 2", "3 4"), b=matrix("5 -6", "7 -8"))
    assert "ayer" not in caption(inputs, 0.5) + caption(inputs, 0.7)
    assert readout(inputs, "now.table", 0.7).matrix == (("14", "−16"), ("28", "−32"))
    assert texts(frame(inputs, 0.5))[:4] == ["5", "−6", "15", "−18"]
    assert texts(frame(inputs, 0.7))[:4] == ["5 + 14", "−6 − 16", "15 + 28", "−18 − 32"]


def test_sizes_that_do_not_fit_are_marked_and_said() -> None:
    inputs = Inputs(a=matrix("1 2 3", "4 5 6"), b=matrix("1 0", "0 1"))
    words = "A is 2×3 and B is 2×2: the inner sizes 3 and 2 differ."
    hint = "Column 3 of A has no matching row of B. Aᵀ B and B A would fit."
    assert caption(inputs, 0.5) == f"{words} {hint}"
    found = frame(inputs, 0.5)
    assert {words, hint} <= set(texts(found))
    assert any(draw.style.slot is Slot.WARNING for draw in found.draws)
    assert not found.named("C cells")


def test_one_thing_and_several_are_said_apart() -> None:
    wide = Inputs(a=matrix("1 2 3 4", "5 6 7 8"), b=matrix("1 2"))
    assert "Columns 2 to 4 of A have no matching row of B. B A would fit." in caption(wide, 0.5)
    assert caption(Inputs(a=matrix("2"), b=matrix("3")), 1.0).endswith("with 1 multiplication.")
    row = Inputs(topic="reduction", a=matrix("1 2"))
    assert caption(row, 0.0) == "The axis is reduced: its 1 row is added."


def test_nothing_follows_a_misfit_without_a_hint() -> None:
    inputs = Inputs(topic="entrywise", a=matrix("1 2 3"), b=matrix("1 2"))
    assert caption(inputs, 0.0).endswith("must be equal or 1.")


def test_tables_that_cannot_meet_entry_by_entry() -> None:
    inputs = Inputs(topic="entrywise", a=matrix("1 2 3", "4 5 6"), b=matrix("1 0", "0 1"))
    assert "A is 2×3 and B is 2×2: entry by entry, sizes must be equal or 1." in caption(inputs, 0)


def test_the_hadamard_product_stands_beside_the_matrix_product() -> None:
    inputs = Inputs(topic="entrywise", a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8"))
    found = texts(frame(inputs, 0.25))
    assert "c₁₁ = 1 × 5 = 5" in found
    assert "not the matrix product: A B has 1·5 + 2·7 = 19 here" in found


def test_what_has_no_value_is_said() -> None:
    inputs = Inputs(topic="entrywise", operator="/", a=matrix("1 2"), b=matrix("0 2"))
    assert readout(inputs, "result").matrix == (("none", "1"),)
    assert "Division by 0" in caption(inputs, 1.0)
    roots = Inputs(topic="entrywise", operator="^", a=matrix("-8 4"), b=matrix("1/2 1/2"))
    assert readout(roots, "result").matrix == (("none", "2"),)


def test_the_other_order() -> None:
    shear, turn = matrix("1 1", "0 1"), matrix("0 -1", "1 0")
    assert readout(Inputs(a=shear, b=turn), "BA").matrix == (("0", "−1"), ("1", "1"))
    assert "no" in str(readout(Inputs(a=shear, b=turn), "commute").text)
    assert "yes" in str(readout(Inputs(a=shear, b=shear), "commute").text)


def test_huge_and_tiny_numbers_are_shown_by_their_power() -> None:
    huge = Inputs(a=matrix("1e200"), b=matrix("1e200"))
    assert readout(huge, "result").matrix == (("10⁴⁰⁰",),)
    assert "largest number" in str(readout(huge, "beyond").text)
    tiny = Inputs(a=matrix("1e-200"), b=matrix("-1e-200"))
    assert readout(tiny, "result").matrix == (("−10⁻⁴⁰⁰",),)
