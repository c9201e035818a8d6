"""What the pictures of columns share: the columns and b at the origin, and the column space."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.kit.arrows import ORIGIN, arrow
from eigenscope.labs.kit.colours import COLUMN_SPACE
from eigenscope.labs.kit.embedding import Embedding, orthonormal
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.lines import LINE
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.systems import colours
from eigenscope.labs.systems.story import drawable
from eigenscope.labs.systems.system import System
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import place_of
from eigenscope.wording.number_texts import subscript


def column_name(index: int) -> str:
    """Return a column's name, such as a₁."""
    return f"a{subscript(index + 1)}"


@dataclass(frozen=True, eq=False)
class DrawnColumns:
    """The columns of A and b as arrows from the origin, in the picture's coordinates."""

    system: System
    embedding: Embedding

    @cached_property
    def columns(self) -> Floats:
        """The columns as places, (n, 3)."""
        return self.embedding.places(self.system.matrix.T)

    @cached_property
    def right(self) -> Floats:
        """The place of b, (3,)."""
        return self.embedding.place(self.system.right)

    @cached_property
    def drawable(self) -> bool:
        """Whether none of them is too large for a picture."""
        return drawable(self.columns) and drawable(self.right)

    def ground(self, view: View) -> tuple[list[Draw], list[Label]]:
        """Return the grid, and numbers where its coordinates are those of b."""
        dimensions = self.embedding.dimensions
        numbers = axis_numbers(view, dimensions) if self.embedding.own else ()
        return [*standing_grid(view, dimensions)], [*numbers]

    def still(self, view: View, others: Floats) -> Iterator[Draw]:
        """Yield the columns and the space they span, which reaches beyond other places (k, 3)."""
        ends = np.concatenate([self.columns, self.right[None], others])
        yield from self._space(view, 1.15 * float(np.linalg.norm(ends, axis=1).max()) or 1.0)
        for index, column in enumerate(self.columns):
            yield from arrow(
                f"columns {index + 1}", column, colours.COLUMNS[index], ORIGIN, 2.6, 0.7
            )

    def _space(self, view: View, size: float) -> Iterator[Draw]:
        """Yield the line or plane that the columns span, unless it is the whole picture."""
        basis = orthonormal(self.columns)
        count, name = basis.shape[1], "column space"
        if count == 1:
            matrix = basis * 2 * view.camera.height if view.camera.flat else basis * size
            yield Draw(LINE, Style(COLUMN_SPACE, 2.2, 0.7), affine(matrix), name=name)
        elif count == 2 and self.embedding.dimensions == 3:
            plane = affine(basis * size)
            yield from filled(name, "disc", plane, COLUMN_SPACE, 0.16, 1.4, 0.7)

    def b(self) -> Iterator[Draw]:
        """Yield the arrow of b."""
        yield from arrow("b", self.right, colours.RIGHT, width=4.0)

    def names(self, view: View) -> Iterator[Label]:
        """Yield the names of the columns and of b."""
        for index, column in enumerate(self.columns):
            yield tip_label(column_name(index), column, colours.COLUMNS[index], view, priority=4)
        yield tip_label("b", self.right, colours.RIGHT, view, priority=8)

    def extent(self) -> Floats:
        """Return the ends of all arrows that can be drawn, and of unit vectors."""
        points = [np.zeros((1, 3)), np.eye(3)[: self.embedding.dimensions]]
        if self.drawable:
            points += [self.columns, self.right[None]]
        return np.concatenate(points)

    def handles(self) -> tuple[Handle, ...]:
        """Return the tips of b and of the columns, where the picture's coordinates are theirs."""
        if not (self.embedding.own and self.drawable):
            return ()
        tips = [
            Handle(f"column-{k}", place_of(column), colours.COLUMNS[k], "Drag: a column of A.")
            for k, column in enumerate(self.columns)
        ]
        return (*tips, Handle("right", place_of(self.right), colours.RIGHT, "Drag b."))
