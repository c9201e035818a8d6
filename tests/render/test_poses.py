"""Draws on their way from one pose to another, which every renderer shows alike."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from OpenGL.raw.GL.VERSION import GL_1_5
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from eigenscope.export.pictures import frame_image
from eigenscope.render.gl import api as gl
from eigenscope.render.gl.faces import Body, MovingBody
from eigenscope.render.gl.offscreen import Offscreen
from eigenscope.render.placing import place
from eigenscope.render.tikz.writing import tikz_scope
from eigenscope.render.traits import traits_of
from eigenscope.resources import read_text
from eigenscope.scene import shapes
from eigenscope.scene.camera import PLANE, SPACE, Camera
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import (
    Arrows,
    Geometry,
    Points,
    Polyline,
    Segments,
    Triangles,
    vertices,
)
from eigenscope.scene.palette import palette_from_json
from eigenscope.scene.slots import Slot

from .compare import different_at_all, disagreement

SIZE = (300, 220)
PALETTE = palette_from_json(read_text("themes", "dark.json"))
DASHED = replace(PALETTE, dashes={Slot.ACCENT_1: (6.0, 4.0)})
FLAT, DEEP = replace(PLANE, height=8.0), replace(SPACE, height=8.0)
PLACED = affine([[1.2, 0.3, 0.0], [-0.2, 0.9, 0.1], [0.0, 0.2, 1.0]], (0.3, -0.2, 0.1))

_RANDOM = np.random.default_rng(18)


def _around(count: int, *shape: int) -> np.ndarray:
    return _RANDOM.uniform(-2.5, 2.5, (count, *shape, 3))


_TURN = np.linspace(0, 2 * np.pi, 24, endpoint=False)
_RING = np.stack([2 * np.cos(_TURN), 2 * np.sin(_TURN), 0 * _TURN], axis=1)
_COLOURS = _RANDOM.integers(0, 256, (40, 4)) | (0, 0, 0, 255)

PAIRS: dict[str, tuple[Geometry, Geometry]] = {
    "segments": (Segments(_around(6, 2)), Segments(_around(6, 2))),
    "path": (Polyline(_RING), Polyline(_RING @ np.diag([1.0, 0.3, 1.0]) + (0.5, 1.0, 0.7))),
    "ring": (Polyline(_RING, closed=True), Polyline(_RING[::-1] * 0.5, closed=True)),
    "arrows": (Arrows(_around(5, 2)), Arrows(_around(5, 2))),
    "faces": (Triangles(_around(4, 3)), Triangles(_around(4, 3))),
    "cube": (
        shapes.unit_cube(),
        Triangles(shapes.unit_cube().points @ np.diag([2.0, 0.5, 1.5]) - (1, 0, 0), convex=True),
    ),
    "points": (Points(_around(40)), Points(_around(40))),
    "coloured": (Points(_around(40), _COLOURS), Points(_around(40), _COLOURS[::-1])),
}
STYLES = {
    "faces": Style(Slot.ACCENT_1, opacity=0.5, shaded=True),
    "cube": Style(Slot.ACCENT_1, opacity=0.4, shaded=True),
    "points": Style(Slot.ACCENT_1, 9.0),
    "coloured": Style(Slot.ACCENT_1, 9.0),
    "segments": Style(Slot.ACCENT_1, 3.0, fade=4.0),
}


def on_the_way(name: str, mix: float, portion: float = 1.0) -> Draw:
    first, second = PAIRS[name]
    style = STYLES.get(name, Style(Slot.ACCENT_1, 4.0))
    return Draw(first, style, PLACED, portion, towards=second, mix=mix)


def plainly(draw: Draw) -> Draw:
    """Return the same with points that are worked out here."""
    first, second = draw.geometry, draw.towards
    assert second is not None
    points = (1 - draw.mix) * vertices(first).astype(np.float64) + draw.mix * vertices(second)
    geometry: Geometry
    match first:
        case Points():
            geometry = Points(points, first.colours)
        case Polyline():
            geometry = Polyline(points, first.closed)
        case _:
            kind: Callable[[np.ndarray], Geometry] = type(first)
            geometry = kind(points.reshape(first.points.shape))  # type: ignore[union-attr]
    return replace(draw, geometry=geometry, towards=None, mix=0.0)


def frame(*draws: Draw, camera: Camera = FLAT, labels: tuple[Label, ...] = ()) -> Frame:
    return Frame(draws, labels, camera)


def shown(image: QImage) -> float:
    """Return the part of an image that is not background."""
    empty = image.copy()
    empty.fill(image.pixelColor(0, 0))
    return different_at_all(image, empty)


@pytest.mark.parametrize("camera", [FLAT, DEEP], ids=["flat", "deep"])
@pytest.mark.parametrize("name", PAIRS)
def test_opengl_mixes_poses(opengl: Offscreen, name: str, camera: Camera) -> None:
    for mix in (0.0, 0.5, 1.0):
        draw = on_the_way(name, mix)
        mixed = opengl.image(frame(draw, camera=camera), PALETTE, SIZE)
        plain = opengl.image(frame(plainly(draw), camera=camera), PALETTE, SIZE)
        assert shown(mixed) > 0.004
        assert different_at_all(mixed, plain, tolerance=3) < 2e-4, f"mix {mix}"


@pytest.mark.parametrize("camera", [FLAT, DEEP], ids=["flat", "deep"])
@pytest.mark.parametrize("name", PAIRS)
def test_the_painter_mixes_poses(qtbot: QtBot, name: str, camera: Camera) -> None:
    for mix in (0.0, 0.5, 1.0):
        draw = on_the_way(name, mix)
        mixed = frame_image(frame(draw, camera=camera), PALETTE, SIZE)
        plain = frame_image(frame(plainly(draw), camera=camera), PALETTE, SIZE)
        assert shown(mixed) > 0.004
        assert different_at_all(mixed, plain, tolerance=3) < 2e-4, f"mix {mix}"


@pytest.mark.parametrize("camera", [FLAT, DEEP], ids=["flat", "deep"])
@pytest.mark.parametrize("name", PAIRS)
def test_opengl_and_the_painter_agree(opengl: Offscreen, name: str, camera: Camera) -> None:
    draw = on_the_way(name, 0.4)
    if camera.flat:  # there the painter shades nothing
        draw = replace(draw, style=replace(draw.style, shaded=False))
    picture = frame(draw, camera=camera)
    drawn, painted = opengl.image(picture, PALETTE, SIZE), frame_image(picture, PALETTE, SIZE)
    assert disagreement(drawn, painted) < 0.004
    assert different_at_all(drawn, painted) < 0.03


@pytest.mark.parametrize("mix", [-0.5, 1.7])
def test_no_mix_leads_beyond_the_poses(opengl: Offscreen, mix: float) -> None:
    beyond, end = on_the_way("arrows", mix), on_the_way("arrows", min(max(mix, 0.0), 1.0))
    assert opengl.image(frame(beyond), PALETTE, SIZE) == opengl.image(frame(end), PALETTE, SIZE)
    assert frame_image(frame(beyond), PALETTE, SIZE) == frame_image(frame(end), PALETTE, SIZE)


def test_a_portion_and_dashes_go_by_the_mixed_line(opengl: Offscreen) -> None:
    for palette in (PALETTE, DASHED):
        draw = on_the_way("path", 0.5, portion=0.6)
        mixed = opengl.image(frame(draw), palette, SIZE)
        plain = opengl.image(frame(plainly(draw)), palette, SIZE)
        assert 0.004 < shown(mixed) < shown(opengl.image(frame(replace(draw, portion=1.0)),
                                                         PALETTE, SIZE))  # fmt: skip
        assert different_at_all(mixed, plain, tolerance=3) < 2e-4
        assert disagreement(mixed, frame_image(frame(draw), palette, SIZE)) < 0.004


@pytest.mark.parametrize("name", PAIRS)
def test_tikz_has_the_mixed_places(qtbot: QtBot, name: str) -> None:
    draw = on_the_way(name, 0.5)
    halfway = tikz_scope(frame(draw), PALETTE, SIZE)
    assert halfway == tikz_scope(frame(plainly(draw)), PALETTE, SIZE)
    assert halfway != tikz_scope(frame(replace(draw, mix=0.0)), PALETTE, SIZE)


def test_many_points_are_thinned_where_they_are(opengl: Offscreen, qtbot: QtBot) -> None:
    first = np.zeros((30_000, 3))
    first[:, 0] = np.repeat(np.linspace(-3, 3, 300), 100)
    above = Points(first + np.array([0.0, 6.0, 0.0]))
    draw = Draw(Points(first), Style(Slot.ACCENT_1, 3.0), towards=above, mix=0.5)
    image = opengl.image(frame(draw), PALETTE, SIZE)
    assert image == opengl.image(frame(plainly(draw)), PALETTE, SIZE)
    assert shown(image) > 0.005
    scope = tikz_scope(frame(draw), PALETTE, SIZE)
    assert scope == tikz_scope(frame(plainly(draw)), PALETTE, SIZE)
    assert "of 30000 points" in scope


@pytest.mark.parametrize("camera", [FLAT, DEEP], ids=["flat", "deep"])
def test_a_change_of_mix_or_matrix_uploads_nothing(opengl: Offscreen, camera: Camera) -> None:
    before = opengl.renderer.uploads
    fresh = Segments(_around(6, 2)), Segments(_around(6, 2))
    pairs = [fresh, *PAIRS.values()]
    draws = [Draw(a, Style(Slot.ACCENT_1), towards=b) for a, b in pairs]
    images = []
    for step in range(11):
        matrix = affine(np.eye(3) * (1 + step / 50))
        moved = [replace(draw, mix=step / 10, matrix=matrix) for draw in draws]
        images.append(opengl.image(frame(*moved, camera=camera), PALETTE, SIZE))
        if step == 0:
            assert opengl.renderer.uploads > before
            before = opengl.renderer.uploads
    assert opengl.renderer.uploads == before
    assert all(different_at_all(a, b) > 0.005 for a, b in pairwise(images))


@pytest.mark.parametrize("dying", [0, 1])
def test_a_pair_is_freed_with_either_pose(
    opengl: Offscreen, monkeypatch: pytest.MonkeyPatch, dying: int
) -> None:
    gc.collect()
    opengl.image(frame(), PALETTE, SIZE)
    held = opengl.renderer.held
    made: list[int] = []
    fresh = gl.new_buffer

    def counted() -> int:
        made.append(fresh())
        return made[-1]

    monkeypatch.setattr(gl, "new_buffer", counted)
    poses = [Segments(_around(3, 2)), Segments(_around(3, 2))]
    both = Draw(poses[0], Style(Slot.ACCENT_1), towards=poses[1], mix=0.5)
    opengl.image(frame(both), PALETTE, SIZE)
    frame_image(frame(both), PALETTE, SIZE)  # the painter's mixture holds on to neither
    assert opengl.renderer.held == held + 1
    assert [GL_1_5.glIsBuffer(buffer) for buffer in made] == [1, 1]
    del both, poses[dying]
    gc.collect()
    opengl.image(frame(), PALETTE, SIZE)
    assert opengl.renderer.held == held
    assert [GL_1_5.glIsBuffer(buffer) for buffer in made] == [0, 0]


def test_bodies_are_mixed_as_their_corners_are() -> None:
    first, second = (_around(30, 3).astype(np.float32) for _ in range(2))
    for share in (0.0, 0.3, 1.0):
        points = (1 - share) * first + share * second
        expected = Body.of(points.astype(np.float32), False)
        body = MovingBody.of(first, second).at(share)
        assert np.allclose(body.centroids, expected.centroids, atol=1e-6)
        assert not body.flat
    cells = shapes.disc().points
    tilted = cells @ np.array([[1, 0, 0.3], [0, 1, -2], [0, 0, 1.0]]).T + 3
    moving = MovingBody.of(cells, tilted.astype(np.float32))
    assert [moving.at(share).flat for share in (0.0, 0.4, 1.0)] == [True] * 3
    bent = (cells + np.array([0, 0, 1]) * (cells[..., :1] > 0)).astype(np.float32)
    assert [MovingBody.of(cells, bent).at(x).flat for x in (0.0, 0.4)] == [True, False]


def test_labels_keep_clear_of_the_mixed_line(qtbot: QtBot) -> None:
    """The same traits serve every mix, so that all pictures of a motion are looked at together."""
    low, high = Segments([[(-3, -3, 0), (3, -3, 0)]]), Segments([[(-3, 3, 0), (3, 3, 0)]])
    axis = Draw(low, Style(Slot.AXIS, 2.0), towards=high)
    traits = traits_of((axis,))
    for mix in (0.0, 0.5, 1.0):
        moved = replace(axis, mix=mix)
        assert traits_of((moved,)) is traits
        label = Label("here", (0.0, 6 * mix - 3, 0.0))
        places = [
            place(frame(each, labels=(label,)), lambda _: (-14.0, -6.0, 14.0, 6.0), SIZE)
            for each in (moved, plainly(moved))
        ]
        assert places[0] == places[1]
        ((_, middle, _),) = places[0]
        assert abs(middle[1] - (SIZE[1] / 2 - (6 * mix - 3) * SIZE[1] / 8)) > 6


def test_no_faces_at_all_are_painted_in_two_poses(opengl: Offscreen) -> None:
    none = np.zeros((0, 3, 3))
    draw = Draw(Triangles(none), Style(Slot.ACCENT_1), towards=Triangles(none), mix=0.5)
    for camera in (FLAT, DEEP):
        assert shown(opengl.image(frame(draw, camera=camera), PALETTE, SIZE)) == 0
        assert shown(frame_image(frame(draw, camera=camera), PALETTE, SIZE)) == 0
