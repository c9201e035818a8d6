"""Sheets behind each other: which numbers are left out, and that a fitted view holds all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.unit.tensors.drawn_steps import picture_of

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.cells.sheets import not_hidden
from eigenscope.scene.camera import SPACE, Camera
from eigenscope.scene.geometry import vertices

STANDING = Placement(0.5, standing=True)
PROGRAMS = (
    "T = torch.arange(24).reshape(2, 3, 4)\nT.sum(dim=0)",
    "T = torch.arange(24).reshape(2, 3, 4)\nT.permute(2, 0, 1)",
    "torch.stack((torch.ones(2, 3), torch.zeros(2, 3)))",
    "torch.arange(120).reshape(2, 3, 4, 5) * 2",
    "torch.ones(2, 2, 3, 3, 2) + torch.ones(3, 2)",
    "torch.ones(12, 3, 3)",
)


def test_from_the_front_only_the_first_sheet_is_seen() -> None:
    block = Block((4, 2, 3), deep=True)
    cells = np.arange(block.count)
    for azimuth, sheet in ((-math.pi / 2, 0), (math.pi / 2, 3)):
        camera = Camera(azimuth=azimuth, elevation=0.0, field_of_view=0.6, flat=False)
        seen = not_hidden(block, STANDING, View(camera, (800.0, 600.0)), cells)
        assert np.flatnonzero(seen).tolist() == list(range(6 * sheet, 6 * sheet + 6))


def test_what_is_beside_the_first_sheet_is_seen() -> None:
    block = Block((2, 3, 4), deep=True)
    view = View(SPACE, (800.0, 600.0))
    seen = not_hidden(block, STANDING, view, np.arange(24)).reshape(2, 3, 4)
    assert seen[0].all()
    assert seen[1, 0].all()
    assert not seen[1, 1:, :2].any()


@pytest.mark.parametrize("size", [(640.0, 480.0), (1280.0, 720.0), (900.0, 900.0)])
@pytest.mark.parametrize("source", PROGRAMS)
def test_a_fitted_view_holds_all_blocks(source: str, size: tuple[float, float]) -> None:
    picture = picture_of(source, deep=True)
    view = View(SPACE, (1.0, 1.0))
    camera = SPACE.fitted(picture.extent(view), size, 1.35)
    draws, labels = picture.parts(1.0, View(camera, size))
    for draw in draws:
        points = vertices(draw.geometry).astype(float)
        world = points @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
        x, y, _ = camera.project(world, size).T
        assert 0 < x.min() <= x.max() < size[0], draw.name
        assert 0.06 * size[1] < y.min() <= y.max() < 0.93 * size[1], draw.name
    texts = [label.text for label in labels if label.priority == 2]
    assert texts


@pytest.mark.parametrize("count", [2, 5, 30])
def test_more_sheets_stand_closer(count: int) -> None:
    wide, high, deep = Block((count, 3, 4), deep=True).size
    assert (wide, high) == (4.0, 3.0)
    assert 0.7 * (count - 1) - 1e-9 <= deep <= max(9.0, 0.7 * (count - 1)) + 1e-9
