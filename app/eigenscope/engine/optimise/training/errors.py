"""What is wrong with data, a network or its training, before anything is computed."""

from __future__ import annotations

from eigenscope.wording.errors import WordedError


class TrainingError(WordedError, ValueError):
    """Data, a network or settings of a training that cannot be used; the reason says why."""
