"""Puts an analysis together from the exact and the floating-point methods."""

from __future__ import annotations

import contextlib

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.decomposition import norms, zero_tolerance
from eigenscope.engine.analysis.exact_examination import examine_exactly
from eigenscope.engine.analysis.exact_facts import exact_facts
from eigenscope.engine.analysis.examined import Examined
from eigenscope.engine.analysis.float_examination import examine_floats
from eigenscope.engine.analysis.results import Analysis, Arithmetic, Eigenvalue
from eigenscope.engine.analysis.root_examination import examine_roots
from eigenscope.engine.runtime.device import (
    ACCELERATOR_THRESHOLD,
    choose_double_device,
    insisted_device,
)
from eigenscope.exact.precision import PrecisionError
from eigenscope.exact.rational_matrix import Exactness, RationalMatrix
from eigenscope.exact.root_matrix import root_matrix
from eigenscope.exact.surd import InexactError
from eigenscope.exact.types import ExactRows, fractions_of
from eigenscope.wording.words import Text, Words

ILL_CONDITIONED = 1e12
"""A condition number beyond which an inverse comes with a warning."""


def examine(matrix: Floats, exact: ExactRows | None, device: str | None) -> Analysis:
    """Analyse checked entries of shape (m, n), as exactly as entries of that size can be."""
    fractions = None if exact is None else fractions_of(exact)
    rational = None if fractions is None else RationalMatrix(fractions)
    if rational is not None and rational.reach is Exactness.WHOLE:
        try:
            return _assembled(examine_exactly(matrix, rational, insisted_device(device)))
        except PrecisionError:  # then floats decide all but the rank
            pass
    if rational is not None and rational.reach is Exactness.NOTHING:
        rational = None
    if exact is not None and fractions is None:
        roots = root_matrix(exact)
        if roots is not None:
            with contextlib.suppress(InexactError):
                return _assembled(examine_roots(matrix, roots, insisted_device(device)))
    small = matrix.size < ACCELERATOR_THRESHOLD
    chosen = insisted_device(device) if small else choose_double_device(matrix.size, device)
    return _assembled(examine_floats(matrix, chosen, rational))


def _assembled(examined: Examined) -> Analysis:
    decomposition, spaces, square = examined.decomposition, examined.spaces, examined.square
    properties = square.structure if square else None
    eigenvalues = square.eigenvalues if square else ()
    result = square.inverse if square else None
    with np.errstate(over="ignore", under="ignore"):
        singular_values = np.ldexp(decomposition.singular_values, decomposition.exponent)
        tolerance = zero_tolerance(examined.shape, float(singular_values[0]))
    return Analysis(
        matrix=examined.matrix,
        shape=examined.shape,
        rank=decomposition.rank,
        trace=square.trace if square else None,
        determinant=square.determinant.value if square else None,
        determinant_sign=square.determinant.sign if square else None,
        log_abs_determinant=square.determinant.log_abs if square else None,
        norms=norms(decomposition, decomposition.singular_values),
        condition_number=examined.condition,
        singular_values=singular_values,
        eigenvalues=eigenvalues,
        characteristic_polynomial=square.polynomial if square else None,
        defective=square.defective if square else None,
        symmetric=bool(properties and properties.symmetric),
        normal=bool(properties and properties.normal),
        orthogonal=bool(properties and properties.orthogonal),
        definiteness=_definiteness(eigenvalues) if properties and properties.symmetric else None,
        invertible=square is not None and decomposition.rank == len(examined.matrix),
        inverse=result,
        inverse_reason=None if result is not None else _no_inverse(examined),
        inverse_warning=_warning(examined.condition) if result is not None else None,
        null_space=spaces.null_space,
        column_space=spaces.column_space,
        row_space=spaces.row_space,
        left_null_space=spaces.left_null_space,
        kinds=examined.kinds,
        exact=exact_facts(examined.known, eigenvalues, examined.kinds) if examined.known else None,
        arithmetic=examined.arithmetic,
        tolerance=tolerance,
        float64=examined.reading,
    )


def _definiteness(eigenvalues: tuple[Eigenvalue, ...]) -> str:
    """Return the definiteness that its eigenvalues give a symmetric matrix."""
    values = np.array([eigenvalue.value.real for eigenvalue in eigenvalues])
    if np.all(values > 0):
        return "positive definite"
    if np.all(values >= 0):
        return "positive semidefinite"
    if np.all(values < 0):
        return "negative definite"
    return "negative semidefinite" if np.all(values <= 0) else "indefinite"


def _no_inverse(examined: Examined) -> Text:
    m, n = examined.shape
    if m != n:
        return Words("not square: {rows}×{columns}", {"rows": str(m), "columns": str(n)})
    if examined.decomposition.rank == n:
        return "too nearly singular to be inverted in float64"
    if examined.arithmetic is Arithmetic.FLOAT:
        return "the determinant is 0 in float64: the columns are dependent, up to rounding"
    return "the determinant is 0: the columns are dependent"


def _warning(condition: float) -> Text | None:
    if condition <= ILL_CONDITIONED:
        return None
    return Words(
        "the condition number is {condition}: a relative change of 1e-16 in the matrix may change "
        "the inverse by {change}",
        {"condition": f"{condition:.1e}", "change": f"{min(condition * 1e-16, 1.0):.0e}"},
    )
