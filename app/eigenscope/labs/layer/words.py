"""What is said over the batch: the same stages as those of the motion."""

from __future__ import annotations

from eigenscope.labs.kit.layers.motion_words import BEND, FOLD, MOVING, SHIFT, WEIGHTS
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.layer.layer import Layer
from eigenscope.wording.words import Words


def batch_timeline(layer: Layer) -> Timeline:
    """Return the same stages for blocks of numbers, in which all columns bend at once."""
    of = layer.map
    product = Words(
        "X Wᵀ: each row of X meets each row of W, which is a column of Wᵀ: one number for each "
        "point and neuron."
    )
    added = Words("b is added to every row: all points are shifted alike. The result is Z.")
    stages = [(product, WEIGHTS), (added, SHIFT)]
    if of.bends:
        name = {"name": of.sigma.title}
        each = Words("{name} acts on every number by itself. The result is Y.", name)
        stages.append((each, of.bends * FOLD if of.sigma.folds else BEND))
    return Timeline(
        tuple(Stage(caption, length, moving=MOVING) for caption, length in stages),
        Words("Each row of the batch X is one point."),
        Words(
            "Done: each row of Y is one point after the layer. The same {count} parameters serve "
            "every row.",
            {"count": str(layer.parameters)},
        ),
    )
