"""What is said while a map acts: what becomes of lines, the plane and space on the way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.labs.transform.solution import EigenSpace, Solution
from eigenscope.wording.number_texts import degrees, tidy
from eigenscope.wording.words import Text, Words, as_words

if TYPE_CHECKING:
    from eigenscope.arrays import Floats
    from eigenscope.engine.motion.trajectory import MotionStage, Path

_SAME = 1e-9  # of the largest entry: as far as two matrices may differ that look the same

_TURN_FIRST = (
    "First everything turns, until the directions that {name} stretches lie along the axes."
)
_TURN_LAST = "Last everything turns: what lay along the axes goes to where {name} takes it."
_STRETCH = "Now everything is stretched along the axes, by the singular values."
_STRETCH_FLAT = (
    "Now everything is stretched along the axes, by the singular values: where one is 0, it is "
    "flattened."
)
_STRETCH_DOWN = (
    "Now everything is stretched along the axes, by the singular values, and flattened where "
    "there is none."
)
_STRETCH_OVER = (
    "Now everything is stretched along the axes, and one of them is reversed: on the way the "
    "determinant passes through 0."
)
_NO_TURN_FIRST = "First nothing has to turn: what {name} stretches lies along the axes already."
_NO_TURN_LAST = "Last nothing has to turn: what lay along the axes is where {name} takes it."
_NO_STRETCH = "Now nothing is stretched: all singular values are 1."
_FLIP = "The plane turns over through space: afterwards its other side is seen."
_AGAIN = "{name} acts once more, on what it has made already."
_FROM_HERE = "Everything goes from where it stands to where {name} takes it."
_TOGETHER = "Everything turns and stretches at once, so that nothing collapses on the way."
_TURNS_BY = (
    "Everything turns, in the end by {angle}, and stretches at once, so that nothing collapses."
)
_SPIRAL = (
    "Every vector turns, in the end by {angle}, and is scaled, by {factor}: no line keeps its "
    "direction."
)
_OPENS_AGAIN = "On this way everything collapses, and opens again."
_STRAIGHT = "Every point goes straight to its image."
_SET = {
    (1, 2): "The line is set into the plane: the column of {name} is where e₁ goes.",
    (1, 3): "The line is set into space: the column of {name} is where e₁ goes.",
    (2, 3): "The plane is set into space: the columns of {name} are where e₁ and e₂ go.",
}
"""By the numbers of columns and rows, where there are more rows."""

_COLLAPSING = {
    (1, 0): "The line shrinks into the origin: the determinant goes to 0.",
    (2, 0): "The plane shrinks into the origin: the determinant goes to 0.",
    (2, 1): "The plane is pressed onto a line: the determinant goes to 0.",
    (3, 0): "Space shrinks into the origin: the determinant goes to 0.",
    (3, 1): "Space is pressed onto a line: the determinant goes to 0.",
    (3, 2): "Space is pressed onto a plane: the determinant goes to 0.",
}
"""By the dimension of the space and the rank of the matrix."""

_PRESSED = {
    (1, 0): "The line shrinks into the origin: every vector goes to 0.",
    (2, 0): "The plane shrinks into the origin: every vector goes to 0.",
    (2, 1): "The plane is pressed onto a line: the vectors of a whole line go to 0.",
    (3, 0): "Space shrinks into the origin: every vector goes to 0.",
    (3, 1): "Space is pressed onto a line: the vectors of a whole plane go to 0.",
    (3, 2): "Space is pressed onto a plane: the vectors of a whole line go to 0.",
}
"""The same of a matrix that is not square, which has no determinant."""

_TURNED_OVER = {
    1: "The line is reversed: on the way it shrinks into the origin, and the determinant passes "
    "through 0.",
    2: "The plane is turned over: on the way it collapses, and the determinant passes through 0.",
    3: "Space is mirrored: on the way it collapses, and the determinant passes through 0.",
}
_ONE_REVERSED = (
    "Two lines stay in place, in the end scaled by {first} and by {second}: the second is "
    "reversed, so the determinant passes through 0."
)

_EVERYTHING = {
    1.0: "The identity leaves everything where it is.",
    -1.0: "Every vector goes to its opposite, through the origin.",
}
_SCALED = (
    "Every line through the origin keeps its direction: in the end everything is scaled by {first}."
)
_NO_LINE = "No line keeps its direction: everything turns while it is stretched."
_FIXED_LINE = "All that lies on one line stays; everything else slides along that line."
_LINES = {
    (1, 1): "The line is scaled, in the end by {first}.",
    (2, 1): "Only one line keeps its direction: in the end it is scaled by {first}.",
    (2, 2): "Two lines keep their directions: in the end one is scaled by {first}, the other by "
    "{second}.",
    (3, 1): "Only one line keeps its direction: in the end it is scaled by {first}.",
    (3, 2): "Two lines alone keep their directions: in the end they are scaled by {first} and "
    "{second}.",
    (3, 3): "Three lines keep their directions: in the end scaled by {first}, {second} and "
    "{third}.",
}
"""By the dimension of the space and the number of eigenlines, where there is no eigenplane."""

_PLANE = "A plane of vectors keeps all its directions: in the end it is scaled by {first}."
_PLANE_AND_LINE = (
    "A plane of vectors keeps all its directions, in the end scaled by {first}; a line keeps its "
    "own, scaled by {second}."
)


def moving(solution: Solution, path: Path, stage: MotionStage) -> Words:
    """Return what happens in a stage of a path that is no sequence of factors."""
    values = {"name": solution.name}
    if stage.name == "stretch":
        return as_words(_stretching(solution, path, stage))
    if stage.name == "turn":
        rests = _rests(path, stage)
        if stage.t0 == 0:
            return Words(_NO_TURN_FIRST if rests else _TURN_FIRST, values)
        return Words(_NO_TURN_LAST if rests else _TURN_LAST, values)
    if stage.name == "turn-over":
        return Words(_FLIP)
    if solution.inputs.start != "identity":
        return Words(_FROM_HERE if solution.reaches else _AGAIN, values)
    return _acts(solution, path)


def changes_sign(solution: Solution) -> bool:
    """Tell whether the determinant passes through 0 to another sign than it began with."""
    path, (rows, columns) = solution.path, solution.matrix.shape
    if path is None or not path.crosses_zero or rows != columns:
        return False
    from eigenscope.engine.motion.polar import scaled_to_one

    ends = (path.start[:columns], path.end[:columns])
    first, last = (np.linalg.slogdet(scaled_to_one(matrix)[0]).sign for matrix in ends)
    return bool(first * last < 0)


def _rests(path: Path, stage: MotionStage) -> bool:
    """Tell whether nothing moves in a stage, so that it ends with what it began with."""
    begin, end = path.at(stage.t0), path.at(stage.t1)
    return bool(np.allclose(begin, end, rtol=0, atol=_SAME * np.abs(begin).max()))


def _is_straight(path: Path) -> bool:
    """Tell whether every point goes straight to its image, whatever the path is called."""
    middle, straight = path.at(0.5), path.start / 2 + path.end / 2
    return bool(np.allclose(middle, straight, rtol=0, atol=_SAME * np.abs(straight).max()))


def _stretching(solution: Solution, path: Path, stage: MotionStage) -> Text:
    analysis, (rows, columns) = solution.analysis, solution.matrix.shape
    if _rests(path, stage):
        return _NO_STRETCH
    if analysis is not None and analysis.rank < min(rows, columns):
        return _STRETCH_FLAT
    if rows < columns:
        return _STRETCH_DOWN
    return _STRETCH_OVER if path.crosses_zero and rows == columns else _STRETCH


def _acts(solution: Solution, path: Path) -> Words:
    """Return what the map itself does, as far as the path shows it."""
    analysis, (rows, columns) = solution.analysis, solution.matrix.shape
    straight = _is_straight(path)
    if analysis is None:
        return Words(_STRAIGHT if straight else _TOGETHER)
    if analysis.rank < columns:
        return Words((_COLLAPSING if rows == columns else _PRESSED)[columns, analysis.rank])
    if path.crosses_zero:
        changes = changes_sign(solution)
        return _turning_over(solution, straight=straight) if changes else Words(_OPENS_AGAIN)
    if rows > columns:
        return Words(_SET[columns, rows], {"name": solution.name})
    kinds = {kind.name: kind for kind in analysis.kinds if kind.digits is None}
    if "identity" in kinds:
        return Words(_EVERYTHING[1.0])
    if "rotation" in kinds:
        angle = kinds["rotation"].parameters["angle"]
        if isinstance(angle, float):
            return _rotating(angle, columns, straight=straight)
    return _keeping_directions(solution) if straight else _together(solution.matrix)


def _turning_over(solution: Solution, *, straight: bool) -> Words:
    """Return how a map of negative determinant gets there by way of 0."""
    lines = [space for space in solution.eigenspaces if space.is_line]
    if straight and solution.domain == 2 and len(lines) == 2:
        ahead, reversed_one = sorted(lines, key=lambda line: -line.value)
        return Words(_ONE_REVERSED, _values((ahead, reversed_one)))
    return Words(_TURNED_OVER[solution.domain])


def _together(matrix: Floats) -> Words:
    """Return by how much a map of the plane turns: by the angle of its polar decomposition."""
    if matrix.shape != (2, 2):
        return Words(_TOGETHER)
    (a, b), (c, d) = matrix / np.abs(matrix).max()
    values = {"angle": degrees(abs(math.atan2(c - b, a + d)))}
    if max(abs(a - d), abs(b + c)) <= _SAME:
        factor = tidy(math.hypot(*matrix[:, 0]))
        return Words(_SPIRAL, {**values, "factor": factor})
    return Words(_TURNS_BY, values)


def _rotating(angle: float, dimensions: int, *, straight: bool) -> Words:
    values = {"angle": degrees(abs(angle))}
    if straight:
        return Words("Every point goes straight to where a rotation by {angle} takes it.", values)
    if dimensions == 2 and math.isclose(abs(angle), math.pi):
        return Words("Every vector turns, in the end by {angle}, to its opposite.", values)
    if dimensions == 2:
        return Words(
            "Every vector turns, in the end by {angle}: no line keeps its direction.", values
        )
    return Words(
        "Space turns, in the end by {angle}, about a line, which stays where it is.", values
    )


def _keeping_directions(solution: Solution) -> Words:
    """Return which lines and planes of a square, invertible map keep their directions."""
    spaces = solution.eigenspaces
    if any(space.everything for space in spaces):
        value = spaces[0].value
        if value in _EVERYTHING:
            return Words(_EVERYTHING[value])
        return Words(_SCALED, {"first": tidy(value)})
    planes = [space for space in spaces if not space.is_line]
    lines = [space for space in spaces if space.is_line]
    if planes:
        values = _values((*planes, *lines))
        return Words(_PLANE_AND_LINE if lines else _PLANE, values)
    if not lines:
        return Words(_NO_LINE)
    if solution.domain == 2 and len(lines) == 1 and np.isclose(lines[0].value, 1, atol=0):
        return Words(_FIXED_LINE)
    count = solution.domain, len(lines)
    return Words(_LINES[count], _values(lines)) if count in _LINES else Words(_STRAIGHT)


def _values(spaces: tuple[EigenSpace, ...] | list[EigenSpace]) -> dict[str, str]:
    names = ("first", "second", "third")
    return {name: tidy(space.value) for name, space in zip(names, spaces, strict=False)}
