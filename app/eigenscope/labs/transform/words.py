"""The sentence over the picture: what happens on the way, and at rest what is seen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.transform.inputs import played
from eigenscope.labs.transform.moving_words import changes_sign, moving
from eigenscope.labs.transform.solution import Solution
from eigenscope.language.texts.typography import pretty
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Text, Words, as_words

if TYPE_CHECKING:
    from eigenscope.engine.motion.trajectory import MotionStage, Path

_FLAT = {
    1: "Done: the images have one component, which is drawn along the x axis.",
    2: "Done: the images have two components, which are drawn in the plane z = 0.",
}
"""What is said at the end where there are fewer rows than columns, by the number of rows."""

_REMARKS: Mapping[str, Text] = {
    "flip-needs-plane-reflection": "Only a 2×2 matrix with a negative determinant can flip the "
    "plane.",
    "straight-from-singular": "The current position is singular and cannot be undone, so the path "
    "is a straight line.",
}
_NEGATIVE = "The determinant is negative, so on the way it passes through 0."
_CHANGES = "The determinant changes its sign, so on the way it passes through 0."
_COLLAPSED = {
    (1, 0): "Done: M(1) = {whole} maps the line to the origin, so its determinant is 0.",
    (2, 0): "Done: M(1) = {whole} maps the plane to the origin, so its determinant is 0.",
    (2, 1): "Done: M(1) = {whole} collapses the plane onto a line, so its determinant is 0.",
    (3, 0): "Done: M(1) = {whole} maps space to the origin, so its determinant is 0.",
    (3, 1): "Done: M(1) = {whole} collapses space onto a line, so its determinant is 0.",
    (3, 2): "Done: M(1) = {whole} collapses space onto a plane, so its determinant is 0.",
}
"""What is said at the end, by the dimension of the space and the rank of the matrix."""

_ENDED = {
    1: "Done: M(1) = {whole}. Its column is the image {first}.",
    2: "Done: M(1) = {whole}. Its columns are the images {first} and {second}.",
    3: "Done: M(1) = {whole}. Its columns are the images {first}, {second} and {third}.",
}
_SCALED = {
    1: "Done: M(1) = {whole}. Its column is the image {first}; lengths are scaled by its "
    "determinant,\N{NO-BREAK SPACE}{factor}.",
    2: "Done: M(1) = {whole}. Its columns are the images {first} and {second}; areas are scaled by "
    "its determinant,\N{NO-BREAK SPACE}{factor}.",
    3: "Done: M(1) = {whole}. Its columns are the images {first}, {second} and {third}; volumes "
    "are scaled by its determinant,\N{NO-BREAK SPACE}{factor}.",
}
_REVERSED = {
    1: "Done: M(1) = {whole}. Its column is the image {first}; the line is reversed, and lengths "
    "are scaled by {factor}: the determinant is −{factor}.",
    2: "Done: M(1) = {whole}. Its columns are the images {first} and {second}; the plane is turned "
    "over, and areas are scaled by {factor}: the determinant is −{factor}.",
    3: "Done: M(1) = {whole}. Its columns are the images {first}, {second} and {third}; space is "
    "mirrored, and volumes are scaled by {factor}: the determinant is −{factor}.",
}
"""The same where there is a determinant, by its sign."""


def timeline(solution: Solution) -> Timeline:
    """Return the stages of the path, and what is said in each, before them and after them."""
    path = solution.path
    remark = _REMARKS.get(path.note) if path is not None else None
    before = as_words(remark or _beginning(solution))
    after = _ended(solution)
    before, after = _acting(solution, 0.0) or before, _acting(solution, 1.0) or after
    if solution.problem:
        before = after = as_words(solution.problem)
    if path is None:
        return Timeline((Stage(before),), before, after)
    stages = [
        Stage(
            before if solution.problem else _moving(solution, path, part, remark),
            Fraction(part.t1) - Fraction(part.t0),
            stop=part.name != "pause",
        )
        for part in path.stages
    ]
    return Timeline(tuple(stages), before, after)


def _moving(solution: Solution, path: Path, part: MotionStage, remark: Text | None) -> Words:
    """Return what is said in a part of the path; a remark on all of it where nothing else is."""
    own = _acting(solution, (part.t0 + part.t1) / 2)
    if own is not None:
        return own
    if remark and part.name in ("move", "turn-and-stretch"):
        return as_words(remark)
    return moving(solution, path, part)


def _beginning(solution: Solution) -> Text:
    """Return what is seen before anything moves, or that the determinant will pass through 0."""
    if changes_sign(solution):
        return _NEGATIVE if solution.inputs.start == "identity" else _CHANGES
    if solution.inputs.start != "identity":
        return "The motion starts from the current position, M(0)."
    rows, columns = solution.matrix.shape
    if rows == columns:
        return "M(t) is the matrix reached at time t. Nothing has moved yet: M(0) = I."
    return "Nothing has moved yet."


def _ended(solution: Solution) -> Words:
    """Return what is seen once the matrix has acted."""
    if not solution.reaches:
        return Words(
            "Done: {name} has been applied once more, to the position before.",
            {"name": solution.name},
        )
    source, (rows, columns) = solution.inputs.matrix.source, solution.matrix.shape
    values = {"whole": solution.name if source is None else pretty(source.text)}
    if rows < columns:
        return Words(_FLAT[rows])
    rank = columns if solution.analysis is None else solution.analysis.rank
    if rows == columns and rank < columns:
        return Words(_COLLAPSED[columns, rank], values)
    for k, place in enumerate(("first", "second", "third")):
        values[place] = f"{solution.name}e{subscript(k + 1)}"
    determinant = None if solution.analysis is None else solution.analysis.determinant
    if not determinant or math.isinf(determinant):  # has none, or it is beyond float64
        return Words(_ENDED[columns], values)
    values["factor"] = tidy(abs(determinant))
    return Words((_SCALED if determinant > 0 else _REVERSED)[columns], values)


def _acting(solution: Solution, t: float) -> Words | None:
    """Return which factor of a product is applied, and at the end that all have been."""
    acting = solution.acting(t)
    if acting is None:
        return None
    (number, factor), factors = acting, played(solution.inputs)
    values = {"factor": pretty(factor.text), "number": str(number), "count": str(len(factors))}
    if t >= 1 and solution.inputs.matrix.source is not None:
        values["product"] = pretty(solution.inputs.matrix.source.text)
        if len(factors) == 2:
            return Words("Done: both factors of {product} have been applied.", values)
        return Words("Done: all {count} factors of {product} have been applied.", values)
    if number == 1:
        return Words("First the rightmost factor is applied: {factor} (1 of {count}).", values)
    return Words("Then {factor} is applied ({number} of {count}).", values)
