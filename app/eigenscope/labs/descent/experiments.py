"""What to try, from one step downhill to a landscape of one's own."""

from __future__ import annotations

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.descent.inputs import Inputs
from eigenscope.language.evaluating.entry import column, scalar

EXPERIMENTS = (
    Experiment(
        "steps",
        "Step by step",
        "Each step follows −∇f, perpendicular to the contour, and gets shorter.",
        Inputs(
            function="curvatures",
            first=scalar("3"),
            second=scalar("1"),
            angle=scalar("20"),
            start=(column("-3", "2"),),
            rate=scalar("0.1"),
            momentum=False,
            field=True,
        ),
    ),
    Experiment(
        "zigzag",
        "A zigzag",
        "With η = 0.18, just below 2/λₘₐₓ = 0.2, it crosses the valley at every step, and still "
        "converges.",
        Inputs(
            function="curvatures",
            first=scalar("10"),
            second=scalar("1"),
            angle=scalar("20"),
            start=(column("3", "2"),),
            rate=scalar("0.18"),
            momentum=False,
        ),
    ),
    Experiment(
        "diverges",
        "A learning rate too large",
        "η = 0.205 is above 2/λₘₐₓ = 0.2: along λₘₐₓ every step ends farther away than the last.",
        Inputs(
            function="curvatures",
            first=scalar("10"),
            second=scalar("1"),
            angle=scalar("20"),
            start=(column("2", "3"),),
            rate=scalar("0.205"),
            steps=30,
            momentum=False,
        ),
    ),
    Experiment(
        "momentum",
        "Momentum in a valley",
        "κ = 40: plain descent crawls along the valley floor; the methods with momentum overtake "
        "it.",
        Inputs(
            function="curvatures",
            first=scalar("20"),
            second=scalar("1/2"),
            angle=scalar("30"),
            start=(column("-3", "-1"),),
            rate=scalar("0.04"),
            beta=scalar("0.8"),
            steps=80,
            nesterov=True,
        ),
    ),
    Experiment(
        "rosenbrock",
        "A bent valley",
        "All reach the valley floor at once; which one follows the bend to the minimum (1, 1)?",
        Inputs(
            function="rosenbrock",
            start=(column("-1.2", "1"),),
            rate=scalar("0.001"),
            adaptive_rate=scalar("0.1"),
            beta=scalar("0.9"),
            steps=400,
            nesterov=True,
            adam=True,
            curvature=False,
        ),
    ),
    Experiment(
        "saddle",
        "Held by a saddle",
        "Near the saddle the gradient is almost 0; f decreases only along λₘᵢₙ = −1.",
        Inputs(
            function="saddle",
            start=(column("1.5", "0.001"),),
            rate=scalar("0.25"),
            adaptive_rate=scalar("0.1"),
            beta=scalar("0.7"),
            steps=60,
            rmsprop=True,
            adam=True,
        ),
    ),
    Experiment(
        "hills",
        "Your own landscape",
        "Type another f(x, y), and drag the start: the minimum it finds depends on both.",
        Inputs(
            function="formula",
            start=(column("1.9", "1.6"),),
            rate=scalar("0.1"),
            adaptive_rate=scalar("0.2"),
            beta=scalar("0.8"),
            adam=True,
            view="surface",
            curvature=False,
        ),
    ),
)
