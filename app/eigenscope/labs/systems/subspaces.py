"""The four subspaces side by side: inputs on the left, outputs on the right, and A between them.

The picture and its name are Gilbert Strang's, "The Fundamental Theorem of Linear Algebra",
American Mathematical Monthly 100 (1993).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.engine.elimination import Elimination, eliminate
from eigenscope.engine.least_squares import least_squares
from eigenscope.labs import parts
from eigenscope.labs.base import Readout, View, Words
from eigenscope.labs.systems import arrows
from eigenscope.labs.systems.embedding import embedding_of
from eigenscope.labs.systems.flats import DOT, LINE, beyond_label
from eigenscope.labs.systems.story import Story, drawable, even_stops, place, stage
from eigenscope.labs.systems.subspace_readouts import subspace_readouts
from eigenscope.labs.systems.system import System, span
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.grid import plane_grid
from eigenscope.scene.roles import Role

Floats = npt.NDArray[np.float64]
_RADIUS = 2.2  # world units, of each half of the picture
_LONGEST = 1.7  # of the longest arrow in each half
_APART = 2.75  # of each half's middle from the middle of the picture
_ACROSS = np.array([0.883, 0.469, 0.0])  # to the right, as space is first looked at
ROW, NULL, COLUMN, LEFT = (
    Role.EIGEN_2,
    Role.NULL_SPACE,
    Role.COLUMN_SPACE,
    Role.EIGEN_1,
)


@dataclass(frozen=True, eq=False)
class SubspacePicture(Story):
    """x splits into its parts, A carries them over, and b splits into what it reaches and not."""

    system: System

    @property
    def dimensions(self) -> int:
        """3 if either side needs it."""
        return 3 if max(self.system.shape) >= 3 else 2

    @cached_property
    def transposed(self) -> Elimination:
        """The elimination of Aᵀ."""
        exact = None
        if self.system.exact is not None:
            columns = list(zip(*self.system.exact, strict=True))[:-1]
            exact = tuple((*column, type(column[0])(0)) for column in columns)
        matrix = self.system.matrix.T
        return eliminate(matrix, np.zeros(len(matrix)), exact)

    @cached_property
    def spaces(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Orthonormal bases (3, k) as drawn: row space, null space, column space, left null."""
        system, elimination = self.system, self.system.elimination
        m, n = system.shape
        rank = elimination.rank
        columns = list(zip(*elimination.start, strict=True))
        pivots = span([columns[j] for j in elimination.pivots], m)
        left = span(self.transposed.null_basis, m)
        inputs = (
            span([row[:-1] for row in elimination.reduced[:rank]], n),
            span(elimination.null_basis, n),
        )
        axes = self._axes(pivots, left)
        found = [parts.in_space(basis.T).T for basis in inputs]
        found += [parts.in_space(basis.T @ axes).T for basis in (pivots, left)]
        kept = [basis[:, np.linalg.norm(basis, axis=0) > 0.5] for basis in found]
        return kept[0], kept[1], kept[2], kept[3]

    def _axes(self, pivots: Floats, left: Floats) -> Floats:
        """Return the directions (m, d) that are drawn of the outputs, what b misses among them."""
        vectors = np.concatenate([pivots.T, self._rest[None], left.T])
        return embedding_of(vectors, self.system.shape[0]).axes

    @cached_property
    def _best(self) -> Floats:
        """The shortest x that brings Ax nearest to b: it is in the row space."""
        return least_squares(self.system.matrix, self.system.right)

    @cached_property
    def _rest(self) -> Floats:
        """What of b the columns do not reach, (m,)."""
        system = self.system
        if system.solvable:
            return np.zeros(system.shape[0])
        return np.nan_to_num(system.right - system.product(self._best))

    @cached_property
    def arrows(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The parts of x in the row and null space, and of b in column and left null space, (3,).

        Each side is scaled so that it fits its half of the picture.
        """
        m, n = self.system.shape
        best = self._best if drawable(self._best) else np.zeros(n)
        row = parts.in_space(best[None])[0]
        null_basis = self.spaces[1]
        null = np.zeros(3)
        if null_basis.shape[1]:
            null = null_basis[:, 0] * (float(np.linalg.norm(row)) * 0.6 or 1.0)
        columns = list(zip(*self.system.elimination.start, strict=True))
        pivots = span([columns[j] for j in self.system.elimination.pivots], m)
        axes = self._axes(pivots, span(self.transposed.null_basis, m))
        reached = parts.in_space(((self.system.right - self._rest) @ axes)[None])[0]
        missed = parts.in_space((self._rest @ axes)[None])[0]
        ok = drawable(reached) and drawable(missed)
        right = (reached, missed) if ok else (np.zeros(3), np.zeros(3))
        return (*_fitted(row, null), *_fitted(*right))

    @property
    def _middles(self) -> tuple[Floats, Floats]:
        across = _ACROSS if self.dimensions == 3 else np.array([1.0, 0.0, 0.0])
        return -_APART * across, _APART * across

    def stops(self) -> tuple[float, ...]:
        """Return three stages: x splits, A carries, b splits."""
        return even_stops(3)

    def frame(self, t: float, view: View) -> Frame:
        """Return both halves, and the arrows that are there at a time."""
        draws: list[Draw] = []
        labels: list[Label] = []
        left, right = self._middles
        m, n = self.system.shape
        for middle, size, text in ((left, n, "inputs x"), (right, m, "outputs b")):
            draws += self._ground(middle)
            power = "" if size == 1 else "⁰¹²³⁴⁵"[size]
            spot = place(middle - self._up() * 1.2 * _RADIUS)
            labels.append(Label(f"ℝ{power}: {text}", spot, Role.TEXT, (0, 0), 15, True, 3))
        names = ("row space", "null space", "column space", "left null space")
        for k, basis in enumerate(self.spaces):
            middle, role = (left, right)[k // 2], (ROW, NULL, COLUMN, LEFT)[k]
            draws += self._space(basis, middle, role, names[k])
            labels.append(self._space_label(basis, middle, role, names[k], k % 2, view))
        draws += self._moving(t, view, labels)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _up(self) -> Floats:
        return np.array([0.0, 0.0, 1.0] if self.dimensions == 3 else [0.0, 1.0, 0.0])

    def _ground(self, middle: Floats) -> Iterator[Draw]:
        lines = plane_grid(_RADIUS / 4, 4)
        yield Draw(lines, Style(Role.GHOST, 1.0), affine(np.eye(3), middle), name="ghost")
        for axis in range(self.dimensions):
            ends = np.eye(3)[:, axis : axis + 1] * _RADIUS
            yield Draw(LINE, Style(Role.AXIS, 1.2), affine(ends, middle), name="axes")

    def _space(self, basis: Floats, middle: Floats, role: Role, name: str) -> Iterator[Draw]:
        count = basis.shape[1]
        if count == 0:
            yield Draw(DOT, Style(role, 10.0), affine(np.eye(3), middle), name=name)
        elif count == 1:
            yield Draw(LINE, Style(role, 3.0), affine(basis * _RADIUS, middle), name=name)
        elif count == 2:
            matrix = affine(basis * _RADIUS, middle)
            yield Draw(shapes.disc(), Style(role, opacity=0.2), matrix, name=f"{name} face")
            yield Draw(shapes.circle(), Style(role, 1.8), matrix, name=name)
        else:
            ball = affine(np.eye(3) * _RADIUS, middle)
            yield Draw(shapes.sphere(), Style(role, opacity=0.1), ball, name=f"{name} face")
            yield Draw(shapes.sphere_lines(), Style(role, 0.8, 0.4), ball, name=name)

    def _space_label(
        self, basis: Floats, middle: Floats, role: Role, name: str, second: int, view: View
    ) -> Label:
        count = basis.shape[1]
        text = f"{name} = {{0}}" if count == 0 else name
        if count == 0:
            return Label(text, place(middle), role, (0, -18 - 18 * second), 14, True, 5)
        if count == 1:
            direction = basis[:, 0] * (1.0 if float(basis[:, 0] @ self._up()) >= 0 else -1.0)
            end = middle + direction * _RADIUS
            return beyond_label(text, middle, end, role, view)
        down = -self._up() if self.dimensions == 2 or count == 3 else None
        if down is None:
            right = view.camera.axes()[0] * (1.0 if middle[0] > 0 else -1.0)
            inside = basis @ (basis.T @ right)
            length = float(np.linalg.norm(inside))
            down = inside / length if length > 1e-6 else basis[:, 0]
        return Label(text, place(middle + down * 1.1 * _RADIUS), role, (0, 0), 14, True, 5)

    def _moving(self, t: float, view: View, labels: list[Label]) -> Iterator[Draw]:
        index, part = stage(t, self.stops())
        row, null, reached, missed = self.arrows
        left, right = self._middles
        shown = part if index == 0 else 1.0
        x = row + null
        yield arrows.arrow(x, Style(Role.INPUT, 3.4), "x", left)
        labels.append(beyond_label("x", left, left + x, Role.INPUT, view, 7))
        if shown > 0:
            yield arrows.arrow(row * shown, Style(ROW, 4.0), "row part", left)
            yield arrows.arrow(null * shown, Style(NULL, 4.0), "null part", left)
        if index == 0:
            return
        carried = part if index == 1 else 1.0
        tail = left + (right - left) * carried
        now = row + (reached - row) * carried
        yield arrows.arrow(now, Style(COLUMN, 4.0), "Ax", tail)
        if carried < 1:
            yield arrows.arrow(null * (1 - carried), Style(NULL, 4.0), "null part", tail)
        solved = index == 2 and self.system.solvable
        if not solved:
            labels.append(parts.line_label("Ax", tail + now, COLUMN, view, 7, place(tail)))
        if index == 2:
            b = reached + missed
            yield arrows.arrow(b, Style(Role.OUTPUT, 3.4), "b", right)
            yield arrows.arrow(missed * part, Style(LEFT, 4.0), "missed part", right)
            labels.append(
                parts.line_label(
                    "Ax = b" if solved else "b", right + b, Role.OUTPUT, view, 7, place(right)
                )
            )

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the dimensions and bases of the four."""
        return subspace_readouts(self.system, self.transposed)

    def caption(self, t: float) -> Words:
        """Return what happens to x, and what b needs."""
        index, _ = stage(t, self.stops())
        nullity = self.system.shape[1] - self.system.elimination.rank
        if t <= 0:
            return Words("Row space and null space meet at a right angle, and fill the inputs.")
        if index == 0:
            if not nullity:
                return Words("The null space is 0 alone: x is all in the row space.")
            return Words("x is the sum of a part in the row space and a part in the null space.")
        if index == 1:
            if not nullity:
                return Words("A carries the row space to the column space: nothing is lost.")
            return Words("A carries the row part to the column space, and the null part to 0.")
        if self.system.solvable:
            return Words("b lies in the column space, so Ax = b has a solution.")
        return Words("b has a part in the left null space, which no Ax reaches: no solution.")

    def extent(self) -> Floats:
        """Return points about both halves."""
        reach = (1.1 if self.dimensions == 2 else 0.95) * _RADIUS * np.eye(3)[: self.dimensions]
        middles = self._middles
        return np.concatenate([middle + sign * reach for middle in middles for sign in (-1.0, 1.0)])


def _fitted(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return two parts at a right angle, scaled together to the longest arrow's length."""
    length = float(np.linalg.norm(first + second))
    scale = _LONGEST / length if length > 0 else 0.0
    return first * scale, second * scale
