"""The contours of a landscape fill the view, wherever one pans and zooms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.descent.inputs import Inputs
from eigenscope.labs.descent.lab import LAB
from eigenscope.scene.camera import PLANE, SPACE, Camera
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import vertices

SIZE = (1280.0, 720.0)
LOOKS = {
    "home": PLANE,
    "four screens to the right": replace(PLANE, target=(45.0, -20.0, 0.0)),
    "far out": replace(PLANE, height=400.0),
    "deep": replace(PLANE, target=(3.1, -1.2, 0.0), height=1e-4),
    "beside it": replace(PLANE, target=(9.0, 2.0, 0.0), height=5.0),
    "from space": replace(SPACE, target=(30.0, 20.0, 0.0)),
}


def contours(inputs: Inputs, camera: Camera) -> list[Draw]:
    found = LAB.frame(LAB.solve(inputs), 1.0, View(camera, SIZE))
    return [draw for draw in found.draws if draw.name.startswith("contours ")]


@pytest.mark.parametrize("function", ["curvatures", "rosenbrock", "saddle", "formula"])
@pytest.mark.parametrize("look", LOOKS)
def test_contours_are_near_every_part_of_the_view(function: str, look: str) -> None:
    camera = LOOKS[look]
    inputs = replace(LAB.defaults(), function=function, formula="x^2 + 3 y^2 + x y")
    landscape = LAB.solve(inputs).landscape
    parts = np.zeros((4, 4), dtype=bool)
    for draw in contours(inputs, camera):
        ends = vertices(draw.geometry).astype(float).reshape(-1, 2, 3) + draw.matrix[:3, 3]
        points = ends.reshape(-1, 3)[:, :2]
        levels = landscape.value(points)
        steep = np.hypot(*landscape.gradient(points).T)
        off = np.abs(levels - np.median(levels)) / np.maximum(steep, 1e-300)
        assert (off < 0.02 * camera.height + 1e-9).mean() > 0.95  # it is a contour there, too
        along = np.linspace(0, 1, 40)[:, None, None]
        places = camera.project(ends[:, 0] + along * (ends[:, 1] - ends[:, 0]), SIZE)[:, :2]
        seen = places[((places >= 0) & (places < SIZE)).all(axis=1)]
        across, down = (seen // (SIZE[0] / 4, SIZE[1] / 4)).astype(int).T
        parts[down, across] = True
    wanted = parts if camera.flat else parts[2:]  # of space, what is not near the horizon
    assert wanted.sum() >= wanted.size - 2  # a flat valley may lie between two contours


def test_a_small_move_of_the_camera_makes_no_contours() -> None:
    inputs = LAB.defaults()
    for camera in (PLANE, LOOKS["four screens to the right"], LOOKS["far out"]):
        first = {id(draw.geometry) for draw in contours(inputs, camera)}
        moved = camera.panned(5, -4, SIZE).zoomed(1.02, None, SIZE)
        assert {id(draw.geometry) for draw in contours(inputs, moved)} == first


@pytest.mark.parametrize("height", [1e-12, 1e15])
def test_the_farthest_cameras_have_a_picture(height: float) -> None:
    camera = replace(PLANE, height=height, target=(1.0, 1.0, 0.0))
    for function in ("rosenbrock", "himmelblau", "saddle"):
        for draw in contours(replace(LAB.defaults(), function=function), camera):
            assert np.isfinite(vertices(draw.geometry)).all()
