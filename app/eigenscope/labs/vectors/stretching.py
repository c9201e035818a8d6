"""The norm that a vector norm gives a matrix: the farthest reach of the image of the unit ball."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.norms import Farthest, farthest, largest_sum
from eigenscope.exact.matrices import rank
from eigenscope.exact.singular_values import singular_value_texts
from eigenscope.exact.surd import InexactError
from eigenscope.exact.vectors import Quantity
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import arrow, dot
from eigenscope.labs.kit.places import vector_in_space
from eigenscope.labs.kit.readout_makers import matrix_readout
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.kit.typed_texts import typed_readout
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.balls import Ball, ball, norm_mark, norm_name, norm_order
from eigenscope.labs.vectors.inputs import p_of
from eigenscope.labs.vectors.pieces import lower_left_label
from eigenscope.labs.vectors.scene import Scene, quantity_readout
from eigenscope.scene.frame import Draw, Label, affine
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, tidy
from eigenscope.wording.words import Text, Words, say

NORMS = "Matrix norms"
_INF = float("inf")
_COMMENTS = {
    1.0: "the largest column sum of absolute values",
    2.0: "the largest singular value",
    _INF: "the largest row sum of absolute values",
}
_TIPS: Mapping[float, Text] = {
    1.0: "The largest column sum of absolute values.",
    2.0: "The largest singular value.",
    _INF: "The largest row sum of absolute values.",
}
_CONCLUSIONS = {
    1.0: "‖A‖{mark} = {size}: the largest column sum of absolute values.",
    2.0: "‖A‖{mark} = {size}: the largest singular value.",
    _INF: "‖A‖{mark} = {size}: the largest row sum of absolute values.",
}
_LEAST = 1e-6


@dataclass(frozen=True, eq=False)
class Reach(Scene):
    """A carries the unit ball along; then a copy of the ball grows until it holds the image."""

    @cached_property
    def matrix(self) -> Floats:
        """The matrix, (2, 2)."""
        return self.inputs.matrix.to_array()

    @cached_property
    def p(self) -> float:
        """The chosen p."""
        return p_of(self.inputs)

    @cached_property
    def far(self) -> Farthest:
        """The farthest reach."""
        return farthest(self.matrix, self.p)

    @cached_property
    def ball(self) -> Ball:
        """The unit ball."""
        return ball(self.p)

    def size(self, p: float) -> Quantity:
        """Return ‖A‖ for p, exact where it is known."""
        exact = self.inputs.matrix.exact()
        with contextlib.suppress(InexactError):
            if exact is not None and p in (1.0, _INF):
                return largest_sum(exact, 0 if p == 1 else 1)
            if exact is not None and p == 2:
                text = singular_value_texts(exact, rank(exact))[0]
                return Quantity(farthest(self.matrix, p).norm, text)
        return Quantity(farthest(self.matrix, p).norm)

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        values = {"norm": norm_name(self.p)}
        return (
            Words("A transforms the unit ball of {norm}.", values),
            Words("A copy of the ball grows or shrinks until it just contains the image."),
        )

    def conclusion(self) -> Words:
        """Return the end."""
        values = {"mark": norm_mark(self.p), "size": tidy(self.far.norm)}
        if self.far.norm == 0:
            return Words("The zero matrix maps the whole ball to 0: its norm is 0.")
        if self.p < 1:
            return Words("The greatest stretch is {size}, but p < 1 does not give a norm.", values)
        if self.p in _CONCLUSIONS:
            return Words(_CONCLUSIONS[self.p], values)
        return Words("‖A‖{mark} = {size}: no vector is stretched more.", values)

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the ball, its image, the farthest vector and the ball that holds all."""
        carried, grown = self.part(0, t), self.part(1, t)
        moved = np.eye(2) + carried * (self.matrix - np.eye(2))
        for draw in self.ball.draws("unit ball", colours.UNIT_BALL, affine(np.eye(3)), 0.1):
            yield draw
        yield from self.ball.draws("image", colours.IMAGE, affine(moved), 0.26)
        for k in range(2):
            column = vector_in_space(moved[:, k])
            yield from arrow(f"column {k + 1}", column, colours.VECTORS[k], width=2.4, opacity=0.8)
        if grown > 0:
            radius = max(1 + grown * (self.far.norm - 1), _LEAST)
            for draw in self.ball.draws("hull", colours.RESULT, affine(np.eye(3) * radius)):
                if draw.geometry is self.ball.border:
                    yield draw
        point = vector_in_space(self.far.point)
        yield from arrow("x", point, colours.UNIT_BALL, width=2.4)
        tip = vector_in_space(moved @ self.far.point)
        yield from arrow("farthest", tip, colours.RESULT, width=4.2)
        if grown >= 1:
            yield dot("farthest point", tip, colours.RESULT, 11.0)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield x, Ax and the radius."""
        moved = np.eye(2) + self.part(0, t) * (self.matrix - np.eye(2))
        point = vector_in_space(self.far.point)
        tip = vector_in_space(moved @ self.far.point)
        if self.part(0, t) > 0.2:
            yield tip_label("Ax", tip, colours.RESULT, view, 7)
        for k, letter in enumerate(("a₁", "a₂")):
            column = vector_in_space(moved[:, k])
            yield tip_label(letter, column, colours.VECTORS[k], view, 4)
        yield tip_label("x", point, colours.UNIT_BALL, view, 6)
        if self.part(1, t) > 0.5:
            radius = 1 + self.part(1, t) * (self.far.norm - 1)
            corner = -radius * 2.0 ** -(0.0 if np.isinf(self.p) else 1 / self.p)
            place = np.array([corner, corner, 0.0])
            write = tidy if self.part(1, t) >= 1 else rounded
            text = say(Words("radius {size}", {"size": write(radius, 3)}))
            yield lower_left_label(text, place, colours.RESULT)

    def facts(self) -> Iterator[Readout]:
        """Yield the norms and the vector that is stretched most."""
        if self.p not in _CONCLUSIONS:
            label = f"p = {tidy(self.p)}"
            size = Quantity(self.far.norm)
            yield quantity_readout("norm.p", NORMS, label, size, slot=colours.RESULT, brief=True)
        for p, key in ((1.0, "1"), (2.0, "2"), (_INF, "inf")):
            yield quantity_readout(
                f"norm.{key}",
                NORMS,
                f"‖A‖{norm_mark(p)}",
                self.size(p),
                slot=colours.RESULT if p == self.p else None,
                brief=True,
                line=f"norm_{key} = torch.linalg.matrix_norm(A, {norm_order(p)})  # {_COMMENTS[p]}",
                tip=_TIPS[p],
            )
        yield matrix_readout(
            "x",
            "Stretched most",
            "x",
            self.far.point,
            slot=colours.UNIT_BALL,
            tip="A unit vector that A stretches the most.",
        )
        yield matrix_readout("Ax", "Stretched most", "Ax", self.far.image, slot=colours.RESULT)

    def input_readouts(self) -> Iterator[Readout]:
        """Yield the matrix."""
        line = f"A = {tensor(self.matrix)}"
        typed = self.inputs.matrix
        yield typed_readout("A", "The matrix", "A", typed, self.matrix, line=line)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {
            colours.VECTORS[0]: "first column",
            colours.VECTORS[1]: "second column",
            colours.UNIT_BALL: "unit ball and x",
            colours.IMAGE: "its image",
            colours.RESULT: "Ax, and the ball containing the image",
        }

    def reach(self) -> Floats:
        """Return the box that holds the ball, its image and the copy."""
        size = max(1.0, self.far.norm)
        return size * np.array([(x, y, 0.0) for x in (-1, 1) for y in (-1, 1)])

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the tips of the matrix's columns."""
        for k in range(2):
            place = place_of(self.matrix[:, k])
            tip = Words("Drag column {k} of A.", {"k": str(k + 1)})
            yield Handle(f"column-{k}", place, colours.VECTORS[k], tip)
