"""Paints a film's frames one after the other, and only what differs from the frame before."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from eigenscope.arrays import Pixels
from eigenscope.document.figures import FilmSettings
from eigenscope.export.film_surroundings import Stamp, Surroundings
from eigenscope.export.formulas import typeset
from eigenscope.export.subject import Subject
from eigenscope.export.surroundings import LABEL
from eigenscope.export.timeline import Moment
from eigenscope.language.notation import latex_of_matrix
from eigenscope.render.paint.luma import luma_colour, luma_image, luma_palette, sort_planes
from eigenscope.render.paint.painting import paint_draws
from eigenscope.render.paint.recording import Recording
from eigenscope.render.text import stamps
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.palette import Palette
from eigenscope.scene.slots import Slot

_PLAIN_SIDE = 720.0  # pixels of the shorter side at which a label has its plain size
_FORMULA = 1.4  # size of the matrix, in those of a label
_BAND = 2**20  # bytes of a band: with what stands still under it, it fits a processor's own memory
AT_ONCE = 16
"""Pictures planned before they are painted."""
_MANY_CALLS = 100


@dataclass(frozen=True, eq=False)
class _Draft:
    """A picture before its labels are placed: what moves, and what stands still beneath."""

    moment: Moment
    frame: Frame
    recording: Recording
    still: Pixels | None


@dataclass(frozen=True, eq=False)
class _Plan:
    """A picture before it is painted: what moves, its labels, and what stands still beneath."""

    recording: Recording
    written: list[Stamp]
    still: Pixels | None


class FilmPainter:
    """Turns moments into pixels.

    In the plane things are painted in order, so whatever stands still at the beginning of that
    order (the background, the ghost of the grid, the axes) is painted once and kept. What moves
    is written down, and painted in bands that fit the memory a processor has at hand.

    Parameters
    ----------
    subject, settings, palette
        What is painted, and how.
    luma
        Whether frames are made as codecs keep them, in planes, rather than blue, green and red.
    """

    def __init__(
        self, subject: Subject, settings: FilmSettings, palette: Palette, *, luma: bool = False
    ) -> None:
        self._subject = subject
        self._palette = palette
        self._luma = luma
        self._clear = settings.transparent
        self._width, self._height = settings.width, settings.height
        self._scale = min(self._width, self._height) / _PLAIN_SIDE * settings.text_size
        whole = settings.width / self._scale, settings.height / self._scale
        self._around = Surroundings(subject, settings, palette, whole, self._scale, luma=luma)
        self._ink = luma_palette(palette) if luma else palette
        self.size: Size = self._around.picture
        self._matrix = subject.matrix() if settings.matrix else None
        # One for all frames: memory that the processor has at hand is quicker to paint into.
        self._canvas = self._empty()
        self._own_planes: list[Pixels] = []
        self._still: Pixels | None = None
        self._still_draws: tuple[Draw, ...] = ()
        self._camera: Camera | None = None
        self._cameras: dict[float, Camera] = {}
        self._before: tuple[Draw, ...] = ()

    def paint(self, moment: Moment) -> Pixels:
        """Return the picture of a moment.

        Returns
        -------
        (h, w, 4) or (h + h / 2, w) uint8
            Blue, green, red and a byte that means nothing, or in a transparent film the opacity,
            which the next picture replaces; or the planes that codecs call NV12, which are the
            caller's own.
        """
        return next(self.paint_all([moment]))

    def paint_all(self, moments: Iterable[Moment]) -> Iterator[Pixels]:
        """Give the pictures of moments, one after the other.

        Several are planned before they are painted: planning, which is Python's, and painting,
        which is Qt's, drive each other's things out of the processor's memory.
        """
        drafts: list[_Draft] = []
        for moment in moments:
            drafts.append(self._draft(moment))
            if len(drafts) == AT_ONCE or len(drafts[-1].recording) > _MANY_CALLS:
                yield from map(self._paint, self._plans(drafts))
                drafts.clear()
        yield from map(self._paint, self._plans(drafts))

    def _draft(self, moment: Moment) -> _Draft:
        frame = self._subject.frame(moment.t, self.size, self._camera_at(moment.orbit))
        self._look_for_stillness(frame)
        known = len(self._still_draws)
        still = self._still
        if still is not None and _common(self._still_draws, frame.draws) < known:
            still = None
        moving = frame if still is None else replace(frame, draws=frame.draws[known:])
        recording = self._record(moving, background=still is None)
        self._write_matrix(recording)
        return _Draft(moment, frame, recording, still)

    def _plans(self, drafts: Sequence[_Draft]) -> list[_Plan]:
        """Return plans of pictures, whose labels are placed together."""
        labels = stamps([draft.frame for draft in drafts], self._ink, self.size, self._scale)
        return [
            _Plan(each.recording, [*own, *self._around.stamps(each.moment.t)], each.still)
            for each, own in zip(drafts, labels, strict=True)
        ]

    def _paint(self, plan: _Plan) -> Pixels:
        if not self._luma:
            self._paint_band(self._canvas, plan.recording, plan.written, plan.still)
            return _plain(self._canvas) if self._clear else self._canvas
        return self._planes(plan)

    def _planes(self, plan: _Plan) -> Pixels:
        recording, still = plan.recording, plan.still
        height, width = self._height, self._width
        planes = self._free_planes()
        # A long recording costs more to play again than a band saves.
        rows = height if len(recording) > _MANY_CALLS else max(2, _BAND // (8 * width) * 2)
        tops = range(0, height, rows)
        for top, written in zip(tops, _by_band(plan.written, rows, len(tops)), strict=True):
            bottom = min(top + rows, height)
            band = self._canvas[: bottom - top]
            beneath = None if still is None else still[top:bottom]
            self._paint_band(band, recording, written, beneath, top)
            differences = planes[height + top // 2 : height + bottom // 2]
            sort_planes(band, planes[top:bottom], differences)
        return planes

    def _paint_band(
        self,
        band: Pixels,
        recording: Recording,
        written: Sequence[Stamp] = (),
        beneath: Pixels | None = None,
        top: int = 0,
    ) -> None:
        """Paint some rows of a picture, the first of which is ``top``, on what stands still."""
        if beneath is not None:
            np.copyto(band, beneath)
        elif self._clear:
            band.fill(0)
        rows, width = band.shape[:2]
        kinds = QImage.Format
        form = kinds.Format_ARGB32_Premultiplied if self._clear else kinds.Format_RGB32
        image = QImage(band.data, width, rows, 4 * width, form)
        painter = QPainter(image)
        painter.translate(0, -top)
        painter.scale(self._scale, self._scale)
        recording.play(painter, top / self._scale - 1, (top + rows) / self._scale + 1)
        painter.resetTransform()
        for stamp, x, y in written:
            painter.drawImage(x, y - top, stamp)
        painter.end()

    def _record(self, frame: Frame, *, background: bool) -> Recording:
        recording = Recording(luma_colour, luma_image) if self._luma else Recording()
        ground = background and not self._clear
        paint_draws(recording, frame, self._palette, self.size, background=ground)
        return recording

    def _write_matrix(self, recording: Recording) -> None:
        if self._matrix is not None:
            latex = f"A = {latex_of_matrix(self._matrix)}"
            formula = typeset(latex, LABEL * _FORMULA)
            letters = formula.letters.translated(LABEL * 1.5, LABEL * 1.5 + formula.size[1] / 2)
            recording.setRenderHint(QPainter.RenderHint.Antialiasing)
            recording.fillPath(letters, QColor.fromRgbF(*self._palette[Slot.INK]))

    def _look_for_stillness(self, frame: Frame) -> None:
        """Keep a picture of what this frame and the one before have in common at the beginning."""
        if not frame.camera.flat:
            self._still = None
            return
        if frame.camera != self._camera:
            self._before, self._still = (), None
        same = _common(self._before, frame.draws)
        self._before, self._camera = frame.draws, frame.camera
        if same and (self._still is None or len(self._still_draws) > same):
            self._still, self._still_draws = self._empty(), frame.draws[:same]
            recording = self._record(replace(frame, draws=self._still_draws), background=True)
            self._paint_band(self._still, recording)
        elif not same:
            self._still = None

    def _camera_at(self, orbit: float) -> Camera:
        """Return the camera; as long as it stands still it is fitted once."""
        if orbit not in self._cameras:
            self._cameras = {orbit: self._subject.camera(self.size, orbit)}
        return self._cameras[orbit]

    def _free_planes(self) -> Pixels:
        """Return planes that nobody else has any more; memory in use already costs nothing."""
        for planes, in_use in zip(self._own_planes, _in_use(self._own_planes), strict=True):
            if not in_use:
                return planes
        planes = np.empty((self._height * 3 // 2, self._width), np.uint8)
        self._own_planes.append(planes)
        return planes

    def _empty(self) -> Pixels:
        return np.empty((self._height, self._width, 4), np.uint8)


def _references(things: Sequence[object]) -> list[int]:
    return [sys.getrefcount(thing) for thing in things]


_UNUSED = _references([object()])[0]  # of what only a list has, however Python counts


def _in_use(things: Sequence[object]) -> list[bool]:
    """Return which things of a list somebody else has too."""
    return [count > _UNUSED for count in _references(things)]


def _by_band(stamps: Sequence[Stamp], rows: int, count: int) -> list[list[Stamp]]:
    """Return what of some stamps meets each of so many bands of rows, in their order."""
    bands: list[list[Stamp]] = [[] for _ in range(count)]
    for stamp in stamps:
        first, last = stamp[2] // rows, (stamp[2] + stamp[0].height() - 1) // rows
        for band in bands[max(first, 0) : max(last + 1, 0)]:
            band.append(stamp)
    return bands


def _plain(pixels: Pixels) -> Pixels:
    """Return pixels whose colours are not multiplied by their opacity, as files have them."""
    height, width = pixels.shape[:2]
    kinds = QImage.Format
    image = QImage(pixels.data, width, height, 4 * width, kinds.Format_ARGB32_Premultiplied)
    straight = image.convertToFormat(kinds.Format_ARGB32)
    return np.frombuffer(straight.constBits(), np.uint8).reshape(height, width, 4).copy()


def _common(first: Sequence[Draw], second: Sequence[Draw]) -> int:
    """Return how many draws two pictures have in common at their beginning."""
    count = 0
    for a, b in zip(first, second, strict=False):
        alike = a.geometry is b.geometry and a.style == b.style and a.portion == b.portion
        alike = alike and a.towards is b.towards and a.mix == b.mix
        if not (alike and (a.matrix is b.matrix or bool(np.array_equal(a.matrix, b.matrix)))):
            break
        count += 1
    return count
