"""What tests of the lab Vectors share: its inputs, and what it shows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from eigenscope.labs.contract.lab import Inputs as AnyInputs
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.vectors.inputs import Inputs
from eigenscope.labs.vectors.lab import LAB
from eigenscope.language.evaluating.entry import column
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import vertices

SIZE = (1280.0, 720.0)
TIMES = (0.0, 0.13, 0.4, 0.5, 0.77, 1.0)
EXPERIMENTS = LAB.experiments()
NAMES = [experiment.key for experiment in EXPERIMENTS]


def with_vectors(topic: str, *vectors: tuple[object, ...], **changes: object) -> Inputs:
    columns = tuple(column(*(str(entry) for entry in vector)) for vector in vectors)
    given_inputs = Inputs(topic=topic, vectors=columns, dimension=str(len(vectors[0])))
    fitted = LAB.check(replace(given_inputs, **changes))  # type: ignore[arg-type]
    assert isinstance(fitted, Inputs)
    return fitted


def picture(inputs: AnyInputs, t: float) -> Frame:
    solution = LAB.solve(inputs)
    flat = LAB.dimensions(inputs) == 2
    camera = (PLANE if flat else SPACE).fitted(LAB.extent(solution), SIZE)
    return LAB.frame(solution, t, View(camera, SIZE))


def numbers(inputs: AnyInputs) -> Mapping[str, Readout]:
    return {readout.key: readout for readout in LAB.readouts(LAB.solve(inputs), 1.0)}


def texts(inputs: AnyInputs, t: float = 1.0) -> list[str]:
    return [label.text for label in picture(inputs, t).labels]


def caption(inputs: AnyInputs, t: float = 1.0) -> str:
    return str(LAB.caption(LAB.solve(inputs), t))


def drawn(frame: Frame, name: str) -> np.ndarray:
    """Return the world places of the vertices of the draws so named."""
    found = []
    for draw in frame.named(name):
        points = vertices(draw.geometry).astype(float)
        found.append(points @ draw.matrix[:3, :3].T + draw.matrix[:3, 3])
    return np.concatenate(found) if found else np.empty((0, 3))
