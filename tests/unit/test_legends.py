"""Legends name what a picture shows, in every lab and at all times."""

from __future__ import annotations

import pytest

from eigenscope.scene.roles import Role

from ..labs import CASES, solved
from .test_labs import frame_of

GROUND = {Role.AXIS, Role.GHOST, Role.TEXT}  # grids, empty cells, marks of right angles
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
    ("components", "stages"): ("v₁, then σ₁u₁", "unit circle and its image"),
    ("components", "pancake"): ("principal axis 1", "spread of the data"),
}


@pytest.mark.parametrize(("name", "key"), TRUE)
def test_legends_say_what_the_view_shows(name: str, key: str) -> None:
    """The legends of systems called equations images of basis vectors."""
    lab, _, solution = solved(name, key)
    names = set(lab.legend(solution).values())
    assert names.issuperset(TRUE[name, key])
    if name != "transform":
        assert not any(word in " ".join(names) for word in ("eigenline", "image of e", "flipped"))


@pytest.mark.parametrize(("name", "key"), CASES)
def test_every_colour_of_a_picture_has_a_name(name: str, key: str) -> None:
    lab, inputs, solution = solved(name, key)
    legend = lab.legend(solution)
    for t in (0.0, 0.25, 0.5, 0.75, 1.0):
        roles = {draw.style.role for draw in frame_of(lab, inputs, solution, t).draws}
        assert roles - GROUND - set(legend) == set()
