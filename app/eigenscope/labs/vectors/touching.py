"""Balls that grow until they meet a line: L1 meets it at a corner, so a coordinate is 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.norms import Touching, touching
from eigenscope.exact.vectors import Quantity, Vector, unit
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import ORIGIN, arrow, dot, segment
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.places import in_space, vector_in_space
from eigenscope.labs.kit.readout_makers import matrix_readout, text_readout
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.kit.tip_labels import middle_label
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.balls import ball, ball_name, norm_mark, norm_name, norm_order
from eigenscope.labs.vectors.inputs import p_of, vector_of
from eigenscope.labs.vectors.scene import Scene, quantity_readout
from eigenscope.scene.frame import Draw, Label, affine
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy, times
from eigenscope.wording.words import Text, Words, as_words

_LEAST = 1e-6  # a ball as small as this cannot be seen, and must not vanish

_DUAL = "# The least norm on the line c·x = d is |d| / ‖c‖ in the dual norm."


@dataclass(frozen=True, eq=False)
class Sparse(Scene):
    """First the round ball grows to the line, then that of the chosen norm."""

    @cached_property
    def line(self) -> Vector:
        """The coefficients (2,)."""
        return vector_of(self.inputs.line_x, self.inputs.line_y)

    @cached_property
    def level(self) -> Quantity:
        """The right side."""
        return Quantity(self.inputs.level.scalar.value)

    @cached_property
    def powers(self) -> tuple[float, ...]:
        """The norms that are compared: L2 and the chosen one."""
        chosen = p_of(self.inputs)
        return (2.0,) if chosen == 2 else (2.0, chosen)

    @cached_property
    def met(self) -> tuple[Touching, ...]:
        """Where their balls meet the line; nothing if there is no line."""
        if self.line.zero:
            return ()
        level = self.inputs.level.scalar.exact
        return tuple(touching(self.line, self.level, level, p) for p in self.powers)

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        if not self.met:
            return (self.conclusion(),)
        return tuple(
            Words("The {norm} ball grows until it touches the line.", {"norm": norm_name(p)})
            for p in self.powers
        )

    def conclusion(self) -> Words:
        """Return the end."""
        if not self.met:
            solved = self.level.value == 0
            return Words(
                "0 = 0 holds everywhere: there is no line."
                if solved
                else "0 = d holds nowhere: there is no line."
            )
        if self.level.value == 0:
            return Words("The line passes through 0, the shortest of all vectors.")
        last, p = self.met[-1], self.powers[-1]
        if len(last.points) > 1:
            return Words(
                "Two corners touch it at once."
                if p < 1
                else "The whole edge between the marks lies on the line: all are equally short."
            )
        zeros = _zeros(last.points[0])
        if zeros and p <= 1:
            return Words(
                "It touches the line at a corner: one coordinate is 0, so the solution is sparse."
            )
        if zeros:
            return Words("The line is parallel to an axis: in every norm one coordinate is 0.")
        return Words("It touches the line where both coordinates are nonzero.")

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the line, the balls and the points where they meet."""
        if not self.met:
            return
        for index, (p, contact) in enumerate(zip(self.powers, self.met, strict=True)):
            grown, slot = self.part(index, t), colours.TOUCHING[index]
            if grown <= 0:
                continue
            size = affine(np.eye(3) * max(contact.radius.value * grown, _LEAST))
            yield from ball(p).draws(f"ball {index + 1}", slot, size)
        yield from line("line", self._along(), view, colours.LINE, self._nearest())
        for index, contact in enumerate(self.met):
            if self.part(index, t) >= 1:
                yield from self._points(index, contact)

    def _points(self, index: int, contact: Touching) -> Iterator[Draw]:
        places = in_space(np.array([point.values for point in contact.points]))
        name, slot = f"point {index + 1}", colours.TOUCHING[index]
        if len(places) > 1 and self.powers[index] >= 1:
            yield from segment(name, places[0], places[1], slot, 5.0)
        for place in places:
            if len(places) == 1:
                yield from arrow(f"{name} arrow", place, slot, width=2.6)
            yield dot(name, place, slot, 12.0)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the points and the line's equation."""
        if not self.met:
            return
        for index, (p, contact) in enumerate(zip(self.powers, self.met, strict=True)):
            if self.part(index, t) < 1:
                continue
            for point in contact.points:
                x, y = (tidy(float(value), 3) for value in point.values)
                values = {"norm": norm_name(p), "x": x, "y": y}
                text = str(Words("{norm}: ({x}, {y})", values))
                place = vector_in_space(point.values)
                yield self._beside(text, place, colours.TOUCHING[index], view, 6 + index)
        right = self._nearest() + self._along() * view.camera.height * 0.32
        yield self._beside(self.equation(), right, colours.LINE, view, 4)

    def _beside(self, text: str, place: Floats, slot: Slot, view: View, priority: int) -> Label:
        """Return a label beside the line at a place (3,) on it, away from the balls."""
        along = self._along()
        return middle_label(text, along, slot, view, place - along, ORIGIN, 1.0, priority)

    def _nearest(self) -> Floats:
        return vector_in_space(self.met[0].points[0].values)

    def _along(self) -> Floats:
        """Return the line's direction (3,) to the right on the screen, of length 1."""
        x, y = unit(self.line)
        return np.array([y, -x, 0.0]) if y >= 0 else np.array([-y, x, 0.0])

    def equation(self) -> str:
        """Return the line as it is written, such as "x + 2y = 4"."""
        text = ""
        for factor, letter in zip(self.line.values, "xy", strict=True):
            if factor == 0:
                continue
            size = "" if abs(factor) == 1 else tidy(abs(float(factor)), 2)
            sign = "−" if factor < 0 else "+"
            term = times(size, letter)
            text += f" {sign} {term}" if text else f"{sign.strip('+')}{term}"
        return f"{text} = {tidy(self.level.value, 2)}"

    def prepared(self) -> str:
        """Return the line's coefficients and its level."""
        text = f"c = {tensor(self.line.values)}\nd = {self.level.value!r}\n"
        return text if self.met else f'{text}print("no line: c = 0")\n'

    def facts(self) -> Iterator[Readout]:
        """Yield the shortest vectors of the line."""
        if not self.met:
            yield text_readout("none", "The line", "Line", self.conclusion(), brief=True)
            return
        yield text_readout("line", "The line", "Line", self.equation(), slot=colours.LINE)
        for index, (p, contact) in enumerate(zip(self.powers, self.met, strict=True)):
            group = Words("Shortest in {norm}", {"norm": norm_name(p)})
            slot = colours.TOUCHING[index]
            x, single = f"x_{index + 1}", len(contact.points) == 1
            for k, point in enumerate(contact.points):
                yield matrix_readout(
                    f"point.{index}.{k}",
                    group,
                    "x" if single else Words("x, end {k}", {"k": str(k + 1)}),
                    point.values,
                    slot=slot,
                    brief=True,
                    needs=(_DUAL,),
                    line=_shortest(x, p, single=single),
                    variable=x if single else "",
                    tip="The point of the line with the least norm.",
                )
            yield quantity_readout(
                f"radius.{index}",
                group,
                f"‖x‖{norm_mark(p)}",
                contact.radius,
                slot=slot,
                brief=True,
                line=f"norm_{index + 1} = torch.linalg.vector_norm({x}, {norm_order(p)})",
            )
            if single:
                zeros = _zeros(contact.points[0])
                none = as_words("none")
                text = Words("{zeros} of 2", {"zeros": str(zeros)}) if zeros else none
                yield text_readout(
                    f"zeros.{index}",
                    group,
                    "Coordinates that are 0",
                    text,
                    zeros,
                    brief=True,
                    tip="Many zeros make a sparse vector. In a model, these weights are not "
                    "needed.",
                )

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {
            colours.LINE: "line",
            **{slot: ball_name(p) for slot, p in zip(colours.TOUCHING, self.powers, strict=False)},
        }

    def reach(self) -> Floats:
        """Return the boxes around the largest balls."""
        size = max((contact.radius.value for contact in self.met), default=1.0)
        return size * np.array([(x, y, 0.0) for x in (-1.2, 1.2) for y in (-1.2, 1.2)])

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the point of the line that is nearest to the origin."""
        if self.met:
            place = place_of(self.met[0].points[0].values)
            yield Handle("line-0", place, colours.LINE, "Drag: the line follows.")


def _zeros(point: Vector) -> int:
    return int(np.sum(point.values == 0))


def _shortest(x: str, p: float, *, single: bool) -> str:
    """Return the program's lines for the point ``x`` of least p-norm, or for one of them."""
    if not single:
        return _shortest(x, p, single=True).split("  #")[0] + "  # one of many"
    if p == 2:
        return f"{x} = d / torch.dot(c, c) * c"
    if p <= 1:
        return f"k = c.abs().argmax()\n{x} = torch.zeros(2)\n{x}[k] = d / c[k]  # a corner"
    if np.isinf(p):
        return f"{x} = d / c.abs().sum() * c.sign()  # a corner of the square"
    powers = "d * c.sign() * c.abs() ** (q - 1) / (c.abs() ** q).sum()"
    return f"q = {p!r} / ({p!r} - 1)\n{x} = {powers}"
