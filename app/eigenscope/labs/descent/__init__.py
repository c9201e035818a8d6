"""Gradient descent: ways downhill on a function of two variables, and what decides their speed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eigenscope.labs.descent.lab import LAB as LAB


def __getattr__(name: str) -> object:
    """Import the lab once it is asked for: its description must be had without it."""
    if name != "LAB":
        raise AttributeError(f"{__name__} has no {name}")
    from eigenscope.labs.descent.lab import LAB

    return LAB
