"""Sixty hard matrices against mpmath at 50 digits and more, and sympy: three ways, one answer.

What `analyse` says is compared with the references; what `evaluate` and the window's readouts say
is compared with that.
"""

from __future__ import annotations

import json
import math
from fractions import Fraction
from functools import cache
from itertools import chain

import numpy as np
import pytest
from mpmath import mp, mpc, mpf
from sympy import QQ, Poly, symbols
from sympy.polys.matrices import DomainMatrix

from eigenscope.engine.analysis.analyse import analyse
from eigenscope.engine.analysis.report import as_json, as_table
from eigenscope.engine.analysis.results import Analysis, Arithmetic
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.matrix import inputs as matrix_inputs
from eigenscope.labs.matrix import solving as matrix_lab
from eigenscope.labs.matrix.readouts import readouts as matrix_readouts
from eigenscope.labs.transform.facts import facts
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.texts.messages import LanguageError
from eigenscope.main.evaluating import evaluate

from .hard import HARD, SYMMETRIC, Hard, laplacian

RELATIVE = 1e-10
DIGITS = 100  # of the references
every = pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)


@cache
def analysed(hard: Hard) -> Analysis:
    matrix = read_matrix(hard.text, maximum=None)
    return analyse(matrix.to_array(), matrix.fractions())


@cache
def readouts_of(hard: Hard) -> dict[str, Readout]:
    """Return what the window says: of small maps in the lab Transform, else in the lab Matrix."""
    if max(analysed(hard).shape) <= 3:
        return {fact.key: fact for fact in facts(analysed(hard))}
    solution = matrix_lab.solve(matrix_inputs.Inputs(data=read_matrix(hard.text, maximum=None)))
    return {fact.key: fact for fact in matrix_readouts(solution)}


@cache
def rational(hard: Hard) -> DomainMatrix:
    rows = [[QQ(e.numerator, e.denominator) for e in row] for row in hard.rows]
    return DomainMatrix(rows, (len(rows), len(rows[0])), QQ)


def decimal(number: object) -> mpf:
    return mpf(int(number.numerator)) / mpf(int(number.denominator))  # type: ignore[attr-defined]


def close(value: float, wanted: mpf) -> bool:
    if math.isinf(value):
        return bool(abs(wanted) > mpf(2) ** 1023)
    return bool(abs(mpf(value) - wanted) <= RELATIVE * abs(wanted) + mpf(5e-324))


@cache
def eigenvalues_of(hard: Hard) -> list[mpc]:
    """Return them by mpmath: of symmetric matrices at once, else as roots of sympy's factors."""
    if hard.name == "Laplacian of 5×10, times 1":
        with mp.workdps(50):
            return [4 - 2 * mp.cos(mp.pi * i / 5) - 2 * mp.cos(mp.pi * j / 10)
                    for i in range(5) for j in range(10)]  # fmt: skip
    matrix = rational(hard)
    unit = max(abs(e) for row in matrix.to_list() for e in row)  # the largest entry becomes 1
    scaled = matrix * (1 / unit)
    with mp.workdps(digits_of(hard)):
        if matrix == matrix.transpose():
            values = mp.eigsy(decimals(scaled), eigvals_only=True)
            return [value * decimal(unit) for value in values]
        found: list[mpc] = []
        # Factors have simple roots, which some digits tell apart.
        for factor, count in Poly(scaled.charpoly(), symbols("x"), domain=QQ).factor_list()[1]:
            each = mp.polyroots([decimal(c) for c in factor.all_coeffs()], 500, extraprec=DIGITS)
            found += [root * decimal(unit) for root in each] * count
        return found


@cache
def singular_values_of(hard: Hard) -> list[mpf]:
    """Return them by mpmath, descending."""
    matrix = rational(hard)
    with mp.workdps(digits_of(hard)):
        if hard.square and matrix == matrix.transpose():
            return sorted((abs(value) for value in eigenvalues_of(hard)), reverse=True)
        wide = matrix.shape[0] < matrix.shape[1]
        tall = matrix.transpose() if wide else matrix
        return sorted(mp.svd_r(decimals(tall), compute_uv=False), reverse=True)


def decimals(matrix: DomainMatrix) -> object:
    return mp.matrix([[decimal(entry) for entry in row] for row in matrix.to_list()])


def digits_of(hard: Hard) -> int:
    """Return how many digits tell roots apart: more than lie between the entries."""
    entries = [abs(entry) for row in hard.rows for entry in row if entry]
    if len(hard.rows) > 20:
        return 50
    return DIGITS + 2 * len(str(int(max(entries) / min(entries))))


def test_there_are_sixty() -> None:
    assert len({hard.name for hard in HARD}) == len(HARD) >= 60


