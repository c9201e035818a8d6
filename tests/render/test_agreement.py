"""The two renderers show the same: every preset, in the plane and in space, on its way and done."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from eigenscope.export.pictures import frame_image
from eigenscope.labs.contract.lab import View
from eigenscope.labs.matrix.lab import LAB as MATRIX
from eigenscope.labs.transform.inputs import Inputs
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.render.gl.offscreen import Offscreen
from eigenscope.resources import read_text
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.palette import palette_from_json

from .compare import different_at_all, disagreement

SIZE = (420, 300)
PALETTE = palette_from_json(read_text("themes", "dark.json"))
PRESETS = [preset.key for preset in LAB.presets() if preset.key != "random"]


def pictures(opengl: Offscreen, inputs: Inputs, t: float) -> tuple[QImage, QImage]:
    flat = LAB.dimensions(inputs) == 2
    solution = LAB.solve(inputs)
    camera = (PLANE if flat else SPACE).fitted(LAB.extent(solution), SIZE, 1.35)
    frame = replace(LAB.frame(solution, t, View(camera, SIZE)), labels=())
    return opengl.image(frame, PALETTE, SIZE), frame_image(frame, PALETTE, SIZE)


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("key", PRESETS)
def test_opengl_and_the_painter_agree_on_every_preset(
    opengl: Offscreen, key: str, dimensions: int
) -> None:
    preset = next(preset for preset in LAB.presets() if preset.key == key)
    start = replace(LAB.defaults(), matrix=Matrix.from_array(np.eye(dimensions)))
    value = float(preset.parameter[1]) if preset.parameter else 0.0
    inputs = LAB.check(preset.make(start, value))
    for t in (0.5, 1.0):  # every map begins with the identity, which test_labs compares
        drawn, painted = pictures(opengl, inputs, t)
        assert disagreement(drawn, painted) < 0.002, f"t = {t}"
        assert different_at_all(drawn, painted) < 0.03, f"t = {t}"


@pytest.mark.parametrize("shape", ["f", "cube", "sphere", "polygon"])
@pytest.mark.parametrize("unit", ["box", "ball"])
def test_they_agree_on_sample_shapes(opengl: Offscreen, shape: str, unit: str) -> None:
    inputs = replace(
        LAB.defaults(), shape=shape, unit=unit, polygon=((0.0, 0.0), (2.0, 0.5), (1.0, 2.0))
    )
    drawn, painted = pictures(opengl, LAB.check(inputs), 0.6)
    assert disagreement(drawn, painted) < 0.004


@pytest.mark.parametrize("key", ["first", "noise", "orthogonal", "positions"])
def test_they_agree_on_the_picture_of_a_large_matrix(opengl: Offscreen, key: str) -> None:
    preset = next(preset for preset in MATRIX.presets() if preset.key == key)
    inputs = MATRIX.check(replace(preset.make(MATRIX.defaults(), 0.0), rows=True))
    solution = MATRIX.solve(inputs)
    camera = SPACE.fitted(MATRIX.extent(solution), SIZE, 1.35)
    for t in (0.0, 0.5, 1.0):
        frame = replace(MATRIX.frame(solution, t, View(camera, SIZE)), labels=())
        drawn, painted = opengl.image(frame, PALETTE, SIZE), frame_image(frame, PALETTE, SIZE)
        assert disagreement(drawn, painted) < 0.004, f"t = {t}"
        assert different_at_all(drawn, painted) < 0.03, f"t = {t}"


def test_the_comparison_can_fail() -> None:
    blue = QImage(60, 40, QImage.Format.Format_RGB32)
    blue.fill(QColor("blue"))
    red = blue.copy()
    for x in range(20, 40):
        for y in range(10, 30):
            red.setPixelColor(x, y, QColor("red"))
    assert disagreement(blue, blue) == 0
    assert disagreement(blue, red) > 0.05
    assert different_at_all(blue, red) == pytest.approx(400 / 2400)
