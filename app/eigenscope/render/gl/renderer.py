"""Draws a frame with OpenGL 3.3 core into whatever framebuffer is bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eigenscope.render.dashes import dashed
from eigenscope.render.gl import api as gl
from eigenscope.render.gl.block import ALPHA, HALF_WIDTH, STRIDE, Block, pack
from eigenscope.render.gl.faces import Pass, passes
from eigenscope.render.gl.layers import FaceLayers, nearest, put_tints
from eigenscope.render.gl.lettering import Lettering, Stamp
from eigenscope.render.gl.meshes import Indices, Mesh, Meshes
from eigenscope.render.gl.programs import (
    BLOCK_PLACE,
    DEPTH,
    FRINGE,
    SLOPES,
    SOLID,
    SOLID_ALPHA,
    SOLID_HALF_WIDTH,
    STEPS,
    TINTED,
    WHOLE,
    Programs,
)
from eigenscope.render.gl.state import OnlyOnce, begin, end, set_blending
from eigenscope.render.gl.thinning import OPAQUE, WORTHWHILE, is_software, topmost
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Points
from eigenscope.scene.palette import Palette
from eigenscope.scene.poses import mixed, share_of


@dataclass(frozen=True, eq=False)
class _Task:
    """What one call of `Renderer.draw` has to do.

    ``faces`` are those of bodies, and in space translucent pictures too; ``tinting`` those whose
    tint lines take on.
    """

    frame: Frame
    meshes: list[Mesh]
    block: Block
    faces: list[Pass]
    tinting: Sequence[Pass]
    size: tuple[int, int]
    point_budget: int | None


class Renderer:
    """Draws frames in one context, which must be current whenever a method is called.

    Buffers are uploaded when a geometry is first seen and deleted after it is gone.
    """

    def __init__(self) -> None:
        self._meshes = Meshes()
        self._programs = Programs()
        self._lettering = Lettering(self._programs)
        self._layers = FaceLayers()
        self._blocks = gl.new_buffer()
        self._software = is_software(gl.text(gl.RENDERER))

    @property
    def uploads(self) -> int:
        """How many buffers and textures of geometry were ever uploaded."""
        return self._meshes.uploads

    @property
    def held(self) -> int:
        """How many geometries are on the GPU now."""
        return len(self._meshes)

    def draw(
        self,
        frame: Frame,
        palette: Palette,
        size: tuple[int, int],
        pixel_ratio: float,
        *,
        point_budget: int | None = None,
    ) -> None:
        """Draw everything but the labels.

        Parameters
        ----------
        frame, palette
            The picture and its colours.
        size
            Of the viewport, in device pixels.
        pixel_ratio
            Device pixels to a logical one.
        point_budget
            Draw a fair sample of at most so many of each cloud's points; None draws all.

        Raises
        ------
        OpenGLError
            If a shader does not compile.
        """
        self._meshes.sweep()
        with np.errstate(all="ignore"):  # what is too large for a float is not seen
            across, up = (side / pixel_ratio for side in size)
            frame = dashed(frame, palette, (across, up), round_ends=True)
            task = self._task(frame, palette, size, pixel_ratio, point_budget)
            self._paint_layers(task)
            begin(size, palette)
            if frame.camera.flat:
                self._draw_flat(task)
            else:
                self._draw_deep(task)
        end()

    def write(self, stamps: Sequence[Stamp], size: tuple[int, int]) -> None:
        """Paint labels, as images, over what was drawn.

        Parameters
        ----------
        stamps
            What `eigenscope.render.text.stamps` returns.
        size
            Of the viewport, in device pixels.
        """
        if stamps:
            set_blending()
            self._lettering.write(stamps, size)
            end()

    def release(self) -> None:
        """Delete everything that was made."""
        self._lettering.release()
        self._layers.release()
        self._meshes.release()
        self._programs.release()
        if self._blocks:
            gl.delete_buffer(self._blocks)
            self._blocks = 0

    def _task(
        self,
        frame: Frame,
        palette: Palette,
        size: tuple[int, int],
        pixel_ratio: float,
        point_budget: int | None,
    ) -> _Task:
        """Upload what is to be drawn, and return it."""
        block = pack(frame, palette, size, pixel_ratio)
        meshes = [self._meshes.get(draw.geometry, draw.towards) for draw in frame.draws]
        bodies = [
            (index, mesh.body.at(share_of(frame.draws[index])), frame.draws[index].matrix)
            for index, mesh in enumerate(meshes)
            if mesh.body is not None and not frame.camera.flat and not _hides(mesh, block, index)
        ]
        faces = passes(bodies, frame.camera.view()[2])
        tinting = nearest([item for item in faces if not meshes[item.index].texture])
        put_tints(block, frame, tinting)
        gl.bind_buffer(gl.UNIFORM_BUFFER, self._blocks)
        if frame.draws:
            gl.buffer_data(gl.UNIFORM_BUFFER, block, gl.STREAM_DRAW)
        return _Task(frame, meshes, block, faces, tinting, size, point_budget)

    def _paint_layers(self, task: _Task) -> None:
        """Paint how far away the faces are."""
        if not task.tinting:
            return
        self._layers.begin(task.size, len(task.tinting))
        if task.frame.camera.field_of_view <= 0:
            gl.enable(gl.DEPTH_CLAMP)
        for channel, item in enumerate(task.tinting):
            self._layers.choose(channel)
            self._paint_faces(task, item, DEPTH)
        self._layers.end()

    def _draw_flat(self, task: _Task) -> None:
        gl.enable(gl.DEPTH_CLAMP)  # nothing is too near or too far to be on the plane
        once = OnlyOnce()
        for index, mesh in enumerate(task.meshes):
            if mesh.program == "face" and task.block[index, ALPHA] < OPAQUE:
                once.begin()
                self._paint(task, index)
                once.end()
            else:
                self._paint(task, index)

    def _draw_deep(self, task: _Task) -> None:
        if task.frame.camera.field_of_view <= 0:
            gl.enable(gl.DEPTH_CLAMP)
        gl.enable(gl.DEPTH_TEST)
        gl.enable(gl.POLYGON_OFFSET_FILL)
        edges: list[int] = []
        for index, mesh in enumerate(task.meshes):
            if _hides(mesh, task.block, index):
                gl.polygon_offset(SLOPES, STEPS)
                self._paint(task, index)
                gl.polygon_offset(0.0, 0.0)
            if mesh.body is not None:
                continue
            if mesh.program == "point" or _has_solid_part(task.block, index):
                self._paint(task, index, SOLID)
            if mesh.program != "point":
                edges.append(index)
        gl.depth_mask(False)  # soft edges and faces hide nothing
        gl.polygon_offset(SLOPES, STEPS)
        for item in task.faces:
            if task.meshes[item.index].texture:
                self._paint(task, item.index)
            else:
                self._paint_faces(task, item)
        gl.polygon_offset(0.0, 0.0)
        if task.tinting:
            self._layers.offer()
        for index in edges:
            self._paint(task, index, TINTED if task.tinting else FRINGE)
        gl.depth_mask(True)

    def _bind(self, task: _Task, index: int, mesh: Mesh, part: int = WHOLE) -> None:
        layers = len(task.tinting) if part == TINTED else 0
        self._programs.use(mesh.program, part, layers, two_poses=mesh.two_poses)
        gl.bind_buffer_range(gl.UNIFORM_BUFFER, BLOCK_PLACE, self._blocks, index * STRIDE, STRIDE)
        gl.bind_vertex_array(mesh.array)

    def _paint(self, task: _Task, index: int, part: int = WHOLE) -> None:
        mesh = task.meshes[index]
        if mesh.count == 0:
            return
        self._bind(task, index, mesh, part)
        match mesh.program:
            case "line" | "arrow":
                count = mesh.count
                portion = task.frame.draws[index].portion
                if mesh.joined and portion < 1.0:
                    count = min(math.ceil(max(portion, 0.0) * count), count)
                gl.draw_arrays_instanced(gl.TRIANGLE_STRIP, 0, 4, count)
            case "point":
                self._paint_points(task, index)
            case "picture":
                gl.bind_texture(gl.TEXTURE_2D, mesh.texture)
                gl.draw_arrays(gl.TRIANGLE_STRIP, 0, 4)
            case _:
                gl.draw_arrays(gl.TRIANGLES, 0, mesh.count)

    def _paint_points(self, task: _Task, index: int) -> None:
        mesh, budget = task.meshes[index], task.point_budget
        # Points without colours of their own have this attribute switched off: it is then white.
        gl.vertex_attribute(1, 1.0, 1.0, 1.0, 1.0)
        shown = None
        if budget is not None and budget < mesh.count:
            shown = mesh.sampled(max(budget, 0))
        opaque = mesh.opaque and task.block[index, ALPHA] >= OPAQUE
        if self._software and opaque and mesh.count >= WORTHWHILE:
            shown = _thinned(task, index, shown)
        if shown is None:
            gl.draw_arrays(gl.POINTS, 0, mesh.count)
        else:
            self._meshes.arrange(mesh, shown)
            gl.draw_elements(gl.POINTS, len(shown), gl.UNSIGNED_INT, None)

    def _paint_faces(self, task: _Task, item: Pass, part: int = WHOLE) -> None:
        mesh = task.meshes[item.index]
        self._bind(task, item.index, mesh, part)
        if item.side:
            gl.enable(gl.CULL_FACE)
            gl.cull_face(gl.FRONT if item.side < 0 else gl.BACK)
            turned_over = np.linalg.det(task.frame.draws[item.index].matrix[:3, :3]) < 0
            gl.front_face(gl.CW if turned_over else gl.CCW)
        if item.order is None:
            gl.draw_arrays(gl.TRIANGLES, 0, mesh.count)
        else:
            self._meshes.arrange(mesh, item.order)
            gl.draw_elements(gl.TRIANGLES, mesh.count, gl.UNSIGNED_INT, None)
        if item.side:
            gl.disable(gl.CULL_FACE)


def _hides(mesh: Mesh, block: Block, index: int) -> bool:
    """Tell whether a mesh is a picture that hides what is behind it; bodies hide nothing."""
    return bool(mesh.texture) and bool(block[index, ALPHA] >= 1.0)


def _has_solid_part(block: Block, index: int) -> bool:
    """Tell whether anything of a line or an arrow hides what is behind it."""
    return bool(block[index, ALPHA] >= SOLID_ALPHA and block[index, HALF_WIDTH] >= SOLID_HALF_WIDTH)


def _thinned(task: _Task, index: int, among: Indices | None) -> Indices:
    """Return which points (among some) are not covered; in motion, not nearly covered."""
    draw, camera, size = task.frame.draws[index], task.frame.camera, task.size
    geometry = mixed(draw).geometry
    assert isinstance(geometry, Points)
    positions = geometry.positions
    clip = camera.matrix(size) @ draw.matrix
    dot = task.block[index, HALF_WIDTH]
    cell = max(1, math.ceil(dot)) if task.point_budget is not None else 1
    cells = -(-size[0] // cell), -(-size[1] // cell)
    shown = topmost(positions if among is None else positions[among], clip, cells, camera.flat)
    return shown if among is None else among[shown]
