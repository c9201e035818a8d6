"""The lab itself: a stand-in until its parts are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.labs.attention.description import DESCRIPTION
from eigenscope.labs.contract.lab import Lab, View
from eigenscope.scene.frame import Frame

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


@dataclass(frozen=True)
class Inputs:
    """None yet."""


class AttentionLab(Lab):
    """A stand-in."""

    description = DESCRIPTION
    inputs_type = Inputs

    def solve(self, inputs: Any, cancellation: Cancellation | None = None) -> Any:
        """Return nothing."""
        return None

    def frame(self, solution: Any, t: float, view: View) -> Frame:
        """Return an empty picture."""
        return Frame((), (), view.camera)

    def code(self, solution: Any) -> str:
        """Return a program that does nothing."""
        return "import torch\n"


LAB = AttentionLab()
