"""The order of nodes within their layers, in which few edges cross.

Layer by layer, forwards and backwards, each node goes to the mean place of its neighbours
(Sugiyama, Tagawa and Toda, 1981); then neighbours change places where fewer edges cross so
(Gansner, Koutsofios, North and Vo, 1993).
"""

from __future__ import annotations

from bisect import bisect_right, insort

from eigenscope.labs.kit.graph.layered import LayeredGraph, Rows

_MOST_SWEEPS = 12
_IN_VAIN = 4  # sweeps without fewer crossings, before it is enough
_MOST_EXCHANGES = 6  # times through all layers


def put_in_order(graph: LayeredGraph) -> None:
    """Put the points of each layer in an order in which few edges cross."""
    best, least = graph.in_rows(_depth_first(graph)), -1
    for start in (best, graph.in_rows(_breadth_first(graph))):
        rows, fewest, in_vain = start, crossings(graph, start), 0
        if least < 0 or fewest < least:
            best, least = rows, fewest
        for number in range(_MOST_SWEEPS):
            if not least or in_vain == _IN_VAIN:
                break
            rows = _swept(graph, rows, back=number % 2 == 1, turned=number // 2 % 2 == 1)
            count = crossings(graph, rows)
            in_vain = 0 if count < fewest else in_vain + 1
            fewest = min(fewest, count)
            if count < least:
                best, least = rows, count
    graph.rows = [list(row) for row in best]
    for _ in range(_MOST_EXCHANGES if least else 0):
        if not _exchange(graph, graph.rows):
            break
    graph.number(graph.rows)


def crossings(graph: LayeredGraph, rows: Rows) -> int:
    """Return how many pairs of edges cross."""
    graph.number(rows)
    place, after, number = graph.place, graph.after, 0
    for row in rows[:-1]:
        passed: list[int] = []
        for point in row:
            ends = [place[k] for k in after[point]]
            for end in ends:
                number += len(passed) - bisect_right(passed, end)
            for end in ends:
                insort(passed, end)
    return number


def _swept(graph: LayeredGraph, rows: Rows, *, back: bool, turned: bool) -> Rows:
    """Return the rows, each in the order of the mean places of its neighbours before it.

    Those with the same mean keep their order, or are ``turned`` round: that leads on where
    otherwise nothing would change any more.
    """
    graph.number(rows)
    place, neighbours = graph.place, graph.after if back else graph.before
    swept: Rows = []
    for row in reversed(rows) if back else rows:
        keys = {}
        for point in row:
            near = neighbours[point]
            total = sum([place[k] for k in near])
            keys[point] = total / len(near) if near else float(place[point])
        ordered = sorted(reversed(row) if turned else row, key=keys.__getitem__)
        for number, point in enumerate(ordered):
            place[point] = number
        swept.append(ordered)
    return swept[::-1] if back else swept


def _exchange(graph: LayeredGraph, rows: Rows) -> bool:
    """Exchange neighbours where fewer edges cross so; tell whether there were any."""
    graph.number(rows)
    place, exchanged = graph.place, False
    for row in rows:
        for number in range(len(row) - 1):
            left, right = row[number], row[number + 1]
            gain = 0
            for near in (graph.before, graph.after):
                if near[left] and near[right]:
                    ours = [place[k] for k in near[left]]
                    theirs = [place[k] for k in near[right]]
                    gain += _inverted(ours, theirs) - _inverted(theirs, ours)
            if gain > 0:
                row[number], row[number + 1] = right, left
                place[left], place[right] = number + 1, number
                exchanged = True
    return exchanged


def _inverted(first: list[int], second: list[int]) -> int:
    """Return how many pairs of a place of the first and one of the second are the wrong way."""
    return sum([a > b for a in first for b in second])


def _depth_first(graph: LayeredGraph) -> list[int]:
    """Return all points, depth first from where edges end."""
    known = [False] * len(graph.layers)
    order = []
    for end in range(len(known)):
        stack = [] if graph.after[end] else [end]
        while stack:
            point = stack.pop()
            if not known[point]:
                known[point] = True
                order.append(point)
                stack.extend(reversed(graph.before[point]))
    return order


def _breadth_first(graph: LayeredGraph) -> list[int]:
    """Return all points, breadth first from where edges begin."""
    order = [point for point, ends in enumerate(graph.before) if not ends]
    known = set(order)
    for point in order:  # which grows meanwhile
        for end in graph.after[point]:
            if end not in known:
                known.add(end)
                order.append(end)
    return order
