"""A graph that is much wider than high, in bands below one another as a text is in lines.

An edge that leads from one band to the next goes round: on the right of the first, back between
the two, and round on the left of the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from eigenscope.labs.kit.graph.layered import LayeredGraph
from eigenscope.labs.kit.graph.routing import Column

Spot = tuple[float, float]

_TRACK = 0.42  # from one edge that goes round to the next
_ROUND = 0.5  # between a band and the first of these
_MOST_BANDS = 24
_UNEVEN = (1.0, 1.05, 1.12, 1.2, 1.35)
"""How much longer than all bands on average the longest may be, in turn."""


@dataclass(frozen=True, eq=False)
class Line:
    """The layers of a graph in one line, before it is wrapped.

    Attributes
    ----------
    graph
        In order.
    places
        Of the layers.
    across, halves
        The place of each point within its layer, and half the room that it takes there.
    """

    graph: LayeredGraph
    places: Sequence[Column]
    across: Sequence[float]
    halves: Sequence[float]

    def reach(self, first: int, end: int) -> Spot:
        """Return between which places the points of some layers are."""
        points = [point for row in self.graph.rows[first:end] for point in row]
        lows = [self.across[point] - self.halves[point] for point in points]
        highs = [self.across[point] + self.halves[point] for point in points]
        return min(lows, default=0.0), max(highs, default=0.0)

    def length(self, first: int, end: int) -> float:
        """Return how long some layers are along the graph."""
        return self.places[end - 1].ends - self.places[first].straight

    def crossing(self, cut: int) -> int:
        """Return how many edges lead over a cut before a layer."""
        return sum(len(self.graph.after[point]) for point in self.graph.rows[cut - 1])


def bands_of(line: Line, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first layer of each band and the one after its last."""
    return list(pairwise([0, *cuts, len(line.places)])) if line.places else []


def wrapped_size(line: Line, cuts: Sequence[int]) -> Spot:
    """Return about how long and how high a graph is that is cut before some layers."""
    bands = bands_of(line, cuts)
    rounds = [_ROUND + _TRACK * line.crossing(cut) for cut in cuts]
    length = max(
        line.length(*band) + right for band, right in zip(bands, [*rounds, 0.0], strict=True)
    )
    high = sum(above - below for below, above in (line.reach(*band) for band in bands))
    return length + max(rounds, default=0.0), high + sum(_ROUND + each for each in rounds)


def best_cuts(line: Line, aspect: float, enough: float) -> tuple[int, ...]:
    """Return before which layers to cut, so that all is largest in a view of a shape.

    The fewest cuts are the best where a view as high as ``enough`` holds all.
    """
    if len(line.places) < 2:
        return ()
    whole = line.length(0, len(line.places))
    candidates = {()} | {
        _cuts(line, whole / count * uneven)
        for count in range(2, min(len(line.places), _MOST_BANDS) + 1)
        for uneven in _UNEVEN
    }

    def scale(cuts: tuple[int, ...]) -> tuple[float, int, float]:
        length, high = wrapped_size(line, cuts)
        own = min(aspect / max(length, 1e-9), 1 / max(high, 1e-9))
        return min(own, 1 / enough), -len(cuts), own

    return max(sorted(candidates), key=scale)


def _cuts(line: Line, most: float) -> tuple[int, ...]:
    """Return the cuts if as many layers as fit are in each band."""
    cuts: list[int] = []
    first = 0
    for layer in range(1, len(line.places)):
        if line.length(first, layer + 1) > most:
            cuts.append(layer)
            first = layer
    return tuple(cuts)


@dataclass(frozen=True, eq=False)
class Wrapped:
    """Where the layers of a wrapped graph are moved, and the edges between its bands.

    Attributes
    ----------
    moves
        Along and across, of each layer.
    rounds
        For an edge's number and the layer that it comes to from the band before: where it turns on
        the right, the place across of its way back, and where it turns on the left.
    """

    moves: list[Spot]
    rounds: dict[tuple[int, int], tuple[float, float, float]]

    def point(self, layer: int, spot: Spot) -> Spot:
        """Return the place of what is in a layer."""
        along, across = self.moves[layer]
        return spot[0] + along, spot[1] + across

    def route(self, graph: LayeredGraph, edge: int, points: Sequence[Spot]) -> list[Spot]:
        """Return the points of an edge, which were in one line."""
        moved: list[Spot] = []
        layers = [graph.layers[point] for point in graph.chains[edge]]
        for number, spot in enumerate(points):
            layer = layers[number // 2]
            place = self.point(layer, spot)
            way = self.rounds.get((edge, layer))
            if way is not None and number and number % 2 == 0:
                right, back, left = way
                moved[-1] = (right, moved[-1][1])
                moved += [(right, back), (left, back)]
                place = (left, place[1])
            moved.append(place)
        return moved


def wrapped(line: Line, cuts: Sequence[int], offsets: Sequence[float]) -> Wrapped:
    """Return how a graph is wrapped before some layers.

    ``offsets`` say how far from the middle of its target each edge ends.
    """
    moves: list[Spot] = []
    rounds: dict[tuple[int, int], tuple[float, float, float]] = {}
    top = 0.0
    for first, end in bands_of(line, cuts):
        low, high = line.reach(first, end)
        if first:
            ways = _over(line, first, offsets)
            above = moves[first - 1][0]
            right = line.places[first - 1].ends + above + _ROUND
            begin = top + _ROUND
            top += 2 * _ROUND + _TRACK * (len(ways) - 1)
            outer = sorted(ways, key=lambda way: (way[1], way[0]))
            left = {way: -_ROUND - _TRACK * rank for rank, way in enumerate(outer)}
            for rank, way in enumerate(sorted(ways, reverse=True)):
                step = _TRACK * rank
                turns = right + step, begin + step, left[way]
                rounds.update({(edge, first): turns for edge in ways[way]})
        moves += [(-line.places[first].straight, top - low)] * (end - first)
        top += high - low
    return Wrapped(moves, rounds)


def _over(line: Line, cut: int, offsets: Sequence[float]) -> dict[Spot, list[int]]:
    """Return the edges over a cut, by where they are across before and after it."""
    graph = line.graph
    ways: dict[Spot, list[int]] = {}
    for edge, chain in enumerate(graph.chains):
        number = cut - graph.layers[chain[0]]
        if 0 < number < len(chain):
            end = offsets[edge] if number == len(chain) - 1 else 0.0
            way = line.across[chain[number - 1]], line.across[chain[number]] + end
            ways.setdefault(way, []).append(edge)
    return ways
