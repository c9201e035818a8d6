"""The colours that there are to choose from, whatever is drawn; a palette says what they look like.

A lab gives its own things slots, in its ``colours.py``: nothing here knows what a lab shows.
"""

from __future__ import annotations

from enum import StrEnum


class Slot(StrEnum):
    """A place for a colour; the values are the keys of a palette's ``scene``.

    Palettes keep slots apart that one picture of an installed lab shows together, for the
    colour-blind and in grey print too.
    """

    # what is around the subject
    BACKGROUND = "background"
    INK = "ink"  # texts, and marks that belong to no thing in particular
    HALO = "halo"  # behind texts
    AXIS = "axis"
    GRID = "grid"
    GHOST = "ghost"  # what was there before, or stays behind
    BACKDROP = "backdrop"  # texts may be written over it
    HANDLE = "handle"
    # what has a sense wherever it stands
    MUTED = "muted"  # what is only the beginning
    HIGHLIGHT = "highlight"  # what it is all about: a result, an image
    TRAIL = "trail"  # the way that something has gone
    POSITIVE = "positive"
    NEGATIVE = "negative"
    ZERO = "zero"
    WARNING = "warning"
    # things that need telling apart, and no more
    ACCENT_1 = "accent_1"
    ACCENT_2 = "accent_2"
    ACCENT_3 = "accent_3"
    ACCENT_4 = "accent_4"
    ACCENT_5 = "accent_5"
    ACCENT_6 = "accent_6"
    ACCENT_7 = "accent_7"
    ACCENT_8 = "accent_8"
    ACCENT_9 = "accent_9"
    ACCENT_10 = "accent_10"


ACCENTS = tuple(slot for slot in Slot if slot.startswith("accent"))
