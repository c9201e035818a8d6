"""Paints a film's frames one after the other, and only what differs from the frame before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage, QPainter

from eigenscope.document.figures import FilmSettings
from eigenscope.export.composing import LABEL
from eigenscope.export.formulas import typeset
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment
from eigenscope.language.notation import latex_of_matrix
from eigenscope.render.paint.painting import paint_frame
from eigenscope.render.paint.rasters import RasterPainter
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.palette import Palette
from eigenscope.scene.roles import Role

Pixels = npt.NDArray[np.uint8]

_PLAIN_SIDE = 720.0  # pixels of the shorter side at which a label has its plain size
_FORMULA = 1.4  # size of the matrix, in those of a label


class FilmPainter:
    """Turns moments into pixels.

    In the plane things are painted in order, so whatever stands still at the beginning of that
    order (the background, the ghost of the grid, the axes) is painted once and kept.
    """

    def __init__(self, subject: Subject, settings: FilmSettings, palette: Palette) -> None:
        self._subject = subject
        self._palette = palette
        self._pixels = (settings.width, settings.height)
        self._scale = min(self._pixels) / _PLAIN_SIDE * settings.text_size
        self.size: Size = (settings.width / self._scale, settings.height / self._scale)
        self._matrix = subject.matrix() if settings.matrix else None
        # One for all frames: memory that the processor has at hand is quicker to paint into.
        self._canvas = np.empty((settings.height, settings.width, 4), np.uint8)
        self._still: Pixels | None = None
        self._still_draws: tuple[Draw, ...] = ()
        self._camera: Camera | None = None
        self._cameras: dict[float, Camera] = {}
        self._before: tuple[Draw, ...] = ()

    def paint(self, moment: Moment) -> Pixels:
        """Return a moment as (h, w, 4) pixels, blue first, opaque; the next one replaces them."""
        frame = self._subject.frame(moment.t, self.size, self._camera_at(moment.orbit))
        same = 0
        if frame.camera.flat:
            if frame.camera != self._camera:
                self._before, self._still = (), None
            same = _common(self._before, frame.draws)
            self._before, self._camera = frame.draws, frame.camera
        if same and (self._still is None or len(self._still_draws) > same):
            self._keep(replace(frame, draws=frame.draws[:same], labels=()))
        elif not same:
            self._still = None
        if self._still is not None and _common(self._still_draws, frame.draws) == len(
            self._still_draws
        ):
            np.copyto(self._canvas, self._still)
            rest = replace(frame, draws=frame.draws[len(self._still_draws) :])
            self._paint(rest, self._canvas, background=False)
        else:
            self._paint(frame, self._canvas, background=True)
        return self._canvas

    def _camera_at(self, orbit: float) -> Camera:
        """Return the camera; as long as it stands still it is fitted once."""
        if orbit not in self._cameras:
            self._cameras = {orbit: self._subject.camera(self.size, orbit)}
        return self._cameras[orbit]

    def _keep(self, frame: Frame) -> None:
        still = np.empty((self._pixels[1], self._pixels[0], 4), np.uint8)
        self._paint(frame, still, background=True, matrix=False)
        self._still, self._still_draws = still, frame.draws

    def _paint(self, frame: Frame, into: Pixels, *, background: bool, matrix: bool = True) -> None:
        height, width = into.shape[:2]
        image = QImage(into.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        painter = RasterPainter(image)
        painter.scale(self._scale, self._scale)
        paint_frame(painter, frame, self._palette, self.size, background=background)
        if matrix and self._matrix is not None:
            latex = f"A = {latex_of_matrix(self._matrix)}"
            made = typeset(latex, LABEL * _FORMULA)
            letters = made.letters.translated(LABEL * 1.5, LABEL * 1.5 + made.size[1] / 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(letters, QColor.fromRgbF(*self._palette[Role.TEXT]))
        painter.end()


def _common(first: Sequence[Draw], second: Sequence[Draw]) -> int:
    """Return how many draws two pictures have in common at their beginning."""
    count = 0
    for a, b in zip(first, second, strict=False):
        alike = a.geometry is b.geometry and a.style == b.style and a.portion == b.portion
        if not (alike and (a.matrix is b.matrix or bool(np.array_equal(a.matrix, b.matrix)))):
            break
        count += 1
    return count
