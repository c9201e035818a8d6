"""Matrix: one of any size, seen whole: its entries, its spectrum, and its leading directions."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eigenscope.labs.matrix.lab import LAB as LAB


def __getattr__(name: str) -> object:
    """Import the lab once it is asked for: its description must be had without it."""
    if name != "LAB":
        raise AttributeError(f"{__name__} has no {name}")
    from eigenscope.labs.matrix.lab import LAB

    return LAB
