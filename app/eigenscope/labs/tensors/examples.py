"""The lab's ready-made programs by topic, of which the first is what a topic begins with."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.tensors.combining_examples import BROADCASTING, ELEMENTWISE, JOINING
from eigenscope.labs.tensors.first_examples import INDEX, MAKING, SCALARS, SHAPE
from eigenscope.labs.tensors.product_examples import MEMORY, NORMS, PRODUCTS
from eigenscope.labs.tensors.reducing_examples import REDUCING

EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "scalars": SCALARS,
    "making": MAKING,
    "shape": SHAPE,
    "index": INDEX,
    "joining": JOINING,
    "broadcasting": BROADCASTING,
    "elementwise": ELEMENTWISE,
    "reducing": REDUCING,
    "products": PRODUCTS,
    "norms": NORMS,
    "memory": MEMORY,
}
"""Every topic that shows a program, in the order of a course; *Number types* shows none."""
