"""Whether a chart that comes again shows anything new, so that what is the same is left alone."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import numpy as np

_COMPARED = 200_000  # entries of arrays that are compared one by one


def unchanged(before: object, after: object) -> bool:
    """Whether two charts, or parts of charts, show the same.

    Arrays with many entries count as the same only if they are one array: to compare them would
    take longer than to draw them.
    """
    if before is after:
        return True
    if type(before) is not type(after):
        return False
    if isinstance(before, np.ndarray) and isinstance(after, np.ndarray):
        if before.shape != after.shape or before.dtype != after.dtype or before.size > _COMPARED:
            return False
        return bool(np.array_equal(before, after, equal_nan=before.dtype.kind == "f"))
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) == len(after) and all(map(unchanged, before, after))
    if is_dataclass(before) and not isinstance(before, type):
        names = [field.name for field in fields(before)]
        return all(unchanged(getattr(before, name), getattr(after, name)) for name in names)
    return bool(before == after)
