"""What the ways of looking at a system share: when numbers are too large."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.embedding import Embedding
from eigenscope.labs.kit.story import Story
from eigenscope.wording.words import Text, Words

DRAWABLE = 1e9  # beyond, a picture in single precision has nothing left to show
NOW: Text = "Now: as far as the motion has come"

TOO_LARGE = Words("The numbers are too large to be drawn; the results beside the picture hold.")


class SystemStory(Story):
    """A solved picture of a system."""

    @property
    @abstractmethod
    def dimensions(self) -> int:
        """2 for a picture in the plane, 3 for one in space."""

    @cached_property
    def unseen(self) -> Text:
        """That the numbers are too large, where they are."""
        return TOO_LARGE if self.timeline.caption(1.0) is TOO_LARGE else ""


def not_whole(embedding: Embedding) -> tuple[Text, ...]:
    """Return what is said of vectors that are not drawn in all their dimensions."""
    return () if embedding.whole else ("(Three of the four dimensions are drawn.)",)


def share(values: Floats, parts: npt.ArrayLike) -> Floats:
    """Return parts, 0…1, of values that may be infinite: nothing of them is nothing."""
    return np.multiply(values, parts, out=np.zeros_like(values), where=np.asarray(parts) > 0)


def drawable(points: npt.ArrayLike) -> bool:
    """Tell whether numbers are finite and not too large for a picture."""
    values = np.asarray(points, dtype=np.float64)
    return bool(np.isfinite(values).all() and np.abs(values).max(initial=0.0) <= DRAWABLE)
