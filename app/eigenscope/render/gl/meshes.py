"""Geometry on the GPU: uploaded when it is first drawn, deleted when it is no more.

Geometry is immutable and compared by identity, so an upload is never repeated. A geometry that is
garbage collected leaves its ids on a list; they are deleted at the next draw, when there is sure
to be a current context (the collector may run on any thread).
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Pixels, Singles
from eigenscope.render.gl import api as gl
from eigenscope.render.gl.block import segment_count
from eigenscope.render.gl.faces import Body, MovingBody, oriented
from eigenscope.render.gl.programs import SECOND
from eigenscope.render.gl.thinning import OPAQUE
from eigenscope.scene.geometry import (
    Arrows,
    Geometry,
    Picture,
    Points,
    Polyline,
    Segments,
    Triangles,
    vertices,
)

Indices = npt.NDArray[np.uint32]
_Key: TypeAlias = int | tuple[int, int]
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
        What sorting needs to know of triangles and pictures; else None.
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
    two_poses
        Whether each place is there twice, to be mixed by the shaders.
    """

    program: str
    count: int
    array: int
    buffers: list[int] = field(default_factory=list)
    texture: int = 0
    body: Body | MovingBody | None = None
    order: int = 0
    arranged: Indices | None = None
    sample: Indices | None = None
    opaque: bool = True
    joined: bool = False
    two_poses: bool = False
    _references: tuple[Any, ...] = ()

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
        self._meshes: dict[_Key, Mesh] = {}
        self._dropped: list[Mesh] = []

    def __len__(self) -> int:
        return len(self._meshes)

    def get(self, geometry: Geometry, towards: Geometry | None = None) -> Mesh:
        """Return the mesh of a geometry, or of a pair of poses, uploading it if it is new.

        A pair has a mesh of its own, which is deleted when either pose is no more.
        """
        key = id(geometry) if towards is None else (id(geometry), id(towards))
        mesh = self._meshes.get(key)
        if mesh is None:
            mesh = self._upload(geometry, towards)
            forget = _forgetter(self._meshes, self._dropped, key)
            poses = (geometry,) if towards is None else (geometry, towards)
            mesh._references = tuple(weakref.ref(pose, forget) for pose in poses)
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

    def _upload(self, geometry: Geometry, towards: Geometry | None) -> Mesh:
        mesh = Mesh("", 0, gl.new_vertex_array(), two_poses=towards is not None)
        gl.bind_vertex_array(mesh.array)
        if isinstance(geometry, Picture):
            self._picture(geometry, mesh)
            return mesh
        self._places(mesh, _places(geometry, alone=towards is None), 0)
        if towards is not None:
            self._places(mesh, _places(towards, alone=False), SECOND)
        match geometry:
            case Segments():
                mesh.program, mesh.count = "line", len(geometry.points)
            case Arrows():
                mesh.program, mesh.count = "arrow", len(geometry.points)
            case Polyline():
                mesh.program, mesh.count, mesh.joined = "line", segment_count(geometry), True
            case Triangles():
                mesh.program, mesh.count = "face", 3 * len(geometry.points)
                if isinstance(towards, Triangles):
                    mesh.body = MovingBody.of(geometry.points, towards.points)
                else:
                    mesh.body = Body.of(geometry.points, geometry.convex)
            case Points():
                mesh.program, mesh.count = "point", len(geometry.positions)
                self._colours(geometry, mesh)
        return mesh

    def _buffer(self, data: npt.NDArray[Any]) -> int:
        """Upload an array to a new buffer, which stays bound."""
        buffer = gl.new_buffer()
        gl.bind_buffer(gl.ARRAY_BUFFER, buffer)
        gl.buffer_data(gl.ARRAY_BUFFER, np.ascontiguousarray(data), gl.STATIC_DRAW)
        self.uploads += 1
        return buffer

    def _places(self, mesh: Mesh, places: _Places, location: int) -> None:
        """Upload one pose, whose attributes begin with this one."""
        mesh.buffers.append(self._buffer(places.points))
        stride = places.step * _BYTES
        for k, first in enumerate(places.firsts):
            begin, instanced = first * _BYTES, places.instanced
            gl.attribute(location + k, 3, gl.FLOAT, stride, begin, per_instance=instanced)

    def _colours(self, points: Points, mesh: Mesh) -> None:
        if points.colours is not None:
            mesh.buffers.append(self._buffer(points.colours))
            gl.attribute(1, 4, gl.UNSIGNED_BYTE, 4, 0)
            mesh.opaque = bool(points.colours[:, 3].min(initial=255) >= 255 * OPAQUE)

    def _picture(self, picture: Picture, mesh: Mesh) -> None:
        low_left, low_right, top_left = picture.corners
        corners = np.zeros((4, 5), dtype=np.float32)
        corners[:, :3] = low_left, low_right, top_left, low_right + top_left - low_left
        corners[:, 3:] = (0, 1), (1, 1), (0, 0), (1, 0)  # the first row of pixels is on top
        mesh.program, mesh.count = "picture", 4
        mesh.body = Body(corners[:, :3].mean(axis=0, keepdims=True, dtype=np.float64), False, True)
        mesh.buffers.append(self._buffer(corners))
        gl.attribute(0, 3, gl.FLOAT, 20, 0)
        gl.attribute(1, 2, gl.FLOAT, 20, _BYTES)
        pixels = _premultiplied(picture.pixels, gl.largest_texture())
        mesh.texture = gl.new_texture(pixels, sharp=picture.cells)
        self.uploads += 1


class _Places(NamedTuple):
    """One pose as shaders take it: attribute k reads every ``step``th point from ``firsts[k]``.

    ``instanced`` is what is drawn as a rectangle for each line or arrow.
    """

    points: Singles
    step: int
    firsts: tuple[int, ...]
    instanced: bool


def _places(geometry: Geometry, *, alone: bool) -> _Places:
    """Return a pose; one ``alone`` has its faces turned to where culling expects them."""
    match geometry:
        case Polyline():
            # Before, first, second, after: four neighbours in one buffer.
            return _Places(_padded(geometry), 1, (0, 1, 2, 3), True)
        case Segments() | Arrows():
            # A lone segment is its own neighbour: before = first and after = second.
            return _Places(vertices(geometry), 2, (0, 0, 1, 1), True)
        case Triangles() if alone:
            return _Places(oriented(geometry).reshape(-1, 3), 1, (0,), False)
        case _:
            return _Places(vertices(geometry), 1, (0,), False)


def _padded(line: Polyline) -> Singles:
    """Return a line's points between those that come before its first and after its last."""
    points, count = line.points, segment_count(line)
    if count == len(points) > 0:  # closed
        return np.concatenate([points[-1:], points, points[:2]])
    return np.concatenate([points[:1], points, points[-1:]])


def _forgetter(
    meshes: dict[_Key, Mesh], dropped: list[Mesh], key: _Key
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
