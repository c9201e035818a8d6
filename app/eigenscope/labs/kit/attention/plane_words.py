"""What is said while one query looks at all keys, with its numbers."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.attention.plane_numbers import PlaneNumbers
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.wording.number_texts import rounded, subscript
from eigenscope.wording.words import Words

_NOISE = 1e-14  # of the largest value
_MOST = 6  # numbers that are listed
_MOVING = 0.75  # of a stage; the rest is time to look


def plane_timeline(numbers: PlaneNumbers) -> Timeline:
    """Return the stages of a query; a query that may see nothing has one."""
    query = f"q{subscript(numbers.chosen + 1)}"
    if not numbers.visible.any():
        blind = Words(
            "Query {query} may see no key: all its weights are 0, and so is its output.",
            {"query": query},
        )
        return Timeline((Stage(blind),))
    visible = numbers.visible
    scores = listed(numbers.scores[numbers.chosen][visible])
    values = {
        "query": query,
        "products": listed(numbers.products[visible]),
        "scores": scores,
        "weights": listed(numbers.weights[numbers.chosen][visible].round(3)),
        "mean": placed(_rested(numbers.output_at(0.0), numbers.values)),
        "output": placed(numbers.output_at(1.0)),
    }
    meeting = Words("Query {query} is compared with the keys that it may see.", values)
    equal = Words("With equal weights the output would be the mean of the values: {mean}.", values)
    softmax = Words(
        "Softmax of the scores {scores} gives the weights: the output moves towards the "
        "values with large ones.",
        values,
    )
    after = Words(
        "Weights {weights}: the output {output} is inside the convex hull of the values.", values
    )
    stages = (
        Stage(meeting, 0.6, moving=_MOVING),
        Stage(_dropping(numbers, values), 1.2, _products(values), moving=_MOVING),
        Stage(equal, 1.0, moving=_MOVING),
        Stage(softmax, 1.4, after, moving=_MOVING),
    )
    return Timeline(stages, after=after)


def _dropping(numbers: PlaneNumbers, values: dict[str, str]) -> Words:
    if not numbers.queries[numbers.chosen].any():
        return Words("Query {query} is 0: so are all its dot products.", values)
    return Words(
        "Perpendiculars drop from the keys onto the line of {query}: the projections tell the dot "
        "products.",
        values,
    )


def _products(values: dict[str, str]) -> Words:
    return Words(
        "Dot products with {query}: {products}. Scaled, they are the scores: {scores}.", values
    )


def listed(numbers: Floats) -> str:
    """Return numbers with commas between, the first few of many."""
    texts = [rounded(float(number), 3) for number in numbers[:_MOST]]
    return ", ".join([*texts, *["…"] * (len(numbers) > _MOST)])


def _rested(mean: Floats, values: Floats) -> Floats:
    """Return a mean with 0 where rounding leaves next to nothing of values that cancel."""
    noise = _NOISE * float(np.abs(values).max(initial=0.0))
    return np.where(np.abs(mean) <= noise, 0.0, mean)


def placed(value: Floats) -> str:
    """Return the coordinates of a value: (1.2, 1)."""
    return f"({listed(value)})"
