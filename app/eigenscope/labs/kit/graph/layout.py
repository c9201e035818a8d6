"""Where the nodes and edges of a graph are: in layers, with few crossings, none through a node.

The framework of Sugiyama, Tagawa and Toda (Methods for visual understanding of hierarchical system
structures, IEEE Trans. SMC 11, 1981): layers, an order in each, places, ways of the edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.graph.coordinates import places_within
from eigenscope.labs.kit.graph.graph import Skeleton
from eigenscope.labs.kit.graph.layered import layered
from eigenscope.labs.kit.graph.layers import layers_of
from eigenscope.labs.kit.graph.ordering import put_in_order
from eigenscope.labs.kit.graph.routing import (
    HEAD,
    TextRoom,
    columns,
    end_offsets,
    end_steps,
    inset,
    route,
)
from eigenscope.labs.kit.graph.wrapping import Line, best_cuts, wrapped

Spot = tuple[float, float]

_APART = 0.5  # between a node and the next of its layer


@dataclass(frozen=True, eq=False)
class GraphLayout:
    """The places of a graph, centred on the origin.

    Attributes
    ----------
    middles, sizes
        Of the nodes' boxes, (n, 2) each.
    layers
        The number of each node's layer, from 0.
    routes
        The points of each edge from its source's side to its target's, (k, 2): in turn a straight
        piece along the graph's direction and a bend.
    texts
        The middle of the room for each edge's texts, (m, 2), on the edge.
    size
        Width and height of the whole.
    """

    middles: Floats
    sizes: Floats
    layers: tuple[int, ...]
    routes: tuple[Floats, ...]
    texts: Floats
    size: tuple[float, float]


@lru_cache(maxsize=32)
def graph_layout(skeleton: Skeleton) -> GraphLayout:
    """Return the layout of a graph; the same one for the same skeleton.

    Raises
    ------
    ValueError
        If the graph has a cycle, or an edge to a node that is not there.
    """
    line, lengths, widths, offsets, rooms = in_line(skeleton._replace(cuts=()))
    graph, places, across = line.graph, line.places, line.across
    wrapping = wrapped(line, skeleton.cuts, offsets)
    middles = [
        wrapping.point(layer, (places[layer].middle, across[k]))
        for k, layer in enumerate(graph.layers[: graph.count])
    ]
    routes = []
    for edge, (chain, offset) in enumerate(zip(graph.chains, offsets, strict=True)):
        behind = inset(skeleton.radii[chain[-1]], widths[chain[-1]], offset)
        points = route(graph, chain, places, lengths, across, offset, behind)
        routes.append(wrapping.route(graph, edge, points))
    texts = [
        (points[-1][0] - HEAD - room.along / 2, points[-1][1])
        for points, room in zip(routes, rooms, strict=True)
    ]
    sizes = list(zip(lengths, widths, strict=True))
    layers = graph.layers[: graph.count]
    return _turned(layers, middles, sizes, routes, texts, down=skeleton.down)


def wrapped_for(skeleton: Skeleton, aspect: float, enough: float) -> Skeleton:
    """Return a skeleton that is cut into the bands in which it is largest in a view of a shape.

    Parameters
    ----------
    skeleton
        In one line or not.
    aspect
        The width of the view by its height.
    enough
        A height of the view at which a graph is large enough, so that fewer bands are better.
    """
    line = in_line(skeleton._replace(cuts=())).line
    along = (1 / aspect, enough * aspect) if skeleton.down else (aspect, enough)
    return skeleton._replace(cuts=best_cuts(line, *along))


class InLine(NamedTuple):
    """A layout in one line: sizes of nodes along and across, ends of edges, rooms of texts."""

    line: Line
    lengths: list[float]
    widths: list[float]
    offsets: list[float]
    rooms: list[TextRoom]


@lru_cache(maxsize=32)
def in_line(skeleton: Skeleton) -> InLine:
    """Return the layout of a graph without cuts, before its points are in the world."""
    down, count = skeleton.down, len(skeleton.sizes)
    graph = layered(layers_of(count, skeleton.ends), skeleton.ends)
    put_in_order(graph)
    rooms = [TextRoom(room[down], room[not down], room.both) for room in skeleton.rooms]
    ends = end_steps(count, skeleton.ends, rooms)
    lengths = [size[down] for size in skeleton.sizes]
    widths = [max(size[not down], ends.least_size(k)) for k, size in enumerate(skeleton.sizes)]
    halves = [max(wide, ends.clearance(k)) / 2 for k, wide in enumerate(widths)]
    halves += [0.0] * (len(graph.before) - count)
    across = places_within(graph, halves, _APART)
    offsets = end_offsets(graph, across, ends)
    places = columns(graph, lengths, across, offsets, rooms)
    return InLine(Line(graph, places, across, halves), lengths, widths, offsets, rooms)


def _turned(
    layers: Sequence[int],
    middles: Sequence[Spot],
    sizes: Sequence[Spot],
    routes: Sequence[Sequence[Spot]],
    texts: Sequence[Spot],
    *,
    down: bool,
) -> GraphLayout:
    """Return a layout in the world of places and sizes along the graph and across it."""
    lengths = [len(middles), *map(len, routes), len(texts)]
    points = np.array([*middles, *(point for points in routes for point in points), *texts])
    points = points.reshape(-1, 2)
    boxes = np.array(sizes, dtype=np.float64).reshape(-1, 2)
    if down:
        points, boxes = points[:, ::-1], boxes[:, ::-1]
    points = points * (1.0, -1.0)
    size = np.zeros(2)
    if middles:
        reach = np.zeros_like(points)
        reach[: len(boxes)] = boxes / 2
        low, high = (points - reach).min(axis=0), (points + reach).max(axis=0)
        points, size = points - (low + high) / 2, high - low
    parts = np.split(points, np.cumsum(lengths)[:-1])
    wide, high = size.tolist()
    return GraphLayout(parts[0], boxes, tuple(layers), tuple(parts[1:-1]), parts[-1], (wide, high))
