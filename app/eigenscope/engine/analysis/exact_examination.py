"""Decides everything about a matrix of fractions in rational arithmetic, without tolerances."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis import float_reading
from eigenscope.engine.analysis.classification import find_kinds
from eigenscope.engine.analysis.decomposition import Decomposition, Subspaces, decompose
from eigenscope.engine.analysis.determinant import Determinant
from eigenscope.engine.analysis.exact_spectrum import exact_spectrum
from eigenscope.engine.analysis.examined import Examined, Square
from eigenscope.engine.analysis.results import Arithmetic
from eigenscope.engine.analysis.rounded_kinds import with_rounded
from eigenscope.engine.analysis.structure import Judge, fraction_array, structure
from eigenscope.engine.analysis.subject import JudgedMatrix
from eigenscope.exact import precision
from eigenscope.exact.rational_matrix import RationalMatrix
from eigenscope.exact.rounding import as_float, as_floats
from eigenscope.exact.surd import nearby

if TYPE_CHECKING:
    import torch

    from eigenscope.exact.root_matrix import RootMatrix

PRECISE_ENOUGH = 1e-3
"""The ratio of singular values below which the smallest are found again with more digits."""


def examine_exactly(
    matrix: Floats, rational: RationalMatrix, device: torch.device | None
) -> Examined:
    """Examine a matrix that is given in fractions too, of which all can be worked out.

    Parameters
    ----------
    device
        Where a first singular value decomposition is done; None leaves it to numpy.
    """
    decomposition = corrected(decompose(matrix, device), rational)
    square = _square(rational) if matrix.shape[0] == matrix.shape[1] else None
    properties = square.structure if square else None
    if properties is not None and properties.orthogonal:
        decomposition = isometric(decomposition)
    entries, spaces = fraction_array(rational.entries), _subspaces(rational)
    eigenvalues = square.eigenvalues if square else ()
    subject = JudgedMatrix(
        entries, matrix, Judge(None), properties, rational.rank, spaces, eigenvalues
    )
    return Examined(
        matrix=matrix,
        decomposition=decomposition,
        spaces=spaces,
        square=square,
        kinds=with_rounded(subject, find_kinds(subject), rational.entries),
        arithmetic=Arithmetic.EXACT,
        known=rational,
        reading=float_reading.reading(decomposition, square),
    )


def corrected(decomposition: Decomposition, rational: RationalMatrix) -> Decomposition:
    """Give the singular values the exact rank, and digits where floats have too few."""
    rank, values = rational.rank, decomposition.singular_values.copy()
    if rank and not values[rank - 1] > PRECISE_ENOUGH * values[0]:
        values = rational.singular_values(decomposition.exponent)
    values[rank:] = 0.0
    return replace(decomposition, rank=rank, singular_values=values)


def isometric(decomposition: Decomposition) -> Decomposition:
    """Clear the noise from the singular values of an orthogonal matrix: all are 1."""
    ones = np.full(len(decomposition.scaled), math.ldexp(1.0, -decomposition.exponent))
    return replace(decomposition, singular_values=ones)


def exact_determinant(known: RationalMatrix | RootMatrix) -> Determinant:
    """Return the determinant of a square matrix, rounded once."""
    exact = known.determinant
    sign = (exact > 0) - (exact < 0)
    return Determinant(as_float(exact), sign, precision.log_abs(nearby(exact)))


def _subspaces(rational: RationalMatrix) -> Subspaces:
    return Subspaces(
        null_space=rational.null_space(),
        column_space=rational.column_space(),
        row_space=rational.row_space(),
        left_null_space=rational.left_null_space(),
    )


def _square(rational: RationalMatrix) -> Square:
    properties = structure(fraction_array(rational.entries), Judge(None))
    invertible = rational.rank == rational.shape[0]
    return Square(
        structure=properties,
        trace=as_float(rational.trace),
        determinant=exact_determinant(rational),
        eigenvalues=exact_spectrum(rational, properties.normal),
        polynomial=as_floats([rational.characteristic_polynomial])[0],
        inverse=rational.float_inverse() if invertible else None,
    )
