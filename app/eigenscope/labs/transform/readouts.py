"""The numbers and sentences beside the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from eigenscope.engine.results import Analysis, Eigenvalue
from eigenscope.labs.base import Readout, Words
from eigenscope.labs.numerals import steady, tidy, tidy_complex
from eigenscope.labs.saying import copied, matrix_readout, number_readout
from eigenscope.labs.transform.kinds import kind_words
from eigenscope.labs.transform.picture import UNIT_NAMES, area_role, oriented_size
from eigenscope.labs.transform.solution import Floats, Solution
from eigenscope.language.typography import pretty
from eigenscope.scene.roles import EIGEN, Role

NOW, MATRIX, EIGEN_GROUP, SPACES = "Now", "The matrix", "Eigenvalues", "Spaces and norms"


def readouts(solution: Solution, t: float) -> tuple[Readout, ...]:
    """Return the live numbers at ``t``, then what holds for the matrix at all times."""
    live = tuple(_live(solution, t))
    if solution.analysis is None:
        return live
    return live + facts(solution.analysis)


def _live(solution: Solution, t: float) -> Iterator[Readout]:
    moved = solution.at(t)
    size = oriented_size(moved)
    acting = solution.acting(t)
    if acting is not None:
        yield Readout(
            "now.factor",
            NOW,
            Words("Acting"),
            Words(f"{acting[0]}.  {pretty(acting[1].text)}"),
            live=True,
            tip="The factor of the product that acts now: the rightmost is the first.",
        )
    yield matrix_readout(
        "now.matrix",
        NOW,
        "M(t)",
        moved,
        live=True,
        tip="The matrix that has acted so far; its columns are where the basis vectors are.",
    )
    if moved.shape[0] == moved.shape[1]:
        yield number_readout(
            "now.determinant",
            NOW,
            "det M(t)",
            size,
            role=area_role(size),
            live=True,
            tip="By how much area or volume is scaled; negative once space is turned over.",
        )
    name = UNIT_NAMES[solution.domain]
    yield Readout(
        "now.size",
        NOW,
        Words(f"{name} factor"),
        Words(f"× {steady(abs(size), 3)}"),
        live=True,
        tip="The size of the image of the unit square or cube.",
    )
    if moved.shape[0] == moved.shape[1] > 1 and np.isfinite(moved).all():
        values = sorted(np.linalg.eigvals(moved), key=lambda z: (-z.real, -z.imag))
        text = ",  ".join(_steady_complex(complex(value)) for value in values)
        yield Readout(
            "now.eigenvalues",
            NOW,
            Words("λ of M(t)"),
            Words("{values}", {"values": text}),
            live=True,
            tip="The eigenvalues of the matrix at this moment.",
        )


def facts(analysis: Analysis) -> tuple[Readout, ...]:
    """Return what holds for a matrix, whatever moves."""
    return (*_general(analysis), *_eigenvalues(analysis), *_spaces(analysis))


def _general(analysis: Analysis) -> Iterator[Readout]:
    exact = analysis.exact
    yield Readout(
        "kinds",
        MATRIX,
        Words("Kind"),
        kind_words(analysis),
        brief=True,
        tip="The names that fit this matrix, the most telling first.",
    )
    if analysis.determinant is not None:
        yield number_readout(
            "determinant",
            MATRIX,
            "Determinant",
            analysis.determinant,
            exact=(exact.determinant or "") if exact else "",
            tip=_determinant_note(analysis),
            brief=True,
            variable="determinant",
        )
    if analysis.trace is not None:
        yield number_readout(
            "trace",
            MATRIX,
            "Trace",
            analysis.trace,
            exact=(exact.trace or "") if exact else "",
            tip="The sum of the diagonal, and of the eigenvalues.",
        )
    yield Readout(
        "rank",
        MATRIX,
        Words("Rank"),
        Words("{rank} of {most}", {"rank": str(analysis.rank), "most": str(min(analysis.shape))}),
        tip="How many dimensions are left of the image.",
        variable="rank",
        value=analysis.rank,
    )
    if analysis.inverse is not None:
        texts = exact.inverse if exact and exact.inverse else _matrix_texts(analysis.inverse, tidy)
        yield Readout(
            "inverse",
            MATRIX,
            Words("Inverse"),
            Words(copied(analysis.inverse)),
            matrix=texts,
            tip=analysis.inverse_warning or "It undoes the map.",
        )
    else:
        yield Readout(
            "inverse", MATRIX, Words("Inverse"), Words("none"), tip=analysis.inverse_reason or ""
        )


def _determinant_note(analysis: Analysis) -> str:
    log = analysis.log_abs_determinant
    if analysis.determinant in (0.0, float("inf")) and log is not None and np.isfinite(log):
        return f"Too small or large for a float: log |det| = {tidy(log)}."
    return "By how much the matrix scales area or volume."


def _eigenvalues(analysis: Analysis) -> Iterator[Readout]:
    for index, eigenvalue in enumerate(analysis.eigenvalues):
        role = EIGEN[index % len(EIGEN)] if eigenvalue.is_real else Role.INVARIANT
        yield Readout(
            f"eigenvalue.{index}",
            EIGEN_GROUP,
            Words(f"λ{_index(index, analysis)}"),
            Words("{value}", {"value": tidy_complex(eigenvalue.value)}),
            exact=_different(eigenvalue.exact, tidy_complex(eigenvalue.value)),
            role=role,
            brief=True,
            tip=_multiplicity(eigenvalue),
        )
    if analysis.exact and analysis.exact.characteristic_polynomial:
        yield Readout(
            "polynomial",
            EIGEN_GROUP,
            Words("det(λI − A)"),
            Words("{p}", {"p": analysis.exact.characteristic_polynomial}),
            tip="The characteristic polynomial; its roots are the eigenvalues.",
        )
    if analysis.defective is not None:
        yield Readout(
            "defective",
            EIGEN_GROUP,
            Words("Diagonalisable"),
            Words("no: too few eigenvectors") if analysis.defective else Words("yes"),
            tip="Defective: the eigenvectors do not span the whole space.",
        )


def _multiplicity(eigenvalue: Eigenvalue) -> str:
    return (
        f"Algebraic multiplicity {eigenvalue.algebraic_multiplicity}, "
        f"geometric multiplicity {eigenvalue.geometric_multiplicity}."
    )


def _spaces(analysis: Analysis) -> Iterator[Readout]:
    values = ",  ".join(tidy(float(s)) for s in analysis.singular_values)
    yield Readout(
        "singular",
        SPACES,
        Words("Singular values"),
        Words("{v}", {"v": values}),
        tip="The half axes of the image of the unit circle or ball.",
        variable="singular_values",
        value=analysis.singular_values,
    )
    yield number_readout(
        "condition",
        SPACES,
        "Condition number",
        analysis.condition_number,
        tip="The largest singular value by the smallest: ∞ if something is lost.",
    )
    named = (
        ("Null space", "null", analysis.null_space),
        ("Column space", "column", analysis.column_space),
    )
    for label, key, basis in named:
        yield Readout(
            key,
            SPACES,
            Words(label),
            Words("{v}", {"v": _span(basis)}),
            role=Role.NULL_SPACE if key == "null" else Role.COLUMN_SPACE,
            tip="What falls to 0." if key == "null" else "All that the map can reach.",
        )
    norms = analysis.norms
    for label, value, tip in (
        ("‖A‖ Frobenius", norms.frobenius, "The root of the sum of all squares."),
        ("‖A‖₂ spectral", norms.spectral, "The farthest that a unit vector gets."),
        ("‖A‖₁", norms.one, "The largest column sum of absolute values."),
        ("‖A‖∞", norms.infinity, "The largest row sum of absolute values."),
        ("‖A‖ nuclear", norms.nuclear, "The sum of the singular values."),
    ):
        yield number_readout(f"norm.{label}", SPACES, label, value, tip=tip)


def _span(basis: Floats) -> str:
    if basis.shape[1] == 0:
        return "only 0"
    if basis.shape[1] == basis.shape[0]:
        return "everything"
    from eigenscope.labs.numerals import direction

    return "span " + ", ".join(direction(tuple(float(x) for x in v)) for v in basis.T)


def _different(exact: str | None, text: str) -> str:
    """Return an exact form where it tells more than the text does."""
    return exact if exact is not None and exact != text else ""


def _index(index: int, analysis: Analysis) -> str:
    return "" if len(analysis.eigenvalues) == 1 else "₁₂₃₄₅₆₇₈₉"[index]


def _matrix_texts(matrix: Floats, form: Callable[[float], str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(form(float(x)) for x in row) for row in matrix)


def _steady_complex(value: complex) -> str:
    if abs(value.imag) <= 1e-9 * max(abs(value), 1e-300):
        return steady(value.real)
    sign = "+" if value.imag > 0 else "−"
    return f"{steady(value.real)} {sign} {steady(abs(value.imag))}i"
