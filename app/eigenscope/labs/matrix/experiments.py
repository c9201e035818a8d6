"""What to try with a whole matrix."""

from __future__ import annotations

from functools import cache

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.matrix.inputs import APPROXIMATION, REST, Inputs
from eigenscope.labs.matrix.presets import GENERATED, hilbert


@cache
def experiments() -> tuple[Experiment, ...]:
    """Return the experiments; made once, because their matrices are."""
    matrices = {each.key: each.matrix for each in GENERATED}
    return (
        Experiment(
            "rest",
            "What two ranks leave out",
            "A 6×6 matrix: what the two largest singular values leave out is small everywhere.",
            Inputs(map=REST),
        ),
        Experiment(
            "noise",
            "Nothing but noise",
            "The histogram of σ follows the Marchenko–Pastur curve: no direction stands out.",
            Inputs(matrices["noise"], rank=10),
        ),
        Experiment(
            "signal",
            "Five directions in noise",
            "Five singular values lie beyond the edge of the noise.",
            Inputs(matrices["low-rank"], rank=5, map=APPROXIMATION),
        ),
        Experiment(
            "positions",
            "Waves need a low rank",
            "A quarter of the rank reproduces a transformer's position waves almost exactly.",
            Inputs(matrices["positions"], rank=16, map=APPROXIMATION),
        ),
        Experiment(
            "hilbert",
            "Smooth but ill-conditioned",
            "The condition number is about 10¹³: solving with this matrix can lose thirteen "
            "digits.",
            Inputs(hilbert()),
        ),
        Experiment(
            "orthogonal",
            "Nothing is stretched",
            "All singular values are 1, and all eigenvalues lie on the unit circle.",
            Inputs(matrices["orthogonal"], rank=25),
        ),
    )
