"""Numbers with square roots stay exact in every lab: against sympy, and by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.engine.analysis.analyse import Analysis, analyse
from eigenscope.engine.analysis.plain_text import plain_exact
from eigenscope.engine.analysis.results import Arithmetic
from eigenscope.exact import matrices
from eigenscope.exact.closed_forms import polynomial_text, short_root_text, short_text
from eigenscope.exact.closed_roots import root_of
from eigenscope.exact.elimination import eliminate
from eigenscope.exact.singular_values import singular_value_texts
from eigenscope.exact.surd import ExactNumber, InexactError, magnitude, root, simplified
from eigenscope.exact.types import ExactRows
from eigenscope.labs.systems.equations import equation_text, operation_text
from eigenscope.labs.systems.inputs import ELIMINATION, LEAST_SQUARES
from eigenscope.labs.systems.system import system_of
from eigenscope.language.entering.matrix_entry import read_matrix

from .systems_lab_inputs import numbers, of

F = Fraction
NUMBERS = st.builds(
    lambda a, b, d: simplified(root(F(d)) * b + a),
    st.fractions(-3, 3, max_denominator=3),
    st.fractions(-3, 3, max_denominator=2),
    st.sampled_from([2, 3]),
)


def in_sympy(number: ExactNumber) -> sympy.Expr:
    if isinstance(number, Fraction):
        return sympy.Rational(number.numerator, number.denominator)
    return sum(
        (in_sympy(c) * sympy.sqrt(d) for d, c in number.terms.items()), start=sympy.Integer(0)
    )


def square(size: int) -> st.SearchStrategy[ExactRows]:
    return st.tuples(*[st.tuples(*[NUMBERS] * size)] * size)


@settings(deadline=None, max_examples=30)
@given(NUMBERS, NUMBERS)
def test_numbers_beside_each_other(a: ExactNumber, b: ExactNumber) -> None:
    x, y = in_sympy(a), in_sympy(b)
    assert sympy.expand(in_sympy(a + b) - x - y) == 0
    assert sympy.expand(in_sympy(a * b) - x * y) == 0
    assert (a < b, a <= b, a == b) == (bool(x < y), bool(x <= y), sympy.expand(x - y) == 0)
    assert float(magnitude(a)) == pytest.approx(float(abs(x)))
    if b:
        assert sympy.expand(in_sympy(a / b) * y - x) == 0


def test_rational_surds_are_fractions_in_all_but_type() -> None:
    two = root(F(2)) * root(F(2))
    assert two == 2 == two
    assert hash(two) == hash(F(2))
    assert isinstance(simplified(two), Fraction)
    assert 1 - root(F(2)) < F(0) < 1 / root(F(2)) < 1


def test_radicands_with_large_factors() -> None:
    assert root(F(1009 * 1013)).terms == {1009 * 1013: 1}
    assert root(F(100_003**2 * 7)).terms == {7: 100_003}
    assert root(F(100_003**2 * 100_019)).terms == {100_019: 100_003}
    with pytest.raises(InexactError):
        root(F(10**60 + 1))
    assert short_root_text(F(10**60 + 1)) == ""


def test_roots_of_numbers_with_roots() -> None:
    assert root_of(5 + 2 * root(F(6))) == root(F(2)) + root(F(3))
    assert root_of(F(3, 2) - root(F(2))) == 1 - root(F(2)) / 2
    for number in (1 + root(F(2)), 2 * root(F(2)), -5 - 2 * root(F(6))):
        with pytest.raises(InexactError):
            root_of(number)


def test_floats_are_the_nearest() -> None:
    assert float(root(F(2)) / 3) == float(sympy.sqrt(2).n(40) / 3)
    assert float(root(F(10) ** 400) / 10**200) == 1.0
    assert float(root(F(3, 10**401)) * F(10) ** 200) == float((sympy.sqrt(30) / 10).n(40))


@settings(deadline=None, max_examples=8)
@given(st.integers(1, 3).flatmap(square))
def test_matrices_agree_with_sympy(rows: ExactRows) -> None:
    matrix = sympy.Matrix([[in_sympy(entry) for entry in row] for row in rows])
    expected = sympy.expand(matrix.det())
    assert sympy.expand(in_sympy(matrices.determinant(rows)) - expected) == 0
    assert matrices.rank(rows) == matrix.rank(simplify=True)
    coefficients = [in_sympy(c) for c in matrices.characteristic_polynomial(rows)]
    wanted = matrix.charpoly().all_coeffs()
    assert all(sympy.expand(a - b) == 0 for a, b in zip(coefficients, wanted, strict=True))
    inverse = matrices.inverse(rows)
    assert (inverse is None) == (expected == 0)
    if inverse is not None:
        assert matrices.product(rows, inverse) == matrices.identity(len(rows))


def test_polynomials_over_roots() -> None:
    r3 = root(F(3))
    assert polynomial_text([F(1), -r3, F(1)]) == "λ² − √3·λ + 1"
    assert polynomial_text([F(1), r3 / 2, 1 - r3]) == "λ² + (√3/2)λ − (−1 + √3)"
    assert short_text(r3 / 2 + root(F(-1)) / 2) == "(√3 + i)/2"


def test_elimination_with_roots() -> None:
    r2, r3 = root(F(2)), root(F(3))
    found = eliminate([], [], ((r2, F(1), F(1)), (F(1), r3, F(2))))
    assert found.exact
    assert found.particular is not None
    left = sympy.Matrix([[sympy.sqrt(2), 1], [1, sympy.sqrt(3)]])
    wanted = left.LUsolve(sympy.Matrix([1, 2]))
    for number, expected in zip(found.particular, wanted, strict=True):
        assert sympy.radsimp(in_sympy(number) - expected) == 0


def test_a_linear_system_with_roots_is_solved_exactly() -> None:
    inputs = of(ELIMINATION, [["sqrt(2)", 1], [1, "cos(30°)"]], [0, 1])
    elimination = system_of(inputs).elimination
    first = elimination.steps[0]
    assert operation_text(first.operation, elimination.exact) == "R₂ ← R₂ − (√2/2) R₁"
    assert equation_text(elimination.start[0], elimination.exact) == "√2·x + y = 0"
    shown = numbers(inputs)
    # det = √6/2 − 1, so x = −1/det = −2 − √6 and y = √2/det = 2√3 + 2√2.
    assert shown["x"].matrix == (("−2 − √6",), ("2√2 + 2√3",))


def test_dependent_rows_with_roots_have_a_contradiction_or_a_line() -> None:
    rows = [["sqrt(2)", 1], [2, "sqrt(2)"]]
    assert system_of(of(ELIMINATION, rows, [1, 2])).elimination.kind == "none"
    line = system_of(of(ELIMINATION, rows, [1, "sqrt(2)"])).elimination
    assert line.kind == "infinite"
    assert list(map(list, line.null_basis)) == [[root(F(2)) / -2, F(1)]]


def test_least_squares_with_roots() -> None:
    inputs = of(LEAST_SQUARES, [["sqrt(2)"], ["sqrt(6)"]], [1, 0])
    shown = numbers(inputs)
    assert shown["x"].matrix == (("√2/8",),)
    assert shown["squared"].exact == "3/4"
    assert shown["gap"].exact == "√3/2"


def test_a_system_with_too_many_roots_is_solved_in_floats() -> None:
    rows = [[f"sqrt({p})" for p in row] for row in ((2, 3, 5), (7, 11, 13), (17, 19, 23))]
    found = system_of(of(ELIMINATION, rows, [1, 2, 3]))
    assert found.exact is None
    assert not found.elimination.exact


# --- analyses ------------------------------------------------------------------------------------


def analysed(text: str) -> Analysis:
    matrix = read_matrix(text, maximum=None)
    return analyse(matrix.to_array(), matrix.exact())


def in_expression(text: str | None) -> sympy.Expr:
    assert text is not None
    return sympy.sympify(plain_exact(text).replace("i", "I").replace("PI", "pi"))


ROTATIONS = [(15, "(√2 + √6)/2"), (30, "√3"), (75, "(−√2 + √6)/2"), (45, "√2"), (150, "−√3")]


@pytest.mark.parametrize(("degrees", "trace"), ROTATIONS)
def test_a_rotation_has_an_exact_trace_and_inverse(degrees: int, trace: str) -> None:
    found = analysed(f"rot({degrees})")
    assert found.exact is not None
    assert found.exact.trace == trace
    assert (found.exact.determinant, found.determinant) == ("1", 1.0)
    assert [(kind.name, kind.digits) for kind in found.kinds] == [("rotation", None)]
    assert found.exact.rotation_angle == f"{degrees}°"
    assert found.orthogonal
    assert found.exact.inverse is not None
    turn = sympy.rad(degrees)
    wanted = sympy.Matrix([[sympy.cos(turn), sympy.sin(turn)], [-sympy.sin(turn), sympy.cos(turn)]])
    inverse = sympy.Matrix([[in_expression(entry) for entry in r] for r in found.exact.inverse])
    assert sympy.simplify(inverse - wanted) == sympy.zeros(2)


def test_a_rotation_by_30_degrees_in_words() -> None:
    found = analysed("rot(30)").exact
    assert found is not None
    assert found.inverse == (("√3/2", "1/2"), ("−1/2", "√3/2"))
    assert found.eigenvalues == ("(√3 + i)/2", "(√3 − i)/2")
    assert found.characteristic_polynomial == "λ² − √3·λ + 1"


MATRICES = [
    "[[sqrt(2), 1], [2, sqrt(2)]]",
    "[[sqrt(2), 1], [0, sqrt(2)]]",
    "[[1, sqrt(2)], [sqrt(2), 3]]",
    "[[sqrt(2), 1, 0], [0, sqrt(3), 1], [0, 0, sqrt(2)]]",
    "rotx(45)",
    "[[0, sqrt(5), 1], [0, 0, sqrt(2)], [0, 0, 0]]",
]


@pytest.mark.parametrize("text", MATRICES)
def test_analyses_agree_with_sympy(text: str) -> None:
    typed = read_matrix(text).exact()
    assert typed is not None
    found, matrix = analysed(text), sympy.Matrix([[in_sympy(x) for x in row] for row in typed])
    assert found.exact is not None
    assert found.rank == matrix.rank(simplify=True)
    assert sympy.simplify(in_expression(found.exact.trace) - matrix.trace()) == 0
    assert sympy.simplify(in_expression(found.exact.determinant) - matrix.det()) == 0
    assert found.defective == (not matrix.is_diagonalizable())
    wanted = {complex(value.n()): count for value, count in matrix.eigenvals().items()}
    for eigenvalue in found.eigenvalues:
        [(_, count)] = [(v, n) for v, n in wanted.items() if abs(v - eigenvalue.value) < 1e-9]
        assert eigenvalue.algebraic_multiplicity == count
        assert complex(in_expression(eigenvalue.exact).n()) == pytest.approx(eigenvalue.value)


def test_names_that_need_exact_roots() -> None:
    names = {kind.name for kind in analysed("[[1/2, sqrt(3)/2], [sqrt(3)/2, -1/2]]").kinds}
    assert "reflection" in names
    third = analysed("[[1/4, sqrt(3)/4], [sqrt(3)/4, 3/4]]").kinds
    assert (third[0].name, third[0].digits) == ("orthogonal projection", None)
    nearly = analysed("[[0.866025403784, -1/2], [1/2, 0.866025403784]]").kinds
    assert nearly[0].digits == 12


def test_matrices_with_too_many_roots_are_decided_in_floats() -> None:
    rows = ", ".join(f"[{', '.join(f'sqrt({7 * i + j + 2})' for j in range(7))}]" for i in range(7))
    found = analysed(f"[{rows}]")
    assert found.arithmetic is Arithmetic.FLOAT
    assert found.exact is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rot(30)", ("1", "1")),
        ("2 rot(45)", ("2", "2")),
        ("[[sqrt(2), 1], [2, sqrt(2)]]", ("3", "0")),
        ("[[sqrt(2), 0], [0, sqrt(3)]]", ("√3", "√2")),
        ("[[1, sqrt(2)], [0, 1]]", ("(√2 + √6)/2", "(−√2 + √6)/2")),
        ("[[sqrt(2), 1], [1, sqrt(3)]]", ("", "")),
        ("[[sqrt(2), sqrt(3), 2]]", ("3",)),
    ],
)
def test_singular_values_of_matrices_with_roots(text: str, values: tuple[str, ...]) -> None:
    rows = read_matrix(text).exact()
    assert rows is not None
    assert singular_value_texts(rows, matrices.rank(rows)) == values
