"""In which layer each node of a graph stands: every edge leads to a later one, none needlessly far.

The edges are as short together as they can be, by the network simplex method of Gansner,
Koutsofios, North and Vo (A technique for drawing directed graphs, IEEE Trans. Software
Engineering 19, 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Ends = Sequence[tuple[int, int]]


def layers_of(count: int, ends: Ends) -> list[int]:
    """Return the number of each node's layer, from 0.

    Raises
    ------
    ValueError
        If there is a cycle, or an edge to a node that is not there.
    """
    for source, target in ends:
        if not (0 <= source < count and 0 <= target < count):
            raise ValueError(f"no edge from {source} to {target} in a graph of {count} nodes")
    layers = _longest_paths(count, ends)
    forest = _SpanningForest(layers, ends)
    for _ in range(4 * count):  # which could otherwise go round in a circle
        if not forest.improve():
            break
    forest.begin_at_0()
    return layers


def _longest_paths(count: int, ends: Ends) -> list[int]:
    """Return how many edges the longest path to each node has; nodes in Kahn's order (1962)."""
    after: list[list[int]] = [[] for _ in range(count)]
    waiting, layers = [0] * count, [0] * count
    for source, target in ends:
        after[source].append(target)
        waiting[target] += 1
    order = [node for node, number in enumerate(waiting) if not number]
    for node in order:  # which grows meanwhile
        for target in after[node]:
            layers[target] = max(layers[target], layers[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    if len(order) < count:
        raise ValueError("a graph with a cycle has no layers")
    return layers


class _SpanningForest:
    """Edges from a layer to the next that connect what is connected at all: a tree for each part.

    Parameters
    ----------
    layers
        Of the nodes; they are changed.
    ends
        Of all edges.
    """

    def __init__(self, layers: list[int], ends: Ends) -> None:
        self._layers, self._ends = layers, ends
        self._pull = [0] * len(layers)  # edges that lead on, less those that lead to a node
        self._edges: list[list[int]] = [[] for _ in layers]
        for edge, (source, target) in enumerate(ends):
            self._pull[source] += 1
            self._pull[target] -= 1
            self._edges[source].append(edge)
            self._edges[target].append(edge)
        self._in_tree = [False] * len(ends)
        self._roots: list[int] = []
        reached = [False] * len(layers)
        for node in range(len(layers)):
            if not reached[node]:
                self._roots.append(node)
                self._grow(node, reached)

    def _slack(self, edge: int) -> int:
        source, target = self._ends[edge]
        return self._layers[target] - self._layers[source] - 1

    def _grow(self, root: int, reached: list[bool]) -> None:
        """Reach all that is connected to a node, moving the tree to what is not next to it."""
        tree, new = [root], [root]
        reached[root] = True
        border: dict[int, None] = {}
        while True:
            while new:
                node = new.pop()
                for edge in self._edges[node]:
                    source, target = self._ends[edge]
                    other = target if source == node else source
                    if reached[other]:
                        border.pop(edge, None)
                    elif self._slack(edge):
                        border[edge] = None
                    else:
                        self._in_tree[edge] = reached[other] = True
                        tree.append(other)
                        new.append(other)
            border = {k: None for k in border if not all(reached[end] for end in self._ends[k])}
            if not border:
                return
            edge = min(border, key=self._slack)
            step = self._slack(edge) * (1 if reached[self._ends[edge][0]] else -1)
            for node in tree:
                self._layers[node] += step
            new = [node for node in self._ends[edge] if reached[node]]

    def improve(self) -> bool:
        """Exchange an edge of a tree that makes edges longer than need be; tell whether one did."""
        order, up = self._walk()
        pulls = list(self._pull)
        worst, at = 0, -1
        for place in range(len(order) - 1, -1, -1):
            node, edge = order[place], up[order[place]]
            if edge < 0:
                continue
            source, target = self._ends[edge]
            pulls[source + target - node] += pulls[node]
            cut = pulls[node] if source == node else -pulls[node]
            if cut < worst:
                worst, at = cut, place
        if at < 0:
            return False
        self._exchange(order, up, at)
        return True

    def _walk(self) -> tuple[list[int], list[int]]:
        """Return all nodes, each before its branch, and the edges towards their roots or −1."""
        up = [-1] * len(self._layers)
        order = []
        stack = self._roots[::-1]
        while stack:
            node = stack.pop()
            order.append(node)
            for edge in self._edges[node]:
                if self._in_tree[edge] and edge != up[node]:
                    source, target = self._ends[edge]
                    other = source + target - node
                    up[other] = edge
                    stack.append(other)
        return order, up

    def _exchange(self, order: list[int], up: list[int], at: int) -> None:
        """Move a branch away from its root's edge until another edge holds it."""
        branch = {order[at]}
        for node in order[at + 1 :]:
            if up[node] < 0 or sum(self._ends[up[node]]) - node not in branch:
                break
            branch.add(node)
        leaving = up[order[at]]
        earlier = self._ends[leaving][0] == order[at]
        inner, outer = (1, 0) if earlier else (0, 1)
        entering = min(
            (
                edge
                for node in branch
                for edge in self._edges[node]
                if self._ends[edge][inner] == node and self._ends[edge][outer] not in branch
            ),
            key=lambda edge: (self._slack(edge), edge),
        )
        step = self._slack(entering) * (-1 if earlier else 1)
        for node in branch:
            self._layers[node] += step
        self._in_tree[leaving], self._in_tree[entering] = False, True

    def begin_at_0(self) -> None:
        """Move each tree so that its first layer is 0."""
        order, up = self._walk()
        starts = [place for place, node in enumerate(order) if up[node] < 0]
        for start, end in pairwise([*starts, len(order)]):
            first = min(self._layers[node] for node in order[start:end])
            for node in order[start:end]:
                self._layers[node] -= first
