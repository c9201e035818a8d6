"""What a graph shows at a moment: which texts are there, what is lit, what is on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eigenscope.scene.slots import Slot


@dataclass(frozen=True)
class Pulse:
    """A number on its way along an edge: how far, 0 to 1, and whether it runs back."""

    edge: int
    part: float
    backward: bool = False


@dataclass(frozen=True)
class GraphState:
    """What a graph shows at a moment; by itself all its texts, and nothing lit.

    Attributes
    ----------
    values, notes
        Nodes whose value (and cells) and whose note are written; None for all.
    labels, edge_notes
        Edges whose label and whose note are written; None for all.
    nodes, edges
        Those that are lit, with the colours that they have meanwhile.
    pulses
        What is on its way.
    sums
        Nodes at which what comes back over several edges is added: a plus marks them.
    chosen
        A node that is spoken of.
    """

    values: frozenset[int] | None = None
    notes: frozenset[int] | None = None
    labels: frozenset[int] | None = None
    edge_notes: frozenset[int] | None = None
    nodes: Mapping[int, Slot] = field(default_factory=dict)
    edges: Mapping[int, Slot] = field(default_factory=dict)
    pulses: tuple[Pulse, ...] = ()
    sums: frozenset[int] = frozenset()
    chosen: int | None = None