@every
def test_all_is_decided_exactly(hard: Hard) -> None:
    assert analysed(hard).arithmetic is Arithmetic.EXACT


@every
def test_rank_determinant_and_inverse(hard: Hard) -> None:
    analysis, matrix = analysed(hard), rational(hard)
    rank = int(matrix.rank())
    assert analysis.rank == rank
    assert analysis.null_space.shape[1] == matrix.shape[1] - rank
    definitions = Definitions()
    assert definitions.evaluate(f"rank({hard.text})").array == rank
    said = readouts_of(hard)
    assert said["rank"].value == rank
    if not hard.square:
        return
    wanted = matrix.det()
    with mp.workdps(50):
        assert analysis.determinant is not None
        assert close(analysis.determinant, decimal(wanted))
    assert (analysis.determinant_sign == 0) == (wanted == 0) == (not analysis.invertible)
    if "determinant" in said:
        assert said["determinant"].value == analysis.determinant
    if math.isfinite(analysis.determinant):
        assert definitions.evaluate(f"det({hard.text})").array == analysis.determinant
    _same_inverse(hard, analysis, definitions)


def _same_inverse(hard: Hard, analysis: Analysis, definitions: Definitions) -> None:
    if analysis.inverse is None:
        with pytest.raises(LanguageError, match="singular"):
            definitions.evaluate(f"inv({hard.text})")
        return
    wanted = rational(hard).inv().to_list()
    with mp.workdps(50):
        for value, entry in zip(analysis.inverse.ravel(), chain(*wanted), strict=True):
            assert close(float(value), decimal(entry))
    if np.isfinite(analysis.inverse).all():
        found = definitions.evaluate(f"inv({hard.text})").array
        np.testing.assert_allclose(found, analysis.inverse, rtol=1e-14)


@every
def test_singular_values_and_condition(hard: Hard) -> None:
    analysis = analysed(hard)
    wanted = singular_values_of(hard)
    for value, reference in zip(analysis.singular_values[: analysis.rank], wanted, strict=False):
        assert close(float(value), reference)
    assert not analysis.singular_values[analysis.rank :].any()
    if analysis.rank == min(analysis.shape):
        with mp.workdps(50):
            assert close(analysis.condition_number, wanted[0] / wanted[-1])
    else:
        assert analysis.condition_number == math.inf
    if np.isfinite(analysis.singular_values).all():
        found = Definitions().evaluate(f"svd({hard.text})").array
        np.testing.assert_allclose(found, analysis.singular_values, rtol=1e-14)
    condition = readouts_of(hard)["condition"].value
    assert condition == pytest.approx(analysis.condition_number, rel=1e-12)


@pytest.mark.parametrize("hard", [h for h in HARD if h.square], ids=lambda hard: hard.name)
def test_eigenvalues(hard: Hard) -> None:
    analysis = analysed(hard)
    found = [e.value for e in analysis.eigenvalues for _ in range(e.algebraic_multiplicity)]
    left = list(eigenvalues_of(hard))
    largest = max(map(abs, left))
    for value in found:
        nearest = min(left, key=lambda other: abs(other - value))
        left.remove(nearest)
        with mp.workdps(digits_of(hard)):
            noise = largest * mpf(10) ** (30 - digits_of(hard)) + mpf(5e-324)
            assert abs(nearest - value) <= RELATIVE * abs(nearest) + noise
    if analysis.normal:
        assert not analysis.defective
    if np.isfinite(found).all():
        again = Definitions().evaluate(f"eig({hard.text})").array
        np.testing.assert_allclose(again, found, rtol=1e-14)


def test_a_symmetric_matrix_is_never_defective() -> None:
    matrix = read_matrix(SYMMETRIC)
    analysis = analyse(matrix.to_array(), matrix.fractions())
    assert (analysis.rank, analysis.defective) == (3, False)
    assert analysis.float64 is not None
    assert analysis.float64.rank == 1
    assert "3; at float64's precision 1" in as_table(analysis)
    floats = analyse(matrix.to_array())  # as a file of doubles has it
    assert (floats.rank, floats.determinant, floats.defective) == (1, 0, False)
    assert [(e.algebraic_multiplicity, e.geometric_multiplicity) for e in floats.eigenvalues] == [
        (2, 2),
        (1, 1),
    ]
    rank = next(fact for fact in facts(analysis) if fact.key == "rank")
    assert rank.text.values["other"] == "1"


