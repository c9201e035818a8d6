"""What a network does to the plane, layer by layer, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.engine.optimise.training.judging import threshold
from eigenscope.labs.kit.layers.activations import ACTIVATIONS
from eigenscope.labs.kit.networks.layer_poses import LayerPose, Separator
from eigenscope.labs.kit.networks.learning import Learning
from eigenscope.wording.number_texts import short
from eigenscope.wording.words import Text, Value, Words, as_words, sentences

_FOLDS: Mapping[str, Text] = {
    "relu": "ReLU sets it to 0: the plane folds onto an edge.",
    "leaky_relu": "leaky ReLU shrinks it to a hundredth.",
}


def begins(learning: Learning) -> Words:
    """Return what is seen before anything moves."""
    picture: Text = "The data and a grid on the plane of inputs."
    if learning.data.inputs.shape[1] > 2:
        picture = "The data along their first two principal axes, with a grid on that plane."
    if not learning.run.last:
        return as_words(picture)
    said = {"step": learning.run.last}
    return sentences(
        [picture, Words("The network is the one after step {step} of training.", said)]
    )


def happens(learning: Learning, after: LayerPose) -> Words:
    """Return what leads to a pose."""
    shape, layer = learning.setup.shape, after.layer + 1
    if after.bent:
        activation = ACTIVATIONS[shape.activations[after.layer]]
        if activation.folds and after.space.whole:
            said: dict[str, Value] = {
                "layer": layer,
                "number": after.bent,
                "rest": as_words(_FOLDS[activation.key]),
            }
            return Words("Layer {layer}: where coordinate {number} is negative, {rest}", said)
        bends = as_words(activation.bends)
        return Words("Layer {layer}: {bends}", {"layer": layer, "bends": bends})
    said = {"layer": layer, "before": shape.widths[after.layer], "after": shape.widths[layer]}
    linear = Words(
        "Layer {layer}: z = W{layer} x + b{layer}, from {before} coordinates to {after}.", said
    )
    if after.space.whole:
        return linear
    return sentences([linear, "They are seen along their first three principal axes."])


def deciding(learning: Learning, separator: Separator | None, pose: LayerPose) -> Words:
    """Return how the last layer decides, in the picture of what goes into it."""
    where: Text = "This is the last hidden layer."
    if pose.layer < 0:
        where = "There is no hidden layer, only the plane of inputs."
    return sentences([where, _decision(learning, separator, pose)])


def _decision(learning: Learning, separator: Separator | None, pose: LayerPose) -> Text:
    if learning.data.kind != CLASSES:
        return "The output is a linear function of its coordinates."
    if separator is None and learning.setup.shape.widths[-1] <= 2:
        return "The outputs do not depend on the coordinates: nothing separates the classes."
    if separator is None:
        return "Every output is a linear function of its coordinates; the largest decides."
    if not pose.space.whole:
        return Words(
            "A flat cut decides between the classes; three of the {count} dimensions are seen.",
            {"count": len(pose.space.mean)},
        )
    if len(pose.space.mean) == 1:
        return "One number decides between the classes."
    if len(pose.space.mean) == 2:
        return "A straight line decides between the classes."
    return "A plane decides between the classes."


def ends(learning: Learning) -> Words:
    """Return how the output is read."""
    setup, run = learning.setup, learning.run
    if run.accuracies is None:
        said = {"loss": short(float(run.losses[-1]), 3)}
        return Words(
            "The output is the predicted value of each point; the mean squared error is {loss}.",
            said,
        )
    right = short(100 * float(run.accuracies[-1]), 3)
    if setup.shape.widths[-1] == 1:
        return Words(
            "The output is one number, and where it exceeds {level} the class is 1: {right} "
            "% of the points are classified correctly.",
            {"level": "½" if threshold(setup.loss) else "0", "right": right},
        )
    return Words(
        "The largest output decides the class: {right} % of the points are classified correctly.",
        {"right": right},
    )
