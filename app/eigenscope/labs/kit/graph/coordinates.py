"""Places within the layers of a graph: edges as straight as they can be, nodes amid their own.

After Brandes and Köpf (Fast and simple horizontal coordinate assignment, Graph Drawing 2001), with
nodes of different sizes: points are aligned with their medians in the four ways that there are,
blocks of aligned points are set as close as their sizes allow, and each point goes to the middle
of its four places. Blocks are set by longest paths among them, not by classes, which the erratum
of Brandes, Walter and Zink (2020) mends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from eigenscope.labs.kit.graph.layered import LayeredGraph, Rows

Pairs = set[tuple[int, int]]


def places_within(graph: LayeredGraph, halves: Sequence[float], gap: float) -> list[float]:
    """Return where each point is along its layer.

    Parameters
    ----------
    graph
        In layers and in order.
    halves
        Half the size along the layer of each point.
    gap
        Between neighbours at least; half of it about a station of an edge.
    """
    if not graph.rows:
        return []
    margins = [
        half + (gap / 2 if point < graph.count else gap / 4) for point, half in enumerate(halves)
    ]
    crossing = _crossing(graph)
    ways: list[list[float]] = []
    for back in (False, True):
        rows = graph.rows[::-1] if back else graph.rows
        near = graph.after if back else graph.before
        for mirrored in (False, True):
            mine = [row[::-1] for row in rows] if mirrored else rows
            graph.number(mine)
            roots = _aligned(mine, near, crossing, graph.place)
            way = _compacted(mine, roots, margins)
            ways.append([-x for x in way] if mirrored else way)
    return _middle(ways, margins)


def _crossing(graph: LayeredGraph) -> Pairs:
    """Return the edges that cross part of a long one, which is to stay straight."""
    count, before, place = graph.count, graph.before, graph.place
    graph.number(graph.rows)
    pairs: Pairs = set()
    for above, row in zip(graph.rows, graph.rows[1:], strict=False):
        low = first = 0
        for number, point in enumerate(row):
            inner = point >= count and before[point][0] >= count
            if not inner and number < len(row) - 1:
                continue
            high = place[before[point][0]] if inner else len(above)
            for other in row[first : number + 1]:
                for end in before[other]:
                    if not low <= place[end] <= high and not (other >= count and end >= count):
                        pairs.add((end, other))
            first, low = number + 1, high
    return pairs


def _aligned(rows: Rows, near: Rows, crossing: Pairs, place: list[int]) -> list[int]:
    """Return the first point of the block that each is in, aligned with a median before it."""
    roots = list(range(len(place)))
    for row in rows:
        last = -1
        for point in row:
            ends = near[point]
            if not ends:
                continue
            if len(ends) > 1:
                ends = sorted(ends, key=place.__getitem__)
            half = len(ends) // 2
            for end in ends[half - 1 : half + 1] if len(ends) % 2 == 0 else ends[half : half + 1]:
                at = place[end]
                if at > last and (end, point) not in crossing and (point, end) not in crossing:
                    roots[point] = roots[end]
                    last = at
                    break
    return roots


def _compacted(rows: Rows, roots: list[int], margins: list[float]) -> list[float]:
    """Return the places of points whose blocks are set as far to the left as they can be.

    Then what has room to its right is moved towards its neighbours there.
    """
    after: list[dict[int, float]] = [{} for _ in roots]
    waiting = [0] * len(roots)
    for row in rows:
        for left, right in pairwise(row):
            apart, first, second = margins[left] + margins[right], roots[left], roots[right]
            known = after[first].get(second)
            if known is None:
                waiting[second] += 1
            if known is None or apart > known:
                after[first][second] = apart
    places = [0.0] * len(roots)
    order = [point for point, root in enumerate(roots) if point == root and not waiting[point]]
    for block in order:  # which grows meanwhile
        here = places[block]
        for other, apart in after[block].items():
            places[other] = max(places[other], here + apart)
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    for block in reversed(order):
        if after[block]:
            places[block] = min([places[other] - apart for other, apart in after[block].items()])
    return [places[root] for root in roots]


def _middle(ways: list[list[float]], margins: list[float]) -> list[float]:
    """Return the mean of the middle two places of each point, the ways aligned to the narrowest."""
    lows = [min([x - m for x, m in zip(way, margins, strict=True)]) for way in ways]
    highs = [max([x + m for x, m in zip(way, margins, strict=True)]) for way in ways]
    narrow = min(range(len(ways)), key=lambda k: highs[k] - lows[k])
    shifts = [
        highs[narrow] - highs[k] if k % 2 else lows[narrow] - lows[k] for k in range(len(ways))
    ]
    moved = [[x + shift for x in way] for way, shift in zip(ways, shifts, strict=True)]
    middles = []
    for places in zip(*moved, strict=True):
        _, second, third, _ = sorted(places)
        middles.append((second + third) / 2)
    return middles
