"""What is written around a box: names and shapes of its faces, tokens, the code, a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import pixels, text_size
from eigenscope.labs.kit.tensors.box.box_layout import FLOOR, LEFT, RIGHT, TOP, WALL, BoxLayout
from eigenscope.labs.kit.tensors.box.box_look import BoxLook
from eigenscope.labs.kit.tensors.box.face_placement import FacePlacement
from eigenscope.labs.kit.tensors.box.sheet import Sheet
from eigenscope.labs.kit.tensors.cells.headings import heading_labels, short
from eigenscope.scene.frame import Label
from eigenscope.scene.geometry import place_of

_EM = 15.0  # pixels of a heading
HEADING = 28.0
"""Pixels above a face of a net for its name."""

_CELL = 0.5  # world units: headings are as large as beside such cells, or larger
_MOST_NAMES = 40
_LONGEST_NAME = 12
_LEAST_ROOM = 9.0  # pixels from one name to the next
_NAME = 0.42  # size of a token, in heights of a cell

_SPOTS = {
    LEFT: (0.0, 1.0, -22.0, -36.0),
    TOP: (0.5, 0.0, -40.0, 18.0),
    WALL: (0.5, 1.0, 44.0, -24.0),
    FLOOR: (1.0, 0.6, 40.0, -16.0),
    RIGHT: (1.0, 0.5, 58.0, 0.0),
}
"""Where on a face its heading is in space, in parts of its columns and rows, then in pixels."""

_LEANING = {LEFT: -1.0, RIGHT: 1.0}  # of names of a net: away from the wall's

_HIGH = 400.0  # pixels of a view; in a lower one the top's heading is nearer to it, off the code

_JOINED_WALL = (1.0, 0.0, 64.0, 16.0)


def headings(
    layout: BoxLayout,
    sheets: Mapping[int, Sheet],
    labels: Mapping[int, str],
    look: BoxLook,
    view: View,
) -> Iterator[Label]:
    """Yield the names and the shapes of faces where no other face is."""
    joined = len(layout.faces) > RIGHT
    letters = max(_CELL, min(face.scale for face in layout.faces))
    for face, sheet in sheets.items():
        placement = layout.faces[face]
        rows, columns = sheet.shape
        if layout.standing:
            x, y, *away = _JOINED_WALL if joined and face == WALL else _SPOTS[face]
            place = np.array(placement.place(x * columns, -y * rows))
        elif face == FLOOR:  # its rows run to the right
            place, away = np.array(placement.place(0.0, -rows / 2)), [0.0, _EM]
        else:
            place, away = np.array(placement.place(columns / 2, 0.0)), [0.0, _EM]
        if face == TOP and look.columns:
            away[1] += 1.4 * _EM
        if face == TOP and layout.standing:
            away[1] *= min(view.size[1] / _HIGH, 1.0)
        unit = 1 / pixels(view, 1.0)
        across, up, _ = view.camera.axes()
        anchor = place + unit * (away[0] * across + away[1] * up)
        axes = look.axes_of(face)
        edge = letters / placement.scale
        yield from heading_labels(
            sheet.block,
            placement,
            labels[face],
            look.faces[face],
            axes,
            view,
            edge,
            place_of(anchor + _into_view(place, anchor, view)),
            lean=0.0 if layout.standing else _LEANING.get(face, 0.0),
        )


def _into_view(place: Floats, anchor: Floats, view: View) -> Floats:
    """Return what moves a heading's middle into the view that its face's ``place`` is in."""
    width = view.size[0]
    (x, *_), (middle, *_) = view.camera.project(np.stack([place, anchor]), view.size)
    if not 0.0 <= x <= width:
        return np.zeros(3)
    right = min(max(middle, _EM), width - _EM) - middle
    return np.asarray(right / pixels(view, 1.0) * view.camera.axes()[0])


def names_beside(layout: BoxLayout, look: BoxLook, view: View) -> Iterator[Label]:
    """Yield tokens beside the rows of the left face and above the columns of the top."""
    left, top = layout.faces[LEFT], layout.faces[TOP]
    size = max(text_size(view, _NAME * min(left.scale, top.scale), 15.0), 9.0)
    yield from _names(look.rows, left, (-0.12, -0.5), (0.0, -1.0), (-1.0, 0.0), view, look, 0, size)
    yield from _names(look.columns, top, (0.5, 0.1), (1.0, 0.0), (0.0, 1.0), view, look, 1, size)


def _names(
    names: Sequence[str],
    placement: FacePlacement,
    start: tuple[float, float],
    step: tuple[float, float],
    side: tuple[float, float],
    view: View,
    look: BoxLook,
    face: int,
    size: float,
) -> Iterator[Label]:
    if not 0 < len(names) <= _MOST_NAMES:
        return
    spots = np.array(start) + np.arange(len(names))[:, None] * np.array(step)
    places = placement.places(np.pad(spots, ((0, 0), (0, 1))))
    if len(names) > 1 and _apart(places, view) < _LEAST_ROOM:
        return
    for name, place in zip(names, places, strict=True):
        yield Label(
            short(name, _LONGEST_NAME),
            place_of(place),
            look.faces[face],
            size=size,
            side=side,
            priority=1,
            fixed=True,
            ground=False,
        )


def _apart(places: Floats, view: View) -> float:
    """Return how many pixels apart the first two places are seen."""
    first, second = view.camera.project(places[:2], view.size)[:, :2]
    return float(np.hypot(*(second - first)))
