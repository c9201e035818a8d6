"""Dashes are as long as a palette says, in every renderer, in the plane and in space."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from eigenscope.export.figures import page_image
from eigenscope.export.page import Page, Swatch
from eigenscope.export.pictures import frame_image, load_palette
from eigenscope.export.tikz import tikz_page
from eigenscope.render.gl.offscreen import Offscreen
from eigenscope.render.tikz.writing import tikz_scope
from eigenscope.scene.camera import PLANE, SPACE, Camera
from eigenscope.scene.frame import Draw, Frame, Style
from eigenscope.scene.geometry import Arrows, Geometry, Polyline, Segments
from eigenscope.scene.measures import HEAD_LEAST
from eigenscope.scene.slots import Slot

from ..labs import frames_of
from .compare import different_at_all, disagreement, pixels

SIZE = (400, 200)
DASHES = (9.0, 4.0, 2.0, 5.0)
PALETTE = replace(load_palette("light"), dashes={Slot.MUTED: DASHES})
# One unit is 100 pixels; of a perspective, at the distance of the target.
FLAT = replace(PLANE, height=2.0)
FAR = replace(SPACE, target=(0.0, 0.0, 0.0), height=2.0, azimuth=-np.pi / 2, elevation=0.0)


def frame_of(
    geometry: Geometry, camera: Camera = FLAT, *, width: float = 2.0, fade: float = 0.0
) -> Frame:
    draw = Draw(geometry, Style(Slot.MUTED, width, fade=fade))
    return Frame((draw,), (), camera)


def images(opengl: Offscreen, frame: Frame) -> tuple[QImage, QImage]:
    return opengl.image(frame, PALETTE, SIZE), frame_image(frame, PALETTE, SIZE)


def runs(image: QImage, row: int = 100) -> list[tuple[bool, int]]:
    """Return whether a row of pixels is coloured, and how far, from left to right."""
    coloured = pixels(image)[row - 1 : row + 1].mean(axis=(0, 2)) < 200
    return [(on, len(list(group))) for on, group in groupby(coloured.tolist())]


LINES: dict[str, Geometry] = {
    "segment": Segments([[(-1.5, 0, 0), (1.5, 0, 0)]]),
    "in two": Polyline([(-1.5, 0, 0), (-0.53, 0, 0), (1.5, 0, 0)]),
}


@pytest.mark.parametrize("camera", [FLAT, FAR], ids=["plane", "space"])
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_dashes_and_gaps_are_as_long_as_the_palette_says(
    opengl: Offscreen, line: Geometry, camera: Camera
) -> None:
    for image in images(opengl, frame_of(line, camera)):
        blank, *told, _ = runs(image)
        assert blank[1] == pytest.approx(50, abs=1)
        assert len(told) == 2 * 2 * 15 - 1
        for (on, length), wanted in zip(told, DASHES * 14, strict=False):
            assert length == pytest.approx(wanted, abs=1.01), (on, told)


def test_in_perspective_dashes_stay_as_long_on_the_screen(opengl: Offscreen) -> None:
    line = Segments([[(-1.0, -1.0, 0), (1.0, 1.0, 0)]])
    assert FAR.field_of_view > 0
    for image in images(opengl, frame_of(line, FAR)):
        for (_, length), wanted in zip(runs(image)[1:30], DASHES * 20, strict=False):
            assert length == pytest.approx(wanted, abs=1.01)


def test_an_arrows_head_is_whole_and_wide_lines_have_longer_dashes(opengl: Offscreen) -> None:
    for image in images(opengl, frame_of(Arrows([[(-1.5, 0, 0), (1.5, 0, 0)]]))):
        assert [on for on, _ in runs(image)[-3:]] == [False, True, False]
        gap, head = (length for _, length in runs(image)[-3:-1])
        assert gap == pytest.approx(4, abs=1)
        assert head == pytest.approx(HEAD_LEAST + DASHES[0], abs=1.5)
    for image in images(opengl, frame_of(LINES["segment"], width=5.0)):
        assert [length for _, length in runs(image)[5:7]] == pytest.approx([18, 8], abs=1)


@pytest.mark.parametrize("length", [0.0, 0.05, 0.2])
def test_a_short_arrow_is_whole(opengl: Offscreen, length: float) -> None:
    frame = frame_of(Arrows([[(0, 0, 0), (length, 0, 0)]]), width=4.0)
    plain = replace(PALETTE, dashes={})
    assert disagreement(frame_image(frame, plain, SIZE), frame_image(frame, PALETTE, SIZE)) == 0
    assert (pixels(frame_image(frame, PALETTE, SIZE)) < 200).any()


def test_a_line_grows_by_its_dashes_and_fades_as_before(opengl: Offscreen) -> None:
    line = Polyline([(-1.5, 0, 0), (1.5, 0, 0)])
    whole, half = frame_of(line), frame_of(line)
    half = replace(half, draws=(replace(half.draws[0], portion=0.5),))
    for before, after in zip(images(opengl, half), images(opengl, whole), strict=True):
        assert runs(before)[1:20] == runs(after)[1:20]
        assert sum(length for _, length in runs(before)[:-1]) == pytest.approx(200, abs=5)
    fading = frame_of(Segments([[(-900, 0, 0), (900, 0, 0)]]), fade=1.5)
    for image in images(opengl, fading):
        row = pixels(image)[99:101].mean(axis=(0, 2))
        assert row[190:210].min() < row[70:90].min() < row[:50].min()
        assert len(runs(image)) > 20


PRINTED = [("transform", "eigen"), ("transform", "plane"), ("transform", "collapse")]


@pytest.mark.parametrize(("lab", "key"), [*PRINTED, ("systems", "same"), ("systems", "space")])
def test_opengl_and_the_painter_agree_on_dashes(opengl: Offscreen, lab: str, key: str) -> None:
    palette = load_palette("print")
    frame = replace(frames_of(lab, key)[5], labels=())
    assert any(draw.style.slot in palette.dashes for draw in frame.draws)
    first, second = (
        opengl.image(frame, palette, (800, 600)),
        frame_image(frame, palette, (800, 600)),
    )
    assert disagreement(first, second) < 0.004
    assert different_at_all(first, second) < 0.05


def test_tikz_has_the_same_dashes(qtbot: QtBot) -> None:
    code = tikz_scope(frame_of(LINES["segment"]), PALETTE, SIZE)
    found = re.findall(r"\(([\d.]+),100\)--\(([\d.]+),100\)", code)
    assert len(found) == 30
    lengths = [float(stop) - float(start) for start, stop in found]
    assert lengths == pytest.approx([9, 2] * 15, abs=0.02)


def test_a_legend_shows_which_things_are_dashed(qtbot: QtBot) -> None:
    """Its square of a dashed slot is in stripes: two turns of the dashes and gaps."""
    swatches = Swatch(Slot.MUTED, (30.0, 20.0), 31.0), Swatch(Slot.HIGHLIGHT, (80.0, 20.0), 31.0)
    page = Page(swatches, (120.0, 40.0), 1.0)
    image = page_image(page, PALETTE, (120, 40))
    scale = 31 / (9 + 4 + 2 + 5 + 9 + 4 + 2)
    _, *striped, _, (_, whole), _ = runs(image, 20)
    assert [on for on, _ in striped] == [True, False] * 3 + [True]
    lengths = [length / scale for _, length in striped]
    assert lengths == pytest.approx([9, 4, 2, 5, 9, 4, 2], abs=2)
    assert whole == pytest.approx(31, abs=1)
    code = tikz_page(page, PALETTE, background=False)
    assert len(re.findall("fill.eigenswatch0.", code)) == 4
    assert len(re.findall("fill.eigenswatch1.", code)) == 1


def test_what_is_not_dashed_is_uploaded_once(opengl: Offscreen) -> None:
    """A palette without dashes for what is drawn leaves the geometry as it is."""
    frame = frame_of(LINES["segment"])
    frame = replace(frame, draws=(replace(frame.draws[0], style=Style(Slot.HIGHLIGHT)),))
    opengl.image(frame, PALETTE, SIZE)
    uploads = opengl.renderer.uploads
    opengl.image(frame, PALETTE, SIZE)
    assert opengl.renderer.uploads == uploads
