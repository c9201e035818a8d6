"""Everything there is to say about one matrix.

Two methods share the work. Where the entries are integers, short decimals or given as fractions,
and not too many, rational arithmetic decides rank, multiplicities and names; otherwise, torch in
float64 with tolerances relative to the size of the matrix. Importing this module imports neither
torch nor flint: a window can be painted before the first analysis.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy.typing as npt

from eigenscope.engine.entries import Fractions, as_matrix, checked_fractions, short_fractions
from eigenscope.engine.results import Analysis, Eigenvalue, ExactFacts, Kind, Norms

if TYPE_CHECKING:
    import torch

__all__ = ["Analysis", "Eigenvalue", "ExactFacts", "Kind", "Norms", "analyse"]


def analyse(
    matrix: npt.ArrayLike | torch.Tensor,
    exact: Sequence[Sequence[Fraction]] | None = None,
    *,
    device: str | None = None,
) -> Analysis:
    """Analyse a real matrix of any shape.

    Parameters
    ----------
    matrix
        Shape (m, n), from 1×1 upwards.
    exact
        The entries as fractions, where they are known better than a float can say.
    device
        "cpu", "cuda" or "mps"; None chooses by the number of entries. The results do not depend on
        it, and there is no float64 on "mps", where the CPU does the work.

    Raises
    ------
    ValueError
        If the input is empty, ragged, has other than two axes, or has an entry that is not a
        finite real number; the message says where.
    """
    entries = as_matrix(matrix)
    fractions: Fractions | None = None
    if exact is not None:
        fractions = checked_fractions(exact, entries)
    elif max(entries.shape) <= SMALL:
        fractions = short_fractions(entries)

    from eigenscope.engine.examination import examine

    return examine(entries, fractions, device)


SMALL = 12
"""The most rows or columns for which entries are read as fractions at all."""
