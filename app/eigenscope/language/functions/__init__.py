"""All functions of the language, by name: the one table of help, completion and evaluation."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.language.functions import (
    arrays,
    decompositions,
    entrywise,
    making,
    matrices,
    norms,
    spaces,
)
from eigenscope.language.functions.function import Function

FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for group in (
        making.GROUP,
        matrices.GROUP,
        norms.GROUP,
        decompositions.GROUP,
        spaces.GROUP,
        arrays.GROUP,
        entrywise.GROUP,
    )
    for function in group.functions
}

__all__ = ["FUNCTIONS", "Function"]
