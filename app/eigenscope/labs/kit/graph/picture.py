"""The picture of a graph of operations, and of numbers that run through it.

What stays is made once, in few pieces for all nodes and edges; what is lit, and what is on its
way, is put in its place by matrices and portions, so that frames upload nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import pixels
from eigenscope.labs.kit.connectors import bent, evenly, together
from eigenscope.labs.kit.graph import colours, shapes
from eigenscope.labs.kit.graph.edges_near import EdgesNear
from eigenscope.labs.kit.graph.graph import CELL, CELLS_GAP, Graph
from eigenscope.labs.kit.graph.layout import GraphLayout, graph_layout
from eigenscope.labs.kit.graph.state import GraphState, Pulse
from eigenscope.labs.kit.graph.texts import GraphTexts, cells_middle
from eigenscope.labs.kit.heat_tables import heat_picture
from eigenscope.labs.kit.places import in_space
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Polyline, Triangles
from eigenscope.scene.shapes import circle, cross, disc, unit_square_outline
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

    def prepare(self) -> None:
        """Make now what stays the same in all frames."""
        _ = self.layout, self._edges_near, self._still, self._heat, self._note_heat

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

    def edge_at(self, view: View) -> int | None:
        """Return the edge near the view's pointer, or None."""
        return self._edges_near.at(view)

    @cached_property
    def _edges_near(self) -> EdgesNear:
        return EdgesNear(self.lines)

    @cached_property
    def lines(self) -> tuple[Floats, ...]:
        """The way of each edge in the picture, (n, 3)."""
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
            Draw(together(self.lines), Style(Slot.AXIS, _LINE), name="edges"),
            Draw(shapes.heads(self.lines), Style(Slot.AXIS), name="heads"),
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
        """The cells of the values of nodes that have some."""
        return {
            number: self._table(number, node.cells, -1)
            for number, node in enumerate(self.graph.nodes)
            if node.cells
        }

    @cached_property
    def _note_heat(self) -> dict[int, tuple[Draw, Draw]]:
        """The cells of notes, and frames round them in the colour of notes."""
        tables = {}
        for number, node in enumerate(self.graph.nodes):
            if node.note_cells:
                table = self._table(number, node.note_cells, 1)
                name = f"frame {number}"
                frame = Draw(
                    unit_square_outline(), Style(colours.BACKWARD, _LINE), table.matrix, name=name
                )
                tables[number] = table, frame
        return tables

    def _table(self, number: int, rows: tuple[tuple[float, ...], ...], side: int) -> Draw:
        """Return the cells of a value (-1) or of a note (1) in their place."""
        node, (x, y) = self.graph.nodes[number], self.layout.middles[number].tolist()
        numbers = np.array(rows, dtype=np.float64)
        high, wide = (CELL * length for length in numbers.shape)
        value, note = node.cells_widths
        if node.note_cells:
            x += side * (CELLS_GAP + (value if side > 0 else note)) / 2
        corner = (x - wide / 2, y + cells_middle(node) + high / 2, 0.0)
        matrix = affine(np.diag([wide, -high, 1.0]), corner)
        kind = "cells" if side < 0 else "note"
        return Draw(heat_picture(numbers), Style(Slot.INK), matrix, name=f"{kind} {number}")

    def _cells(self, state: GraphState) -> Iterator[Draw]:
        for number, draw in self._heat.items():
            if state.values is None or number in state.values:
                yield draw
        for number, pair in self._note_heat.items():
            if state.notes is None or number in state.notes:
                yield from pair

    def _way(self, edge: int, *, backward: bool) -> Polyline:
        """Return the line of an edge, in the direction in which something runs along it."""
        key = edge, backward
        if key not in self._ways:
            points = evenly(self.lines[edge])
            self._ways[key] = Polyline(points[::-1] if backward else points)
        return self._ways[key]

    def _lit_edges(self, state: GraphState) -> Iterator[Draw]:
        for edge, slot in state.edges.items():
            yield Draw(self._way(edge, backward=False), Style(slot, _LIT_LINE), name=f"edge {edge}")
            tip = self._tips.setdefault(edge, shapes.heads([self.lines[edge]]))
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
                start, onwards = self.lines[leaving[0]][:2]
                away = (onwards - start) / np.linalg.norm(onwards - start)
                matrix = affine(_PLUS * np.eye(3), start + _PLUS * away)
                name = f"sum {number}"
                yield Draw(disc(24), Style(Slot.BACKGROUND), matrix, name=name)
                yield Draw(circle(24), Style(colours.BACKWARD, _LINE), matrix, name=name)
                arms = affine(0.6 * _PLUS * np.eye(3), start + _PLUS * away)
                yield Draw(cross(), Style(colours.BACKWARD, 2.0), arms, name=name)

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
