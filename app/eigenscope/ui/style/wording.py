"""Words of the labs in the user's language."""

from __future__ import annotations

import re

_LONG = re.compile(r"\S{22,}")
_JOINT = re.compile(r"(?<=[^\W\d_])([._:/\\-])(?=\w)")


def breakable(text: str) -> str:
    """Return words in which the names of tensors may go on in the next line after a dot."""
    return _LONG.sub(lambda match: _JOINT.sub("\\1\N{ZERO WIDTH SPACE}", match[0]), text)
