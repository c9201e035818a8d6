"""A directed graph as a value: what its nodes and edges say, and what room that takes.

Lengths are world units: letters of titles are `TITLE` high.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from eigenscope.labs.kit.graph.colours import OPERATION
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

TITLE, LINE, EDGE_TEXT = 0.46, 0.4, 0.36
"""Sizes of letters: of a node's title, of the lines below it, and beside edges."""

CELL = 0.42
"""Side of a small cell."""

CELLS_GAP = 0.3
"""Between the cells of a value and those of a note."""

PITCH = 1.3
"""From one line of text to the next, in sizes of its letters."""

PADDING = 0.13
"""From the side of a node to what is in it."""

_ROUND, _ANGULAR = 0.45, 0.1  # radii of the corners of operations and tensors
_STEP = 0.3  # widths are multiples of it, so that another digit seldom moves the whole graph
_WIDER = 1.5  # than its title a node is at least: from afar the title is larger
_ANY_DIGIT = re.compile(r"\d")  # the widest is 0


@dataclass(frozen=True)
class GraphNode:
    """A node: an operation, or a number or tensor that goes into one.

    Attributes
    ----------
    title
        What it is called, or its operator.
    value, note
        A line below the title, and another one, such as its value and its gradient.
    operation
        Whether it is an operation, which is drawn round, and not a tensor, which has corners.
    cells
        Rows of numbers that are drawn as small cells in colours, below the title; or none.
    note_cells
        The same of the note, beside them.
    slot
        Its colour.
    """

    title: str
    value: str = ""
    note: str = ""
    operation: bool = True
    cells: tuple[tuple[float, ...], ...] = ()
    note_cells: tuple[tuple[float, ...], ...] = ()
    slot: Slot = OPERATION

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        """What is written in it from top to bottom, with the sizes of letters."""
        lines = ((self.title, TITLE), (self.value, LINE), (self.note, LINE))
        return tuple((text, size) for text, size in lines if text)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height that its texts and cells take."""
        wide = max([width_of(text, size) for text, size in self.lines], default=0.0)
        wide = max(wide, width_of(self.title, _WIDER * TITLE))
        high = sum(size * PITCH for _, size in self.lines)
        if self.cells:
            wide = max(wide, sum(self.cells_widths) + CELLS_GAP * bool(self.note_cells))
            high += CELL * len(self.cells)
        high += 2 * PADDING
        if self.operation and not (self.value or self.note or self.cells):
            high = max(high, 0.9)
        return max(wide + 2 * PADDING, high), high

    @property
    def cells_widths(self) -> tuple[float, float]:
        """How wide its cells are, and those of its note."""
        first, second = (
            CELL * max(map(len, rows), default=0) for rows in (self.cells, self.note_cells)
        )
        return first, second

    @property
    def radius(self) -> float:
        """Of its corners."""
        return min(_ROUND, min(self.size) / 2) if self.operation else _ANGULAR


class Room(NamedTuple):
    """Width and height of a text beside an edge, and whether there is one on ``both`` sides."""

    width: float
    height: float
    both: bool


@dataclass(frozen=True)
class GraphEdge:
    """An edge from one node to another, by their places in the graph; two may have several.

    ``label`` is written above its end and ``note`` below it, such as a local derivative and the
    gradient that runs back.
    """

    source: int
    target: int
    label: str = ""
    note: str = ""

    @property
    def room(self) -> Room:
        """What its texts take."""
        texts = [text for text in (self.label, self.note) if text]
        wide = max((width_of(text, EDGE_TEXT) for text in texts), default=0.0)
        return Room(wide, EDGE_TEXT * PITCH * bool(texts), both=bool(self.note))


class Skeleton(NamedTuple):
    """All that the layout of a graph depends on.

    Attributes
    ----------
    sizes, radii
        Width and height of each node, and the radii of their corners.
    ends
        Source and target of each edge.
    rooms
        What each edge's texts take.
    down
        Whether edges run from top to bottom, and not from left to right.
    cuts
        The layers that begin another band below (or beside) those before, as lines of a text do.
    """

    sizes: tuple[tuple[float, float], ...]
    radii: tuple[float, ...]
    ends: tuple[tuple[int, int], ...]
    rooms: tuple[Room, ...]
    down: bool = False
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Graph:
    """Nodes, and the edges between them, which run from left to right, or ``down``.

    ``cuts`` are those of its skeleton.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    down: bool = False
    cuts: tuple[int, ...] = ()

    @cached_property
    def skeleton(self) -> Skeleton:
        """What its layout depends on."""
        return Skeleton(
            tuple(node.size for node in self.nodes),
            tuple(node.radius for node in self.nodes),
            tuple((edge.source, edge.target) for edge in self.edges),
            tuple(edge.room for edge in self.edges),
            self.down,
            self.cuts,
        )


def width_of(text: str, size: float) -> float:
    """Return how wide a text in letters of a size may become whose digits change a little."""
    wide = text_width(_ANY_DIGIT.sub("0", text), size)
    return math.ceil(wide / _STEP) * _STEP
