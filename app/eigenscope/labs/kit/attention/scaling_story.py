"""With and without √d, side by side: the same dot products, two softmaxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.activations import softmax
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.attention.scaling import (
    DEPTHS,
    Scaling,
    mean_entropies,
    scaling_code,
)
from eigenscope.labs.kit.bars import Bars
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.plots.charts import LINE, Chart, Mark, Plotted, Series
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, subscript
from eigenscope.wording.words import Text, Words, say

_LEFTS, _WIDE = (-3.2, 0.2), 3.0  # of the two halves
_SCORES, _WEIGHTS = 1.2, -2.75  # base lines
_HIGH, _FULL = 0.9, 2.0  # of the largest dot product, and of the weight 1
_TITLE, _HEADING = 0.34, 0.25
_TITLES: tuple[Text, Text] = ("Not scaled", "Divided by √d")


@dataclass(frozen=True, eq=False)
class ScalingStory(Story):
    """Dot products become weights, on the left as they are, on the right divided by √d."""

    scaling: Scaling

    @cached_property
    def timeline(self) -> Timeline:
        """The dot products, the scale, softmax."""
        arrays, inputs = self.scaling.arrays, self.scaling.inputs
        said = {
            "depth": str(inputs.channels),
            "spread": rounded(float(arrays["spread"]), 3),
            "root": rounded(float(np.sqrt(inputs.channels)), 3),
            "plain": _share(float(arrays["plain"].max())),
            "weight": _share(float(arrays["weights"].max())),
            "entropy": rounded(float(arrays["plain_entropy"]), 3),
            "scaled": rounded(float(arrays["entropy"]), 3),
        }
        products = Words(
            "A random query and random keys: a dot product adds up d = {depth} products, so its "
            "size is about √d = {root}; the root mean square of these is {spread}.",
            said,
        )
        divided = Words(
            "On the right each dot product is divided by √{depth}: the scores are about 1 in size, "
            "whatever d is.",
            said,
        )
        weights = Words(
            "Softmax: from equal weights, large differences of scores drive one weight towards 1."
        )
        after = Words(
            "The largest weight: {plain} without √d, {weight} with it. Entropy: {entropy} and "
            "{scaled} nats.",
            said,
        )
        stages = (
            Stage(products, 0.7),
            Stage(divided, 1.0, moving=0.7),
            Stage(weights, 1.4, after, moving=0.8),
        )
        return Timeline(stages, after=after)

    @cached_property
    def _bars(self) -> tuple[tuple[Bars, Bars], ...]:
        """The bars of scores and of weights, of both halves."""
        width = _WIDE / self.scaling.inputs.count
        unit = _HIGH / max(float(np.abs(self.scaling.arrays["products"]).max()), 1e-9)
        names = ("plain", "scaled")
        return tuple(
            (
                Bars(f"{name} scores", left, _SCORES, width, unit, colours.KEY),
                Bars(f"{name} weights", left, _WEIGHTS, width, _FULL, colours.OUTPUT),
            )
            for name, left in zip(names, _LEFTS, strict=True)
        )

    def _scores(self, t: float) -> tuple[Floats, Floats]:
        products, scores = self.scaling.arrays["products"], self.scaling.arrays["scores"]
        shrunk = self.timeline.eased(1, t)
        return products, products + shrunk * (scores - products)

    def _weights(self, t: float) -> tuple[Floats, Floats] | None:
        """Return the weights of a part of the scores, from all alike on; None before softmax."""
        part = self.timeline.eased(2, t)
        if part <= 0:
            return None
        arrays = self.scaling.arrays
        if part >= 1:
            return arrays["plain"], arrays["weights"]
        share = part / self.scaling.inputs.temperature.scalar.value
        return softmax(share * arrays["products"]), softmax(share * arrays["scores"])

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws: list[Draw] = []
        labels: list[Label] = []
        weights = self._weights(t)
        for half, (upper, lower) in enumerate(self._bars):
            scores = self._scores(t)[half]
            draws += upper.draws(scores)
            labels += upper.labels(scores, _texts(scores), view)
            shown = np.zeros(len(scores)) if weights is None else weights[half]
            draws += lower.draws(shown)
            if weights is not None:
                labels += lower.labels(shown, [f"{each:.2f}" for each in shown], view)
            labels += self._words(half, lower, view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _words(self, half: int, lower: Bars, view: View) -> Iterator[Label]:
        middle = _LEFTS[half] + _WIDE / 2
        yield line_of_text(say(_TITLES[half]), (middle, 3.35), view, _TITLE, bold=True)
        heading: Text = "scores q · k / √d" if half else "dot products q · k"
        yield line_of_text(
            say(heading), (middle, 2.85), view, _HEADING, slot=colours.KEY, room=_WIDE
        )
        place = (middle, _WEIGHTS + _FULL + 0.58)
        yield line_of_text(say("weights"), place, view, _HEADING, slot=colours.OUTPUT, room=_WIDE)
        for number in range(self.scaling.inputs.count):
            name, x = f"k{subscript(number + 1)}", lower.middle(number)
            yield line_of_text(name, (x, _WEIGHTS - 0.2), view, 0.2, slot=Slot.AXIS)

    def extent(self) -> Floats:
        """Return the corners of both halves."""
        ends = (-2.7, 2.7), (-2.6, 2.8)  # a camera leaves room around
        return np.array([(x, y, 0.0) for x in ends[0] for y in ends[1]])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the bars are."""
        return {colours.KEY: "dot products and scores", colours.OUTPUT: "weights"}

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers of both."""
        return tuple(self.scaling.readouts())

    def code(self) -> str:
        """Return the torch program."""
        return scaling_code(self.scaling.inputs)

    def charts(self) -> tuple[Plotted, ...]:
        """Return the mean entropy by the number of channels."""
        inputs = self.scaling.inputs
        depths = np.array(DEPTHS, dtype=np.float64)
        plain, scaled = mean_entropies(inputs)
        at = Mark(float(inputs.channels), Words("d = {d}", {"d": str(inputs.channels)}), Slot.AXIS)
        return (
            Chart(
                key="entropy",
                title=Words("Mean entropy of the weights"),
                x_label=Words("Channels d"),
                y_label=Words("nats"),
                series=(
                    Series(depths, plain, colours.KEY, LINE, Words("not scaled")),
                    Series(depths, scaled, colours.OUTPUT, LINE, Words("divided by √d")),
                ),
                marks=(at,),
                log_x=True,
                ground=True,
                tip="Of many random queries and keys: without √d the weights become all or nothing "
                "as d grows.",
            ),
        )


def _share(weight: float) -> str:
    """Return a weight to so many digits that it is not said to be 1 before it is."""
    digits = 3
    while weight < round(weight, digits) == 1.0:
        digits += 1
    return rounded(weight, 3) if digits == 3 else f"{weight:.{digits}f}"


def _texts(scores: Floats) -> list[str]:
    return [f"{each:.1f}".replace("-", "−") for each in scores.tolist()]
