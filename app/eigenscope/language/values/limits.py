"""What is too large to be worked out while someone types."""

from __future__ import annotations

import math
import operator

from eigenscope.language.values.value import MathError, written_shape
from eigenscope.wording.words import Text, Words

LARGEST = 4_000_000  # entries of a result
LARGEST_WORK = 50_000_000  # multiplications of one operation
TOO_LARGE: Text = "The value is too large for a number."


def exceeds(shape: tuple[int, ...], most: tuple[int, ...] | None) -> bool:
    """Tell whether an array of a shape is longer than it may be along some axis; None: never."""
    return most is not None and any(map(operator.gt, shape, most))


def check_size(shape: tuple[int, ...]) -> None:
    """Raise MathError if an array of a shape is too large to make while someone types."""
    if math.prod(shape) > LARGEST:
        words = "{size} is too large: up to {most} entries fit here."
        raise MathError(Words(words, {"size": written_shape(shape), "most": f"{LARGEST:,}"}))


def check_work(work: int) -> None:
    """Raise MathError if an operation would take too long while someone types."""
    if work > LARGEST_WORK:
        raise MathError("This matrix is too large for that while you type.")
