"""What both pictures have beside them: the same numbers, the same program, the same chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.layers import activation_chart
from eigenscope.labs.kit.story import Story
from eigenscope.labs.layer import program, readouts
from eigenscope.labs.layer.layer import Layer
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.plots.charts import Plotted


TOO_LARGE: Text = "Some numbers are too large to be drawn; the readouts have them all."


@dataclass(frozen=True, eq=False)
class NumbersStory(Story):
    """A layer and its batch, whatever is drawn of them."""

    layer: Layer

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return readouts.readouts(self.layer)

    def prepared(self) -> str:
        """Return the weights, the bias and the batch, as the program has them."""
        return program.prepared(self.layer.inputs)

    def charts(self) -> tuple[Plotted, ...]:
        """Return the activation's curve, if it is wanted."""
        layer = self.layer
        if self.missing_charts():
            return ()
        chosen = layer.z[:0] if layer.chosen is None else layer.z[layer.chosen]
        return (
            activation_chart.activation_chart(layer.map.sigma, layer.z.ravel(), chosen.ravel()),
        )

    def missing_charts(self) -> Mapping[str, Text]:
        """Return why it is not there, if it is not."""
        if not self.layer.inputs.curve:
            return {activation_chart.KEY: "switched off: --set curve=true"}
        return {} if self.layer.is_drawable else {activation_chart.KEY: TOO_LARGE}
