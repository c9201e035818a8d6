"""No label covers another, an arrow's head, a mark or an axis: in any lab, at any time.

What is drawn where is worked out here anew, from the frame alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from eigenscope.export.subject import Subject
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import ChoiceSpec, shown
from eigenscope.render.sight import Placed
from eigenscope.render.text import label_family, outline, place_labels
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.geometry import Arrows, Points, Segments
from eigenscope.scene.legibility import legible
from eigenscope.scene.measures import HEAD_HALF_WIDTH, head_length

from ..labs import CASES, solved

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]

SIZES = ((640.0, 500.0), (1280.0, 880.0))  # of the view in a window of 1280 × 720, 1920 × 1080
PRESENTED = ((490.0, 350.0), (400.0, 335.0))
"""Of the view beside the numbers of a presentation on 16:9 and on 4:3, as it is magnified."""

TIMES = (0.0, 0.25, 0.5, 0.75, 1.0)
TOPICS = {"topic", "view", "reading"}  # the fields that choose another picture
SLACK = 0.5  # pixels
FEW = 24  # arrows or points in one draw: more are a field of directions or a cloud of data


def topics() -> list[tuple[str, str, str]]:
    """Return each lab's choices of another picture: its name, the field and the value."""
    found = []
    for name in lab_names():
        inputs = load_lab(name).check(load_lab(name).defaults())
        for field, spec in shown(inputs).items():
            if field in TOPICS and isinstance(spec, ChoiceSpec):
                others = [value for value, _ in spec.options if value != getattr(inputs, field)]
                found += [(name, field, value) for value in others]
    return found


@cache
def topic(name: str, field: str, value: str) -> Subject:
    lab = load_lab(name)
    inputs = lab.check(replace(lab.check(lab.defaults()), **{field: value}))
    return Subject(lab, inputs, lab.solve(inputs))


def overlaps(frame: Frame, placed: Sequence[Placed], size: Size) -> Iterator[str]:
    """Yield what labels of a frame cover, in words."""
    boxes = [letters(one.label, one.middle) for one in placed]
    texts = [one.label.text for one in placed]
    things = [*heads(frame, size), *marks(frame, size), *axes(frame, size)]
    x, y = np.concatenate([np.empty((0, 2)), *(points for _, points in things)]).T
    owners = np.repeat(np.arange(len(things)), [len(points) for _, points in things])
    for k, (text, box) in enumerate(zip(texts, boxes, strict=True)):
        if not (box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]):
            yield f"{text!r} is cut off: {[round(x, 1) for x in box]}"
        for other, taken in zip(texts[:k], boxes[:k], strict=True):
            if all(box[i] < taken[i + 2] and taken[i] < box[i + 2] for i in (0, 1)):
                yield f"{text!r} covers {other!r}"
        inside = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])
        for owner in np.unique(owners[inside]):
            yield f"{text!r} covers {things[owner][0]}"


def letters(label: Label, middle: tuple[float, float]) -> Box:
    """Return the left, top, right and bottom of a label's letters."""
    left, top, right, bottom = outline(label.text, label.size, label.bold, label_family()).box
    x, y = middle
    return x + left + SLACK, y + top + SLACK, x + right - SLACK, y + bottom - SLACK


def places(draw: Draw, points: npt.ArrayLike, frame: Frame, size: Size) -> Floats:
    """Return points of a draw's geometry in pixels, (n, 2)."""
    world = np.asarray(points, dtype=float).reshape(-1, 3) @ draw.matrix[:3, :3].T
    return frame.camera.project(world + draw.matrix[:3, 3], size)[:, :2]


def heads(frame: Frame, size: Size) -> Iterator[tuple[str, Floats]]:
    """Yield points in and around the heads of arrows."""
    for draw in frame.draws:
        if not isinstance(draw.geometry, Arrows) or len(draw.geometry.points) > FEW:
            continue
        for tail, tip in places(draw, draw.geometry.points, frame, size).reshape(-1, 2, 2):
            length = float(np.hypot(*(tip - tail)))
            if not 1e-6 < length < np.inf:
                continue
            ahead = (tip - tail) / length
            long = min(head_length(draw.style.width), length)
            wide = np.array([-ahead[1], ahead[0]]) * HEAD_HALF_WIDTH * long
            corners = np.array([tip, tip - ahead * long + wide, tip - ahead * long - wide])
            way = np.linspace(0.0, 1.0, 6)[:, None, None]
            sides = corners + way * (np.roll(corners, -1, axis=0) - corners)
            inner = corners.mean(axis=0) + 0.5 * (sides - corners.mean(axis=0))
            yield f"the head of {draw.name}", np.concatenate([sides, inner]).reshape(-1, 2)


def marks(frame: Frame, size: Size) -> Iterator[tuple[str, Floats]]:
    """Yield points in and around dots."""
    turns = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    rim = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    for draw in frame.draws:
        if isinstance(draw.geometry, Points) and len(draw.geometry.positions) <= FEW:
            for spot in places(draw, draw.geometry.positions, frame, size):
                dots = [
                    spot[None],
                    *(spot + rim * part * draw.style.width for part in (0.25, 0.45)),
                ]
                yield f"the mark {draw.name}", np.concatenate(dots)


def axes(frame: Frame, size: Size) -> Iterator[tuple[str, Floats]]:
    """Yield points along axes, a pixel apart where they are in view."""
    for draw in frame.draws:
        if draw.name != "axes" or not isinstance(draw.geometry, Segments):
            continue
        for start, end in places(draw, draw.geometry.points, frame, size).reshape(-1, 2, 2):
            reach = float(np.hypot(*(end - start)))
            if np.isfinite(reach) and reach > 0:
                parts = np.linspace(0.0, 1.0, min(int(reach) + 2, 20_000))[:, None]
                line = start + parts * (end - start)
                yield "an axis", line[((line >= 0) & (line <= size)).all(axis=1)]


def check(subject: Subject) -> None:
    for size in (*SIZES, *PRESENTED):
        for t in TIMES:
            frame = subject.frame(t, size)
            if size in PRESENTED:
                frame = legible(frame)
            placed = place_labels(frame, size)
            found = [*overlaps(frame, placed, size)]
            assert not found, f"at t = {t} in {size}: {found}"
            written = {one.label for one in placed}
            seen = frame.camera.project([x.position for x in frame.labels] or [(0, 0, 0)], size)
            for label, (x, y, depth) in zip(frame.labels, seen, strict=False):
                inside = 0 <= x <= size[0] and 0 <= y <= size[1] and abs(depth) <= 1
                if inside and label.text and not label.fixed:
                    assert label in written, f"{label.text!r} is left out at t = {t} in {size}"


@pytest.mark.parametrize(("name", "key"), CASES)
def test_labels_of_experiments_cover_nothing(qapp: object, name: str, key: str) -> None:
    check(Subject(*solved(name, key)))


@pytest.mark.parametrize(("name", "field", "value"), topics())
def test_labels_of_topics_cover_nothing(qapp: object, name: str, field: str, value: str) -> None:
    check(topic(name, field, value))
