"""What a matrix keeps: lines, planes and all of space of eigenvectors, and ellipses it turns along.

An eigenline is named as long as the motion lasts. By how much A stretches it is said at the arrow
that *is* stretched, once A has acted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import ORIGIN
from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.tip_labels import end_label, line_label, tip_label
from eigenscope.labs.transform import colours
from eigenscope.labs.transform.solution import EigenSpace, Solution, Subspace
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import degrees, tidy, times
from eigenscope.wording.words import Text, Words, say

EVERY_LINE: Text = "every line is an eigenline"

INVARIANT: Text = "invariant ellipse"

_SAME = 1e-12  # of a cosine's distance from 1: the same direction
_REACH = 0.4  # radius of a plane that goes on for ever, as a share of the view's height


def slot_of(space: EigenSpace) -> Slot:
    """Return the slot of an eigenvalue's space and of its number."""
    return DIRECTIONS[space.index % len(DIRECTIONS)]


def space_name(space: EigenSpace) -> Text:
    """Return what a space of eigenvectors is called."""
    if space.everything:
        return EVERY_LINE
    if not space.number:
        return "eigenline" if space.is_line else "eigenplane"
    number = {"number": str(space.index + 1)}
    return Words("eigenline {number}" if space.is_line else "eigenplane {number}", number)


def shared(solution: Solution, space: EigenSpace) -> Subspace | None:
    """Return the column or null space that is shown and is the same line: one name serves both."""
    if not space.is_line or not solution.inputs.subspaces:
        return None
    for subspace in solution.subspaces:
        if subspace.is_line:
            along = abs(float(subspace.basis[:, 0] @ space.basis[:, 0]))
            if along > 1 - _SAME:
                return subspace
    return None


def draws(solution: Solution, t: float, view: View, matrix: Floats) -> Iterator[Draw]:
    """Yield lines and planes of eigenvectors, the arrows in them, and the ellipse of a turn."""
    for space in solution.eigenspaces:
        slot, index = slot_of(space), space.index
        if space.is_line:
            yield from _eigenline(space, view)
        elif not space.everything:
            plane = affine(space.basis * view.camera.height * _REACH)
            yield from filled(f"eigenplane {index}", "disc", plane, slot, 0.14, 1.6, 0.8)
        for arrow in space.arrows:
            yield Draw(arrow, Style(slot, 3.2), matrix, name=f"eigenvector {index}")
    turning = solution.turning
    if turning is None:
        return
    ellipse, opacity = affine(turning.columns), 0.16 if solution.dimensions == 3 else 0.0
    yield from filled("invariant ellipse", "disc", ellipse, colours.INVARIANT, opacity, 2.0)
    arc = Style(colours.INVARIANT, 4.0)
    yield Draw(turning.arc, arc, portion=t, name="turned angle")


@lru_cache(maxsize=24)
def _eigenline(space: EigenSpace, view: View) -> tuple[Draw, ...]:
    name, direction = f"eigenline {space.index}", space.basis[:, 0]
    return tuple(line(name, direction, view, slot_of(space), ORIGIN, 1.8, 0.8))


def labels(solution: Solution, t: float, view: View, matrix: Floats) -> Iterator[Label]:
    """Yield the names of what is drawn."""
    for space in solution.eigenspaces:
        if space.everything:
            yield _everywhere(solution, space, t, view)
        else:
            if shared(solution, space) is None:
                yield _space_label(space, say(space_name(space)), view)
            yield _vector_label(solution, space, t, view, matrix)
    turning = solution.turning
    if turning is not None:
        text, angle = say(INVARIANT), 0.0
        if _acted(solution, t):
            angle = turning.angle
            text = f"θ = {degrees(angle, 1)}, r = {tidy(turning.factor, 3)}"
        place = turning.columns @ np.array([np.cos(angle), np.sin(angle)])
        yield tip_label(text, place, colours.INVARIANT, view, priority=3)


def multiple(value: float, vector: str) -> str:
    """Return such as "3v", "−v" or "0"."""
    if value == 0:
        return "0"
    if abs(value) == 1:
        return vector if value > 0 else f"−{vector}"
    return times(tidy(value, 3), vector)


def _everywhere(solution: Solution, space: EigenSpace, t: float, view: View) -> Label:
    text = EVERY_LINE
    if _acted(solution, t):
        stretched = {"multiple": multiple(space.value, "v")}
        text = Words("every line is an eigenline: λv = {multiple}", stretched)
    place = np.array([0.0, -0.36 * view.camera.height, 0.0])
    if not view.camera.flat:
        place = place[[0, 2, 1]]
    return line_label(say(text), place, slot_of(space), view)


@lru_cache(maxsize=24)
def _space_label(space: EigenSpace, text: str, view: View) -> Label:
    slot = slot_of(space)
    if space.is_line:
        return end_label(text, space.basis[:, 0], slot, view)
    rim = space.basis[:, 1] * view.camera.height * _REACH
    return tip_label(text, rim, slot, view, priority=4)


def _vector_label(
    solution: Solution, space: EigenSpace, t: float, view: View, matrix: Floats
) -> Label:
    vector = f"v{space.number}"
    text = solution.image(t, vector)
    if _acted(solution, t):
        text = f"λ{space.number}{vector} = {multiple(space.value, vector)}"
    tip = matrix[:3, :3] @ space.basis[:, 0]
    return tip_label(text, tip, slot_of(space), view, priority=4, on_line=True)


def _acted(solution: Solution, t: float) -> bool:
    return t >= 1 and solution.reaches
