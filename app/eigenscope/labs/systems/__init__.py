"""Linear systems: where equations meet, what columns reach, and what is nearest if nothing fits."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eigenscope.labs.systems.lab import LAB as LAB


def __getattr__(name: str) -> object:
    """Import the lab once it is asked for: its description must be had without it."""
    if name != "LAB":
        raise AttributeError(f"{__name__} has no {name}")
    from eigenscope.labs.systems.lab import LAB

    return LAB
