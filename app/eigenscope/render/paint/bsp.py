"""Who hides whom in space: a binary space partition by the planes of the faces.

Method: Fuchs, Kedem and Naylor, *On visible surface generation by a priori tree structures*, 1980.
Faces, lines and points are cut at the planes, so that every piece lies wholly on one side; walking
the tree from the far side of each plane to the near one gives them from back to front.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.render.lines import Lines
from eigenscope.render.paint.faces import Face


@dataclass(frozen=True, eq=False)
class Strand:
    """Lines of the draw numbered ``order``; arrows are not cut, but go by their middle."""

    lines: Lines
    order: int
    whole: bool = False


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points of a draw: their world places (n, 3) and their numbers (n,)."""

    order: int
    places: Floats
    numbers: npt.NDArray[np.intp]


Loose = Strand | Cloud


@dataclass(eq=False)
class BspNode:
    """A plane with the faces in it, what lies in it, and what lies on either side."""

    normal: Floats
    offset: float
    faces: list[Face]
    within: list[Loose] = field(default_factory=list)
    front: BspNode | Leaf | None = None
    back: BspNode | Leaf | None = None


@dataclass(eq=False)
class Leaf:
    """A convex piece of space without faces."""

    things: list[Loose] = field(default_factory=list)


def build(faces: list[Face], loose: list[Loose], scale: float) -> BspNode | Leaf:
    """Return the tree of faces and of all else; ``scale`` is the size of what is seen."""
    if not faces:
        return Leaf(loose)
    thin = 1e-6 * scale
    chosen = faces[0]
    # The plane's own face lies in it, even where its pieces are bent by more than `thin`.
    node = BspNode(chosen.normal, chosen.offset, [chosen])
    sides: tuple[list[Face], list[Face]] = ([], [])
    for face in faces[1:]:
        _sort_face(face, node, sides, thin)
    front_loose: list[Loose] = []
    back_loose: list[Loose] = []
    for thing in loose:
        for side, piece in _split(thing, node, thin):
            (node.within if side == 0 else front_loose if side > 0 else back_loose).append(piece)
    node.front = build(sides[0], front_loose, scale)
    node.back = build(sides[1], back_loose, scale)
    return node


def back_to_front(
    tree: BspNode | Leaf, eye: Floats, *, direction: bool
) -> Iterator[tuple[list[Face], list[Loose]]]:
    """Yield faces of one plane with what lies in it, and leaves without faces, farthest first.

    ``eye`` is the eye's place, or the direction to it if ``direction``.
    """
    stack: list[tuple[BspNode | Leaf, bool]] = [(tree, False)]
    while stack:
        node, opened = stack.pop()
        if isinstance(node, Leaf):
            yield [], node.things
        elif opened:
            yield node.faces, node.within
        else:
            side = float(node.normal @ eye) - (0.0 if direction else node.offset)
            near, far = (node.front, node.back) if side >= 0 else (node.back, node.front)
            if near is not None and far is not None:
                stack += [(near, False), (node, True), (far, False)]


def _sort_face(
    face: Face, node: BspNode, sides: tuple[list[Face], list[Face]], thin: float
) -> None:
    parts: dict[int, list[Floats]] = {-1: [], 0: [], 1: []}
    for piece in face.pieces:
        away = piece @ node.normal - node.offset
        if (np.abs(away) <= thin).all():
            parts[0].append(piece)
        elif (away >= -thin).all():
            parts[1].append(piece)
        elif (away <= thin).all():
            parts[-1].append(piece)
        else:
            parts[1].append(cut_polygon(piece, away))
            parts[-1].append(cut_polygon(piece, -away))
    for side, target in ((0, node.faces), (1, sides[0]), (-1, sides[1])):
        if parts[side]:
            target.append(replace(face, pieces=tuple(parts[side])))


def cut_polygon(corners: Floats, away: Floats) -> Floats:
    """Return the part of a convex polygon (k, 3) where ``away`` (k,) is not negative."""
    inside = []
    for index in range(len(corners)):
        before = away[index - 1]
        if (before < 0) != (away[index] < 0):
            part = before / (before - away[index])
            inside.append(corners[index - 1] + (corners[index] - corners[index - 1]) * part)
        if away[index] >= 0:
            inside.append(corners[index])
    return np.array(inside)


def _split(thing: Loose, node: BspNode, thin: float) -> Iterator[tuple[int, Loose]]:
    if isinstance(thing, Cloud):
        away = thing.places @ node.normal - node.offset
        for side, chosen in ((1, away > thin), (-1, away < -thin), (0, np.abs(away) <= thin)):
            if chosen.any():
                yield (
                    side,
                    replace(thing, places=thing.places[chosen], numbers=thing.numbers[chosen]),
                )
        return
    ends: Floats = thing.lines.world @ node.normal - node.offset
    if thing.whole:
        ends = np.repeat(ends.mean(axis=1)[:, None], 2, axis=1)
    first, second = ends[:, 0], ends[:, 1]
    within = np.asarray((np.abs(ends) <= thin).all(axis=1))
    crosses = (first * second < 0) & (np.abs(ends) > thin).all(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = np.where(crosses, first / (first - second), 1.0)
    zero, one = np.zeros(len(at)), np.ones(len(at))
    middle = ends.sum(axis=1)
    plain = ~within & ~crosses
    for side, chosen, low, high in (
        (0, within, zero, one),
        (1, plain & (middle > 0), zero, one),
        (-1, plain & (middle <= 0), zero, one),
        (1, crosses & (first > 0), zero, at),
        (-1, crosses & (first > 0), at, one),
        (-1, crosses & (first < 0), zero, at),
        (1, crosses & (first < 0), at, one),
    ):
        index = np.flatnonzero(chosen)
        if len(index):
            part = thing.lines.part(index, low[index], high[index])
            yield side, replace(thing, lines=part)
