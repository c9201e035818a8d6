"""What is said while a map acts: what becomes of lines, the plane and space on the way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.labs.transform.solution import EigenSpace, Solution
from eigenscope.wording.number_texts import degrees, tidy
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.motion.trajectory import MotionStage

_TURN_FIRST = (
    "First everything turns, until the directions that {name} stretches lie along the axes."
)
_TURN_LAST = "Last everything turns again: what lay along the axes goes to where {name} takes it."
_STRETCH = "Now everything is stretched along the axes, by the singular values."
_STRETCH_FLAT = (
    "Now everything is stretched along the axes, by the singular values: where one is 0, it is "
    "pressed flat."
)
_STRETCH_OVER = (
    "Now everything is stretched along the axes, and one of them is reversed: on the way the "
    "determinant passes through 0."
)
_FLIP = "The plane turns over through space: afterwards its other side is seen."
_AGAIN = "{name} acts once more, on what it has made already."
_FROM_HERE = "Everything goes straight from where it stands to where {name} takes it."
_TOGETHER = "Everything turns and stretches at once, so that nothing collapses on the way."
_STRAIGHT = "Every point goes straight to its image."
_INTO_SPACE = "{name} sets everything into more dimensions: its columns are where the axes go."
_COLLAPSING = {
    (1, 0): "The line is drawn into the origin.",
    (2, 0): "The plane is drawn into the origin.",
    (2, 1): "The plane is pressed onto a line: the determinant goes to 0.",
    (3, 0): "Space is drawn into the origin.",
    (3, 1): "Space is pressed onto a line: the determinant goes to 0.",
    (3, 2): "Space is pressed onto a plane: the determinant goes to 0.",
}
"""By the dimension of the space and the rank of the matrix."""

_EVERYTHING = {
    1.0: "The identity leaves everything where it is.",
    -1.0: "Every vector goes to its opposite, through the origin.",
}
_SCALED = "Every line through the origin keeps its direction: everything is scaled by {first}."
_NO_LINE = "No line keeps its direction: everything turns while it is stretched."
_FIXED_LINE = "All that lies on one line stays; everything else slides along that line."
_LINES = {
    (1, 1): "The line is scaled by {first}.",
    (2, 1): "Only one line keeps its direction: it is scaled by {first}.",
    (2, 2): "Two lines keep their directions: one is scaled by {first}, the other by {second}.",
    (3, 1): "Only one line keeps its direction: it is scaled by {first}.",
    (3, 2): "Two lines alone keep their directions: they are scaled by {first} and {second}.",
    (3, 3): "Three lines keep their directions: scaled by {first}, {second} and {third}.",
}
"""By the dimension of the space and the number of eigenlines, where there is no eigenplane."""

_PLANE = "A plane of vectors keeps all its directions: it is scaled by {first}."
_PLANE_AND_LINE = (
    "A plane of vectors keeps all its directions, scaled by {first}; a line keeps its own, scaled "
    "by {second}."
)


def moving(solution: Solution, stage: MotionStage) -> Words:
    """Return what happens in a stage of a path that is no sequence of factors."""
    values = {"name": solution.name}
    if stage.name == "stretch":
        return Words(_stretching(solution))
    if stage.name == "turn":
        return Words(_TURN_FIRST if stage.t0 == 0 else _TURN_LAST, values)
    if stage.name == "turn-over":
        return Words(_FLIP)
    if solution.inputs.start != "identity":
        return Words(_FROM_HERE if solution.reaches else _AGAIN, values)
    return _acts(solution, stage.name)


def _stretching(solution: Solution) -> str:
    analysis = solution.analysis
    if analysis is not None and analysis.rank < min(solution.matrix.shape):
        return _STRETCH_FLAT
    return _STRETCH_OVER if solution.path is not None and solution.path.crosses_zero else _STRETCH


def _acts(solution: Solution, path: str) -> Words:
    """Return what the map itself does, as far as the path shows it."""
    analysis, (rows, columns) = solution.analysis, solution.matrix.shape
    plain = Words(_STRAIGHT if path == "move" else _TOGETHER)
    if rows > columns:
        return Words(_INTO_SPACE, {"name": solution.name})
    if analysis is None:
        return plain
    if analysis.rank < columns:
        return Words(_COLLAPSING[columns, analysis.rank])
    kinds = {kind.name: kind for kind in analysis.kinds if kind.digits is None}
    if "identity" in kinds:
        return Words(_EVERYTHING[1.0])
    if "rotation" in kinds:
        angle = kinds["rotation"].parameters["angle"]
        return _rotating(float(angle), columns, path) if isinstance(angle, float) else plain
    return _keeping_directions(solution) if path == "move" else plain


def _rotating(angle: float, dimensions: int, path: str) -> Words:
    values = {"angle": degrees(abs(angle))}
    if path == "move":
        return Words("Every point goes straight to where a rotation by {angle} takes it.", values)
    if dimensions == 2 and math.isclose(abs(angle), math.pi):
        return Words("Every vector turns by {angle}, to its opposite.", values)
    if dimensions == 2:
        return Words("Every vector turns by {angle}: no line keeps its direction.", values)
    return Words("Space turns by {angle} about a line, which stays where it is.", values)


def _keeping_directions(solution: Solution) -> Words:
    """Return which lines and planes of a square, invertible map keep their directions."""
    spaces = solution.eigenspaces
    if any(space.everything for space in spaces):
        value = spaces[0].value
        return Words(_EVERYTHING.get(value, _SCALED), {"first": tidy(value)})
    planes = [space for space in spaces if not space.is_line]
    lines = [space for space in spaces if space.is_line]
    if planes:
        values = _values((*planes, *lines))
        return Words(_PLANE_AND_LINE if lines else _PLANE, values)
    if not lines:
        return Words(_NO_LINE)
    if solution.domain == 2 and len(lines) == 1 and np.isclose(lines[0].value, 1, atol=0):
        return Words(_FIXED_LINE)
    return Words(_LINES.get((solution.domain, len(lines)), _STRAIGHT), _values(lines))


def _values(spaces: tuple[EigenSpace, ...] | list[EigenSpace]) -> dict[str, str]:
    names = ("first", "second", "third")
    return {name: tidy(space.value) for name, space in zip(names, spaces, strict=False)}
