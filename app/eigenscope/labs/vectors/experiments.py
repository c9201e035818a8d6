"""What to try, in the order of a lesson; its beginning, the sum, is what the lab opens with."""

from __future__ import annotations

from eigenscope.labs.base import Experiment
from eigenscope.labs.vectors.inputs import Inputs, column
from eigenscope.language.entry import Matrix, scalar

EXPERIMENTS = (
    Experiment(
        "reach-the-plane",
        "Reach every point",
        "The slanted lattice of a and b has a crossing near every point; drag b onto the line of "
        "a, and only a line is left.",
        Inputs(
            topic="combination",
            vectors=(column("2", "1"), column("-1", "1")),
            alpha=scalar("1.5"),
            beta=scalar("2"),
        ),
    ),
    Experiment(
        "shadow",
        "Shadow and angle",
        "Drag b round: the shadow shrinks to a point at the right angle, then points backwards.",
        Inputs(topic="dot", vectors=(column("4", "0"), column("2", "3"))),
    ),
    Experiment(
        "upright",
        "Upright on both",
        "a × b stands at a right angle to both arrows and is as long as their area is large.",
        Inputs(
            topic="cross", dimension="3", vectors=(column("2", "0", "0"), column("1", "1.5", "0.5"))
        ),
    ),
    Experiment(
        "subtract-shadows",
        "Subtract the shadows",
        "Each vector loses its shadows on those before it, until all meet at right angles.",
        Inputs(
            topic="orthogonal",
            dimension="3",
            vectors=(column("2", "0", "1"), column("1", "2", "1"), column("0", "1", "2")),
        ),
    ),
    Experiment(
        "three-lengths",
        "One vector, three lengths",
        "[3, 4] has the length 7, 5 or 4: watch the ball change its shape, then change the norm.",
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
        "The round ball meets the line anywhere, the L1 ball at a corner, where a coordinate is 0.",
        Inputs(topic="sparse"),
    ),
    Experiment(
        "farthest",
        "The farthest reach",
        "The image of the ball just fits into a copy of the ball as large as the matrix norm.",
        Inputs(topic="reach", norm="2", matrix=Matrix.from_texts((("2", "1"), ("0", "1.5")))),
    ),
)
