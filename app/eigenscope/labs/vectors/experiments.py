"""What to try, in the order of a lesson."""

from __future__ import annotations

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.vectors.inputs import Inputs
from eigenscope.language.evaluating.entry import Matrix, column, scalar

EXPERIMENTS = (
    Experiment(
        "three-steps",
        "Three steps, one sum",
        "b and c are moved tip to tail, and the sum leads straight to the end. Drag c until the "
        "sum is 0.",
        Inputs(topic="sum", vectors=(column("3", "1"), column("1", "2"), column("-2", "1"))),
    ),
    Experiment(
        "apart",
        "How far apart?",
        "a − b = [3, −4] leads from b to a: the two points are 5 apart.",
        Inputs(topic="difference", vectors=(column("4", "1"), column("1", "5"))),
    ),
    Experiment(
        "reach-the-plane",
        "Reach every point",
        "Combinations of a and b reach every point; drag b onto the line of a, and they reach "
        "only that line.",
        Inputs(
            topic="combination",
            vectors=(column("2", "1"), column("-1", "1")),
            alpha=scalar("1.5"),
            beta=scalar("2"),
        ),
    ),
    Experiment(
        "shadow",
        "Projection and angle",
        "Drag b around: at a right angle the projection is 0, beyond it points backwards.",
        Inputs(topic="dot", vectors=(column("4", "0"), column("2", "3"))),
    ),
    Experiment(
        "upright",
        "Perpendicular to both",
        "a × b is perpendicular to both; its length equals the parallelogram's area.",
        Inputs(
            topic="cross", dimension="3", vectors=(column("2", "0", "0"), column("1", "1.5", "0.5"))
        ),
    ),
    Experiment(
        "subtract-shadows",
        "Subtract the projections",
        "From each vector the projections onto those before it are subtracted, until all are "
        "perpendicular.",
        Inputs(
            topic="orthogonal",
            dimension="3",
            vectors=(column("2", "0", "1"), column("1", "2", "1"), column("0", "1", "2")),
        ),
    ),
    Experiment(
        "three-lengths",
        "One vector, three lengths",
        "[3, 4] has length 7, 5 or 4, depending on the norm: change it and see the ball change "
        "shape.",
        Inputs(topic="norm", vectors=(column("3", "4"), column("1", "0"))),
    ),
    Experiment(
        "no-norm",
        "When p is too small",
        "The midpoint of two vectors of length 1 lies outside the ball: p = 1/2 is no norm.",
        Inputs(
            topic="norm",
            vectors=(column("3", "4"), column("1", "0")),
            norm="p",
            power=scalar("1/2"),
        ),
    ),
    Experiment(
        "corners",
        "Why L1 is sparse",
        "The round ball touches the line anywhere, the L1 ball at a corner, where a coordinate is "
        "0.",
        Inputs(topic="sparse"),
    ),
    Experiment(
        "farthest",
        "The greatest stretch",
        "The image of the unit ball just fits into a ball whose radius is the matrix norm.",
        Inputs(topic="reach", norm="2", matrix=Matrix.from_texts((("2", "1"), ("0", "1.5")))),
    ),
)
