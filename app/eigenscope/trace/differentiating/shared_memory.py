"""Which node a tensor is now: others that lie in the same memory may have been written into.

Torch then differentiates a view as if it had been taken after the write, so that its cells come
from what was written where that lies, and from what the view was elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from eigenscope.trace.differentiating.differentiation import Birth
from eigenscope.trace.differentiating.tape_nodes import (
    Places,
    TapeEdge,
    TapeNode,
    is_tracked,
    moving,
    staying,
)
from eigenscope.trace.operands import same_bits

Add = Callable[[torch.Tensor, torch.Tensor, Birth, Sequence[TapeEdge]], TapeNode]


@dataclass(eq=False)
class _SharedMemory:
    """The writes that torch differentiates, into a tensor and its views, in order."""

    base: torch.Tensor
    writes: list[TapeNode] = field(default_factory=list)


class MemoryWrites:
    """The nodes of tensors, and the writes that they do not know yet.

    Parameters
    ----------
    add
        Adds a node to the tape.
    """

    def __init__(self, add: Add) -> None:
        self._add = add
        self._memories: dict[int, _SharedMemory] = {}
        self._nodes: dict[int, tuple[TapeNode, int]] = {}  # with how many writes they know

    def now(self, node: TapeNode, *, written: bool) -> None:
        """Note that a tensor is a node from now on, by a write into its memory or not."""
        memory = self._memory(node.tensor)
        if written:
            memory.writes.append(node)
        self._nodes[id(node.tensor)] = node, len(memory.writes)

    def node_of(self, tensor: torch.Tensor, value: torch.Tensor) -> TapeNode | None:
        """Return the node that a tensor is, a new one if others have written into it."""
        node, count = self._nodes.get(id(tensor), (None, 0))
        if node is None:
            return None
        writes = self._memory(tensor).writes[count:]
        edges = _edges_of(node, writes) if writes and is_tracked(tensor) else []
        if edges:
            node = self._add(tensor, value, Birth.WRITTEN, edges)
        elif value is not node.value and not same_bits(value, node.value):
            # by a detached tensor, of which torch knows nothing
            birth = Birth.LEAF if node.birth is Birth.LEAF else Birth.WRITTEN
            edges = [staying(node)] if is_tracked(tensor) else []
            node = self._add(tensor, value, birth, edges)
        self.now(node, written=False)
        return node

    def _memory(self, tensor: torch.Tensor) -> _SharedMemory:
        base = tensor if tensor._base is None else tensor._base
        return self._memories.setdefault(id(base), _SharedMemory(base))


def _edges_of(node: TapeNode, writes: Sequence[TapeNode]) -> list[TapeEdge]:
    """Return where the cells of a tensor come from after some writes; nothing if none hits it."""
    own = _places(node.tensor)
    writer = np.full(len(own), -1)
    column = np.arange(len(own))
    for number, write in enumerate(writes):
        written = _places(write.tensor)
        place_in = np.full(max(own.max(initial=-1), written.max(initial=-1)) + 1, -1)
        place_in[written] = np.arange(len(written))
        hit = place_in[own] >= 0
        writer[hit], column[hit] = number, place_in[own][hit]
    if (writer < 0).all():
        return []
    edges = []
    for number, source in enumerate((node, *writes), start=-1):
        rows = np.flatnonzero(writer == number)
        if len(rows) and source.requires_grad:
            edges.append(moving(source, number + 1, rows, column[rows], len(own)))
    return edges


def _places(tensor: torch.Tensor) -> Places:
    """Return where in memory the cells of a tensor lie, in elements."""
    length = tensor.untyped_storage().nbytes() // max(tensor.itemsize, 1)
    cells = torch.arange(length).as_strided(
        tuple(tensor.shape), tensor.stride(), int(tensor.storage_offset())
    )
    return np.asarray(cells.reshape(-1).numpy())
