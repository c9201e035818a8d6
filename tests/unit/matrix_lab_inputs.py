"""What tests of the lab Matrix share: inputs, and what the lab makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.matrix.inputs import Inputs
from eigenscope.labs.matrix.lab import LAB
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.plots.charts import Chart, HeatMap, Plotted
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import vertices

SIZE = (900.0, 600.0)


def typed(values: object, **changes: Any) -> Inputs:
    data = Matrix.from_array(np.array(values, dtype=float))
    return LAB.check(replace(LAB.defaults(), data=data, **changes))


def loaded(values: np.ndarray, name: str = "w.npy", **changes: Any) -> Inputs:
    data = LoadedMatrix(name, values, values.shape)
    return LAB.check(replace(LAB.defaults(), data=data, **changes))


def preset(key: str) -> Inputs:
    made = next(each for each in LAB.presets() if each.key == key)
    return LAB.check(made.make(LAB.defaults(), 0.0))  # what the bar of presets does


def numbers(inputs: Inputs) -> Mapping[str, Readout]:
    return {readout.key: readout for readout in LAB.readouts(LAB.solve(inputs), 1.0)}


def texts(inputs: Inputs) -> Mapping[str, str]:
    return {key: str(readout.text) for key, readout in numbers(inputs).items()}


def plotted(inputs: Inputs) -> Mapping[str, Plotted]:
    return {chart.key: chart for chart in LAB.charts(LAB.solve(inputs))}


def chart(inputs: Inputs, key: str) -> Chart:
    found = plotted(inputs)[key]
    assert isinstance(found, Chart)
    return found


def heat_map(inputs: Inputs) -> HeatMap:
    found = LAB.charts(LAB.solve(inputs))[0]
    assert isinstance(found, HeatMap)
    return found


def shown(inputs: Inputs) -> np.ndarray:
    return heat_map(inputs).values.astype(np.float64)


def picture(inputs: Inputs, t: float) -> Frame:
    camera = PLANE if LAB.dimensions(inputs) == 2 else SPACE
    return LAB.frame(LAB.solve(inputs), t, View(camera, SIZE))


def drawn(frame: Frame, name: str) -> np.ndarray:
    (draw,) = frame.named(name)
    return vertices(draw.geometry) @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
