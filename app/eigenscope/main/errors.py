"""Mistakes that the user can mend."""

from __future__ import annotations

from eigenscope.wording.errors import WordedError


class UserError(WordedError):
    """Shown as one line on stderr, without a traceback."""
