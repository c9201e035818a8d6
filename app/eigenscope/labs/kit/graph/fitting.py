"""Which way a graph runs, and whether it is wrapped: as is largest in a view of a shape."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.labs.kit.graph.graph import Graph
from eigenscope.labs.kit.graph.layout import graph_layout, wrapped_for

_LARGE_ENOUGH = 15.0
"""World units of a view's height up to which a graph is not wrapped: it is easier to follow so."""

_WORTH = 1.2
"""How many times as large a graph must become to be wrapped, or to run down."""


def fitting(graph: Graph, aspect: float) -> Graph:
    """Return a graph from left to right or down, in one line or wrapped, whichever is largest.

    ``aspect`` is the width by the height of the view.
    """
    lines = [replace(graph, down=down) for down in (False, True)]
    across, below = (_scale(line, aspect) for line in lines)
    largest, scale = (lines[1], below) if below > _WORTH * across else (lines[0], across)
    if scale * _LARGE_ENOUGH >= 1:
        return largest
    bands = [
        replace(line, cuts=wrapped_for(line.skeleton, aspect, _LARGE_ENOUGH).cuts) for line in lines
    ]
    wrapped = max(bands, key=lambda line: _scale(line, aspect))
    return wrapped if _scale(wrapped, aspect) > _WORTH * scale else largest


def _scale(graph: Graph, aspect: float) -> float:
    """Return how large a graph can be in a view of a shape."""
    wide, high = graph_layout(graph.skeleton).size
    return min(aspect / max(wide, 1e-9), 1 / max(high, 1e-9))
