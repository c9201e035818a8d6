"""Legends name what a picture shows, in every lab and at all times."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from eigenscope.document.figures import FigureSettings
from eigenscope.export.page import TextLine
from eigenscope.export.subject import Subject
from eigenscope.export.surroundings import block_below, legend_names
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.kit.legends import legend_of, legend_of_pair
from eigenscope.scene.frame import Draw
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import say

from ..labs import PICTURES, frames_of, solved, view_of

# grids, sheets, empty cells, marks of right angles, what is not there yet
GROUND = {Slot.AXIS, Slot.BACKGROUND, Slot.GHOST, Slot.INK}
TRUE = {
    ("transform", "eigen"): (
        "image of the unit square",
        "eigenline 1 (eigenvalue λ₁)",
        "moving grid",
    ),
    ("transform", "space"): ("image of the unit cube",),
    ("systems", "defaults"): ("equation 1", "equation 2", "solutions"),
    ("systems", "columns"): ("column 1 of A", "b"),
    ("systems", "same"): ("row space", "null space", "column space and Ax", "left null space"),
    ("systems", "almost"): ("residual b − Ax",),
    ("systems", "houses"): ("data", "fitted values", "residuals"),
    ("descent", "steps"): ("gradient descent", "equal values of f", "eigenvector of λₘᵢₙ"),
    ("vectors", "subtract-shadows"): ("a, u₁ and q₁", "b, u₂ and q₂", "shadow"),
    ("svd_pca", "stages"): ("v₁, then σ₁u₁", "unit circle and its image"),
    ("svd_pca", "pancake"): ("principal axis 1", "spread of the data"),
}


@pytest.mark.parametrize(("name", "key"), TRUE)
def test_legends_say_what_the_view_shows(name: str, key: str) -> None:
    """The legends of systems called equations images of basis vectors."""
    lab, _, solution = solved(name, key)
    names = set(map(say, lab.legend(solution).values()))
    assert names.issuperset(TRUE[name, key])
    if name != "transform":
        assert not any(
            word in " ".join(map(str, names)) for word in ("eigenline", "image of e", "flipped")
        )


def named_in_the_picture(draw: Draw) -> bool:
    """Tell whether what is drawn has its number beside it: an axis of a tensor, a stride."""
    return " axis " in draw.name or draw.name.startswith("jump ")


@pytest.mark.parametrize(("name", "key"), PICTURES)
def test_a_legend_names_all_that_is_drawn_and_nothing_else(name: str, key: str) -> None:
    lab, inputs, solution = solved(name, key)
    legend = legend_of(lab, solution, view_of(lab, inputs, solution))
    drawn = {
        draw.style.slot
        for frame in frames_of(name, key)
        for draw in frame.draws
        if not named_in_the_picture(draw)
    }
    assert drawn - GROUND <= set(legend) <= drawn
    assert len(set(legend.values())) == len(legend)
    assert all(str(text).strip() for text in legend.values())


@pytest.mark.parametrize("name", lab_names())
def test_every_word_of_a_legend_is_needed_somewhere(name: str) -> None:
    cases = [case for case in PICTURES if case[0] == name]
    lab = load_lab(name)
    drawn = {draw.style.slot for case in cases for f in frames_of(*case) for draw in f.draws}
    words = {slot for case in cases for slot in lab.legend(solved(*case)[2])}
    assert words - drawn == set()


def test_one_legend_of_two_pictures_names_what_either_shows() -> None:
    """Beside the motion of a layer, the batch's blocks were called pieces of the plane."""
    lab, inputs, solution = solved("layer", "defaults")
    beside = lab.check(replace(inputs, topic="batch"))
    names = [
        legend_of(lab, each, view_of(lab, of, each))
        for of, each in ((inputs, solution), (beside, lab.solve(beside)))
    ]
    both = legend_of_pair(*names)
    assert set(both) == {*names[0], *names[1]}
    for slot in names[0].keys() & names[1].keys():
        assert all(say(each[slot]) in say(both[slot]) for each in names)
    assert legend_of_pair(names[0], names[0]) == names[0]


def test_a_figures_legend_is_the_same_at_all_times(qapp: QApplication) -> None:
    """At the beginning, a figure of a growing residual left out what was not there yet."""
    for name, key in (("systems", "almost"), ("transform", "vectors"), ("svd_pca", "pancake")):
        lab, inputs, solution = solved(name, key)
        subject, settings = Subject(lab, inputs, solution), FigureSettings(legend=True)
        blocks = [block_below(subject, settings, 600.0, (t,), t) for t in (0.0, 0.4, 1.0)]
        told = [[item.text for item in b.items if isinstance(item, TextLine)] for b in blocks]
        assert told[0] == told[1] == told[2] == list(legend_names(subject).values())
        assert told[0]
