"""The four subspaces side by side: inputs on the left, outputs on the right, and A between them.

The picture and its name are Gilbert Strang's, "The Fundamental Theorem of Linear Algebra",
American Mathematical Monthly 100 (1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.least_squares import least_squares
from eigenscope.exact.elimination import Elimination
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import arrow
from eigenscope.labs.kit.colours import COLUMN_SPACE, NULL_SPACE
from eigenscope.labs.kit.embedding import embedding_of
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.readout_makers import matrix_readout
from eigenscope.labs.kit.running import running
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.kit.tip_labels import line_label, tip_label
from eigenscope.labs.systems import colours, legends, program
from eigenscope.labs.systems.halves import RADIUS, Half, halves_of
from eigenscope.labs.systems.story import NOW, TOO_LARGE, SystemStory, drawable
from eigenscope.labs.systems.subspace_readouts import subspace_readouts
from eigenscope.labs.systems.system import System, eliminated, span
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, say

_APART = 2.4  # of each half's middle from the middle of the picture
_NOTHING = 1e-9  # of x: a part that counts as none
# How far from the middle of a half the view reaches before its margin: sideways, up and down.
_ASIDE, _ABOVE, _BELOW = 0.57 * RADIUS, 0.92 * RADIUS, 1.1 * RADIUS
_ACROSS = np.array([0.883, 0.469, 0.0])  # to the right, as space is first looked at
ROW, NULL, COLUMN, LEFT = (
    colours.ROW_SPACE,
    NULL_SPACE,
    COLUMN_SPACE,
    colours.LEFT_NULL_SPACE,
)

_DRAWN = ("row space", "null space", "column space", "left null space")  # names of draws
_NAMES: tuple[Text, ...] = ("row space", "null space", "column space", "left null space")
_DOMAINS = slice(0, 2), slice(2, 4)  # the vectors of x, and those of b


@dataclass(frozen=True, eq=False)
class SubspacePicture(SystemStory):
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
            exact = tuple((*column, Fraction()) for column in columns)
        matrix = self.system.matrix.T
        return eliminated(matrix, np.zeros(len(matrix)), exact)

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
        bases = [in_space(basis.T).T for basis in inputs]
        bases += [in_space(basis.T @ axes).T for basis in (pivots, left)]
        drawn = [basis[:, np.linalg.norm(basis, axis=0) > 0.5] for basis in bases]
        return drawn[0], drawn[1], drawn[2], drawn[3]

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
    def vectors(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The parts of x in row space and null space, (n,), then Ax and what b misses, (m,).

        x is the solution whose free unknowns are 0 or, without a solution, the shortest x̂; if
        that has no part in the null space, though there is one, it is given one.
        """
        m, n = self.system.shape
        if not self._drawn:
            return np.zeros(n), np.zeros(n), np.zeros(m), np.zeros(m)
        nearest = self.system.nearest
        basis = span(self.system.elimination.null_basis, n)
        null = basis @ (basis.T @ nearest)
        row = nearest - null
        length = float(np.linalg.norm(row))
        if basis.shape[1] and float(np.linalg.norm(null)) <= _NOTHING * length:
            row, null = nearest, basis[:, 0] * (0.6 * length or 1.0)
        return row, null, self.system.right - self._rest, self._rest

    @cached_property
    def _drawn(self) -> bool:
        """Whether x and b can be drawn."""
        return all(map(drawable, (self.system.nearest, self._best, self.system.right, self._rest)))

    @cached_property
    def arrows(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The vectors as drawn from the middle of their half, (3,)."""
        row, null, reached, missed = self.vectors
        m = self.system.shape[0]
        columns = list(zip(*self.system.elimination.start, strict=True))
        pivots = span([columns[j] for j in self.system.elimination.pivots], m)
        axes = self._axes(pivots, span(self.transposed.null_basis, m))
        before = in_space(np.stack([row, null])) * self.halves[0].scale
        after = in_space(np.stack([reached, missed]) @ axes) * self.halves[1].scale
        return before[0], before[1], after[0], after[1]

    @cached_property
    def halves(self) -> tuple[Half, Half]:
        """Inputs and outputs: on one scale, unless that made one of them a dot."""
        row, null, reached, missed = self.vectors
        across = _ACROSS if self.dimensions == 3 else np.array([1.0, 0.0, 0.0])
        m, n = self.system.shape
        lengths = (float(np.linalg.norm(row + null)), float(np.linalg.norm(reached + missed)))
        return halves_of(_APART * across, (n, m), lengths, self.dimensions)

    @cached_property
    def timeline(self) -> Timeline:
        """Three stages: x splits, A carries, b splits."""
        if not self._drawn:
            return even(3, TOO_LARGE)
        splits = Words("x is the sum of a component in the row space and one in the null space.")
        carries = Words(
            "A maps the row space component to the column space, and the null space component to 0."
        )
        if self.system.shape[1] == self.system.elimination.rank:
            splits = Words("The null space is {zero}: x lies in the row space.", {"zero": "{0}"})
            carries = Words("A maps the row space onto the column space: nothing is lost.")
        last = Words("b has a component in the left null space, which no Ax reaches: no solution.")
        if self.system.solvable:
            last = Words("b lies in the column space, so Ax = b has a solution.")
        before = "Row space and null space are perpendicular and together span the inputs."
        return Timeline(tuple(map(Stage, (splits, carries, last))), Words(before))

    def frame(self, t: float, view: View) -> Frame:
        """Return both halves, and the arrows that are there at a time."""
        draws: list[Draw] = []
        labels: list[Label] = []
        beneath = 1.22 if self.dimensions == 2 else 1.36  # in space, beneath the nearest of a disc
        for half, head in zip(self.halves, self._heads(), strict=True):
            draws += half.ground()
            labels += half.numbers(view)
            spot = place_of(half.middle - half.up * beneath * RADIUS)
            labels.append(Label(say(head), spot, Slot.INK, (0, 0), 15, True, 3))
        for k, basis in enumerate(self.spaces):
            half, slot = self.halves[k // 2], (ROW, NULL, COLUMN, LEFT)[k]
            draws += half.space(basis, slot, _DRAWN[k])
            labels.append(half.space_label(basis, slot, _NAMES[k], k % 2, view))
        if self._drawn:
            draws += self._moving(t, view, labels)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _heads(self) -> tuple[Words, Words]:
        """Return what stands beneath each half."""
        before, after = (
            {"space": "ℝ" if half.size == 1 else f"ℝ{'⁰¹²³⁴⁵'[half.size]}"} for half in self.halves
        )
        return Words("{space}: inputs x", before), Words("{space}: outputs b", after)

    def _moving(self, t: float, view: View, labels: list[Label]) -> Iterator[Draw]:
        index, _ = self.timeline.at(t)
        shown, carried, split = (self.timeline.part(k, t) for k in range(3))
        row, null, reached, missed = self.arrows
        left, right = (half.middle for half in self.halves)
        x = row + null
        yield from arrow("x", x, colours.X, left, 3.4)
        labels.append(tip_label("x", left + x, colours.X, view, 7, start=left))
        if shown > 0:
            yield from arrow("row part", row * shown, ROW, left, 4.0)
            yield from arrow("null part", null * shown, NULL, left, 4.0)
        if index == 0:
            return
        tail = left + (right - left) * carried
        now = row + (reached - row) * carried
        yield from arrow("Ax", now, COLUMN, tail, 4.0)
        if carried < 1:
            yield from arrow("null part", null * (1 - carried), NULL, tail, 4.0)
        solved = index == 2 and self.system.solvable
        if not solved:
            name = "→ Ax" if carried < 1 else "Ax"
            labels.append(line_label(name, tail + now, COLUMN, view, 7, place_of(tail)))
        if index == 2:
            b = reached + missed
            yield from arrow("b", b, colours.RIGHT, right, 3.4)
            yield from arrow("missed part", missed * split, LEFT, right, 4.0)
            labels.append(
                line_label(
                    "Ax = b" if solved else "b", right + b, colours.RIGHT, view, 7, place_of(right)
                )
            )

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the vectors that are drawn at a time, then dimensions and bases of the four."""
        index, _ = self.timeline.at(t)
        shown, carried, split = (self.timeline.part(k, t) for k in range(3))
        row, null, reached, missed = self.vectors
        vectors: list[tuple[str, Text, Floats, Slot, Text]] = [
            ("x", "x", row + null, colours.X, "The sum of its two parts."),
            (
                "row_part",
                "Row space component",
                row * shown,
                ROW,
                "The component that A maps to Ax.",
            ),
            (
                "null_part",
                "Null space component",
                null * shown,
                NULL,
                "The component that A maps to 0.",
            ),
        ]
        if carried >= 1:
            inside: Text = "In the column space."
            vectors.append(("reached", "Ax", reached, COLUMN, inside))
        if index == 2:
            name: Text = "Left null space component of b"
            tip: Text = (
                "The component of b that no Ax reaches: b − Ax̂, perpendicular to every column."
            )
            vectors.append(("missed_part", name, missed * split, LEFT, tip))
        of_x, of_b = (running(np.concatenate(self.vectors[part])) for part in _DOMAINS)
        now = (
            matrix_readout(
                f"now.{key}",
                NOW,
                label,
                vector,
                of_b if slot in (COLUMN, LEFT) else of_x,
                live=True,
                slot=slot,
                tip=tip,
            )
            for key, label, vector, slot, tip in vectors
        )
        return (*(now if self._drawn else ()), *subspace_readouts(self.system, self.transposed))

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.SUBSPACES

    def prepared(self) -> str:
        """Return the program's beginning."""
        return program.reduction(self.system)

    def extent(self) -> Floats:
        """Return points about both halves."""
        up = self.halves[0].up
        across = _ACROSS if self.dimensions == 3 else np.array([1.0, 0.0, 0.0])
        around = np.stack([across * _ASIDE, -across * _ASIDE, up * _ABOVE, -up * _BELOW])
        return np.concatenate([half.middle + around for half in self.halves])
