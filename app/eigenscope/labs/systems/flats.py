"""Points, lines and planes of solutions: shapes that are made once, and matrices that place them.

Planes are drawn as discs, where they cut one ball: so a disc may turn in any way without its
corners wandering, and one that leaves the ball for infinity shrinks and is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import dot
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.lines import LINE
from eigenscope.labs.kit.tip_labels import line_label, tip_label
from eigenscope.labs.systems import colours
from eigenscope.labs.systems.story import drawable
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot

Unit = tuple[Floats, float]
"""A unit normal (n,) and the distance from the origin along it."""

_LABELS = (0.9, 0.1, 0.78, 0.22, 0.66)  # where along the visible part of a line its label stands
_MARGIN = 46.0  # pixels from the edge of the view to a label's place
_RIM = ((-0.8, 0.6), (0.8, 0.6), (0.8, -0.6), (-0.8, -0.6), (0.0, 1.0))  # right, up


@dataclass(frozen=True, eq=False)
class Flats:
    """Draws the solution sets of single equations in n unknowns, and of several.

    ``centre`` (3,) and ``radius`` are of the ball in which planes are seen.
    """

    unknowns: int
    centre: Floats
    radius: float

    def equation(self, unit: Unit, style: Style, name: str, view: View) -> Iterator[Draw]:
        """Yield a point, line or plane; nothing if it is out of reach."""
        normal, distance = unit
        if not drawable(distance):
            return
        if self.unknowns == 1:
            spot = np.array([distance * normal[0], 0.0, 0.0])
            yield dot(name, spot, style.slot, 8 + 2 * style.width, style.opacity)
        elif self.unknowns == 2:
            yield Draw(LINE, style, self._line(unit, view), name=name)
        else:
            matrix = self._disc(normal, distance)
            if matrix is None:
                return
            face = 0.2 * style.opacity
            yield from filled(name, "disc", matrix, style.slot, face, style.width, style.opacity)

    def crossings(self, units: Sequence[Unit | None]) -> Iterator[Draw]:
        """Yield the lines in which planes cut each other within the ball."""
        if self.unknowns < 3:
            return
        known = [unit for unit in units if unit is not None and drawable(unit[1])]
        for k, one in enumerate(known):
            for other in known[k + 1 :]:
                yield from self._crossing(one, other)

    def _crossing(self, one: Unit, other: Unit) -> Iterator[Draw]:
        normals = np.stack([one[0], other[0]])
        along = cross(one[0], other[0])
        size = float(np.linalg.norm(along))
        if size < 1e-9:
            return
        gaps = np.array([one[1], other[1]]) - normals @ self.centre
        foot = np.linalg.lstsq(normals, gaps, rcond=None)[0]
        half = self.radius**2 - float(foot @ foot)
        if np.isfinite(half) and half > 0:
            matrix = affine((along / size * np.sqrt(half))[:, None], self.centre + foot)
            yield Draw(LINE, Style(Slot.INK, 1.4, 0.6), matrix, name="crossing")

    def solutions(self, point: Floats, basis: Floats, view: View, opacity: float) -> Iterator[Draw]:
        """Yield the set of all point + basis·c: ``point`` (n,), ``basis`` (n, k) is orthonormal."""
        if opacity <= 0 or not drawable(point):
            return
        style, name = Style(colours.SOLUTIONS, 9.0, 0.55 * opacity), "solutions"
        free = basis.shape[1]
        if free == 0:
            yield dot(name, np.array(place_of(point)), colours.SOLUTIONS, 14.0, opacity)
        elif free == self.unknowns:
            return
        elif free == 1:
            direction = np.zeros(3)
            direction[: len(basis)] = basis[:, 0]
            start = np.array(place_of(point))
            middle = start + direction * float(direction @ (self.middle(view) - start))
            half = self.reach(view)
            if self.unknowns == 3:
                beyond = self.radius**2 - float(np.sum((middle - self.centre) ** 2))
                half = float(np.sqrt(max(beyond, 0.0)))
            yield Draw(LINE, style, affine(direction[:, None] * half, middle), name=name)
        else:
            normal = cross(basis[:, 0], basis[:, 1])
            matrix = self._disc(normal, float(normal @ point))
            if matrix is not None:
                face = 0.28 * opacity
                yield from filled(name, "disc", matrix, colours.SOLUTIONS, face, 3.0, opacity)

    def label(self, unit: Unit, text: str, slot: Slot, index: int, view: View) -> Label | None:
        """Return an equation's label beside its line, at its plane's rim or above its point."""
        normal, distance = unit
        if not drawable(distance):
            return None
        if self.unknowns == 1:
            point = (float(distance * normal[0]), 0.0, 0.0)
            return Label(text, point, slot, (0, 22 + 20 * index), 14, bold=True, priority=6)
        if self.unknowns == 2:
            return self._line_label(unit, text, slot, index, view)
        matrix = self._disc(normal, distance)
        if matrix is None:
            return None
        right, up, _ = view.camera.axes()
        towards = _RIM[index][0] * right + _RIM[index][1] * up
        towards = towards - normal * float(normal @ towards)
        length = float(np.linalg.norm(towards))
        rim = towards / length if length > 1e-6 else matrix[:3, 0] / np.linalg.norm(matrix[:3, 0])
        spot = matrix[:3, 3] + rim * float(np.linalg.norm(matrix[:3, 0]))
        return tip_label(text, spot, slot, view, 6, start=matrix[:3, 3])

    def middle(self, view: View) -> Floats:
        """Return the place that long lines are drawn about: the middle of the view."""
        return self.centre if self.unknowns == 3 else np.array([*view.camera.target[:2], 0.0])

    @staticmethod
    def reach(view: View) -> float:
        """Return half the length of a line that crosses all of the view."""
        return view.camera.height * max(1.0, view.size[0] / max(view.size[1], 1.0))

    def _line(self, unit: Unit, view: View) -> Floats:
        normal, distance = unit
        middle = self.middle(view)
        foot = middle[:2] + normal * (distance - float(normal @ middle[:2]))
        along = np.array([[-normal[1]], [normal[0]]]) * self.reach(view)
        return affine(along, place_of(foot))

    def _disc(self, normal: Floats, distance: float) -> Floats | None:
        """Return the matrix that carries the unit disc to a plane's part within the ball."""
        away = distance - float(normal @ self.centre)
        rest = self.radius**2 - away**2
        if not rest > 0:
            return None
        least = np.eye(3)[int(np.argmin(np.abs(normal)))]
        first = cross(normal, least)
        first /= np.linalg.norm(first)
        columns = np.stack([first, cross(normal, first)], axis=1) * np.sqrt(rest)
        return affine(columns, self.centre + away * normal)

    def _line_label(
        self, unit: Unit, text: str, slot: Slot, index: int, view: View
    ) -> Label | None:
        matrix = self._line(unit, view)
        foot, along = matrix[:2, 3], matrix[:2, 0]
        pixel = view.camera.height / max(view.size[1], 1.0)
        half = np.array(view.size) / 2 * pixel - _MARGIN * pixel
        low, high = -1.0, 1.0
        for axis in range(2):
            if abs(along[axis]) < 1e-12 * np.abs(along).max():
                continue
            ends = (view.camera.target[axis] + np.array([-1, 1]) * half[axis] - foot[axis]) / along[
                axis
            ]
            low, high = max(low, float(ends.min())), min(high, float(ends.max()))
        if low >= high:
            return None
        spot = foot + along * (low + (high - low) * _LABELS[index])
        return line_label(text, np.array(place_of(spot)), slot, view, 6, place_of(foot - along * 2))


def corner_label(text: str, index: int, slot: Slot, view: View) -> Label:
    """Return a label at the lower left of the view, for what has no place in the picture."""
    right, up, _ = view.camera.axes()
    unit = view.camera.height / max(view.size[1], 1.0)
    across, above = view.size[0] / 2 - 130.0, view.size[1] / 2 - 46.0 - 22.0 * index
    spot = np.array(view.camera.target) - unit * (across * right + above * up)
    return Label(text, place_of(spot), slot, (0, 0), 14, bold=True, priority=6)


def cross(one: Floats, other: Floats) -> Floats:
    """Return the cross product of two vectors (3,); numpy's own takes ten times as long for one."""
    a, b, c = one.tolist()
    d, e, f = other.tolist()
    return np.array([b * f - c * e, c * d - a * f, a * e - b * d])
