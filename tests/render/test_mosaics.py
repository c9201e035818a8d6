"""A mosaic of a traced step: each cell has its colour in the picture, however large it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from eigenscope.export.pictures import frame_image
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.render.gl.offscreen import Offscreen
from eigenscope.resources import read_text
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Picture, place_of
from eigenscope.scene.palette import palette_from_json

from .compare import pixels

SIZE = (600, 400)
PALETTE = palette_from_json(read_text("themes", "light.json"))
CODE = "torch.where(torch.arange(3600).reshape(60, 60) % 7 == 0, 0 / torch.zeros(60, 60), -1.0)"


YELLOW, BLUE = (230, 200, 30), (58, 128, 220)


def check(image: QImage, frame: Frame) -> None:
    (draw,) = frame.named("result mosaic")
    assert isinstance(draw.geometry, Picture)
    left_low, right_low, left_high = draw.geometry.corners.astype(float)
    rows, columns = np.divmod(np.arange(3600), 60)
    across = np.outer(columns + 0.3, right_low - left_low) / 60
    down = np.outer(rows + 0.3, left_low - left_high) / 60
    world = (left_high + across + down) @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
    x, y, _ = frame.camera.project(world, SIZE).T
    cells = np.flatnonzero((x > 2) & (x < SIZE[0] - 2) & (y > 2) & (y < SIZE[1] - 2))
    assert len(cells) > 50
    colours = pixels(image)[y[cells].astype(int), x[cells].astype(int)]
    expected = np.where((cells % 7 == 0)[:, None], YELLOW, BLUE)
    off = np.abs(colours - expected).max(axis=1) > 25
    assert off.mean() < 0.05  # a line or a number may be there


def test_cells_have_their_colours(opengl: Offscreen, qtbot: QtBot) -> None:
    lab = load_lab("tensors")
    solution = lab.solve(replace(lab.defaults(), code=CODE))
    (draw,) = lab.frame(solution, 1.0, View(PLANE, SIZE)).named("result mosaic")
    middle = draw.matrix @ (30.0, -30.0, 0.0, 1.0)
    for height in (1.6, 0.5):
        camera = replace(PLANE, target=place_of(middle[:3]), height=height)
        frame = lab.frame(solution, 1.0, View(camera, SIZE))
        check(opengl.image(frame, PALETTE, SIZE), frame)
        check(frame_image(frame, PALETTE, SIZE), frame)
