"""Tensors that lie in memory, for formats whose numbers cannot be read one by one."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.readers.number_types import name_of, widened
from eigenscope.readers.tensor_file import Array, flat_shape


@dataclass(frozen=True, eq=False)
class DenseArray:
    """A tensor in memory."""

    values: Array

    @property
    def shape(self) -> tuple[int, ...]:
        """Its size along each axis."""
        return self.values.shape

    @property
    def kind(self) -> str:
        """The name of its type of number, as in torch."""
        return name_of(self.values.dtype) or "float64"

    @property
    def nbytes(self) -> int:
        """How much it takes."""
        return self.values.nbytes

    def whole(self) -> Array:
        """Return all of it."""
        return widened(self.values.copy(), self.kind)

    def part(self, rows: range, columns: range) -> Array:
        """Return some of it as a matrix; both ranges ascend."""
        down, across = (slice(r.start, r.stop, r.step) for r in (rows, columns))
        return widened(self.values.reshape(flat_shape(self.shape))[down, across].copy(), self.kind)
