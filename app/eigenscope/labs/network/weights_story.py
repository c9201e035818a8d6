"""The network as a graph whose edges are its weights, and charts of what training makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.networks import colours
from eigenscope.labs.kit.networks.layer_charts import layer_charts
from eigenscope.labs.kit.networks.network_graph import NetworkGraph
from eigenscope.labs.network.story import NetworkStory
from eigenscope.plots.charts import Chart
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, sentences


class WeightsStory(NetworkStory):
    """The network as a graph, and its spectra and gradients as charts."""

    @cached_property
    def graph(self) -> NetworkGraph:
        """The graph, with one measure for all of the training."""
        run = self.learning.run
        sizes = [np.abs(weight).max() for weight, _ in run.setup.shape.parted(run.states)]
        return NetworkGraph(run.setup.shape, max(float(max(sizes)), 1e-300))

    def frame(self, t: float, view: View) -> Frame:
        """Return the graph with the weights at a time."""
        draws = self.graph.draws(self.learning.run.parameters(self.state(t)))
        return Frame(tuple(draws), tuple(self.graph.labels()), view.camera)

    def caption(self, t: float) -> Words:
        """Return what the edges are, at the ends, and how far the training is."""
        caption = super().caption(t)
        if 0 < t < 1:
            return caption
        return sentences(["The thicker an edge, the larger its weight in size.", caption])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of edges mean."""
        return {Slot.POSITIVE: "positive weight", Slot.NEGATIVE: "negative weight"}

    def extent(self) -> Floats:
        """Return the places of all neurons, with room for words."""
        return self.graph.corners()

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the spectrum, the rank and the gradient of each layer beside its numbers."""
        return (*super().readouts(t), *self._spectra(t))

    def _spectra(self, t: float) -> Iterator[Readout]:
        run, state = self.learning.run, self.state(t)
        for layer, (values, rank) in enumerate(self.spectrum_facts()):
            spectrum = run.singular_values[layer]
            slot = colours.LAYERS[layer]
            yield values.matrix(spectrum[state], spectrum[[0, -1]], live=True, slot=slot)
            yield rank.number(int(run.ranks[state, layer]))
            norms = run.gradient_norms[:, layer]
            if np.isfinite(norms[state]):
                gradient = Fact(
                    f"gradient.{layer}",
                    values.group,
                    "‖∇‖",
                    "The length of the gradient with respect to this layer's weight and bias.",
                )
                ends = norms[[0, -1]]
                rests = ends[np.isfinite(ends)]
                yield gradient.number(float(norms[state]), rests, live=True, slot=slot)

    def spectrum_facts(self) -> tuple[tuple[Fact, Fact], ...]:
        """Return the facts of each layer's singular values and rank."""
        return tuple(
            (
                Fact(
                    f"singular.{k}",
                    Words("Spectrum of W{layer}", {"layer": k}),
                    "Singular values",
                    "How far this layer stretches, at most and at least.",
                    f"S{k} = torch.linalg.svdvals(W{k})",
                ),
                Fact(
                    f"rank.{k}",
                    Words("Spectrum of W{layer}", {"layer": k}),
                    "Rank",
                    "How many dimensions are left of those that go in.",
                    f"rank{k} = torch.linalg.matrix_rank(W{k})",
                ),
            )
            for k in range(1, self.learning.setup.shape.depth + 1)
        )

    def facts(self) -> tuple[Fact, ...]:
        """Return what the program computes of the weights."""
        return tuple(fact for pair in self.spectrum_facts() for fact in pair)

    def charts(self) -> tuple[Chart, ...]:
        """Return gradients, singular values and stable ranks over the steps."""
        return layer_charts(self.learning.run)
