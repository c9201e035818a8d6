"""The ways of a graph's edges: along its direction past nodes, and bent between the layers alone.

So no edge leads through a node, and the texts at its end stand beside a straight piece of it.
Places are (along, across): along the graph's direction and, to the right of it, across.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eigenscope.labs.kit.graph.layered import LayeredGraph

HEAD = 0.45
"""Room before a node for the head of an arrow."""

_STEP = 0.34  # between the ends of edges without texts at a node
_CLOSE = 1.15  # texts to the step between ends
_SIDE = 0.2  # of a node beyond the outermost of these
_SHORTEST, _LONGEST = 0.6, 3.0  # of the room for bends between two layers
_SLOPE = 0.18  # of a bend: its length to the height that it climbs


class TextRoom(NamedTuple):
    """The room of an edge's texts along it and to one side, and whether there is one on both."""

    along: float
    across: float
    both: bool


@dataclass(frozen=True)
class EndSteps:
    """How many edges end at each node, the step from one to the next, the room beyond the last."""

    counts: list[int]
    steps: list[float]
    beyond: list[float]

    def least_size(self, node: int) -> float:
        """Return what size across a node has at least."""
        return max(self.counts[node] - 1, 0) * self.steps[node] + 2 * _SIDE

    def clearance(self, node: int) -> float:
        """Return what size across the ends and their texts take."""
        return max(self.counts[node] - 1, 0) * self.steps[node] + 2 * self.beyond[node]


def end_steps(count: int, ends: Sequence[tuple[int, int]], rooms: Sequence[TextRoom]) -> EndSteps:
    """Return how edges end at each of so many nodes."""
    counts, steps, beyond = [0] * count, [_STEP] * count, [0.0] * count
    for (_, target), room in zip(ends, rooms, strict=True):
        counts[target] += 1
        steps[target] = max(steps[target], _CLOSE * room.across * (1 + room.both))
        beyond[target] = max(beyond[target], room.across)
    return EndSteps(counts, steps, beyond)


def end_offsets(graph: LayeredGraph, across: Sequence[float], ends: EndSteps) -> list[float]:
    """Return how far from its target's middle each edge ends, in the order of where they come."""
    by_target: list[list[int]] = [[] for _ in range(graph.count)]
    for edge, chain in enumerate(graph.chains):
        by_target[chain[-1]].append(edge)
    offsets = [0.0] * len(graph.chains)
    for target, edges in enumerate(by_target):
        if len(edges) > 1:
            edges.sort(key=lambda edge: across[graph.chains[edge][-2]])
            first = -(len(edges) - 1) / 2
            for number, edge in enumerate(edges):
                offsets[edge] = (first + number) * ends.steps[target]
    return offsets


class Column(NamedTuple):
    """A layer along the graph: where bends before it end, and its nodes begin and end."""

    straight: float
    begins: float
    ends: float

    @property
    def middle(self) -> float:
        """Where its nodes have their middles."""
        return (self.begins + self.ends) / 2


def columns(
    graph: LayeredGraph,
    lengths: Sequence[float],
    across: Sequence[float],
    offsets: Sequence[float],
    rooms: Sequence[TextRoom],
) -> list[Column]:
    """Return where the layers are along the graph.

    Parameters
    ----------
    graph, across, offsets
        In order, the place of each point, and how far from their targets' middles edges end.
    lengths
        Of the nodes along the graph.
    rooms
        For the texts of edges.
    """
    climbs, leads = [0.0] * len(graph.rows), [0.0] * len(graph.rows)
    for chain, offset, room in zip(graph.chains, offsets, rooms, strict=True):
        first = graph.layers[chain[0]] + 1
        last = first + len(chain) - 2
        leads[last] = max(leads[last], room.along + HEAD)
        here = across[chain[0]]
        for layer, point in enumerate(chain[1:], first):
            there = across[point] + (offset if layer == last else 0.0)
            climbs[layer] = max(climbs[layer], abs(there - here))
            here = there
    placed: list[Column] = []
    for row, climb, lead in zip(graph.rows, climbs, leads, strict=True):
        bend = min(max(_SLOPE * climb, _SHORTEST), _LONGEST)
        straight = placed[-1].ends + bend if placed else -lead
        length = max([lengths[point] for point in row if point < graph.count], default=0.0)
        placed.append(Column(straight, straight + lead, straight + lead + length))
    return placed


def inset(radius: float, width: float, offset: float) -> float:
    """Return how far behind the side of a box its border is, so far from the side's middle."""
    beyond = min(max(abs(offset) - (width / 2 - radius), 0.0), radius)
    return radius - math.sqrt(radius * radius - beyond * beyond)


def route(
    graph: LayeredGraph,
    chain: Sequence[int],
    places: Sequence[Column],
    lengths: Sequence[float],
    across: Sequence[float],
    offset: float,
    behind: float,
) -> list[tuple[float, float]]:
    """Return the points of an edge: in turn a straight piece along the graph and a bend.

    Parameters
    ----------
    graph, chain
        In order, and the points of the edge.
    places, lengths, across
        Of the layers, the nodes along the graph, and each point across.
    offset, behind
        Where it ends: how far from the middle of its target's side, and how far behind the side.
    """
    source, target = chain[0], chain[-1]
    layer = graph.layers[source]
    here = across[source]
    points = [(places[layer].middle + lengths[source] / 2, here), (places[layer].ends, here)]
    for layer, station in enumerate(chain[1:-1], layer + 1):  # noqa: B020
        there = across[station]
        points += [(places[layer].straight, there), (places[layer].ends, there)]
    layer, there = graph.layers[target], across[target] + offset
    points += [
        (places[layer].straight, there),
        (places[layer].middle - lengths[target] / 2 + behind, there),
    ]
    return points
