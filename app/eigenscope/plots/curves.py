"""Quantities that are plotted along a motion."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.arrays import Floats
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text


@dataclass(frozen=True, eq=False)
class Curve:
    """A quantity along the motion: ``values`` (n,) at ``times`` (n,), 0…1.

    If it is ``logarithmic``, equal steps upwards are equal factors.
    """

    label: Text
    times: Floats
    values: Floats
    slot: Slot
    logarithmic: bool = False
