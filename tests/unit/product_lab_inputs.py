"""What tests of the lab Matrix product share: its inputs, and what it shows of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.product.inputs import Inputs
from eigenscope.labs.product.lab import LAB
from eigenscope.language.evaluating.entry import matrix
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Frame


def everything() -> list[Inputs]:
    """Return each operation and reading."""
    column, row = matrix("0", "1", "2"), matrix("10 20")
    return [
        *[Inputs(reading=reading) for reading in ("dots", "columns", "outer")],
        Inputs(reading="maps", a=matrix("1 1", "0 1"), b=matrix("0 -1", "1 0")),
        Inputs(topic="entrywise", operator="+", a=column, b=row),
        Inputs(topic="layer"),
        *[Inputs(topic="reduction", axis=axis, fold="mean") for axis in "01"],
    ]


VIEW = View(PLANE, (1280.0, 720.0))
TIMES = np.linspace(0.0, 1.0, 23)
X, Y = matrix("1 2 4 8"), matrix("2 2 2 2")


def readout(inputs: Inputs, key: str, t: float = 1.0) -> Readout:
    found = LAB.readouts(LAB.solve(inputs), t)
    return next(each for each in found if each.key == key)


def result(inputs: Inputs) -> Any:
    return np.asarray(readout(inputs, "result").value).tolist()


def caption(inputs: Inputs, t: float) -> str:
    return str(LAB.caption(LAB.solve(inputs), t))


def frame(inputs: Inputs, t: float, view: View = VIEW) -> Frame:
    return LAB.frame(LAB.solve(inputs), t, view)


def texts(found: Frame) -> list[str]:
    return [label.text for label in found.labels]