@pytest.mark.parametrize("seed", range(6))
def test_normal_matrices_of_low_rank_are_never_defective(seed: int) -> None:
    chance = np.random.default_rng(seed)
    turned = np.linalg.qr(chance.normal(size=(6, 6)))[0]
    blocks = np.zeros((6, 6))
    blocks[:2, :2] = [[1, -2], [2, 1]]
    blocks[2:4, 2:4] = [[1, -2], [2, 1]]
    normal = turned @ blocks @ turned.T
    analysis = analyse(normal)
    assert analysis.normal
    assert not analysis.defective
    assert (analysis.rank, analysis.determinant, analysis.null_space.shape[1]) == (4, 0, 2)
    assert [e.geometric_multiplicity for e in analysis.eigenvalues] == [2, 2, 2]


def test_float_decisions_never_contradict_each_other() -> None:
    """Where floats are all there is, one tolerance decides in analysis and expression alike."""
    chance = np.random.default_rng(3)
    for noise in (0.0, 1e-17, 1e-16, 3e-16, 1e-15, 1e-14):
        array = np.outer(chance.normal(size=4), chance.normal(size=4))
        array += noise * chance.normal(size=(4, 4))
        analysis = analyse(array)
        assert (analysis.determinant == 0) == (analysis.rank < 4) == (not analysis.invertible)
        zero = [e for e in analysis.eigenvalues if e.value == 0]
        assert sum(e.geometric_multiplicity for e in zero) == 4 - analysis.rank
        text = "sqrt(1/3)*sqrt(3)*" + str(array.tolist())
        definitions = Definitions()
        assert analysis.arithmetic is Arithmetic.FLOAT
        # The factor is 1 but irrational on the way, so that the product is one of floats.
        definitions.define("A", f"sqrtm(logm(expm(I(4))))*{text}")
        value = definitions.value("A")
        again = analyse(value.array)
        assert definitions.evaluate("rank(A)").array == again.rank
        assert (definitions.evaluate("det(A)").array == 0) == (again.determinant == 0)


def test_sizes_that_exactness_reaches() -> None:
    """Rank and determinant to 200 rows; beyond, and with computed entries, floats are named."""
    chance = np.random.default_rng(0)
    entries = chance.integers(-9, 10, size=(60, 60))
    entries[-1] = entries[0] - 2 * entries[1]
    analysis = analyse(entries)
    assert analysis.arithmetic is Arithmetic.EXACT_RANK
    assert (analysis.rank, analysis.determinant, analysis.invertible) == (59, 0, False)
    assert "rank and determinant exact" in as_table(analysis)
    assert "float64: singular values up to" in as_table(analyse(np.full((2, 2), 1 / 3)))
    assert analyse(chance.integers(-9, 10, size=(210, 210))).arithmetic is Arithmetic.FLOAT


def test_determinants_of_the_issue() -> None:
    text = laplacian(2, 5, 32).text
    assert evaluate(f"det({text})", [], exact=False, as_json=False) == "0"
    pascal = next(hard for hard in HARD if hard.name == "Pascal 18")
    assert json.loads(evaluate(f"det({pascal.text})", [], exact=True, as_json=True))["exact"] == "1"
    assert analysed(pascal).determinant == 1
    ones = next(hard for hard in HARD if hard.name == "issue: 14 decimals")
    assert analysed(ones).determinant == 1e-14
    assert analysed(ones).condition_number == pytest.approx(4e14, rel=1e-13)


def test_kinds_say_to_how_many_digits_they_fit() -> None:
    typed = next(hard for hard in HARD if hard.name == "rotation with 12 digits")
    kind = analysed(typed).kinds[0]
    assert (kind.name, kind.digits) == ("rotation", 12)
    assert "rotation (angle 30°), to 12 digits" in as_table(analysed(typed))
    kinds = next(fact for fact in facts(analysed(typed)) if fact.key == "kinds")
    assert "to 12 digits" in str(kinds.text)
    projection = [[Fraction("0.25"), Fraction("0.433012701892")],
                  [Fraction("0.433012701892"), Fraction("0.75")]]  # fmt: skip
    found = analyse(np.array(projection, dtype=float), projection)
    assert (found.rank, found.kinds[0].name, found.kinds[0].digits) == (
        2,
        "orthogonal projection",
        12,
    )
    exact = analyse([[0.6, -0.8], [0.8, 0.6]])
    assert (exact.kinds[0].name, exact.kinds[0].digits) == ("rotation", None)


@pytest.mark.parametrize(
    "text", ["[[1e308, 1e308], [1e308, -1e308]]", "[[1e-308, 0], [0, 2e-308]]"]
)
def test_sizes_beyond_floats_are_json(text: str) -> None:
    matrix = read_matrix(text)
    analysis = analyse(matrix.to_array(), matrix.fractions())
    json.dumps(as_json(analysis), allow_nan=False)
    assert np.isfinite(analysis.singular_values).all()
