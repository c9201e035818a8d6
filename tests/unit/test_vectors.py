"""Vectors and p-norms of the engine, against facts by hand, sympy and mpmath."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy

from eigenscope.engine.analysis import norms
from eigenscope.exact import matrices, vectors
from eigenscope.exact.gram_schmidt import gram_schmidt
from eigenscope.exact.singular_values import singular_value_texts
from eigenscope.exact.vectors import Quantity, Vector
from eigenscope.language.evaluating.entry import parse_entry

INF = math.inf


def exactly(*texts: str) -> Vector:
    return Vector.exactly([Fraction(text) for text in texts])


def typed(*texts: str) -> Vector:
    """Return the vector whose entries are typed, sums of roots among them."""
    entries = [parse_entry(text).exact for text in texts]
    return Vector.exactly([entry for entry in entries if entry is not None])


def by_sympy(*texts: str) -> sympy.Matrix:
    return sympy.Matrix([sympy.sympify(text, rational=True) for text in texts])


def assert_exact(mine: Quantity | None, theirs: sympy.Expr) -> None:
    """Compare the exact text, read again by sympy, and the float."""
    assert mine is not None
    readable = re.sub(r"(\d)√", r"\1*√", mine.exact).replace("−", "-")
    readable = re.sub(r"√(\d+)", r"sqrt(\1)", readable)
    assert sympy.simplify(sympy.sympify(readable) - theirs) == 0
    assert mine.value == pytest.approx(float(theirs), rel=1e-15)


def roughly(*values: float) -> Vector:
    return Vector(np.array(values))


def test_the_worked_example_of_the_dot_product() -> None:
    assert vectors.dot(exactly("0", "1", "2", "3"), exactly("1", "1", "1", "1")) == Quantity(6, "6")


def test_the_worked_example_of_the_norms() -> None:
    found = [norms.norm(exactly("3", "4"), p) for p in (1.0, 2.0, INF)]
    assert found == [Quantity(7, "7"), Quantity(5, "5"), Quantity(4, "4")]


def test_what_is_zero_for_a_person_is_zero() -> None:
    tenths = vectors.combination(
        Vector.exactly([Fraction(1), Fraction(1), Fraction(-1)]),
        (exactly("0.1", "0.1"), exactly("0.2", "0.2"), exactly("0.3", "0.3")),
    )
    assert tenths.zero  # in floats 5.6e-17 would be left
    root = math.sqrt(2)
    assert vectors.dot(roughly(root, 1 / 3), roughly(1 / 3, -root)).value == 0


def test_lengths_are_roots() -> None:
    assert vectors.length(exactly("1", "2")) == Quantity(math.sqrt(5), "√5")
    assert vectors.length(exactly("1/2", "1/2")).exact == "√2/2"
    assert vectors.length(exactly("1e200", "0")).value == 1e200
    assert vectors.length(exactly("3e-200", "4e-200")).value == pytest.approx(5e-200, rel=1e-15)
    assert vectors.length(roughly(3e200, 4e200)).value == pytest.approx(5e200, rel=1e-15)


def test_a_product_beyond_all_floats_is_known_exactly_and_infinite() -> None:
    huge = vectors.dot(exactly("1e200", "0"), exactly("1e200", "0"))
    assert huge.value == INF
    assert vectors.dot(exactly("1e200", "0"), exactly("-1e200", "0")).value == -INF


@pytest.mark.parametrize(
    ("first", "second", "degrees"),
    [
        (("1", "0"), ("1", "1"), 45),
        (("1", "0"), ("0", "-3"), 90),
        (("1", "2"), ("-2", "-4"), 180),
        (("1", "2"), ("3", "6"), 0),
        (("1e200", "0"), ("1e-200", "1e-200"), 45),
    ],
)
def test_angles(first: tuple[str, ...], second: tuple[str, ...], degrees: float) -> None:
    for make in (exactly, lambda *texts: roughly(*map(float, texts))):
        angle = vectors.angle(make(*first), make(*second))
        assert angle is not None
        assert math.degrees(angle) == pytest.approx(degrees, abs=1e-13)


def test_a_small_angle_keeps_its_digits() -> None:
    angle = vectors.angle(exactly("1", "0"), exactly("1", "1e-9"))
    assert angle == pytest.approx(float(mpmath.atan(mpmath.mpf("1e-9"))), rel=1e-12)


def test_there_is_no_angle_with_zero() -> None:
    assert vectors.angle(exactly("0", "0"), exactly("1", "1")) is None
    assert vectors.cosine(exactly("1", "1"), exactly("0", "0")) is None


def test_the_cosine_is_exact() -> None:
    cosine = vectors.cosine(exactly("1", "0"), exactly("-1", "-1"))
    assert cosine is not None
    assert cosine.value == pytest.approx(-math.sqrt(0.5))
    assert cosine.exact == "−√2/2"


def test_the_projection_is_the_nearest_point() -> None:
    share, shadow = vectors.projection(exactly("2", "3"), exactly("4", "0"))
    assert share.exact == "1/2"
    assert shadow.values.tolist() == [2, 0]
    nothing, zero = vectors.projection(exactly("2", "3"), exactly("0", "0"))
    assert nothing.value == 0
    assert zero.zero


@pytest.mark.parametrize("scale", [1.0, 1e200, 1e-200])
def test_projections_at_every_scale(scale: float) -> None:
    given = roughly(2 * scale, 3 * scale), roughly(math.sqrt(2) * scale, math.sqrt(2) * scale)
    share, shadow = vectors.projection(*given)
    assert share.value == pytest.approx(2.5 / math.sqrt(2))
    assert shadow.values / scale == pytest.approx([2.5, 2.5])


def test_the_cross_product_agrees_with_sympy() -> None:
    a, b = ("1/3", "-2", "0.7"), ("5", "1/7", "-3")
    theirs = by_sympy(*a).cross(by_sympy(*b))
    found = vectors.cross(exactly(*a), exactly(*b))
    assert found.exact == tuple(Fraction(x.p, x.q) for x in theirs)
    in_floats = vectors.cross(roughly(0.1, 0.2, 0.3), roughly(0.7, 1.4, 2.1))
    assert in_floats.zero  # parallel: not what rounding leaves


def test_signed_areas() -> None:
    assert vectors.signed_area(exactly("3", "1"), exactly("1", "2")) == Quantity(5, "5")
    assert vectors.signed_area(exactly("1", "2"), exactly("3", "1")) == Quantity(-5, "−5")
    root = math.sqrt(2)
    assert vectors.signed_area(roughly(root, 2), roughly(1, root)).value == 0


def test_weighted_means_need_weights() -> None:
    values, weights = exactly("10", "20"), exactly("1", "3")
    assert vectors.weighted_mean(values, weights) == Quantity(17.5, "35/2")
    assert vectors.weighted_mean(values, exactly("1", "-1")) is None
    assert vectors.weighted_mean(values, exactly("0", "0")) is None


def test_gram_schmidt_agrees_with_sympy() -> None:
    rows = (("2", "0", "1"), ("1", "2", "1"), ("0", "1", "2"))
    expected = sympy.GramSchmidt([sympy.Matrix(list(map(sympy.Rational, row))) for row in rows])
    found = gram_schmidt([exactly(*row) for row in rows])
    for mine, theirs in zip(found.remainders, expected, strict=True):
        assert mine.exact == tuple(Fraction(x.p, x.q) for x in theirs)


def test_each_step_takes_a_shadow_away() -> None:
    made = gram_schmidt([exactly("2", "0", "1"), exactly("1", "2", "1")])
    (step,) = made.steps
    assert step.coefficient == Quantity(0.6, "3/5")
    assert step.before.values == pytest.approx(step.shadow.values + step.after.values)


@pytest.mark.parametrize("factor", [1.0, 1e100, 1e-100])
def test_dependent_vectors_leave_nothing(factor: float) -> None:
    a = np.array([math.sqrt(2), math.sqrt(3), math.pi]) * factor
    b = np.array([1.0, -math.e, 0.1]) * factor
    made = gram_schmidt([Vector(a), Vector(b), Vector(2 * a - 3 * b)])
    assert [u.zero for u in made.remainders] == [False, False, True]
    assert made.rank == 2


def test_nearly_dependent_is_not_dependent() -> None:
    made = gram_schmidt([exactly("1", "0"), exactly("1", "1e-30")])
    assert made.rank == 2


ROOTS = [
    (("sqrt(2)", "1"), ("1", "0")),
    (("sqrt(2)", "1"), ("-1", "sqrt(2)")),
    (("sqrt(3)/2", "1/2"), ("-1/2", "-sqrt(3)/2")),
    (("sqrt(2)", "sqrt(3)", "1"), ("1", "sqrt(6)", "-0.1")),
    (("1 + sqrt(2)", "1 - sqrt(2)"), ("2", "0")),
]


def test_the_worked_example_of_a_root() -> None:
    assert vectors.length(typed("sqrt(2)", "1")) == Quantity(math.sqrt(3), "√3")
    assert vectors.length(typed("sqrt(2)", "sqrt(3) - 1")).value == pytest.approx(
        float(sympy.sqrt(6 - 2 * sympy.sqrt(3))), rel=1e-15
    )


@pytest.mark.parametrize(("first", "second"), ROOTS)
def test_roots_stay_exact(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    a, b, u, v = typed(*first), typed(*second), by_sympy(*first), by_sympy(*second)
    assert_exact(vectors.dot(a, b), u.dot(v))
    assert_exact(vectors.length(a), u.norm())
    share, shadow = vectors.projection(a, b)
    assert_exact(share, u.dot(v) / v.dot(v))
    for mine, theirs in zip(shadow.values, u.dot(v) / v.dot(v) * v, strict=True):
        assert mine == pytest.approx(float(theirs), rel=1e-15)
    assert_exact(vectors.scalar_projection(a, b), u.dot(v) / v.norm())
    assert_exact(vectors.path_length([a, b]), u.norm() + v.norm())
    assert vectors.parallel(a, b) == (u.col_insert(1, v).rank() == 1)
    assert_exact(norms.norm(a, 1.0), sum(map(abs, u)))
    assert_exact(norms.norm(a, INF), max(map(abs, u), key=float))


def test_cosines_of_roots() -> None:
    for first, second in ROOTS:
        u, v = by_sympy(*first), by_sympy(*second)
        cosine = vectors.cosine(typed(*first), typed(*second))
        assert_exact(cosine, u.dot(v) / (u.norm() * v.norm()))
    beyond = vectors.cosine(typed("-1 - sqrt(2)", "1"), typed("1", "0"))  # cos 157.5°
    assert beyond == Quantity(-float(sympy.cos(sympy.pi / 8)), "")


def test_roots_that_cancel_leave_nothing() -> None:
    first, second = typed("sqrt(2)", "sqrt(6)"), typed("sqrt(3)", "3")
    assert vectors.parallel(first, second)
    assert gram_schmidt([first, second]).rank == 1
    assert vectors.signed_area(first, second) == Quantity(0.0, "0")
    away = typed("sqrt(3)", "3.0000000000000000001")  # the same floats
    assert not vectors.parallel(first, away)
    assert gram_schmidt([first, away]).rank == 2


def test_a_line_of_roots_is_touched_exactly() -> None:
    level = parse_entry("sqrt(2)").exact
    line = typed("sqrt(3)", "1")
    for p, radius in ((1.0, "√6/3"), (2.0, "√2/2"), (INF, "(−√2 + √6)/2")):
        found = norms.touching(line, Quantity(math.sqrt(2)), level, p)
        assert found.radius.exact == radius
        (point,) = found.points
        assert line.values @ point.values == pytest.approx(math.sqrt(2), rel=1e-15)


# --- norms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("p", [0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 8.0, 1000.0])
def test_p_norms_agree_with_mpmath(p: float) -> None:
    values = [3.0, -4.0, 0.1]
    with mpmath.workdps(60):
        expected = sum((abs(mpmath.mpf(x)) ** p for x in values), mpmath.mpf(0)) ** (
            1 / mpmath.mpf(p)
        )
        assert norms.p_norm(values, p) == pytest.approx(float(expected), rel=1e-13)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
@pytest.mark.parametrize("p", [0.5, 2.0, 3.0, INF])
def test_p_norms_neither_overflow_nor_vanish(p: float, scale: float) -> None:
    assert norms.p_norm([3 * scale, 4 * scale], p) == pytest.approx(
        scale * norms.p_norm([3, 4], p), rel=1e-12
    )


@pytest.mark.parametrize("p", [0.25, 0.5, 1.0, 1.7, 2.0, 5.0, INF])
def test_the_border_of_a_ball_has_norm_one(p: float) -> None:
    square, cube = norms.ball_square(p), norms.ball_cube(p).reshape(-1, 3)
    assert [norms.p_norm(x, p) for x in square] == pytest.approx(np.ones(len(square)))
    assert [norms.p_norm(x, p) for x in cube] == pytest.approx(np.ones(len(cube)))
    turn = np.unwrap(np.arctan2(square[:, 1], square[:, 0]))
    assert (np.diff(turn) > 0).all()  # anticlockwise, once round
    for corner in ([1, 0], [0, 1], [-1, 0], [0, -1]):
        assert np.abs(square - corner).max(axis=1).min() < 1e-12


@pytest.mark.parametrize("p", [1.0, 2.0, INF])
def test_a_ball_of_space_is_closed_and_faces_outward(p: float) -> None:
    faces = norms.ball_cube(p)
    volumes = np.einsum("ij,ij->i", faces[:, 0], np.cross(faces[:, 1], faces[:, 2])) / 6
    assert (volumes >= 0).all()
    expected = {1.0: 8 / 6, 2.0: 4 / 3 * math.pi, INF: 8.0}[p]
    # Only the round ball is not made of planes.
    assert volumes.sum() == pytest.approx(expected, rel=0.03 if p == 2 else 1e-12)


@pytest.mark.parametrize("p", [1.0, 1.3, 2.0, 4.0, INF])
@pytest.mark.parametrize("line", [(1.0, 2.0), (-3.0, 0.5), (0.3, -2.0)])
def test_the_touching_point_is_the_shortest_of_the_line(
    p: float, line: tuple[float, float]
) -> None:
    found = norms.touching(roughly(*line), Quantity(4.0), None, p)
    (point,) = found.points
    c = np.array(line)
    assert c @ point.values == pytest.approx(4.0)
    assert norms.p_norm(point.values, p) == pytest.approx(found.radius.value)
    along = np.array([-c[1], c[0]])
    others = point.values + np.linspace(-4, 4, 4001)[:, None] * along
    assert min(norms.p_norm(x, p) for x in others) >= found.radius.value * (1 - 1e-12)


def test_the_touching_points_of_the_lesson_are_exact() -> None:
    line = exactly("1", "2")
    for p, point in ((1.0, ("0", "2")), (2.0, ("4/5", "8/5")), (INF, ("4/3", "4/3"))):
        (found,) = norms.touching(line, Quantity(4.0), Fraction(4), p).points
        assert found.exact == tuple(map(Fraction, point))


@pytest.mark.parametrize(
    ("line", "p", "ends"),
    [
        (("1", "1"), 1.0, {(2, 0), (0, 2)}),
        (("1", "-1"), 0.5, {(2, 0), (0, -2)}),
        (("1", "0"), INF, {(2, -2), (2, 2)}),
    ],
)
def test_a_whole_edge_touches(
    line: tuple[str, ...], p: float, ends: set[tuple[float, float]]
) -> None:
    for given, exact in ((exactly(*line), Fraction(2)), (roughly(*map(float, line)), None)):
        found = norms.touching(given, Quantity(2.0), exact, p)
        assert {tuple(point.values.tolist()) for point in found.points} == ends


MATRICES = [
    [[2, 1], [0, 1.5]],
    [[1, -7], [0.5, 3]],
    [[1, 2], [2, 4]],
    [[0, 1], [-1, 0]],
    [[1, 0], [0, 0]],
]


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("p", [1.0, 2.0, INF])
def test_induced_norms_agree_with_numpy(matrix: object, p: float) -> None:
    given = np.array(matrix, dtype=float)
    found = norms.farthest(given, p)
    assert found.norm == pytest.approx(float(np.linalg.norm(given, p)), rel=1e-14)
    assert norms.p_norm(found.point, p) == pytest.approx(1)
    assert norms.p_norm(given @ found.point, p) == pytest.approx(found.norm)


@pytest.mark.parametrize("p", [0.5, 1.2, 1.5, 3.0, 6.0])
def test_no_direction_reaches_farther(p: float) -> None:
    given = np.array([[1.0, -7.0], [0.5, 3.0]])
    found = norms.farthest(given, p)
    assert norms.p_norm(given @ found.point, p) == pytest.approx(found.norm)
    reached = [norms.p_norm(given @ x, p) for x in norms.ball_square(p, 2000)]
    assert max(reached) <= found.norm * (1 + 1e-12)
    assert max(reached) == pytest.approx(found.norm, rel=1e-4)


def test_a_huge_and_a_zero_matrix() -> None:
    assert norms.farthest(np.array([[1e200, 0], [0, 1]]), 2.0).norm == pytest.approx(1e200)
    assert norms.farthest(np.zeros((2, 2)), 3.0).norm == 0


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((("2", "1"), ("0", "3/2")), "(√5 + √53)/4"),
        ((("3", "0"), ("0", "-4")), "4"),
        ((("1", "2"), ("2", "4")), "5"),
        ((("1", "1"), ("0", "1")), "(1 + √5)/2"),
        ((("1", "-2"), ("1", "1/2")), "√5"),
        ((("1", "2"), ("0", "0")), "√5"),
    ],
)
def test_spectral_norms_in_roots(rows: tuple[tuple[str, ...], ...], text: str) -> None:
    fractions = tuple(tuple(Fraction(entry) for entry in row) for row in rows)
    assert singular_value_texts(fractions, matrices.rank(fractions))[0] == text
    matrix = sympy.Matrix([[sympy.Rational(entry) for entry in row] for row in rows])
    largest = max(matrix.singular_values(), key=float)
    readable = re.sub(r"√(\d+)", r"sqrt(\1)", text)
    assert float(sympy.sympify(readable)) == pytest.approx(float(largest))
