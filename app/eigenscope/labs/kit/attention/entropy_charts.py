"""How evenly each query spreads its weights, as a chart."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.kit.attention.attention_numbers import Attention
from eigenscope.labs.kit.colours import OPERANDS, RESULT
from eigenscope.plots.charts import BARS, LINE, Chart, Mark, Series
from eigenscope.scene.slots import ACCENTS
from eigenscope.wording.words import Words

_MOST_BARS = 64
_FEW = 6  # queries whose entropies are read among the numbers


def entropy_charts(attention: Attention) -> tuple[Chart, ...]:
    """Return the chart of the entropies: bars for one head, lines for several or many queries.

    Of a few queries there is none, so that the picture has all the room.
    """
    entropies = np.atleast_2d(attention.entropies)
    if entropies.shape[1] <= _FEW:
        return ()
    count = entropies.shape[1]
    numbers = np.arange(1.0, count + 1)
    edges = np.arange(0.5, count + 1)
    if len(entropies) == 1 and count <= _MOST_BARS:
        series: tuple[Series, ...] = (Series(edges, entropies[0], RESULT, BARS),)
    else:
        slots = (RESULT, *OPERANDS[:2], *ACCENTS)
        series = tuple(
            Series(
                numbers, row, slots[head % len(slots)], LINE,
                Words("head {number}", {"number": str(head + 1)}) if len(entropies) > 1 else None,
            )
            for head, row in enumerate(entropies[: len(slots)])
        )  # fmt: skip
    keys = attention.program.operands.shape[1]
    most = Mark(float(np.log(keys)), Words("ln n: all keys alike"), OPERANDS[2], upright=False)
    return (
        Chart(
            key="entropy",
            title=Words("Entropy of the weights"),
            x_label=Words("Query, counted from 1"),
            y_label=Words("nats"),
            series=series,
            marks=(most,) if keys > 1 else (),
            ground=True,
            whole_x=True,
            tip="0: a query looks at one key alone; ln n: it looks at all n keys equally.",
        ),
    )
