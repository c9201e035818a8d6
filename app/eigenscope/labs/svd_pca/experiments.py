"""What to try, in the order of a lesson."""

from __future__ import annotations

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.svd_pca.inputs import (
    LOW_RANK,
    PCA,
    PLANE,
    POLAR,
    SPACE,
    SVD,
    TABLE,
    Inputs,
)
from eigenscope.language.evaluating.entry import Matrix, scalar

_SHEAR = Matrix.from_texts((("1", "3/2"), ("0", "1")))  # of singular values 2 and 1/2
_COLLAPSE = Matrix.from_texts((("1", "2"), ("1/2", "1")))
_SPIN = Matrix.from_texts((("0", "-2"), ("1", "1")))
_SOLID = Matrix.from_texts((("2", "1", "0"), ("0", "3/2", "1"), ("1", "0", "1")))

EXPERIMENTS = (
    Experiment(
        "stages",
        "Rotate, stretch, rotate",
        "Even a shear is a rotation, a stretch and a rotation: v₁ and v₂ stay perpendicular.",
        Inputs(topic=SVD, matrix=_SHEAR),
    ),
    Experiment(
        "collapse",
        "One direction lost",
        "In the middle stage the circle collapses onto a line: σ₂ = 0, so the direction v₂ is "
        "lost.",
        Inputs(topic=SVD, matrix=_COLLAPSE),
    ),
    Experiment(
        "polar",
        "Stretch, then rotate",
        "P only stretches: v₁ and v₂ keep their directions. The rotation is all in Q.",
        Inputs(topic=POLAR, matrix=_SPIN),
    ),
    Experiment(
        "flat",
        "A solid flattened",
        "The ellipsoid loses its shortest axis; no point moves farther than σ₃.",
        Inputs(topic=LOW_RANK, matrix=_SOLID, rank=2),
    ),
    Experiment(
        "cloud",
        "A point cloud and its axes",
        "The points are projected onto the long axis: the variance along the short one is lost.",
        Inputs(topic=PCA, source=PLANE, components=1),
    ),
    Experiment(
        "pancake",
        "A flat cloud in space",
        "Seen from the side it is thin: two components keep nearly all of the variance.",
        Inputs(
            topic=PCA,
            source=SPACE,
            number=1500,
            short=scalar("1.4"),
            noise=scalar("0.2"),
            colour=3,
        ),
    ),
    Experiment(
        "units",
        "Centimetres and hours",
        "Turn “Standardise” off: height and weight then dominate the hours of sleep (column 4).",
        Inputs(topic=PCA, source=TABLE, standardise=True, components=2, colour=4),
    ),
)
