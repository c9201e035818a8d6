"""The product as maps one after another: B moves the plane first, then A moves what B has made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from eigenscope.engine import motion
from eigenscope.engine.trajectory import Path
from eigenscope.labs import parts
from eigenscope.labs.base import View, Words
from eigenscope.labs.numerals import subscript, tidy
from eigenscope.labs.parts import Floats
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import Arrows
from eigenscope.scene.roles import Role

_PAUSE = 0.25  # between the two maps, as a share of one's duration

_FITTED = PLANE.height / 1.35 / 2
TABLES = np.array([(x, y, 0.0) for x in (-_FITTED, _FITTED) for y in (-_FITTED, _FITTED)])
"""The square that, fitted with the usual margin, gives the plane's own view: tables fill that."""


@dataclass(frozen=True, eq=False)
class Maps:
    """The motion of B and then A, with the columns of B and of A B as arrows (m of each)."""

    path: Path
    b: Floats
    product: Floats
    dimensions: int
    b_arrows: tuple[Arrows, ...]
    product_arrows: tuple[Arrows, ...]

    @property
    def domain(self) -> int:
        """How many dimensions B takes in."""
        return int(self.b.shape[1])

    def turn(self) -> tuple[float, float]:
        """Return when B has acted, and when A begins."""
        first, second = (stage for stage in self.path.stages if stage.name == "step")
        return first.t1, second.t0


def composed(a: Floats, b: Floats) -> Maps:
    """Return the motion for A (n, k) and B (k, m), with n, k, m ≤ 3."""
    kinds = [motion.natural_kind(matrix) for matrix in (a, b)]
    path = motion.sequence([a, b], kinds, _PAUSE)
    product = a @ b
    return Maps(
        path,
        b,
        product,
        3 if max(*a.shape, *b.shape) == 3 else 2,
        tuple(parts.arrow(column) for column in parts.in_space(b.T)),
        tuple(parts.arrow(column) for column in parts.in_space(product.T)),
    )


def frame(maps: Maps, t: float, view: View) -> Frame:
    """Return the plane or space at ``t``, over the arrows where it stops."""
    matrix = affine(maps.path.at(t))
    draws = list(parts.standing_grid(view, maps.dimensions))
    if maps.domain > 1:
        draws += parts.moving_grid(view, matrix)
    draws += _stations(maps)
    draws += parts.basis_arrows(matrix, maps.domain)
    labels = [*parts.axis_numbers(view, maps.dimensions), *_names(maps, view)]
    labels += parts.basis_labels(matrix, maps.domain, view)
    return Frame(tuple(draws), tuple(labels), view.camera)


def _stations(maps: Maps) -> Iterator[Draw]:
    for j, arrow in enumerate(maps.b_arrows):
        yield Draw(arrow, Style(Role.OPERAND_B, 2.0, 0.75), name=f"B column {j}")
    for j, arrow in enumerate(maps.product_arrows):
        yield Draw(arrow, Style(Role.RESULT, 2.0, 0.75), name=f"C column {j}")


def _names(maps: Maps, view: View) -> Iterator[Label]:
    # Under the basis vectors' own names: where they lie on each other, those give way.
    for j, column in enumerate(parts.in_space(maps.b.T)):
        text = f"b{subscript(j + 1)}"
        yield parts.tip_label(text, column, Role.OPERAND_B, view, priority=3)
    for j, column in enumerate(parts.in_space(maps.product.T)):
        text = f"c{subscript(j + 1)}"
        yield parts.tip_label(text, column, Role.RESULT, view, priority=4)


def caption(maps: Maps, t: float) -> Words:
    """Return what happens at ``t``."""
    acted, begins = maps.turn()
    if t >= 1:
        columns = ", ".join(direction_of(column) for column in maps.product.T)
        words = "The basis vectors have arrived at the columns of C = A B: {columns}."
        return Words(words, {"columns": columns})
    if t >= begins:
        return Words("Then A acts on what B has made, and carries B's columns along.")
    if t >= acted:
        return Words("B has acted: the basis vectors stand at B's columns.")
    return Words("First B acts, although it stands on the right: (A B) x = A (B x).")


def direction_of(column: Floats) -> str:
    """Return a column as (x, y)."""
    return "(" + ", ".join(tidy(float(x), 3) for x in column) + ")"


def extent(maps: Maps) -> Floats:
    """Return world points (n, 3) that hold the basis and all its ways.

    The plane's own view is the least, so that tables are in view when another reading is chosen.
    """
    samples = maps.path.sample(np.linspace(0.0, 1.0, 13))
    corners = parts.corners_of(samples, np.eye(maps.domain))
    least = TABLES if maps.dimensions == 2 else TABLES / 2
    return np.concatenate([corners, least])
