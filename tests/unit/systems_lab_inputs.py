"""What tests of the lab Linear systems share: its inputs, and what it shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.systems.inputs import (
    COLUMNS,
    ELIMINATION,
    LEAST_SQUARES,
    ROWS,
    SUBSPACES,
    Inputs,
)
from eigenscope.labs.systems.lab import LAB
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import vertices

SIZE = (1280.0, 720.0)
SYSTEM_VIEWS = (ROWS, COLUMNS, ELIMINATION, SUBSPACES, LEAST_SQUARES)
Rows = Sequence[Sequence[object]]


def of(view: str, matrix: Rows, right: Sequence[object], ridge: str = "0") -> Inputs:
    return LAB.check(
        Inputs(
            topic=view,
            matrix=Matrix.from_texts([[str(x) for x in row] for row in matrix]),
            right=Matrix.from_texts([[str(x)] for x in right]),
            ridge=scalar(ridge),
        )
    )


def picture(inputs: Inputs, t: float) -> Frame:
    solution = LAB.solve(inputs)
    home = PLANE if LAB.dimensions(inputs) == 2 else SPACE
    camera = home.fitted(LAB.extent(solution), SIZE, 1.35)
    return LAB.frame(solution, t, View(camera, SIZE))


def numbers(inputs: Inputs, t: float = 1.0) -> Mapping[str, Readout]:
    found = LAB.readouts(LAB.solve(inputs), t)
    keys = [readout.key for readout in found]
    assert len(keys) == len(set(keys))
    return {readout.key: readout for readout in found}


def caption(inputs: Inputs, t: float = 1.0) -> str:
    return str(LAB.caption(LAB.solve(inputs), t))


def drawn(frame: Frame, name: str) -> np.ndarray:
    """Return the world places of the vertices of the draws so named."""
    parts = []
    for draw in frame.named(name):
        points = vertices(draw.geometry).astype(float)
        parts.append(points @ draw.matrix[:3, :3].T + draw.matrix[:3, 3])
    return np.concatenate(parts) if parts else np.empty((0, 3))


def texts(frame: Frame) -> list[str]:
    return [label.text for label in frame.labels]
