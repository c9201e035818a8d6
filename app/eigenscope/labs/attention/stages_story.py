"""What all pictures of attention's stages have in common: numbers, words, and clicks on scores."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from eigenscope.labs.attention.attention_story import AttentionStory
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.specs.mask import LARGEST, mask_flags, mask_with
from eigenscope.labs.kit.attention.stage_words import stage_caption
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.wording.words import Words

_MOVING = 0.85  # of a stage's time; the rest is time to look


@dataclass(frozen=True, eq=False)
class StagesStory(AttentionStory):
    """Attention stage by stage; each stage makes a variable of the program."""

    @property
    @abstractmethod
    def variables(self) -> tuple[str, ...]:
        """What the stages make, in their order."""

    @abstractmethod
    def length(self, stage: int) -> float:
        """Return how long a stage plays, in lengths of a simple one."""

    @abstractmethod
    def score_under(self, stage: int, view: View) -> int | None:
        """Return the cell of a head's scores that the view's pointer is on, or None."""

    def caption_of(self, variable: str) -> Words:
        """Return what the stage does that makes a variable."""
        return stage_caption(self.attention, variable)

    @cached_property
    def timeline(self) -> Timeline:
        """The stages."""
        return Timeline(
            tuple(
                Stage(self.caption_of(variable), self.length(stage), moving=_MOVING)
                for stage, variable in enumerate(self.variables)
            )
        )

    def shown(self, t: float) -> tuple[int, float]:
        """Return the stage at a time, and how far it has come."""
        stage, _ = self.timeline.at(t)
        return stage, self.timeline.part(stage, t)

    @property
    def points(self) -> bool:
        """Cells light up under the mouse."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the clicked score hidden from its query, or shown again."""
        shape = self.attention.program.operands.shape
        cell = self.score_under(self.shown(t)[0], view) if max(shape) <= LARGEST else None
        if cell is None:
            return None
        flags = mask_flags(inputs.mask, shape)
        hidden = flags is not None and not flags.flat[cell]
        return replace(inputs, mask=mask_with(inputs.mask, shape, cell, visible=hidden))
