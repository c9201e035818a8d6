"""What pictures of positions draw, and in which colours: queries and keys as attention has them."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.colours import AXES

QUERY, KEY, COSINE, SINE, _ = AXES
