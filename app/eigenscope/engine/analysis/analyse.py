"""Everything there is to say about one matrix.

Two methods share the work. Where the entries are given as fractions, or are integers or typed
decimals, rational arithmetic decides: everything up to 50 rows or columns, rank and determinant up
to 200; otherwise, torch in float64 with one tolerance, relative to the size of the matrix. What
float64 would decide otherwise is told beside. Importing this module imports neither torch nor
flint: a window can be painted before the first analysis.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy.typing as npt

from eigenscope.engine.analysis.entries import MOST_EXACT, as_matrix, checked_exact
from eigenscope.engine.analysis.results import Analysis, Eigenvalue, ExactFacts, Kind, Norms
from eigenscope.exact.surd import ExactNumber
from eigenscope.exact.typed_fractions import typed_fractions, whole_fractions
from eigenscope.exact.types import ExactRows

if TYPE_CHECKING:
    import torch

__all__ = ["Analysis", "Eigenvalue", "ExactFacts", "Kind", "Norms", "analyse"]


def analyse(
    matrix: npt.ArrayLike | torch.Tensor,
    exact: Sequence[Sequence[ExactNumber]] | None = None,
    *,
    device: str | None = None,
) -> Analysis:
    """Analyse a real matrix of any shape.

    Parameters
    ----------
    matrix
        Shape (m, n), from 1×1 upwards.
    exact
        The entries, where they are known better than a float can say. Without them
        integers and decimals of up to 15 digits are exact, and other floats were computed.
    device
        "cpu", "cuda" or "mps"; None chooses by the number of entries. The results do not depend on
        it, and there is no float64 on "mps", where the CPU does the work.

    Raises
    ------
    MatrixError
        If the input is empty, ragged, has other than two axes, or has an entry that is not a
        finite real number; the message says where.
    """
    entries = as_matrix(matrix)
    known: ExactRows | None = None
    if exact is not None:
        known = checked_exact(exact, entries)
    elif entries.size <= MOST_EXACT:
        known = whole_fractions(matrix) or typed_fractions(entries)

    from eigenscope.engine.analysis.examination import examine

    return examine(entries, known, device)
