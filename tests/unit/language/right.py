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

RIGHT: dict[str, tuple[Right, ...]] = {
    "numbers": NUMBERS,
    "literals": LITERALS,
    "products": PRODUCTS,
    "vectors": VECTORS,
    "powers": POWERS,
    "identity": IDENTITY,
    "bars": BARS,
    "indexing": INDEXING,
    "angles": ANGLES,
    "maps": MAPS,
    "makers": MAKERS,
    "algebra": ALGEBRA,
    "elementwise": ELEMENTWISE,
    "transformations": LINTRANS,
    "mixed": MIXED,
    "more": MORE,
}

__all__ = ["DEFINITIONS", "RIGHT", "Right"]
