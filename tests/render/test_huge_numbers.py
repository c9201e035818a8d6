"""Matrices near the bounds of floats are solved, seen and painted without a warning."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from eigenscope.document.codec import set_from_texts
from eigenscope.export.pictures import frame_image, load_palette
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import shown
from eigenscope.scene.frame import affine
from eigenscope.scene.geometry import FARTHEST
from eigenscope.wording.errors import WordedError

SIZE = (320.0, 180.0)
MATRICES = (
    "[[1e300,1],[0,1]]",
    "[[-1e155,1],[0,1]]",
    "[[1e155,1],[1e155,1]]",
    "[[1e308,1e308],[1e308,-1e308]]",
    "[[1e308],[1]]",
    "[[1e-300,1],[0,1]]",
    "[[1e200,0,0],[0,1,0],[0,1e200,1]]",
)


@pytest.mark.parametrize("name", lab_names())
def test_huge_numbers_are_painted_without_a_warning(qapp: object, name: str) -> None:
    lab, palette = load_lab(name), load_palette("dark")
    for key in shown(lab.defaults()):
        for text in MATRICES:
            try:
                inputs = set_from_texts(lab, lab.defaults(), {key: text})
            except InputError:
                continue  # no matrix belongs there, or none of this size
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                try:
                    subject = Subject(lab, inputs, lab.solve(inputs))
                except WordedError:
                    continue  # what does not fit the other inputs
                for t in (0.0, 0.5, 1.0):
                    frame_image(subject.frame(t, SIZE), palette, SIZE)


def test_the_view_of_a_huge_map_still_shows_the_origin() -> None:
    lab = load_lab("transform")
    inputs = set_from_texts(lab, lab.defaults(), {"matrix": "[[1e300,1],[0,1]]"})
    camera = Subject(lab, inputs, lab.solve(inputs)).camera(SIZE)
    (x, y, _), *_ = camera.project([(0.0, 0.0, 0.0)], SIZE)
    assert 0 <= x <= SIZE[0]
    assert 0 <= y <= SIZE[1]


def test_a_huge_map_keeps_its_directions() -> None:
    linear = np.array([[3e200, 1e200], [-1e200, 2e199]])
    drawn = affine(linear)[:2, :2]
    assert np.abs(drawn).max() == pytest.approx(FARTHEST)
    assert drawn / drawn[0, 0] == pytest.approx(linear / linear[0, 0])
