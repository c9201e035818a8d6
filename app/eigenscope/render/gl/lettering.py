"""Labels on OpenGL: one texture that holds them all, and one draw that puts them in their places.

A QPainter on the widget would do the same with one texture and one draw for each label, and takes
a millisecond for the two dozen of a plane with numbered axes: as long as all the rest together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from eigenscope.arrays import Pixels
from eigenscope.render.gl import api as gl
from eigenscope.render.gl.programs import Programs

Stamp = tuple[QImage, int, int]

_FIRST, _MOST = 512, 2048
"""Texels of a side: room for a window's labels, which is there at once, and for hundreds.

A software rasteriser takes as long over the larger one as over all else in a first picture.
"""
_FLOATS = 8  # to a label: where it goes, and which piece of the atlas


class Lettering:
    """An atlas of label images in one context, filled shelf by shelf."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._texture = self._array = self._buffer = 0
        self._side = _FIRST
        self._empty()

    def __len__(self) -> int:
        """How many label images the atlas holds."""
        return len(self._places)

    def write(self, stamps: Sequence[Stamp], size: tuple[int, int]) -> None:
        """Paint images over the picture.

        Parameters
        ----------
        stamps
            Premultiplied images and the device pixel of each one's top left, y down.
        size
            Of the viewport, in device pixels.
        """
        if not self._texture:
            self._create()
        gl.bind_texture(gl.TEXTURE_2D, self._texture)
        placed = self._placed(stamps)
        while self._side < _MOST and any(place is None for _, _, place in placed):
            self._enlarge()
            placed = self._placed(stamps)
        if any(place is None for _, _, place in placed):
            self._empty()  # it was full of labels of long ago
            placed = self._placed(stamps)
        quads = np.array(
            [(x, y, *place) for x, y, place in placed if place is not None], dtype=np.float32
        )
        if len(quads) == 0:
            return
        gl.bind_vertex_array(self._array)
        gl.bind_buffer(gl.ARRAY_BUFFER, self._buffer)
        gl.buffer_data(gl.ARRAY_BUFFER, _instances(quads, size), gl.STREAM_DRAW)
        self._programs.use("label")
        gl.draw_arrays_instanced(gl.TRIANGLE_STRIP, 0, 4, len(quads))

    def release(self) -> None:
        """Delete everything."""
        if self._texture:
            gl.delete_texture(self._texture)
            gl.delete_vertex_array(self._array)
            gl.delete_buffer(self._buffer)
        self._texture = self._array = self._buffer = 0
        self._side = _FIRST
        self._empty()

    def _placed(
        self, stamps: Sequence[Stamp]
    ) -> list[tuple[int, int, tuple[int, int, int, int] | None]]:
        return [(x, y, self._find(image)) for image, x, y in stamps]

    def _enlarge(self) -> None:
        """Begin anew with an atlas of twice the side."""
        gl.delete_texture(self._texture)
        self._side *= 2
        self._texture = gl.empty_texture(self._side)
        self._empty()

    def _create(self) -> None:
        self._texture = gl.empty_texture(self._side)
        self._array = gl.new_vertex_array()
        self._buffer = gl.new_buffer()
        gl.bind_vertex_array(self._array)
        gl.bind_buffer(gl.ARRAY_BUFFER, self._buffer)
        for location in (0, 1):
            gl.attribute(location, 4, gl.FLOAT, 4 * _FLOATS, 16 * location, per_instance=True)

    def _empty(self) -> None:
        # Images are kept, so that none gets the address of one that is gone.
        self._places: dict[int, tuple[QImage, tuple[int, int, int, int]]] = {}
        self._x = self._y = self._shelf = 0

    def _find(self, image: QImage) -> tuple[int, int, int, int] | None:
        """Return where an image is in the atlas: x, y, width and height.

        It is put there if it is new; None if there is no room.
        """
        known = self._places.get(id(image))
        if known is not None:
            return known[1]
        width, height = image.width(), image.height()
        if self._x + width > self._side:
            self._x, self._y, self._shelf = 0, self._y + self._shelf, 0
        if width > self._side or self._y + height > self._side:
            return None
        place = (self._x, self._y, width, height)
        gl.change_texture(place[:2], _bytes(image))
        self._places[id(image)] = (image, place)
        self._x += width
        self._shelf = max(self._shelf, height)
        return place


def _instances(quads: npt.NDArray[np.float32], size: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Return where in clip space and which piece, (n, 8), from x, y and a place in the atlas."""
    out = np.empty((len(quads), _FLOATS), dtype=np.float32)
    scale = np.array([2 / size[0], -2 / size[1]], dtype=np.float32)
    middle = np.array([-1, 1], dtype=np.float32)
    out[:, 0:2] = quads[:, 0:2] * scale + middle
    out[:, 2:4] = (quads[:, 0:2] + quads[:, 4:6]) * scale + middle
    out[:, 4:6] = quads[:, 2:4]
    out[:, 6:8] = quads[:, 2:4] + quads[:, 4:6]
    return out


def _bytes(image: QImage) -> Pixels:
    """Return an image's premultiplied red, green, blue and alpha, (h, w, 4)."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888_Premultiplied)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 4 * plain.width()].reshape(plain.height(), plain.width(), 4).copy()
