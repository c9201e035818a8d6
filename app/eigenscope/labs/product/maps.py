"""The product as maps one after another: B moves the plane first, then A moves what B has made."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.motion import paths as motion
from eigenscope.engine.motion.trajectory import Path
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import arrow, basis_arrows
from eigenscope.labs.kit.colours import BASIS, OPERAND_B, RESULT
from eigenscope.labs.kit.grids import axis_numbers, moving_grid, standing_grid
from eigenscope.labs.kit.legends import GRIDS
from eigenscope.labs.kit.places import corners_of, in_space
from eigenscope.labs.kit.running import Running, running
from eigenscope.labs.kit.timeline import Stage, Timeline, announcing
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.product import colours
from eigenscope.scene import shapes
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Text, Words, as_words, together

_PAUSE = 0.25  # between the two maps, as a share of one's duration
_AIM, _FAINT = 0.75, 0.25  # opacity of the arrows that are the aim now, and of the others
_APART = 36.0  # pixels between the tips of arrows that have a name each
_SHORT = 2  # letters
_CORNER = (0.6, 1.0)  # of the letter F

_FITTED = PLANE.height / 1.35 / 2
TABLES = np.array([(x, y, 0.0) for x in (-_FITTED, _FITTED) for y in (-_FITTED, _FITTED)])
"""The square that, fitted with the usual margin, gives the plane's own view: tables fill that."""

LEGEND: Mapping[Slot, Text] = {
    **{slot: Words("image of {e}", {"e": f"e{subscript(k)}"}) for k, slot in enumerate(BASIS, 1)},
    OPERAND_B: "column of B",
    RESULT: "column of C = A B",
    colours.LETTER: "letter F",
    **GRIDS,
}


@dataclass(frozen=True, eq=False)
class Maps:
    """The motion of B and then A, with B and A B, whose columns are drawn as arrows."""

    path: Path
    b: Floats
    product: Floats
    dimensions: int

    @property
    def domain(self) -> int:
        """How many dimensions B takes in."""
        return int(self.b.shape[1])

    @cached_property
    def entries(self) -> Running:
        """How the entries of M(t) are written."""
        return running([self.path.at(t) for t in (0.0, self.turn()[0], 1.0)])

    @cached_property
    def timeline(self) -> Timeline:
        """B acts, a pause, A acts: each is announced where the one before it ends."""
        texts: tuple[Text, ...] = (
            "First B is applied, although it is on the right: (A B) x = A (B x).",
            "B has been applied: each Be is a column of B, Be₁ = b₁ and so on.",
            "Then A is applied to the result: each Be becomes ABe.",
        )
        stages = [
            Stage(as_words(text), stage.t1 - stage.t0, stop=k < 2)
            for k, (text, stage) in enumerate(zip(texts, self.path.stages, strict=True))
        ]
        columns = together([direction_of(column) for column in self.product.T])
        words = "Each ABe is now one of the columns of C = A B: {columns}."
        return Timeline(announcing(stages), after=Words(words, {"columns": columns}))

    def turn(self) -> tuple[float, float]:
        """Return when B has acted, and when A begins."""
        _, acted, begins, _ = self.timeline.times
        return acted, begins


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
    )


def frame(maps: Maps, t: float, view: View) -> Frame:
    """Return the plane or space at ``t``, over the arrows where it stops."""
    matrix = affine(maps.path.at(t))
    draws = list(standing_grid(view, maps.dimensions))
    if maps.domain > 1:
        draws += moving_grid(view, matrix)
        draws += _letter(matrix)
    draws += _stations(maps, t)
    draws += basis_arrows(matrix, maps.domain)
    labels = (*axis_numbers(view, maps.dimensions), *_names(maps, t, matrix, view))
    return Frame(tuple(draws), labels, view.camera)


def _letter(matrix: Floats) -> Iterator[Draw]:
    """Yield an F: after a quarter turn the grid alone looks as before."""
    yield Draw(shapes.letter_f_face(), Style(colours.LETTER, opacity=0.22), matrix, name="F face")
    yield Draw(shapes.letter_f(), Style(colours.LETTER, 1.8), matrix, name="F")


def _stations(maps: Maps, t: float) -> Iterator[Draw]:
    """Yield the columns of B and of C; those that are not the aim now are faint."""
    acted, begins = maps.turn()
    done = min(max((t - acted) / (begins - acted), 0.0), 1.0)
    b, c = _AIM + (_FAINT - _AIM) * done, _FAINT + (_AIM - _FAINT) * done
    for j, column in enumerate(in_space(maps.b.T)):
        yield from arrow(f"B column {j}", column, OPERAND_B, width=2.0, opacity=b)
    for j, column in enumerate(in_space(maps.product.T)):
        yield from arrow(f"C column {j}", column, RESULT, width=2.0, opacity=c)


def _names(maps: Maps, t: float, matrix: Floats, view: View) -> Iterator[Label]:
    """Yield what each arrow is now, and the name of what it is on its way to.

    An aim whose tip is at an arrow's, or at another aim's, has no label of its own.
    """
    acted, begins = maps.turn()
    now = next(
        text
        for since, text in (
            (1.0, "ABe{j} = c{j}"),
            (begins, "Be{j} → ABe{j}"),
            (acted, "Be{j} = b{j}"),
            (np.nextafter(0.0, 1.0), "e{j} → Be{j}"),
            (-np.inf, "e{j}"),
        )
        if t >= since
    )
    tips = [matrix[:3, j] for j in range(maps.domain)]
    for j, tip in enumerate(tips):
        yield _beyond(now.format(j=subscript(j + 1)), tip, BASIS[j], view, 5)
    if t >= 1 or acted <= t < begins:
        return
    letter, aims, slot = ("b", maps.b, OPERAND_B) if t < acted else ("c", maps.product, RESULT)
    for j, aim in enumerate(in_space(aims.T)):
        places = view.camera.project(np.array([aim, *tips]), view.size)[:, :2]
        if np.hypot(*(places[1:] - places[0]).T).min() >= _APART:
            yield _beyond(f"{letter}{subscript(j + 1)}", aim, slot, view, 4)
        tips.append(aim)


def _beyond(text: str, tip: Floats, slot: Slot, view: View, priority: int) -> Label:
    """Return a label beyond an arrow's tip; a long one beside the line on which the arrow lies."""
    label = tip_label(text, tip, slot, view, priority)
    if len(text) <= _SHORT:
        return label
    across, up = label.side
    return replace(label, side=(math.copysign(1.0, across), math.copysign(1.0, up)))


def direction_of(column: Floats) -> str:
    """Return a column as (x, y)."""
    return "(" + ", ".join(tidy(float(x), 3) for x in column) + ")"


def extent(maps: Maps) -> Floats:
    """Return world points (n, 3) that hold the basis, the letter F and all their ways.

    The plane's own view is the least, so that tables are in view when another reading is chosen.
    """
    samples = maps.path.sample(np.linspace(0.0, 1.0, 61))
    points = np.eye(maps.domain)
    if maps.domain > 1:
        points = np.vstack([points, [*_CORNER, *[0.0] * (maps.domain - 2)]])
    corners = corners_of(samples, points)
    least = TABLES if maps.dimensions == 2 else TABLES / 2
    return np.concatenate([corners, least])
