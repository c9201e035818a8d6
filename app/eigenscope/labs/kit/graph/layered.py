"""A graph in layers: where an edge leads over layers, it has a station in each.

Edges that begin at the same node share their stations: they part where they have to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eigenscope.labs.kit.graph.layers import Ends

Rows = list[list[int]]


@dataclass
class LayeredGraph:
    """Nodes and, where an edge leads over a layer, stations of it: each a point of its layer.

    Attributes
    ----------
    count
        Of the nodes; points from there on are stations.
    layers
        The number of each point's layer.
    chains
        The points of each edge, one a layer.
    before, after
        The neighbours of each point in the layers before and after its own.
    rows
        The points of each layer in their order.
    place
        Of each point in its row, as it was numbered last.
    """

    count: int
    layers: list[int]
    chains: Rows
    before: Rows
    after: Rows
    rows: Rows = field(default_factory=list)
    place: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.place = [0] * len(self.layers)

    def number(self, rows: Rows) -> None:
        """Write down the place of each point in its row."""
        for row in rows:
            for number, point in enumerate(row):
                self.place[point] = number

    def in_rows(self, order: Sequence[int]) -> Rows:
        """Return the points of each layer in the order that they have among all."""
        rows: Rows = [[] for _ in range(max(self.layers, default=-1) + 1)]
        for point in order:
            rows[self.layers[point]].append(point)
        return rows


def layered(layers: Sequence[int], ends: Ends) -> LayeredGraph:
    """Return a graph in layers, its points in no order yet."""
    before: Rows = [[] for _ in layers]
    after: Rows = [[] for _ in layers]
    layer_of = list(layers)
    chains: Rows = []
    trunks: dict[int, list[int]] = {}
    for source, target in ends:
        trunk = trunks.setdefault(source, [source])
        for layer in range(layers[source] + len(trunk), layers[target]):
            point = len(layer_of)
            layer_of.append(layer)
            before.append([trunk[-1]])
            after.append([])
            after[trunk[-1]].append(point)
            trunk.append(point)
        chain = [*trunk[: layers[target] - layers[source]], target]
        after[chain[-2]].append(target)
        before[target].append(chain[-2])
        chains.append(chain)
    return LayeredGraph(len(layers), layer_of, chains, before, after)
