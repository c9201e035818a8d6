"""Numbers as the programs of the code panel write them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eigenscope.language.evaluating.entry import Matrix

_SHORT = 50  # characters


def typed(data: Matrix) -> str:
    """Return a matrix as a torch tensor, one row a line."""
    rows = [f"    [{', '.join(map(number, row))}],\n" for row in data.to_array()]
    return f"torch.tensor([\n{''.join(rows)}])"


def tensor(values: npt.ArrayLike, dtype: str = "") -> str:
    """Return finite numbers along any axes as a torch tensor, in one line."""
    return f"torch.tensor({np.asarray(values, dtype=np.float64).tolist()!r}{_of(dtype)})"


def laid_out(data: Matrix, dtype: str = "") -> str:
    """Return a matrix as a torch tensor, in one line if that is short, else one row a line.

    Without a ``dtype`` it has the one that torch gives to floats.
    """
    rows = [f"[{', '.join(map(number, row))}]" for row in data.to_array()]
    between = ", " if sum(map(len, rows)) < _SHORT else ",\n    "
    return f"torch.tensor([{between.join(rows)}]{_of(dtype)})"


def _of(dtype: str) -> str:
    return f", dtype=torch.{dtype}" if dtype else ""


def number(value: float) -> str:
    """Return a number as Python writes it, finite or not."""
    return repr(float(value)) if np.isfinite(value) else f'float("{float(value)}")'
