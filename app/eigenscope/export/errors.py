"""What goes wrong with an export, apart from the disk."""

from __future__ import annotations

from eigenscope.wording.errors import WordedError


class FigureError(WordedError, ValueError):
    """A figure or film that cannot be made; the text says why, and what would do."""
