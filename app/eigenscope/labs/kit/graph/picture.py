"""The picture of a graph of operations, and of numbers that run through it.

What stays is made once, in few pieces for all nodes and edges; what is lit, and what is on its
way, is put in its place by matrices and portions, so that frames upload nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import pixels
from eigenscope.labs.kit.connectors import bent, evenly, in_space, together
from eigenscope.labs.kit.graph import colours, shapes
from eigenscope.labs.kit.graph.graph import CELL, Graph
from eigenscope.labs.kit.graph.layout import GraphLayout, graph_layout
from eigenscope.labs.kit.graph.state import GraphState, Pulse
from eigenscope.labs.kit.graph.texts import GraphTexts, cells_middle
from eigenscope.labs.kit.heat_tables import heat_picture
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Polyline, Segments, Triangles
from eigenscope.scene.shapes import circle, disc
from eigenscope.scene.slots import Slot

_FACE, _LIT_FACE = 0.1, 0.3  # opacities
_LINE, _LIT_LINE, _CHOSEN_LINE = 1.5, 3.0, 3.5  # pixels
_PULSE, _SMALLEST_PULSE = 0.13, 4.0  # radius in world units, and in pixels at least
_PLUS = 0.2  # radius of the circle round it
_MARGIN = 0.4  # round the whole
_MOST_WRITTEN = 8  # views whose labels are remembered


@dataclass(frozen=True, eq=False)
class GraphPicture:
    """The picture of a graph, whose texts may change while its layout stays."""

    graph: Graph
    _ways: dict[tuple[int, bool], Polyline] = field(default_factory=dict)
    _tips: dict[int, Triangles] = field(default_factory=dict)
    _boxes: dict[int, tuple[Triangles, Polyline]] = field(default_factory=dict)
    _written: dict[Hashable, tuple[Label, ...]] = field(default_factory=dict)

    @cached_property
    def layout(self) -> GraphLayout:
        """Where its nodes and edges are."""
        return graph_layout(self.graph.skeleton)

    def parts(self, state: GraphState, view: View) -> tuple[list[Draw], list[Label]]:
        """Return what is drawn and written of a state."""
        draws = [
            *self._still,
            *self._cells(state),
            *self._lit_edges(state),
            *self._lit_nodes(state),
            *self._pulses(state, view),
            *self._sums(state),
        ]
        return draws, [*self._labels(state, view)]

    def _labels(self, state: GraphState, view: View) -> tuple[Label, ...]:
        """Return what is written: the same labels while neither it nor the view changes."""
        key = view, state.values, state.notes, state.labels, state.edge_notes
        if key not in self._written:
            if len(self._written) == _MOST_WRITTEN:
                self._written.pop(next(iter(self._written)))
            self._written[key] = tuple(GraphTexts(self.graph, self.layout, view).labels(state))
        return self._written[key]

    def extent(self) -> Floats:
        """Return the corners (2, 3) of the whole."""
        half = np.array([*self.layout.size, 0.0]) / 2 + (_MARGIN, _MARGIN, 0.0)
        return np.stack([-half, half])

    def node_at(self, view: View) -> int | None:
        """Return the node under the view's pointer, or None."""
        if view.pointer is None:
            return None
        place = view.camera.unproject(view.pointer, view.size, normal=(0.0, 0.0, 1.0))
        if place is None:
            return None
        inside = np.abs(self.layout.middles - place[:2]) <= self.layout.sizes / 2
        under = np.flatnonzero(inside.all(axis=1))
        return int(under[0]) if len(under) else None

    @cached_property
    def _lines(self) -> tuple[Floats, ...]:
        axis = int(self.graph.down)
        return tuple(in_space(bent(route, axis)) for route in self.layout.routes)

    @cached_property
    def _outlines(self) -> tuple[Floats, ...]:
        places = zip(self.graph.nodes, self.layout.middles, self.layout.sizes, strict=True)
        return tuple(shapes.outline(middle, size, node.radius) for node, middle, size in places)

    @cached_property
    def _still(self) -> tuple[Draw, ...]:
        """All edges, and the nodes of each colour: their faces and borders."""
        draws = [
            Draw(together(self._lines), Style(Slot.AXIS, _LINE), name="edges"),
            Draw(shapes.heads(self._lines), Style(Slot.AXIS), name="heads"),
        ]
        for slot in dict.fromkeys(node.slot for node in self.graph.nodes):
            pairs = zip(self.graph.nodes, self._outlines, strict=True)
            some = [line for node, line in pairs if node.slot == slot]
            draws += [
                Draw(shapes.faces(some), Style(slot, opacity=_FACE), name="nodes"),
                Draw(together(some), Style(slot, _LINE), name="borders"),
            ]
        return tuple(draws)

    @cached_property
    def _heat(self) -> dict[int, Draw]:
        """The cells of nodes that have some."""
        draws = {}
        for number, (node, (x, y)) in enumerate(
            zip(self.graph.nodes, self.layout.middles.tolist(), strict=True)
        ):
            if node.cells:
                numbers = np.array(node.cells, dtype=np.float64)
                high, wide = (CELL * length for length in numbers.shape)
                corner = (x - wide / 2, y + cells_middle(node) + high / 2, 0.0)
                matrix = affine(np.diag([wide, -high, 1.0]), corner)
                picture = heat_picture(numbers)
                draws[number] = Draw(picture, Style(Slot.INK), matrix, name=f"cells {number}")
        return draws

    def _cells(self, state: GraphState) -> Iterator[Draw]:
        for number, draw in self._heat.items():
            if state.values is None or number in state.values:
                yield draw

    def _way(self, edge: int, *, backward: bool) -> Polyline:
        """Return the line of an edge, in the direction in which something runs along it."""
        key = edge, backward
        if key not in self._ways:
            points = evenly(self._lines[edge])
            self._ways[key] = Polyline(points[::-1] if backward else points)
        return self._ways[key]

    def _lit_edges(self, state: GraphState) -> Iterator[Draw]:
        for edge, slot in state.edges.items():
            yield Draw(self._way(edge, backward=False), Style(slot, _LIT_LINE), name=f"edge {edge}")
            tip = self._tips.setdefault(edge, shapes.heads([self._lines[edge]]))
            yield Draw(tip, Style(slot), name=f"head {edge}")

    def _lit_nodes(self, state: GraphState) -> Iterator[Draw]:
        lit = dict(state.nodes)
        if state.chosen is not None:
            lit.setdefault(state.chosen, Slot.INK)
        for number, slot in lit.items():
            face, border = self._node(number)
            wide = _CHOSEN_LINE if number == state.chosen else _LIT_LINE
            yield Draw(face, Style(slot, opacity=_LIT_FACE), name=f"node {number}")
            yield Draw(border, Style(slot, wide), name=f"border {number}")

    def _node(self, number: int) -> tuple[Triangles, Polyline]:
        if number not in self._boxes:
            line = self._outlines[number]
            self._boxes[number] = shapes.faces([line]), Polyline(line[:-1], closed=True)
        return self._boxes[number]

    def _sums(self, state: GraphState) -> Iterator[Draw]:
        """Yield a plus where gradients that come back are added: where edges leave a node."""
        for number in sorted(state.sums):
            leaving = [k for k, edge in enumerate(self.graph.edges) if edge.source == number]
            if leaving:
                start, onwards = self._lines[leaving[0]][:2]
                away = (onwards - start) / np.linalg.norm(onwards - start)
                matrix = affine(_PLUS * np.eye(3), start + _PLUS * away)
                name = f"sum {number}"
                yield Draw(disc(24), Style(Slot.BACKGROUND), matrix, name=name)
                yield Draw(circle(24), Style(colours.BACKWARD, _LINE), matrix, name=name)
                yield Draw(_plus(), Style(colours.BACKWARD, 2.0), matrix, name=name)

    def _pulses(self, state: GraphState, view: View) -> Iterator[Draw]:
        radius = max(_PULSE, _SMALLEST_PULSE / pixels(view, 1.0))
        for pulse in state.pulses:
            slot = colours.BACKWARD if pulse.backward else colours.FORWARD
            way = self._way(pulse.edge, backward=pulse.backward)
            name = f"pulse {pulse.edge}"
            yield Draw(way, Style(slot, _LIT_LINE), portion=pulse.part, name=f"{name} trail")
            matrix = affine(radius * np.eye(3), _place_on(way, pulse))
            yield Draw(disc(24), Style(slot), matrix, name=name)


def _place_on(way: Polyline, pulse: Pulse) -> Floats:
    """Return where on its way (n, 3) a pulse is."""
    points = way.points
    at = min(max(pulse.part, 0.0), 1.0) * (len(points) - 1)
    first = min(int(at), len(points) - 2)
    place: Floats = points[first] + (at - first) * (points[first + 1] - points[first])
    return place


@lru_cache(maxsize=1)
def _plus() -> Segments:
    """Return a plus that fits into the unit circle."""
    return Segments(0.6 * np.array([[(-1, 0, 0), (1, 0, 0)], [(0, -1, 0), (0, 1, 0)]]))
