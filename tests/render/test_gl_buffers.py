"""What is sent to OpenGL, and when it is thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import numpy as np
import pytest
from OpenGL.raw.GL.VERSION import GL_1_5
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtOpenGL import QOpenGLFramebufferObject

from eigenscope.render.gl import api as gl
from eigenscope.render.gl.faces import Body, oriented, passes
from eigenscope.render.gl.meshes import Meshes
from eigenscope.render.gl.offscreen import Offscreen, offscreen
from eigenscope.render.gl.programs import Programs
from eigenscope.render.gl.thinning import is_software, topmost
from eigenscope.scene import shapes
from eigenscope.scene.camera import PLANE, SPACE, Camera
from eigenscope.scene.frame import Draw, Frame, Style, affine
from eigenscope.scene.geometry import Arrows, Geometry, Picture, Points, Segments, Triangles
from eigenscope.scene.palette import Palette
from eigenscope.scene.slots import Slot

SIZE = (120, 80)
PALETTE = Palette(
    "test",
    True,
    dict.fromkeys(Slot, (0.5, 0.5, 0.5, 1.0)) | {Slot.BACKGROUND: (0.0, 0.0, 0.0, 1.0)},
)


@pytest.fixture
def opengl(qapp: object) -> Iterator[Offscreen]:
    with offscreen() as screen:
        yield screen


def everything() -> list[Draw]:
    """Return a draw of every kind."""
    pixels = np.full((2, 2, 4), 255, np.uint8)
    geometries: list[Geometry] = [
        Segments([[(0, 0, 0), (1, 1, 0)]]),
        shapes.circle(),
        Arrows([[(0, 0, 0), (1, 0, 0)]]),
        shapes.unit_square(),
        shapes.unit_cube(),
        Points([(0, 0, 0), (1, 0, 0)], [(255, 0, 0, 255)] * 2),
        Picture(pixels, [(0, 0, 0), (1, 0, 0), (0, 1, 0)]),
    ]
    return [Draw(geometry, Style(Slot.ACCENT_9, opacity=0.5)) for geometry in geometries]


@pytest.mark.parametrize("camera", [PLANE, SPACE])
def test_playback_uploads_nothing(opengl: Offscreen, camera: Camera) -> None:
    draws = everything()
    opengl.image(Frame(tuple(draws), (), camera), PALETTE, SIZE)
    before = opengl.renderer.uploads
    assert before == 9  # one buffer each, a second for the colours, and the texture
    for step in range(100):
        matrix = affine(np.eye(3) * (1 + step / 50), (step / 100, 0, 0))
        moved = tuple(Draw(draw.geometry, draw.style, matrix, portion=step / 100) for draw in draws)
        seen = camera.orbited(step / 30, 0.0)
        opengl.image(Frame(moved, (), seen), PALETTE, SIZE)
    assert opengl.renderer.uploads == before


def test_geometry_that_is_gone_leaves_no_buffer(
    opengl: Offscreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    fresh = gl.new_buffer

    def counted() -> int:
        made.append(fresh())
        return made[-1]

    monkeypatch.setattr(gl, "new_buffer", counted)
    draws = [Draw(Segments([[(0, 0, 0), (1, k, 0)]]), Style(Slot.ACCENT_9)) for k in range(3)]
    opengl.image(Frame(tuple(draws), (), PLANE), PALETTE, SIZE)
    assert opengl.renderer.held == 3
    assert [GL_1_5.glIsBuffer(buffer) for buffer in made] == [1, 1, 1]
    del draws[1:]
    gc.collect()
    opengl.image(Frame(tuple(draws), (), PLANE), PALETTE, SIZE)
    assert opengl.renderer.held == 1
    assert [GL_1_5.glIsBuffer(buffer) for buffer in made] == [1, 0, 0]
    opengl.renderer.release()
    assert not any(GL_1_5.glIsBuffer(buffer) for buffer in made)


def test_a_dead_geometrys_identity_is_not_taken_for_it(opengl: Offscreen) -> None:
    # Python soon gives a new object the address of a dead one.
    images: list[QImage] = []
    for end in ((5, 0, 0), (0, 5, 0), (5, 5, 0)):
        frame = Frame((Draw(Segments([[(0, 0, 0), end]]), Style(Slot.ACCENT_9)),), (), PLANE)
        images.append(opengl.image(frame, PALETTE, SIZE))
        del frame
    assert images[0] != images[1]
    assert images[1] != images[2]


def test_a_mesh_outlives_no_context(opengl: Offscreen) -> None:
    opengl.make_current()
    meshes = Meshes()
    geometry = Segments([[(0, 0, 0), (1, 1, 0)]])
    mesh = meshes.get(geometry)
    meshes.release()
    assert len(meshes) == 0
    assert not GL_1_5.glIsBuffer(mesh.buffers[0])
    del geometry  # must not reach for what is no more
    gc.collect()
    meshes.sweep()


def test_a_shader_with_a_mistake_is_named(
    opengl: Offscreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opengl.make_current()
    monkeypatch.setattr(
        "eigenscope.render.gl.programs._source",
        lambda file: {"face.frag": "nonsense;", "face.vert": "void main() {}"}.get(file, ""),
    )
    with pytest.raises(gl.OpenGLError, match=r"face\.frag: .*error"):
        Programs().use("face")


def stamp(side: int, shade: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(shade, shade, shade))
    return image


def written(opengl: Offscreen, stamps: list[tuple[QImage, int, int]]) -> QImage:
    """Return a view of 120 × 80 pixels with images on a black background."""
    opengl.make_current()
    target = QOpenGLFramebufferObject(QSize(*SIZE))
    target.bind()
    opengl.renderer.draw(Frame((), (), PLANE), PALETTE, SIZE, 1.0)
    opengl.renderer.write(stamps, SIZE)
    return target.toImage()


def test_labels_go_where_they_are_put(opengl: Offscreen) -> None:
    image = written(opengl, [(stamp(10, 200), 5, 7), (stamp(4, 90), 8, 9), (stamp(9, 60), 116, -3)])
    shades = {
        (x, y): image.pixelColor(x, y).red()
        for x, y in ((5, 7), (14, 16), (4, 7), (5, 6), (15, 16), (8, 9), (11, 12), (119, 5))
    }
    assert shades == {
        (5, 7): 200,
        (14, 16): 200,
        (4, 7): 0,
        (5, 6): 0,
        (15, 16): 0,
        (8, 9): 90,  # later ones on top
        (11, 12): 90,
        (119, 5): 60,  # cut off by the edge, not left out
    }


def test_more_labels_than_the_atlas_holds(opengl: Offscreen) -> None:
    for shade in range(1, 12):  # each row of four fills a quarter of the atlas' 2,048 squared
        row = [(stamp(500, shade * 20 + part), 30 * part, 0) for part in range(4)]
        image = written(opengl, row)
        assert [image.pixelColor(30 * part + 1, 40).red() for part in range(4)] == [
            shade * 20 + part for part in range(4)
        ]
    assert image.pixelColor(0, 0).red() == 220
    huge = stamp(3000, 255)
    assert written(opengl, [(huge, 0, 0), (stamp(5, 9), 0, 0)]).pixelColor(2, 2).red() == 9


def test_convex_bodies_are_turned_to_face_outward() -> None:
    inside_out = Triangles(shapes.unit_cube().points[:, ::-1], convex=True)
    for body in (shapes.unit_cube(), inside_out, shapes.sphere()):
        points = oriented(body).astype(np.float64)
        normals = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
        outward = points.mean(axis=1) - points.mean(axis=(0, 1))
        assert (np.sum(normals * outward, axis=1) > 0).all()
        assert len(points) == len(body.points)


def test_what_is_flat_is_found() -> None:
    tilted = shapes.disc().points @ np.array([[1, 0, 0.3], [0, 1, -2], [0, 0, 1.0]]).T
    assert Body.of(tilted.astype(np.float32) + 3, False).flat
    assert not Body.of(shapes.sphere().points, True).flat
    assert Body.of(np.zeros((0, 3, 3), np.float32), True).flat


def test_passes_go_from_far_to_near() -> None:
    cube = Body.of(shapes.unit_cube().points, True)
    disc = Body.of(shapes.disc().points, False)
    up = np.array([0.0, 0.0, 1.0, 0.0])
    bodies = [
        (0, cube, np.eye(4)),
        (1, disc, affine(np.eye(3), (0, 0, 0.5))),
        (2, disc, affine(np.eye(3), (0, 0, 3))),
    ]
    found = passes(bodies, up)
    assert [(item.index, item.side) for item in found] == [(0, -1), (1, 0), (0, 1), (2, 0)]
    assert [(item.index, item.side) for item in passes(bodies, -up)] == [
        (2, 0), (0, -1), (1, 0), (0, 1)
    ]  # fmt: skip


def test_the_topmost_of_each_cell() -> None:
    # Ten cells by ten over −1…1; the second and third are in one, the last is out of sight.
    places = np.array(
        [(-0.95, -0.95, 0), (0.11, 0.11, 0.5), (0.15, 0.15, -0.5), (0.95, 0, 0), (1.5, 0, 0)],
        np.float32,
    )
    assert topmost(places, np.eye(4), (10, 10), True).tolist() == [0, 2, 3]
    assert topmost(places[::-1].copy(), np.eye(4), (10, 10), True).tolist() == [1, 3, 4]
    nearer = topmost(places[::-1].copy(), np.eye(4), (10, 10), False)
    assert nearer.tolist() == [1, 2, 4]  # −0.5 is nearer than 0.5


def test_points_behind_the_eye_are_not_topmost() -> None:
    perspective = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, -1, -0.2], [0, 0, -1, 0.0]])
    places = np.array([(0, 0, -1), (0, 0, 1), (0, 0, 0), (np.nan, 0, -1)], np.float32)
    assert topmost(places, perspective, (10, 10), False).tolist() == [0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", True),
        ("GDI Generic", True),
        ("Apple M2", False),
        ("NVIDIA GeForce RTX 4090/PCIe/SSE2", False),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", False),
    ],
)
def test_software_is_known_by_its_name(name: str, expected: bool) -> None:
    assert is_software(name) is expected


@pytest.mark.parametrize(
    ("style", "times"),
    [
        (Style(Slot.ACCENT_9, 1.0), 1),
        (Style(Slot.ACCENT_9, 4.0, 0.5), 1),
        (Style(Slot.ACCENT_9, 4.0), 2),
    ],
)
def test_a_line_without_a_solid_part_is_painted_once(
    opengl: Offscreen, monkeypatch: pytest.MonkeyPatch, style: Style, times: int
) -> None:
    counts: list[int] = []
    real = gl.draw_arrays_instanced

    def counting(mode: int, first: int, count: int, instances: int) -> None:
        counts.append(instances)
        real(mode, first, count, instances)

    monkeypatch.setattr(gl, "draw_arrays_instanced", counting)
    line = Draw(Segments([[(0, 0, 0), (1, 1, 0)]]), style)
    opengl.image(Frame((line,), (), SPACE), PALETTE, SIZE)
    assert counts == [1] * times
