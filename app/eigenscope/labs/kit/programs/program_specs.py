"""The inputs that stand beside every program: its seed, and what else it may use."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from eigenscope.labs.contract.specs import SurroundingsSpec, WholeSpec
from eigenscope.labs.kit.programs.definitions import free_names, with_renamed
from eigenscope.wording.words import Text

_RANDOM = re.compile(r"rand|normal")
_LOAD = re.compile(r"\bload\b")


def seed_spec(program: str, group: Text) -> WholeSpec:
    """Return the input of a program's seed; ``program`` is the field of its text."""
    return WholeSpec(
        "Seed",
        group,
        "Where random numbers begin, until the program sets a seed itself.",
        low=0,
        high=lambda _inputs: 100,
        relevant=lambda inputs: _RANDOM.search(getattr(inputs, program)) is not None,
    )


def surroundings_spec(program: str, group: Text) -> SurroundingsSpec:
    """Return the input of definitions and files; ``program`` is the field of the text."""

    def renamed(inputs: Any, old: str, new: str) -> Any:
        text = with_renamed(getattr(inputs, program), old, new)
        return replace(inputs, **{program: text})

    return SurroundingsSpec(
        "Surroundings",
        group,
        "Definitions and files that the program may use.",
        names=lambda inputs: free_names(getattr(inputs, program)),
        files=lambda inputs: _LOAD.search(getattr(inputs, program)) is not None,
        renamed=renamed,
        hidden=True,
    )
