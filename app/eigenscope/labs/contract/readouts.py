"""What stands beside a picture: numbers, matrices and sentences as values."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy.typing as npt

from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words


@dataclass(frozen=True)
class Readout:
    """One number, matrix or sentence beside the picture.

    Attributes
    ----------
    key
        Stable name, for tests, for copying and for keeping its place.
    group
        Heading under which it stands.
    label
        What it is.
    text
        The value as people read it; ``exact`` the same without rounding, if known: both are one
        text where nothing was rounded.
    matrix, factor
        For a matrix, rows of texts, and the power of ten in front of them; then ``text`` is what
        copying gives.
    slot
        Colour of the thing in the picture that it speaks of.
    live
        Changes along the motion (also shown large in presentation mode).
    brief
        One of the few that stand beside a figure.
    tip
        What it means, for a student.
    variable, value
        The name that the code panel's program gives it, and the number or array that ``text``
        rounds: running the program must give the same. True or False where the text says yes or
        no, a tuple for sizes.
    line, needs
        The statement of the program that computes the variable, and those that come before it.
    """

    key: str
    group: Text
    label: Words
    text: Words
    exact: str = ""
    matrix: tuple[tuple[str, ...], ...] = ()
    factor: str = ""
    slot: Slot | None = None
    live: bool = False
    brief: bool = False
    tip: Text = ""
    variable: str = ""
    value: npt.ArrayLike | None = field(default=None, compare=False)  # told by the text
    line: str = ""
    needs: tuple[str, ...] = ()

    @property
    def unrounded(self) -> str:
        """The exact value, where the text is rounded and the exact value is known."""
        return "" if self.exact == str(self.text) else self.exact
