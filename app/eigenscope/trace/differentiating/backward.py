"""Gradients multiplied up from a value back to the leaves, and added to their ``.grad``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

from eigenscope.trace.differentiating.differentiation import Birth, Passing
from eigenscope.trace.differentiating.tape_nodes import TapeEdge, TapeNode


@dataclass(frozen=True, eq=False)
class TapeGradient:
    """What came to a node: by branch, and altogether; and ``.grad`` before and after of a leaf."""

    node: TapeNode
    terms: tuple[tuple[TapeNode, TapeEdge, torch.Tensor], ...]
    total: torch.Tensor
    before: torch.Tensor | None = None
    after: torch.Tensor | None = None


class Accumulated:
    """What stands in ``.grad`` of leaves, by their tensors."""

    def __init__(self) -> None:
        self._gradients: dict[int, torch.Tensor | None] = {}

    def of(self, leaf: torch.Tensor) -> torch.Tensor | None:
        """Return what stands in ``.grad`` of a leaf, None if nothing does."""
        return self._gradients.get(id(leaf))

    def put(self, leaf: torch.Tensor, gradient: torch.Tensor | None) -> None:
        """Write into ``.grad`` of a leaf."""
        self._gradients[id(leaf)] = gradient

    def add(
        self, leaf: torch.Tensor, gradient: torch.Tensor
    ) -> tuple[torch.Tensor | None, torch.Tensor]:
        """Add to ``.grad`` of a leaf, and return what stood there and what stands there then.

        The program may write into it, but not into what is returned.
        """
        before = self.of(leaf)
        total = gradient if before is None else before + gradient
        self.put(leaf, total.clone())
        return before, total


def gradients(
    root: TapeNode, seed: torch.Tensor, accumulated: Accumulated, check: Callable[[], None]
) -> tuple[TapeGradient, ...]:
    """Return the gradients of all that a value depends on, in the order in which they are known.

    Each is the sum of what comes back along the branches that lead on from it towards the root:
    the gradient at the branch's end times the derivative of its operation.

    Parameters
    ----------
    root, seed
        The value that is differentiated, and the gradient that it begins with, in its shape.
    accumulated
        What stands in ``.grad`` of the leaves, to which their gradients are added.
    check
        Is called before every node, and may raise Cancelled.
    """
    arriving: dict[int, list[tuple[TapeNode, TapeEdge, torch.Tensor]]] = {root.index: []}
    waiting: dict[int, TapeNode] = {root.index: root}
    known = []
    while waiting:
        check()
        node = waiting.pop(max(waiting))
        terms = tuple(reversed(arriving[node.index]))
        total = seed if node is root else _sum([term for _, _, term in terms])
        before = after = None
        if node.birth is Birth.LEAF:
            before, after = accumulated.add(node.tensor, total)
        known.append(TapeGradient(node, terms, total, before, after))
        for edge in node.edges:
            if edge.passing is Passing.FLOWS:
                source = edge.source
                waiting[source.index] = source
                arriving.setdefault(source.index, []).append((node, edge, edge.carried(total)))
    return tuple(known)


def _sum(terms: list[torch.Tensor]) -> torch.Tensor:
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total
