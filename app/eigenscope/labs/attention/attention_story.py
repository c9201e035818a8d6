"""What stands beside every picture of attention: its numbers, its program, its chart."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.attention.attention_facts import attention_code, attention_readouts
from eigenscope.labs.kit.attention.attention_numbers import Attention
from eigenscope.labs.kit.attention.entropy_charts import entropy_charts
from eigenscope.labs.kit.story import Story
from eigenscope.plots.charts import Plotted


@dataclass(frozen=True, eq=False)
class AttentionStory(Story):
    """Attention, however it is drawn."""

    attention: Attention

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers of all stages."""
        return attention_readouts(self.attention)

    def code(self) -> str:
        """Return the torch program."""
        return attention_code(self.attention.program)

    def charts(self) -> tuple[Plotted, ...]:
        """Return the entropies of the queries' weights."""
        return entropy_charts(self.attention)
