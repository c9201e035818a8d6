"""A program of which nothing can be seen: not yet, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.kit.programs.whole_program import whole_program
from eigenscope.labs.kit.unseen_story import UnseenStory
from eigenscope.labs.tensors.inputs import Inputs


@dataclass(frozen=True, eq=False, kw_only=True)
class WordStory(UnseenStory):
    """A program of which nothing can be seen, why, and what it has printed all the same."""

    inputs: Inputs

    def code(self) -> str:
        """Return the program with what it imports and prints."""
        names = self.inputs.surroundings.arrays()
        return whole_program(self.inputs.code, self.inputs.seed, names)
