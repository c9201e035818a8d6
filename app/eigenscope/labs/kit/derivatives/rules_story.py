"""The rules as pictures: a step, then a smaller one, with words and numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.composed_function import ComposedFunction
from eigenscope.labs.kit.derivatives.derivative_inputs import (
    CHAIN,
    POWER,
    PRODUCT,
    QUOTIENT,
    SUM,
    DerivativeInputs,
)
from eigenscope.labs.kit.derivatives.rule_pictures import RulePicture, rule_picture
from eigenscope.labs.kit.derivatives.rule_texts import AREAS, LAWS, change_of, raised
from eigenscope.labs.kit.readout_makers import number_readout
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.typed_texts import in_product
from eigenscope.language.texts.messages import filled
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_it_is, as_words

_SMALL = 1 / 16  # of h: how far it has gone to 0 in the end


@dataclass(frozen=True, eq=False)
class RulesStory(Story):
    """One rule at a point: a step h, then a smaller one."""

    inputs: DerivativeInputs

    @cached_property
    def _of(self) -> ComposedFunction:
        return ComposedFunction(self.inputs)

    @cached_property
    def _picture(self) -> RulePicture:
        return rule_picture(self._of)

    def _step(self, t: float) -> float:
        whole: float = self.inputs.h.scalar.value
        return whole * float(_SMALL ** self.timeline.eased(2, t))

    @property
    def unseen(self) -> Text:
        """Why nothing is drawn: a function has no value at an end of the step."""
        h = self.inputs.h.scalar.value
        numbers = (*self._of.values(self._of.x), *self._of.values(self._of.x + h))
        if not all(map(math.isfinite, numbers)) or max(map(abs, numbers)) > 1e100:
            return "u, v and their result need finite values at x and x + h."
        return "" if h else "With h = 0 nothing grows: choose another h."

    # --- time ----------------------------------------------------------------------------------

    @cached_property
    def timeline(self) -> Timeline:
        """What there is at x, the step h, and h → 0."""
        left, right, slope = self._of.slopes
        outer, inner, _ = self._of.values(self._of.x)
        parts, n = (left, right), self.inputs.power
        if self.inputs.rule in (PRODUCT, POWER):
            parts = left * inner, outer * right
        numbers = {"left": tidy(parts[0]), "right": in_product(tidy(parts[1]))}
        powers = {"power": raised(n), "below": raised(n - 1), "n": str(n)}
        law = filled(LAWS[self.inputs.rule], {**numbers, "slope": tidy(slope), **powers})
        first: Text = "u and v at x."
        if self.inputs.rule == CHAIN:
            first = "x gives v, and v gives y = u(v)."
        elif self.inputs.rule in (PRODUCT, POWER):
            first = "The product is the area of a rectangle."
        elif self.inputs.rule == QUOTIENT:
            first = "q = u/v is the height of a rectangle with the area u and the width v."
        h = tidy(self.inputs.h.scalar.value)
        changes = Words("x changes by h = {h}, and with it all that depends on it.", {"h": h})
        smaller = Words("h becomes {times} times smaller.", {"times": round(1 / _SMALL)})
        ends = Stage(changes, moving=0.8), Stage(smaller, 1.5, law, 0.8)
        return Timeline((Stage(as_words(first)), *ends))

    # --- the picture ---------------------------------------------------------------------------

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        if self.unseen:
            return Frame((), (), view.camera)
        parts = list(self._picture.parts(self._step(t), self.timeline.eased(1, t)))
        draws = tuple(part for part in parts if isinstance(part, Draw))
        labels = tuple(part for part in parts if isinstance(part, Label))
        return Frame(draws, labels, view.camera)

    def extent(self) -> Floats:
        """Return the corners of all that is drawn."""
        if self.unseen:
            return super().extent()
        rooms = np.array([self._picture.room(self._step(t)) for t in (0.0, 1.0)])
        low, high = rooms[..., 0].min(axis=0), rooms[..., 1].max(axis=0)
        return np.array([(x, y, 0.0) for x in (low[0], high[0]) for y in (low[1], high[1])])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        names: dict[Slot, Text] = {} if self.inputs.rule == CHAIN else {Slot.MUTED: "at x"}
        colour = (colours.RUN, colours.RISE, colours.SECOND)
        if self.inputs.rule == CHAIN:
            colour = (colours.RUN, colours.RISE, colours.TANGENT)
        if self.inputs.rule == POWER:
            below = raised(self.inputs.power - 1)
            change = change_of(below)
            texts: tuple[str, ...] = f"{below}·Δx", f"x·{change}", f"Δx·{change}"
        else:
            texts = AREAS[self.inputs.rule]
        return names | {slot: as_it_is(text) for slot, text in zip(colour, texts, strict=False)}

    # --- words and numbers ---------------------------------------------------------------------

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return u, v, their slopes, and the derivative by the rule."""
        outer, inner, result = self._of.values(self._of.x)
        left, right, slope = self._of.slopes
        point = "v(x)" if self.inputs.rule == CHAIN else "x"
        grad = "torch.func.grad"
        names = ["u", "v", "u′", "v′"]
        if self.inputs.rule == POWER:
            below = raised(self.inputs.power - 1)
            names = ["x", below, "x′", f"({below})′"]
        u, v, first, second = map(as_it_is, names)
        rows: tuple[tuple[str, Text, float, str], ...] = (
            ("u", u, outer, f"u_value = u({point})"),
            ("v", v, inner, "v_value = v(x)"),
            ("value", "Result", result, "value = f(x)"),
            ("u.slope", first, left, f"u_slope = {grad}(u)({point})"),
            ("v.slope", second, right, f"v_slope = {grad}(v)(x)"),
            ("derivative", "Derivative by the rule", slope, f"derivative = {grad}(f)(x)"),
        )
        return tuple(
            number_readout(
                key, "Rule", name, value, brief=key in ("value", "derivative"),
                line=line if math.isfinite(value) else "",
            )
            for key, name, value, line in rows
        )  # fmt: skip

    def prepared(self) -> str:
        """Return the functions, as the program begins."""
        joined = {SUM: "u(x) + v(x)", QUOTIENT: "u(x) / v(x)", CHAIN: "u(v(x))"}
        u, v = self._of.functions
        bodies = (u.program(), v.program(), joined.get(self.inputs.rule, "u(x) * v(x)"))
        functions = (
            f"def {name}(x):\n    return {body}" for name, body in zip("uvf", bodies, strict=True)
        )
        return "\n\n\n".join((*functions, f"x = torch.tensor({self._of.x!r})"))
