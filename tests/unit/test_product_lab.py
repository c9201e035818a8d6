"""The lab *Matrix product*: worked examples, what is said, and pictures that hold together."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from eigenscope.labs import tables
from eigenscope.labs.base import Readout, View
from eigenscope.labs.product import LAB
from eigenscope.labs.product.inputs import Inputs, matrix
from eigenscope.labs.product.layout import layout
from eigenscope.language.entry import Matrix
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import vertices
from eigenscope.scene.lighting import belongs
from eigenscope.scene.roles import Role


def _everything() -> list[Inputs]:
    """Return each operation and reading."""
    column, row = matrix("0", "1", "2"), matrix("10 20")
    return [
        *[Inputs(reading=reading) for reading in ("dots", "columns", "outer")],
        Inputs(reading="maps", a=matrix("1 1", "0 1"), b=matrix("0 -1", "1 0")),
        Inputs(operation="entrywise", operator="+", a=column, b=row),
        Inputs(operation="layer"),
        *[Inputs(operation="reduction", axis=axis, fold="mean") for axis in "01"],
    ]


VIEW = View(PLANE, (1280.0, 720.0))
TIMES = np.linspace(0.0, 1.0, 23)
X, Y = matrix("1 2 4 8"), matrix("2 2 2 2")


def readout(inputs: Inputs, key: str, t: float = 1.0) -> Readout:
    found = LAB.readouts(LAB.solve(inputs), t)
    return next(each for each in found if each.key == key)


def result(inputs: Inputs) -> Any:
    return np.asarray(readout(inputs, "result").value).tolist()


def caption(inputs: Inputs, t: float) -> str:
    return str(LAB.caption(LAB.solve(inputs), t))


def frame(inputs: Inputs, t: float, view: View = VIEW) -> Frame:
    return LAB.frame(LAB.solve(inputs), t, view)


def texts(found: Frame) -> list[str]:
    return [label.text for label in found.labels]


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
    inputs = Inputs(operation="entrywise", operator=operator, a=X, b=Y)
    assert result(inputs) == [expected]


@pytest.mark.parametrize("reading", ["dots", "columns", "outer"])
def test_a_matrix_times_a_vector(reading: str) -> None:
    a = Matrix.from_array(np.arange(20).reshape(5, 4))
    inputs = Inputs(reading=reading, a=a, b=matrix("0", "1", "2", "3"))
    assert result(inputs) == [[14], [38], [62], [86], [110]]
    assert LAB.solve(inputs).story is not None
    assert texts(frame(inputs, 1.0))[:5] == ["14", "38", "62", "86", "110"]


def test_weights_of_one_add_up() -> None:
    assert result(Inputs(a=matrix("0 1 2 3"), b=matrix("1", "1", "1", "1"))) == [[6]]


def test_a_column_and_a_row_are_broadcast() -> None:
    inputs = Inputs(operation="entrywise", operator="+", a=matrix("0", "1", "2"), b=matrix("10 20"))
    assert result(inputs) == [[10, 20], [11, 21], [12, 22]]
    assert caption(inputs, 0.5) == "Row 2, column 1: 1 + 10 = 11; 10 is copied from row 1 of B."
    for t in np.linspace(1 / 7 + 1e-6, 0.999, 40):
        solution = LAB.solve(inputs)
        told = next(text for text in texts(frame(inputs, t)) if text.startswith("c"))
        assert told.partition(" = ")[2] in caption(inputs, t)
        (now,) = (each for each in LAB.readouts(solution, t) if each.group == "Now")
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
        operation="layer",
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
        operation="reduction",
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
    solution = LAB.solve(Inputs(a=Matrix.from_texts(a), b=Matrix.from_texts(b)))
    expected = sympy.Matrix(a) * sympy.Matrix(b)
    assert [[Fraction(str(x)) for x in row] for row in expected.tolist()] == [
        list(row) for row in solution.result
    ]


def test_a_half_is_written_as_it_was_typed() -> None:
    halves = Inputs(a=matrix("1/2"), b=matrix("1/2"))
    assert readout(halves, "result").matrix == (("1/4",),)
    assert readout(replace(halves, a=matrix("0.5"), b=matrix("0.5")), "result").matrix == (
        ("0.25",),
    )
    thirds = Inputs(operation="entrywise", operator="/", a=matrix("1 2"), b=matrix("3 3"))
    assert readout(thirds, "result").matrix == (("1/3", "2/3"),)


def test_rounding_noise_is_nothing() -> None:
    inputs = Inputs(a=matrix("sqrt(2) -2"), b=matrix("sqrt(2)", "1"))
    assert np.sqrt(2) * np.sqrt(2) - 2 != 0
    assert result(inputs) == [[0.0]]
    assert readout(inputs, "result").matrix == (("0",),)


def test_rounded_results_are_not_said_to_be_equal() -> None:
    assert caption(Inputs(a=matrix("sqrt(2)"), b=matrix("sqrt(3)")), 0.99).endswith("≈ 2.449")
    assert caption(Inputs(a=matrix("2"), b=matrix("-3")), 0.99).endswith("2·(−3) = −6")


def test_entries_stand_as_on_the_blackboard() -> None:
    inputs = Inputs(a=matrix("-sqrt(2) pi/2"), b=matrix("1", "1"))
    assert {"−√2", "π/2"} <= set(texts(frame(inputs, 0.0)))


# --- the lesson's links ----------------------------------------------------------------------


@pytest.mark.parametrize("inputs", _everything())
def test_a_part_has_the_colour_of_its_table(inputs: Inputs) -> None:
    roles = {
        "A": Role.OPERAND_A,
        "B": Role.OPERAND_B,
        "C": Role.RESULT,
        "Y": Role.RESULT,
        "b": Role.INPUT,
    }
    solution = LAB.solve(LAB.check(inputs))
    for t in TIMES:
        draws = LAB.frame(solution, float(t), VIEW).draws
        for part, role in roles.items():
            first = next((draw for draw in draws if belongs(draw, part)), None)
            assert first is None or first.style.role is role, part
        for draw in draws:
            what, _, table = (
                draw.name.removesuffix(" face").removesuffix(" border").partition(" of ")
            )
            if table:
                assert what in ("row", "column", "entry", "whole")
                assert draw.style.role is roles[table], draw.name


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
        now = {r.key: r for r in LAB.readouts(LAB.solve(inputs), t) if r.group == "Now"}
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
    hint = "Column 3 of A finds no row of B. Aᵀ B and B A would fit."
    assert caption(inputs, 0.5) == f"{words} {hint}"
    found = frame(inputs, 0.5)
    assert {words, hint} <= set(texts(found))
    assert any(draw.style.role is Role.MISMATCH for draw in found.draws)
    assert not found.named("C cells")


def test_tables_that_cannot_meet_entry_by_entry() -> None:
    inputs = Inputs(operation="entrywise", a=matrix("1 2 3", "4 5 6"), b=matrix("1 0", "0 1"))
    assert "A is 2×3 and B is 2×2: entry by entry, sizes must be equal or 1." in caption(inputs, 0)


def test_the_hadamard_product_stands_beside_the_matrix_product() -> None:
    inputs = Inputs(operation="entrywise", a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8"))
    found = texts(frame(inputs, 0.25))
    assert "c₁₁ = 1 × 5 = 5" in found
    assert "not to be mixed up: the matrix product A B has here 1·5 + 2·7 = 19" in found


def test_what_has_no_value_is_said() -> None:
    inputs = Inputs(operation="entrywise", operator="/", a=matrix("1 2"), b=matrix("0 2"))
    assert readout(inputs, "result").matrix == (("none", "1"),)
    assert "Division by 0" in caption(inputs, 1.0)
    roots = Inputs(operation="entrywise", operator="^", a=matrix("-8 4"), b=matrix("1/2 1/2"))
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


# --- pictures --------------------------------------------------------------------------------


SHAPES = [(1, 1, 1), (2, 3, 2), (5, 4, 1), (6, 6, 6), (1, 6, 6), (6, 1, 6)]


def _table(rows: int, columns: int, scale: int = 1) -> Matrix:
    entries = np.arange(rows * columns).reshape(rows, columns) * scale - 7
    return Matrix.from_array(entries)


def _all_inputs() -> list[Inputs]:
    found = [
        Inputs(reading=reading, a=_table(n, k, 123), b=_table(k, m, 7))
        for (n, k, m), reading in itertools.product(SHAPES, ("dots", "columns", "outer"))
    ]
    found += [
        Inputs(operation="entrywise", operator="^", a=_table(*a), b=_table(*b))
        for a, b in [((1, 1), (6, 6)), ((6, 1), (1, 6)), ((6, 6), (6, 6)), ((1, 6), (6, 6))]
    ]
    found += [
        Inputs(operation="reduction", axis=axis, fold=fold, a=_table(*shape, 1000))
        for axis, fold, shape in itertools.product(
            "01", ("sum", "mean", "cumsum"), ((6, 6), (1, 6), (6, 1))
        )
    ]
    return found + [each.inputs for each in LAB.experiments()]


@pytest.mark.parametrize("inputs", _all_inputs())
@pytest.mark.parametrize("size", [(1280.0, 720.0), (640.0, 560.0), (500.0, 900.0)])
def test_tables_are_in_view_apart_and_wide_enough(
    inputs: Inputs, size: tuple[float, float]
) -> None:
    solution = LAB.solve(LAB.check(inputs))
    camera = PLANE.fitted(LAB.extent(solution), size, 1.35)
    view = View(camera, size)
    if solution.maps is not None:
        return
    places = layout(solution.plan, view)
    boxes = [(t.left, t.bottom, t.right, t.top) for t in places.tables.values()]
    corners = np.array([(x, y, 0.0) for a, b, c, d in boxes for x, y in ((a, b), (c, d))])
    seen = camera.project(corners, size)[:, :2]
    assert (seen > 0).all()
    assert (seen < size).all()
    for first, second in itertools.combinations(boxes, 2):
        across = first[2] < second[0] or second[2] < first[0]
        assert across or first[3] < second[1] or second[3] < first[1]
    letter = tables.NUMBER * 0.62  # of a digit, in heights of a cell
    for beat in () if solution.story is None else solution.story.beats:
        longest = max(len(text) for row in beat.results for text in row)
        table = places.tables[solution.outcome]
        assert letter * longest * table.height < table.width


@pytest.mark.parametrize("inputs", [each.inputs for each in LAB.experiments()])
def test_playing_uploads_nothing_and_draws_only_numbers(inputs: Inputs) -> None:
    solution = LAB.solve(LAB.check(inputs))
    view = VIEW if LAB.dimensions(inputs) == 2 else View(SPACE, VIEW.size)
    known: dict[str, set[int]] = {}
    kept = []  # so that no identity is used again
    for t in TIMES:
        found = LAB.frame(solution, float(t), view)
        for draw in found.draws:
            kept.append(draw.geometry)
            known.setdefault(draw.name, set()).add(id(draw.geometry))
            assert np.isfinite(draw.matrix).all()
            assert np.isfinite(vertices(draw.geometry)).all()
        assert not any("nan" in label.text for label in found.labels)
    # A name may stand for several shapes (face and border, lines of several copies): a few.
    assert max(len(shapes) for shapes in known.values()) <= 2


def test_lights_glide_from_entry_to_entry() -> None:
    inputs = Inputs(a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8"))
    heights = [
        frame(inputs, t).named("row of A face")[0].matrix[1, 3] for t in (0.5, 0.52, 0.53, 0.75)
    ]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[1] > heights[3]


def test_copies_come_out_of_the_edge() -> None:
    inputs = Inputs(operation="entrywise", a=matrix("1", "2"), b=matrix("1 2 3", "4 5 6"))
    assert not frame(inputs, 0.0).named("A copies cells")
    (half,) = frame(inputs, 0.07).named("A copies cells")
    (whole,) = frame(inputs, 1.0).named("A copies cells")
    own = frame(inputs, 1.0).named("A cells")[0]
    assert 0 < half.matrix[0, 0] < whole.matrix[0, 0]
    assert whole.matrix[0, 0] == pytest.approx(own.matrix[0, 0])
    assert whole.matrix[0, 3] == half.matrix[0, 3] > own.matrix[0, 3]
    grey = [label.text for label in frame(inputs, 1.0).labels if label.role is Role.AXIS]
    assert grey == ["1", "1", "2", "2"]


def test_maps_end_at_the_columns_of_the_product() -> None:
    a, b = matrix("1 1", "0 1"), matrix("0 -1", "1 0")
    inputs = Inputs(reading="maps", a=a, b=b)
    for t, expected in (
        (0.0, np.eye(2)),
        (LAB.stops(LAB.solve(inputs))[1], b.to_array()),
        (1.0, a.to_array() @ b.to_array()),
    ):
        (draw,) = frame(inputs, t).named("basis 1")
        assert draw.matrix[:2, :2] == pytest.approx(expected, abs=1e-12)
    assert caption(inputs, 1.0).endswith("columns of C = A B: (1, 1), (−1, 0).")


def test_arrows_are_called_what_they_are_now() -> None:
    inputs = Inputs(reading="maps", a=matrix("1 1", "0 1"), b=matrix("0 -1", "1 0"))
    acted = LAB.stops(LAB.solve(inputs))[1]
    for t, names in (
        (0.0, {"e₁", "e₂"}),
        (0.3, {"e₁ → Be₁", "e₂ → Be₂"}),
        (acted, {"Be₁ = b₁", "Be₂ = b₂"}),
        (0.7, {"Be₁ → ABe₁", "Be₂ → ABe₂"}),
        (1.0, {"ABe₁ = c₁", "ABe₂ = c₂"}),
    ):
        found = {text for text in texts(frame(inputs, t)) if "e" in text}
        assert found == names
    assert {"c₂", "b₂"}.isdisjoint(texts(frame(inputs, 0.7)))  # they are where ABe₂ stands
    (letter,) = frame(inputs, acted).named("F")
    assert letter.matrix[:2, :2] == pytest.approx(np.array([[0, -1], [1, 0]]), abs=1e-12)


def test_maps_between_the_plane_and_space() -> None:
    inputs = Inputs(reading="maps", a=matrix("1 0 1", "0 1 1"), b=matrix("1 0", "0 1", "2 2"))
    assert LAB.dimensions(inputs) == 3
    (draw,) = LAB.frame(LAB.solve(inputs), 1.0, View(SPACE, VIEW.size)).named("basis 0")
    assert draw.matrix[:3, 0] == pytest.approx([3, 2, 0])


def test_maps_need_small_sizes_that_fit() -> None:
    assert LAB.check(Inputs(reading="maps", a=_table(4, 4), b=_table(4, 4))).reading == "dots"
    assert LAB.check(Inputs(reading="maps", a=_table(2, 3), b=_table(2, 3))).reading == "dots"


def test_dragging_a_column_of_b_changes_b_alone() -> None:
    inputs = Inputs(reading="maps", a=matrix("1 1", "0 1"), b=matrix("0 -1", "1 0"))
    handles = LAB.handles(LAB.solve(inputs), 0.5)
    assert [handle.position for handle in handles] == [(0, 1, 0), (-1, 0, 0)]
    dragged, ends = LAB.dragged(inputs, "b-1", (2.0, 0.5, 0.0))
    assert dragged.b.to_array().tolist() == [[0, 2], [1, 0.5]]
    assert (dragged.a, ends) == (inputs.a, False)


def test_a_bias_follows_the_width_of_b() -> None:
    inputs = Inputs(operation="layer", a=_table(2, 3), b=_table(3, 4), bias=matrix("1 2"))
    assert LAB.check(inputs).bias.to_array().tolist() == [[1, 2, 0, 0]]


@pytest.mark.parametrize("axis", ["0", "1"])
def test_a_line_is_in_the_formula_when_it_is_in_the_totals(axis: str) -> None:
    inputs = Inputs(operation="reduction", axis=axis, a=matrix("1 2 3", "4 5 6"))
    for t in TIMES[1:-1]:
        found = texts(frame(inputs, t))
        formula = next(text for text in found if text.startswith("first"))
        value = formula.split(" ")[-1]
        now = [each for each in LAB.readouts(LAB.solve(inputs), t) if each.group == "Now"]
        assert [each.matrix[0][0] for each in now] == ([] if value == "…" else [value])
        assert value == "…" or found[0] == value


@pytest.mark.parametrize("preset", LAB.presets(), ids=lambda preset: preset.key)
def test_presets(preset: Any) -> None:
    inputs = Inputs(a=matrix("1 2 3", "4 5 6"), b=matrix("7 8 9", "1 2 3"))
    made = preset.make(inputs, 0.0)
    a, b = inputs.a.to_array(), inputs.b.to_array()
    expected = {
        "swap": (b, a),
        "transpose-a": (a.T, b),
        "transpose-b": (a, b.T),
        "identity": (a, np.eye(3)),
        "permutation": (a, np.eye(3)[[1, 2, 0]]),
    }[preset.key]
    assert np.array_equal(made.a.to_array(), expected[0])
    assert np.array_equal(made.b.to_array(), expected[1])


# --- the program -----------------------------------------------------------------------------


PROGRAMS = [
    *[each.inputs for each in LAB.experiments()],
    *[Inputs(operation="entrywise", operator=sign, a=X, b=Y) for sign in "+-*/^"],
    *[
        Inputs(operation="reduction", axis=axis, fold=fold, keepdims=keeps)
        for axis, fold, keeps in itertools.product("01", ("sum", "mean", "cumsum"), (False, True))
    ],
    Inputs(operation="entrywise", a=matrix("1 2 3"), b=matrix("1 2")),
    Inputs(a=matrix("1e200 1/3"), b=matrix("1e200", "sqrt(2)")),
]


@pytest.mark.parametrize("inputs", PROGRAMS)
def test_the_program_gives_what_is_shown(inputs: Inputs) -> None:
    checked = LAB.check(inputs)
    namespace: dict[str, Any] = {}
    exec(LAB.code(checked), namespace)
    told = [each for each in LAB.readouts(LAB.solve(checked), 1.0) if each.variable]
    for each in told:
        computed = np.asarray(namespace[each.variable])
        assert computed.shape == np.asarray(each.value).shape, each.key
        np.testing.assert_allclose(computed, np.asarray(each.value), rtol=1e-12)
    assert told or LAB.solve(checked).misfit is not None
