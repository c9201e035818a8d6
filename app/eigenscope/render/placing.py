"""Where labels go, so that each can be read: none over another, none cut off by the edge."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Label

Place: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in logical pixels, y down."""

_EDGE = 3.0  # least distance of letters from the view's edge
_APART = 2.0  # and of one label from another
# Where a label goes that finds its place taken, in its own widths and heights; y down.
_SHIFTS = ((0, -1), (0, 1), (1, 0), (-1, 0), (0.5, -1), (-0.5, -1), (0.5, 1), (-0.5, 1))


class Placed(NamedTuple):
    """A label that is drawn, and where the middle of its text goes."""

    label: Label
    middle: Place


def place(
    labels: Sequence[Label], boxes: Sequence[Box], camera: Camera, size: tuple[float, float]
) -> list[Placed]:
    """Choose which labels are drawn and where: the important first, the rest where there is room.

    Parameters
    ----------
    labels
        A label of negative priority stands for its exact place (the number of a tick): it is not
        moved out of another's way, only into the view.
    boxes
        What each label's letters cover if their middle is at the origin.
    camera, size
        Where the labels are seen from; the view's width and height in logical pixels.

    Returns
    -------
    list of Placed
        In falling priority; of equal ones, the earlier first.
    """
    if not labels:
        return []
    seen = camera.project([label.position for label in labels], size).tolist()
    placed: list[Placed] = []
    taken: list[Box] = []
    for index in sorted(range(len(labels)), key=lambda index: -labels[index].priority):
        label, box = labels[index], boxes[index]
        x, y, depth = seen[index]
        if not (label.text and abs(depth) <= 1 and math.isfinite(x + y)):
            continue
        for middle in _places(label, box, (x, y), size):
            covered = _moved(box, middle)
            if _in_the_way(covered, taken) is None:
                placed.append(Placed(label, middle))
                taken.append(covered)
                break
    return placed


def _places(label: Label, box: Box, anchor: Place, size: tuple[float, float]) -> Iterator[Place]:
    """Yield where a label may go, the best place first; nothing if it is out of sight."""
    x, y = anchor[0] + label.offset[0], anchor[1] - label.offset[1]
    if not (
        (0 <= anchor[0] <= size[0] and 0 <= anchor[1] <= size[1])
        or _meet(_moved(box, (x, y)), (0.0, 0.0, *size))
    ):
        return
    yield _nudged((x, y), box, size)
    if label.priority < 0:
        return
    width, height = box[2] - box[0] + 2 * _APART, box[3] - box[1] + 2 * _APART
    for across, down in _SHIFTS:
        yield _nudged((x + across * width, y + down * height), box, size)


def _moved(box: Box, by: Place) -> Box:
    return box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]


def _in_the_way(box: Box, taken: list[Box]) -> Box | None:
    """Return the first that a box meets: ``_meet``, but without a call for each of many pairs."""
    left, top, right, bottom = box
    left, top, right, bottom = left - _APART, top - _APART, right + _APART, bottom + _APART
    for other in taken:
        if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
            return other
    return None


def _meet(a: Box, b: Box) -> bool:
    return (
        a[0] < b[2] + _APART
        and b[0] < a[2] + _APART
        and a[1] < b[3] + _APART
        and b[1] < a[3] + _APART
    )


def _nudged(middle: Place, box: Box, size: tuple[float, float]) -> Place:
    """Return the place moved as little as brings the whole text into the view."""
    left, top, right, bottom = _moved(box, middle)
    return (
        middle[0] + max(0.0, _EDGE - left) - max(0.0, right - (size[0] - _EDGE)),
        middle[1] + max(0.0, _EDGE - top) - max(0.0, bottom - (size[1] - _EDGE)),
    )
