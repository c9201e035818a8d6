"""Labels stand still, or move with what they name, while a motion plays; they seldom jump."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from eigenscope.export.subject import Subject
from eigenscope.labs.contract.registry import lab_names
from eigenscope.render.text import place_labels
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Segments

from ..labs import solved

SIZE = (1280.0, 880.0)
TIMES = np.linspace(0.0, 1.0, 61)
JUMP = 12.0  # pixels that a label moves beyond what its anchor does
LEAP = 60.0  # pixels: with an anchor that moves farther at once, as a step does, a label leaps
MOST = 6  # of a lab: where two things are in one place, a label gives way for a while

Places = dict[tuple[str, int], tuple[np.ndarray, np.ndarray]]


def places(frame: Frame) -> Places:
    """Return where each label is, and what it names, in pixels."""
    found: Places = {}
    for one in place_labels(frame, SIZE):
        if not one.label.yields:
            anchor = frame.camera.project([one.label.position], SIZE)[0, :2]
            same = sum(text == one.label.text for text, _ in found)
            found[one.label.text, same] = np.array(one.middle), anchor
    return found


def jumps(before: Places, after: Places) -> list[str]:
    """Return the labels that jump from one picture to the next."""
    found = []
    for name in before.keys() & after.keys():
        moved, carried = (after[name][k] - before[name][k] for k in (0, 1))
        if np.hypot(*carried) < LEAP and np.hypot(*(moved - carried)) > JUMP:
            found.append(name[0])
    return found


def count(subject: Subject) -> list[str]:
    """Return the labels that jump while the motion plays, each as often as it does."""
    each = [places(subject.frame(float(t), SIZE)) for t in TIMES]
    return [name for pair in itertools.pairwise(each) for name in jumps(*pair)]


@pytest.mark.parametrize("name", lab_names())
def test_labels_seldom_jump(qapp: object, name: str) -> None:
    found = count(Subject(*solved(name, "defaults")))
    assert len(found) <= MOST, found


@pytest.mark.parametrize(
    ("name", "key"), [("descent", "zigzag"), ("svd_pca", "stages"), ("transform", "eigen")]
)
def test_labels_of_restless_experiments_do_not_flutter(qapp: object, name: str, key: str) -> None:
    found = count(Subject(*solved(name, key)))
    assert len(found) <= 2 * MOST, found


def test_the_name_of_an_eigenline_rests_beside_it_where_it_leaves_the_view(qapp: object) -> None:
    subject = Subject(*solved("transform", "space"))
    spots = []
    for t in TIMES[::6]:
        frame = subject.frame(float(t), SIZE)
        (line,) = frame.named("eigenline 0")
        assert isinstance(line.geometry, Segments)
        ends = line.geometry.points.reshape(-1, 3) @ line.matrix[:3, :3].T
        along = np.linspace(ends[0], ends[1], 2001)
        seen = frame.camera.project(along, SIZE)[:, :2]
        seen = seen[((seen >= 0) & (seen <= SIZE)).all(axis=1)]
        (spot,) = (one.middle for one in place_labels(frame, SIZE) if "eigenline" in one.label.text)
        assert np.hypot(*(seen - spot).T).min() < 60, "near its line"
        assert np.hypot(*(seen[[0, -1]] - spot).T).min() < 150, "near where that leaves the view"
        spots.append(spot)
    assert np.ptp(np.array(spots), axis=0).max() < 1, "at rest"
