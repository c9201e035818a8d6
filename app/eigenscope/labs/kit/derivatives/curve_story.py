"""What all pictures of a function of x share: the curve, the point, the numbers beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.slopes import SlopeKind
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import dot, segment
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.derivative_readouts import prepared, readouts
from eigenscope.labs.kit.derivatives.local_function import Derivative
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.typed_texts import typeset
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words


@dataclass(frozen=True, eq=False)
class CurveStory(Story):
    """A picture of the function, with its point."""

    of: Derivative

    # --- the picture ---------------------------------------------------------------------------

    def plane(self, _t: float) -> GraphPlane:
        """Return the plane at ``t``; most pictures never leave the one that they begin with."""
        return self.of.drawn[0]

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        plane = self.plane(t)
        draws = [*plane.draws(view), *self.ground(t, view, plane)]
        draws += self.curve(t, view, plane)
        labels = list(plane.labels(view))
        for part in self.parts(t, view, plane):
            (draws if isinstance(part, Draw) else labels).append(part)  # type: ignore[arg-type]
        return Frame(tuple(draws), tuple(labels), view.camera)

    def curve(self, _t: float, view: View, plane: GraphPlane) -> Iterable[Draw]:
        """Return f as it is seen in a plane."""
        return plane.curve(f"curve:{self.of.inputs.f}", self.of.values, view, colours.CURVE)

    def ground(self, _t: float, _view: View, _plane: GraphPlane) -> Iterable[Draw]:
        """Return what lies under the curve."""
        return ()

    def parts(self, t: float, view: View, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield what is drawn over the curve, and its names."""
        yield from self.marks(plane)

    def marks(self, plane: GraphPlane) -> Iterator[Draw | Label]:
        """Yield the point, or what there is in its place: hollow where f is not."""
        here, x = self.of.here, self.of.x
        for limit in {here.left.limit, here.right.limit} if here.kind is not SlopeKind.POLE else ():
            if math.isfinite(limit) and limit != here.value:
                place = np.array(plane.place(x, limit))
                yield dot("limit", place, colours.CURVE, 10.0)
                yield dot("limit", place, Slot.BACKGROUND, 5.5)
        if math.isfinite(here.value):
            yield dot("point", np.array(plane.place(x, here.value)), colours.POINT, 9.0)

    def straight(
        self, name: str, slope: float, slot: Slot, view: View, plane: GraphPlane
    ) -> Iterator[Draw]:
        """Yield the line through the point with a slope, upright for an infinite one."""
        if math.isfinite(self.of.here.value) and not math.isnan(slope):
            place = np.array(plane.place(self.of.x, self.of.here.value))
            yield from line(name, plane.direction(slope), view, slot, place, 2.2, 1.0)

    def tangents(self, view: View, plane: GraphPlane) -> Iterator[Draw]:
        """Yield the tangent, or half of one from each side that has a slope."""
        here = self.of.here
        if not math.isnan(here.derivative):
            yield from self.straight("tangent", here.derivative, colours.TANGENT, view, plane)
            return
        reach = view.camera.height
        for side, sign in ((here.left, -1.0), (here.right, 1.0)):
            if math.isfinite(side.limit) and not math.isnan(side.slope):
                start = np.array(plane.place(self.of.x, side.limit))
                way = sign * plane.direction(side.slope)
                slot = colours.TANGENT
                yield from segment("half tangent", start, start + reach * way, slot, 2.2)

    def extent(self) -> Floats:
        """Return the corners of the window."""
        return self.of.drawn[1]

    @property
    def equation(self) -> Words:
        """What the curve is, with the signs of the blackboard."""
        return Words("y = {f}", {"f": typeset(self.of.inputs.f)})

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        names: dict[Slot, Text] = {colours.CURVE: self.equation}
        if math.isnan(self.of.here.derivative):
            return {**names, colours.TANGENT: "half tangent from one side"}
        return {**names, colours.TANGENT: "tangent"}

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the point, where it can be dragged along the curve."""
        value = self.of.here.value
        yield self._handle("point", self.of.x, value, t, "Drag the point along x.")

    def _handle(self, key: str, x: float, value: float, t: float, tip: Text) -> Handle:
        """Return a handle on the curve; where f has no value, a grey one on the x axis."""
        there = math.isfinite(value)
        place = self.plane(t).place(x, value if there else 0.0)
        return Handle(key, place, Slot.HANDLE if there else Slot.MUTED, tip)

    # --- words and numbers ---------------------------------------------------------------------

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers."""
        return tuple(readouts(self.of))

    def prepared(self) -> str:
        """Return the function and the point, as the program begins."""
        return prepared(self.of)

    def missing_charts(self) -> Mapping[str, Text]:
        """Return where the chart of errors is."""
        return {"errors": "it is beside the secant and tangent: --set show=secant"}
