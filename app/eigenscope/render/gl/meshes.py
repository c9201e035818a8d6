"""Geometry on the GPU: uploaded when it is first drawn, deleted when it is no more.

Geometry is immutable and compared by identity, so an upload is never repeated. A geometry that is
garbage collected leaves its ids on a list; they are deleted at the next draw, when there is sure
to be a current context (the collector may run on any thread).
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Pixels
from eigenscope.render.gl import api as gl
from eigenscope.render.gl.block import segment_count
from eigenscope.render.gl.faces import Body, oriented
from eigenscope.render.gl.thinning import OPAQUE
from eigenscope.scene.geometry import (
    Arrows,
    Geometry,
    Picture,
    Points,
    Polyline,
    Segments,
    Triangles,
)

Indices = npt.NDArray[np.uint32]
_BYTES = 12  # of a float32 point


@dataclass(eq=False)
class Mesh:
    """The ids of an uploaded geometry in one context.

    Attributes
    ----------
    program
        Name of the shaders that draw it.
    count
        Instances for lines and arrows, vertices for all else.
    body
        What sorting faces needs to know; None unless these are triangles.
    order
        Element buffer that says what to draw and in which order, where one was ever needed.
    arranged
        What is in that buffer.
    sample
        The last sample of its points that was asked for.
    opaque
        Whether points hide what they cover, but for the style's opacity.
    joined
        A polyline, of which a portion may be drawn.
    """

    program: str
    count: int
    array: int
    buffers: list[int] = field(default_factory=list)
    texture: int = 0
    body: Body | None = None
    order: int = 0
    arranged: Indices | None = None
    sample: Indices | None = None
    opaque: bool = True
    joined: bool = False
    _reference: Any = None

    def sampled(self, count: int) -> Indices:
        """Return the indices of a fair sample of the vertices, rising, always the same ones."""
        if self.sample is None or len(self.sample) != count:
            chosen = np.random.default_rng(0).choice(self.count, count, replace=False)
            self.sample = np.sort(chosen).astype(np.uint32)
        return self.sample


class Meshes:
    """All geometry uploaded in one context.

    Attributes
    ----------
    uploads
        How many buffers and textures were ever uploaded. It stands still while a picture plays.
    """

    def __init__(self) -> None:
        self.uploads = 0
        self._meshes: dict[int, Mesh] = {}
        self._dropped: list[Mesh] = []

    def __len__(self) -> int:
        return len(self._meshes)

    def get(self, geometry: Geometry) -> Mesh:
        """Return the mesh of a geometry, uploading it if it is new."""
        key = id(geometry)
        mesh = self._meshes.get(key)
        if mesh is None:
            mesh = self._upload(geometry)
            mesh._reference = weakref.ref(geometry, _forgetter(self._meshes, self._dropped, key))
            self._meshes[key] = mesh
        return mesh

    def arrange(self, mesh: Mesh, order: Indices) -> None:
        """Have the mesh's bound vertex array draw some of its vertices, in this order.

        This is no upload of geometry: it happens when a hollow surface is seen from elsewhere, or
        when points are thinned out.
        """
        if not mesh.order:
            mesh.order = gl.new_buffer()
            mesh.buffers.append(mesh.order)
        gl.bind_buffer(gl.ELEMENT_ARRAY_BUFFER, mesh.order)
        if mesh.arranged is not order:
            gl.buffer_data(gl.ELEMENT_ARRAY_BUFFER, order, gl.STREAM_DRAW)
            mesh.arranged = order

    def sweep(self) -> None:
        """Delete what belonged to geometry that is gone."""
        while self._dropped:
            _delete(self._dropped.pop())

    def release(self) -> None:
        """Delete everything."""
        self.sweep()
        while self._meshes:
            _delete(self._meshes.popitem()[1])

    def _upload(self, geometry: Geometry) -> Mesh:
        array = gl.new_vertex_array()
        gl.bind_vertex_array(array)
        match geometry:
            case Segments() | Arrows():
                mesh = self._pairs(geometry, array)
            case Polyline():
                mesh = self._polyline(geometry, array)
            case Triangles():
                points = oriented(geometry)
                body = Body.of(points, geometry.convex)
                mesh = Mesh("face", 3 * len(points), array, [self._buffer(points)], body=body)
                gl.attribute(0, 3, gl.FLOAT, _BYTES, 0)
            case Points():
                mesh = self._points(geometry, array)
            case Picture():
                mesh = self._picture(geometry, array)
        return mesh

    def _buffer(self, data: npt.NDArray[Any]) -> int:
        """Upload an array to a new buffer, which stays bound."""
        buffer = gl.new_buffer()
        gl.bind_buffer(gl.ARRAY_BUFFER, buffer)
        gl.buffer_data(gl.ARRAY_BUFFER, np.ascontiguousarray(data), gl.STATIC_DRAW)
        self.uploads += 1
        return buffer

    def _pairs(self, geometry: Segments | Arrows, array: int) -> Mesh:
        program = "line" if isinstance(geometry, Segments) else "arrow"
        mesh = Mesh(program, len(geometry.points), array, [self._buffer(geometry.points)])
        # A lone segment is its own neighbour: before = first and after = second.
        for location, point in ((0, 0), (1, 0), (2, 1), (3, 1)):
            gl.attribute(location, 3, gl.FLOAT, 2 * _BYTES, point * _BYTES, per_instance=True)
        return mesh

    def _polyline(self, line: Polyline, array: int) -> Mesh:
        points, count = line.points, segment_count(line)
        if count == 0:
            return Mesh("line", 0, array)
        if count == len(points):  # closed
            padded = np.concatenate([points[-1:], points, points[:2]])
        else:
            padded = np.concatenate([points[:1], points, points[-1:]])
        mesh = Mesh("line", count, array, [self._buffer(padded)], joined=True)
        for location in range(4):  # before, first, second, after: four neighbours in one buffer
            gl.attribute(location, 3, gl.FLOAT, _BYTES, location * _BYTES, per_instance=True)
        return mesh

    def _points(self, points: Points, array: int) -> Mesh:
        mesh = Mesh("point", len(points.positions), array, [self._buffer(points.positions)])
        gl.attribute(0, 3, gl.FLOAT, _BYTES, 0)
        if points.colours is not None:
            mesh.buffers.append(self._buffer(points.colours))
            gl.attribute(1, 4, gl.UNSIGNED_BYTE, 4, 0)
            mesh.opaque = bool(points.colours[:, 3].min(initial=255) >= 255 * OPAQUE)
        return mesh

    def _picture(self, picture: Picture, array: int) -> Mesh:
        low_left, low_right, top_left = picture.corners
        corners = np.zeros((4, 5), dtype=np.float32)
        corners[:, :3] = low_left, low_right, top_left, low_right + top_left - low_left
        corners[:, 3:] = (0, 1), (1, 1), (0, 0), (1, 0)  # the first row of pixels is on top
        mesh = Mesh("picture", 4, array, [self._buffer(corners)])
        gl.attribute(0, 3, gl.FLOAT, 20, 0)
        gl.attribute(1, 2, gl.FLOAT, 20, _BYTES)
        mesh.texture = gl.new_texture(_premultiplied(picture.pixels, gl.largest_texture()))
        self.uploads += 1
        return mesh


def _forgetter(
    meshes: dict[int, Mesh], dropped: list[Mesh], key: int
) -> Callable[[weakref.ref[Geometry]], None]:
    """Return what to do when a geometry dies, holding on to no renderer."""

    def forget(_: weakref.ref[Geometry]) -> None:
        mesh = meshes.pop(key, None)
        if mesh is not None:
            dropped.append(mesh)

    return forget


def _delete(mesh: Mesh) -> None:
    gl.delete_vertex_array(mesh.array)
    for buffer in mesh.buffers:
        gl.delete_buffer(buffer)
    if mesh.texture:
        gl.delete_texture(mesh.texture)


def _premultiplied(pixels: Pixels, largest: int) -> Pixels:
    """Return pixels as a texture wants them: no larger than allowed, colours times alpha."""
    every = -(-max(*pixels.shape[:2], 1) // largest)
    wide = pixels[::every, ::every].astype(np.uint16)
    wide[..., :3] = (wide[..., :3] * wide[..., 3:] + 127) // 255
    return wide.astype(np.uint8)
