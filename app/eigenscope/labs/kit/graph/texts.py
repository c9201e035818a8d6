"""The texts of a graph, as far as they can be read: names from afar, then values, then edges'."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import pixels
from eigenscope.labs.kit.graph.colours import BACKWARD
from eigenscope.labs.kit.graph.graph import (
    CELL,
    EDGE_TEXT,
    LINE,
    PITCH,
    TITLE,
    Graph,
    GraphNode,
)
from eigenscope.labs.kit.graph.layout import GraphLayout
from eigenscope.labs.kit.graph.state import GraphState
from eigenscope.scene.frame import Label
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

READABLE = 6.0
"""Pixels of letters below which none are written."""

DETAILED = 7.0
"""Pixels of values below which there are names alone, which are as large as their boxes allow."""

_LARGEST = 24.0
_FILLED, _HIGHEST = 0.9, 0.62  # of a box's width and height, by a name that stands there alone
_ABOVE = 0.75  # of the room above cells there is this much more for letters alone
_ALONE = 1.6  # times as large as beside other texts it is at most
_FROM_LINE, _ASIDE = 0.03, 0.08  # of texts above and below, and beside an edge

Spot = tuple[float, float]


class GraphTexts:
    """The texts of a graph in a view."""

    def __init__(self, graph: Graph, layout: GraphLayout, view: View) -> None:
        self._graph, self._layout = graph, layout
        self._unit = pixels(view, 1.0)
        pixel_places = view.camera.project(
            np.column_stack([layout.middles, np.zeros(len(layout.middles))]), view.size
        )
        reach = layout.sizes * self._unit / 2 + 40.0
        inside = (pixel_places[:, :2] > -reach) & (pixel_places[:, :2] < view.size + reach)
        self._near = np.flatnonzero(inside.all(axis=1)).tolist()

    def labels(self, state: GraphState) -> Iterator[Label]:
        """Yield what is written of a state."""
        detailed = LINE * self._unit >= DETAILED
        for number in self._near:
            if detailed:
                yield from self._lines(number, state)
            else:
                yield from self._name(number)
        if EDGE_TEXT * self._unit >= READABLE:
            yield from self._edge_texts(state)

    def _name(self, number: int) -> Iterator[Label]:
        """Yield a node's title alone, as large as the node allows, above its cells."""
        node, (wide, high) = self._graph.nodes[number], self._layout.sizes[number].tolist()
        if not node.title:
            return
        x, y = self._layout.middles[number].tolist()
        if node.cells:
            top, y = y + high / 2, y + cells_middle(node) + CELL * len(node.cells) / 2
            y, high = (top + y) / 2, (top - y) / _ABOVE
        width = text_width(node.title, 1.0, bold=True)
        letters = min(_HIGHEST * high, _FILLED * wide / width, _ALONE * TITLE)
        if letters * self._unit >= READABLE:
            yield self._text(node.title, (x, y), letters, bold=True)

    def _lines(self, number: int, state: GraphState) -> Iterator[Label]:
        """Yield all that a node says, from top to bottom."""
        node = self._graph.nodes[number]
        x, y = self._layout.middles[number].tolist()
        y += _text_height(node) / 2
        shown = (True, _is_in(number, state.values), _is_in(number, state.notes))
        rows = ((node.title, TITLE), (node.value, LINE), (node.note, LINE))
        for row, ((text, size), is_shown) in enumerate(zip(rows, shown, strict=True)):
            if text:
                y -= size * PITCH / 2
                if is_shown:
                    slot = BACKWARD if row == 2 and number not in state.nodes else Slot.INK
                    yield self._text(text, (x, y), size, slot, bold=row == 0)
                y -= size * PITCH / 2
            if row == 0:
                y -= CELL * len(node.cells)

    def _edge_texts(self, state: GraphState) -> Iterator[Label]:
        near = set(self._near)
        for number, (edge, place) in enumerate(
            zip(self._graph.edges, self._layout.texts.tolist(), strict=True)
        ):
            if edge.target not in near:
                continue
            for text, side, shown, slot in (
                (edge.label, 1, state.labels, Slot.INK),
                (edge.note, -1, state.edge_notes, BACKWARD),
            ):
                if text and _is_in(number, shown):
                    yield self._text(text, self._beside(place, side, text), EDGE_TEXT, slot)

    def _beside(self, place: Spot, side: int, text: str) -> Spot:
        """Return the middle of a text above (1) or below an edge, or on the left (1) or right."""
        x, y = place
        if not self._graph.down:
            return x, y + side * (EDGE_TEXT * PITCH / 2 + _FROM_LINE)
        return x - side * (text_width(text, EDGE_TEXT) / 2 + _ASIDE), y

    def _text(
        self, text: str, place: Spot, letters: float, slot: Slot = Slot.INK, *, bold: bool = False
    ) -> Label:
        size = min(np.floor(2 * letters * self._unit) / 2, _LARGEST)
        x, y = place
        return Label(
            text,
            (float(x), float(y), 0.0),
            slot,
            size=float(size),
            bold=bold,
            priority=-1,
            fixed=True,
            ground=False,
        )


def cells_middle(node: GraphNode) -> float:
    """Return how far above the middle of a node that of its cells is."""
    return _text_height(node) / 2 - TITLE * PITCH * bool(node.title) - CELL * len(node.cells) / 2


def _text_height(node: GraphNode) -> float:
    return sum(size * PITCH for _, size in node.lines) + CELL * len(node.cells)


def _is_in(number: int, shown: frozenset[int] | None) -> bool:
    return shown is None or number in shown
