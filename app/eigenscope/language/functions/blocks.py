"""Matrices put together from blocks: ``[A B; C D]``."""

from __future__ import annotations

from eigenscope.language.functions.arrays import concatenated
from eigenscope.language.values.value import Value, reshaped, with_size


def put_together(rows: list[list[Value]]) -> Value:
    """Return blocks put together: a vector lies in a row by itself, and stands beside a matrix."""
    strips = []
    for row in rows:
        tall = max((part.shape[0] for part in row if part.kind == "matrix"), default=1)
        parts = [_block(part, tall, alone=len(row) == 1) for part in row]
        strips.append(concatenated(parts, 1))
    return concatenated(strips, 0)


def _block(part: Value, height: int, *, alone: bool) -> Value:
    plain = part.resolved() if part.role != "identity" else with_size(part, height)
    if plain.array.ndim == 0:
        return reshaped(plain, (1, 1))
    if plain.array.ndim == 1:
        column = not alone and len(plain.array) == height
        return reshaped(plain, (len(plain.array), 1) if column else (1, len(plain.array)))
    return plain
