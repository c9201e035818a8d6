"""Slots by the names that they had before labs named their own things."""

from __future__ import annotations

from eigenscope.scene.slots import ACCENTS, Slot

Role = Slot
BASIS = ACCENTS[:3]
EIGEN = DIRECTIONS = ACCENTS[3:6]
