"""SVD and PCA: the directions in which a matrix stretches, and in which data vary."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eigenscope.labs.svd_pca.lab import LAB as LAB


def __getattr__(name: str) -> object:
    """Import the lab once it is asked for: its description must be had without it."""
    if name != "LAB":
        raise AttributeError(f"{__name__} has no {name}")
    from eigenscope.labs.svd_pca.lab import LAB

    return LAB
