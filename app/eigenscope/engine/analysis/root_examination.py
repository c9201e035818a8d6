"""Decides what it can about a matrix with square roots in its entries without tolerances.

Rank, determinant, trace, inverse, characteristic polynomial, symmetry and the named kinds are
exact, and eigenvalues that have square roots alone. Eigenvectors and singular values are floats.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.classification import find_kinds
from eigenscope.engine.analysis.examined import Examined, Square
from eigenscope.engine.analysis.float_examination import examine_floats
from eigenscope.engine.analysis.results import Eigenvalue
from eigenscope.engine.analysis.structure import Judge, Structure, fraction_array, structure
from eigenscope.engine.analysis.subject import JudgedMatrix
from eigenscope.exact.closed_forms import short_text
from eigenscope.exact.rounding import as_float, as_floats
from eigenscope.exact.surd import Surd

if TYPE_CHECKING:
    import torch

    from eigenscope.exact.root_matrix import RootMatrix

_NEAR = 1e-6
"""How far a float may be from the exact eigenvalue that it stands for, beside the largest."""


def examine_roots(matrix: Floats, roots: RootMatrix, device: torch.device | None) -> Examined:
    """Examine an (m, n) matrix that is known exactly too.

    Raises
    ------
    InexactError
        If numbers become too long.
    """
    examined = examine_floats(matrix, device, roots)
    entries, exactly = fraction_array(roots.entries), Judge(None)
    properties: Structure | None = None
    square = examined.square
    if square is not None:
        properties = structure(entries, exactly)
        square = _square(square, roots, properties)
    subject = JudgedMatrix(
        entries,
        matrix,
        exactly,
        properties,
        roots.rank,
        examined.spaces,
        square.eigenvalues if square else (),
    )
    return replace(examined, square=square, kinds=find_kinds(subject), known=roots)


def _square(square: Square, roots: RootMatrix, properties: Structure) -> Square:
    return replace(
        square,
        structure=properties,
        trace=as_float(roots.trace),
        eigenvalues=_with_closed_forms(square.eigenvalues, roots.eigenvalues),
        polynomial=as_floats([roots.characteristic_polynomial])[0],
        inverse=None if roots.inverse is None else roots.float_inverse(),
    )


def _with_closed_forms(
    eigenvalues: tuple[Eigenvalue, ...], roots: tuple[Surd, ...]
) -> tuple[Eigenvalue, ...]:
    """Return eigenvalues with the exact ones among them, where both agree how often each counts."""
    values = np.array([complex(each) for each in roots], np.complex128)
    reach = _NEAR * max((abs(each.value) for each in eigenvalues), default=0.0)

    def closed(eigenvalue: Eigenvalue) -> Eigenvalue:
        near = [roots[k] for k in np.flatnonzero(np.abs(values - eigenvalue.value) <= reach)]
        if len(set(near)) != 1 or len(near) != eigenvalue.algebraic_multiplicity:
            return eigenvalue
        return replace(eigenvalue, value=complex(near[0]), exact=short_text(near[0]) or None)

    return tuple(map(closed, eigenvalues))
