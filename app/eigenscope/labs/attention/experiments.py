"""What to try, in the order of a lesson."""

from __future__ import annotations

from eigenscope.labs.attention.inputs import BLOCKS, BOX, ORDER, PLANE, Inputs
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.kit.attention.attention_inputs import ONE, SCALING, TEXT, tensor
from eigenscope.language.evaluating.entry import scalar

_FORTY = tensor(
    "; ".join(" ".join(str(4 * row + column) for column in range(4)) for row in range(10))
)
_ALIKE = tensor("; ".join(["1 1"] * 10))
_CORNERS = tensor("2 0; -1 1.5; -1 -1.5")

EXPERIMENTS = (
    Experiment(
        "stages",
        "The stages of attention",
        "Play: dot products, ÷ √d, softmax, and a weighted mean of the values. Then point at "
        "a cell of the output to see what it is made of.",
        Inputs(),
    ),
    Experiment(
        "causal",
        "A causal mask hides the future",
        "Above the diagonal the scores become −∞: the first query is left with one key, and its "
        "weight is 1.",
        Inputs(source=TEXT, mask="causal"),
    ),
    Experiment(
        "alike",
        "Equal keys, two lengths",
        "All keys are equal, so every output is the mean of the valid values: of 2 rows "
        "for the first query, of 6 for the second.",
        Inputs(q=tensor("1 0; 3 -2"), k=_ALIKE, v=_FORTY, mask="padding 2 6"),
    ),
    Experiment(
        "lookup",
        "Looking up a value",
        "Long queries that match one key each make weights near 1 and 0: attention looks up "
        "one value.",
        Inputs(
            q=tensor("0 9 0; 9 0 0"), k=tensor("1 0 0; 0 1 0; 0 0 1"), v=tensor("10 1; 20 2; 30 3")
        ),
    ),
    Experiment(
        "heads",
        "Two heads",
        "The channels are split, and each head has weights of its own. Compare them; at the "
        "end the heads are joined.",
        Inputs(source=TEXT, text="the cat saw the dog", heads=2, project=True),
    ),
    Experiment(
        "boxes",
        "Two boxes",
        "Q and K are two faces that share an edge, and their product is the third. The next "
        "box begins with that face. Turn both with the mouse, then choose the other head.",
        Inputs(picture=BOX, source=TEXT, heads=2),
    ),
    Experiment(
        "plane",
        "Drag a query",
        "The projections of the keys onto q₁ show its scores. Drag q₁: the output moves "
        "among the values and never leaves their hull.",
        Inputs(topic=PLANE, q=tensor("1.5 0.5; 0 1"), v=_CORNERS),
    ),
    Experiment(
        "sharp",
        "Low temperature",
        "Temperature 0.1: the largest score takes nearly all the weight. Raise the "
        "temperature, and the output goes to the mean of the values.",
        Inputs(topic=PLANE, q=tensor("1.5 0.5; 0 1"), v=_CORNERS, temperature=scalar("0.1")),
    ),
    Experiment(
        "heads-plane",
        "Two heads in the plane",
        "The first two channels are one head, the last two another. Set Head to 2: the same "
        "query has other weights.",
        Inputs(
            topic=PLANE,
            q=tensor("[[2, 0.5, -1, 1]]"),
            k=tensor("1 1 1 0; -1 1 -1 1; 0 -1 0 -1"),
            v=tensor("2 0 1 1; -1 1.5 -2 0; -1 -1.5 1 -1"),
            heads=2,
        ),
    ),
    Experiment(
        "blind",
        "A query that sees nothing",
        "The second row of the mask hides all keys: its weights and its output are 0, where "
        "softmax alone would give nan.",
        Inputs(topic=BLOCKS, mask="1 1 0; 0 0 0; 1 1 1"),
    ),
    Experiment(
        "order",
        "Another order",
        "The tokens in reverse: each keeps its output, since attention knows no positions. "
        "Set the mask to causal, and the outputs change.",
        Inputs(topic=ORDER, source=TEXT, text="the cat saw the dog"),
    ),
    Experiment(
        "places",
        "Positions added",
        "Each embedding now carries its position: in another order the outputs differ.",
        Inputs(topic=ORDER, source=TEXT, placed=True, order=(3, 1, 2, 5, 4)),
    ),
    Experiment(
        "unscaled",
        "Without √d",
        "The scores are the dot products themselves, and the weights are less even. Set "
        "Scale to 1/√d and compare the entropies.",
        Inputs(
            scaling=ONE,
            q=tensor("2 1 2 1; 1 2 1 2"),
            k=tensor("2 1 2 1; 1 2 1 2; 1 1 1 1"),
            v=tensor("1 0; 0 1; 1 1"),
        ),
    ),
    Experiment(
        "saturated",
        "Why √d",
        "With 256 channels the dot products spread to about ±16: softmax picks one key. Divided by "
        "√256 they stay near ±1. Vary d.",
        Inputs(topic=SCALING, channels=256),
    ),
)
