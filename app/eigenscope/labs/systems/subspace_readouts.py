"""The dimensions and bases of the four subspaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import numpy as np

from eigenscope.exact.elimination import Elimination
from eigenscope.exact.rounding import as_floats
from eigenscope.exact.types import ExactRow
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import COLUMN_SPACE, NULL_SPACE
from eigenscope.labs.kit.readout_makers import Details, matrix_readout, text_readout
from eigenscope.labs.systems import colours
from eigenscope.labs.systems.program import PIVOTS_OF_A, PIVOTS_OF_BOTH
from eigenscope.labs.systems.readouts import exact_matrix, rank_readouts, solution_readouts
from eigenscope.labs.systems.system import System
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words

SPACES = "Four subspaces"


def subspace_readouts(system: System, transposed: Elimination) -> tuple[Readout, ...]:
    """Return dimensions and bases, then the solutions; ``transposed`` is the elimination of Aᵀ."""
    elimination = system.elimination
    m, n = system.shape
    rank = elimination.rank
    rows = [row[:-1] for row in elimination.reduced[:rank]]
    pivots = [tuple(row[j] for row in elimination.start) for j in elimination.pivots]
    named: tuple[tuple[str, Text, Slot, Sequence[ExactRow], int, Text, str], ...] = (
        (
            "row_space",
            "Row space",
            colours.ROW_SPACE,
            rows,
            n,
            "The span of the rows.",
            "R[: len(pivots)].T",
        ),
        (
            "null_space",
            "Null space",
            NULL_SPACE,
            elimination.null_basis,
            n,
            "All x with Ax = 0; perpendicular to every row.",
            "kernel(A)",
        ),
        (
            "column_space",
            "Column space",
            COLUMN_SPACE,
            pivots,
            m,
            "The span of the columns: every Ax.",
            "A[:, pivots]",
        ),
        (
            "left_null_space",
            "Left null space",
            colours.LEFT_NULL_SPACE,
            transposed.null_basis,
            m,
            "All y with Aᵀy = 0; perpendicular to every column.",
            "kernel(A.T)",
        ),
    )
    exact = elimination.exact
    bases = [
        _basis(
            key,
            _dimension(label, len(vectors), size),
            vectors,
            exact,
            slot=slot,
            tip=tip,
            needs=(PIVOTS_OF_A,) if "pivots" in value else (),
            line=f"{key} = {value}",
        )
        for key, label, slot, vectors, size, tip, value in named
    ]
    solution = solution_readouts(system, None, PIVOTS_OF_BOTH)
    return (*bases, *solution, *rank_readouts(system))


def _dimension(space: Text, dimension: int, size: int) -> Words:
    """Return a subspace's name with its dimension and that of the space it is in."""
    return Words(
        "{space}, {dimension} of {size}",
        {"space": as_words(space), "dimension": str(dimension), "size": str(size)},
    )


def _basis(
    key: str, label: Words, vectors: Sequence[ExactRow], known: bool, **details: Unpack[Details]
) -> Readout:
    """Return basis vectors as the columns of a matrix; without any, say that it is 0 alone."""
    if not vectors:
        details["variable"] = ""
        return text_readout(key, SPACES, label, "{0}", **details)
    array = np.array(as_floats(vectors).T)
    readout = matrix_readout(key, SPACES, label, array, **details)
    if known:
        readout = exact_matrix(readout, list(zip(*vectors, strict=True)))
    return replace(readout, brief=True)
