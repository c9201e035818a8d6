"""Derivatives of any function of two variables, by torch's automatic differentiation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.landscapes import NOWHERE

if TYPE_CHECKING:
    import torch


Function = Callable[[Any, Any, Any], Any]
"""Takes a library (numpy or torch) and its arrays x and y, and returns values of their shape."""


@dataclass(frozen=True, eq=False)
class Automatic:
    """A function that is only known by how it is worked out."""

    function: Function

    @property
    def minima(self) -> Floats:
        """None is known, (0, 2)."""
        return NOWHERE

    def value(self, points: Floats) -> Floats:
        """Return f at points (…, 2); not finite where it has no real value."""
        with np.errstate(all="ignore"):
            values = self.function(np, points[..., 0], points[..., 1])
        return np.asarray(values, dtype=np.float64)

    def gradient(self, points: Floats) -> Floats:
        """Return ∇f at points (n, 2)."""
        import torch

        places = torch.tensor(points, dtype=torch.float64, requires_grad=True)
        with torch.enable_grad():
            return self._slopes(places, graph=False).detach().numpy()

    def hessian(self, points: Floats) -> Floats:
        """Return the second derivatives at points (n, 2), as (n, 2, 2)."""
        import torch

        places = torch.tensor(points, dtype=torch.float64, requires_grad=True)
        second = torch.zeros(len(points), 2, 2, dtype=torch.float64)
        with torch.enable_grad():
            slopes = self._slopes(places, graph=True)
            if slopes.requires_grad:
                for axis in range(2):
                    (second[:, axis],) = torch.autograd.grad(
                        slopes[:, axis].sum(), places, retain_graph=True, materialize_grads=True
                    )
        return second.numpy()

    def _slopes(self, places: torch.Tensor, *, graph: bool) -> torch.Tensor:
        """Return all gradients at once: each value depends on its own point alone."""
        import torch

        total = self.function(torch, places[:, 0], places[:, 1]).sum()
        (slopes,) = torch.autograd.grad(total, places, create_graph=graph)
        return slopes
