"""What to try, in the order of a lesson."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.network.inputs import AS_SURFACE, BY_LAYER, OF_WEIGHTS, Inputs
from eigenscope.labs.network.presets import BLOBS, LINEAR, MOONS, REGRESSION, SPIRALS, XOR
from eigenscope.language.evaluating.entry import scalar

EXPERIMENTS = (
    Experiment(
        "moons",
        "Two moons, one bent border",
        "Play: the border begins almost straight, and bends until it goes between the moons. Go "
        "back to any step with the slider.",
        MOONS,
    ),
    Experiment(
        "linear",
        "Without activations nothing bends",
        "Layers without an activation are one matrix: the border stays a straight line, and half "
        "of the points stay on the wrong side. Choose tanh.",
        LINEAR,
    ),
    Experiment(
        "xor",
        "How two ReLUs solve XOR",
        "No straight line separates the corners. W1, b1 and ReLU lay (0, 1) onto (1, 0): then one "
        "does.",
        replace(XOR, topic=BY_LAYER),
    ),
    Experiment(
        "unrolled",
        "The last layer cuts flat",
        "The layers move the moons apart, until a plane separates them: seen from the "
        "inputs, that plane is the bent border.",
        Inputs(topic=BY_LAYER),
    ),
    Experiment(
        "width",
        "Three neurons for a circle",
        "Three neurons draw three lines, enough to enclose a circle; the two of 2-2-1 are "
        "not. The start matters too: seed 1 gets stuck.",
        Inputs(data="circles", noise=scalar("0.1"), layers=(2, 3, 1), rate=scalar("0.05")),
    ),
    Experiment(
        "cliff",
        "The output as a landscape",
        "Training turns a gentle slope into a cliff along the border. The height is the "
        "probability of class 1; on the border it is ½.",
        Inputs(topic=AS_SURFACE),
    ),
    Experiment(
        "three",
        "Three classes, three surfaces",
        "Each class has its own probability; the highest one wins. Blobs that overlap leave a "
        "slope.",
        replace(BLOBS, topic=AS_SURFACE),
    ),
    Experiment(
        "curve",
        "A curve through points",
        "Regression: the curve comes nearer to the points. Beyond them no data say where it goes.",
        REGRESSION,
    ),
    Experiment(
        "diverges",
        "η too large",
        "Each step overshoots, and the next one more: after a few steps the numbers are no longer "
        "finite. Take η = 0.05.",
        replace(REGRESSION, layers=(1, 8, 1), activation="relu", optimiser="sgd", rate=scalar("3")),
    ),
    Experiment(
        "vanishing",
        "Gradients that vanish",
        "Six layers with sigmoids: in the chart, the gradient of the first layer begins ten "
        "thousand times smaller than that of the last. It vanishes on its way back. Choose "
        "tanh or ReLU.",
        Inputs(topic=OF_WEIGHTS, layers=(2, 8, 8, 8, 8, 8, 1), activation="sigmoid", steps=100),
    ),
    Experiment(
        "decay",
        "Weight decay",
        "The weights shrink until each layer has one large singular value left: with so much "
        "decay the network is almost linear. Compare with a weight decay of 0.",
        Inputs(topic=OF_WEIGHTS, decay=scalar("0.02"), steps=400),
    ),
    Experiment(
        "spirals",
        "Spirals: another border for each seed",
        "Two spirals of one and a half turns, four layers. Another seed separates them as "
        "well, with another border.",
        SPIRALS,
    ),
)
