"""Texts of the matrix language with their values."""

from __future__ import annotations

from .facts import DEFINITIONS, Right
from .right_algebra import ALGEBRA
from .right_entries import ELEMENTWISE
from .right_maps import LINTRANS, MAKERS, MAPS, MIXED
from .right_more import MORE
from .right_numbers import ANGLES, LITERALS, NUMBERS
from .right_powers import BARS, INDEXING, POWERS
from .right_products import IDENTITY, PRODUCTS, VECTORS

RIGHT: tuple[Right, ...] = (
    NUMBERS
    + LITERALS
    + PRODUCTS
    + VECTORS
    + POWERS
    + IDENTITY
    + BARS
    + INDEXING
    + ANGLES
    + MAPS
    + MAKERS
    + ALGEBRA
    + ELEMENTWISE
    + LINTRANS
    + MIXED
    + MORE
)

__all__ = ["DEFINITIONS", "RIGHT", "Right"]
