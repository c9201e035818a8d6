"""Numbers that float64 loses, with what torch takes for them beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import Details, matrix_readout, number_readout
from eigenscope.wording.words import Text

ROUNDED: Text = "What the formula gives in float64: most of its digits are rounding here."
_LOST, _NOISE = 1e-6, 1e-12  # of a number, and of the largest beside it


def is_lost(right: npt.ArrayLike, computed: npt.ArrayLike | None) -> bool:
    """Tell whether what float64 computed is far from what is right; None is what it would be."""
    size = float(np.abs(right).max())
    if computed is None or not np.isfinite(size):
        return False
    return not np.allclose(computed, right, rtol=_LOST, atol=_NOISE * size, equal_nan=True)


def beside_torch(
    key: str,
    group: Text,
    label: Text,
    right: npt.ArrayLike,
    computed: npt.ArrayLike | None,
    **details: Unpack[Details],
) -> Iterator[Readout]:
    """Yield numbers with the line that computes them; if it loses them, what it gives follows."""
    maker = matrix_readout if np.ndim(right) else _number
    if computed is None or not is_lost(right, computed):
        yield maker(key, group, label, right, **details)
        return
    line = details.pop("line", "")
    yield maker(key, group, label, right, **details)
    yield maker(f"torch {key}", group, "torch takes", computed, line=line, tip=ROUNDED)


def _number(
    key: str, group: Text, label: Text, value: npt.ArrayLike, **details: Unpack[Details]
) -> Readout:
    return number_readout(key, group, label, float(np.asarray(value)), **details)
