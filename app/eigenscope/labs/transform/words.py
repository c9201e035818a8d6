"""The sentence under the picture: what M(t) is doing, and at rest what is seen."""

from __future__ import annotations

from eigenscope.labs.transform.inputs import played
from eigenscope.labs.transform.solution import Solution
from eigenscope.language.evaluating.entry import Factor
from eigenscope.language.texts.typography import pretty
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Words

_MEANING = "M(t) is the matrix reached at time t."
_STAGES = {
    "turn": f"Rotating: {_MEANING}",
    "stretch": f"Stretching along perpendicular axes: {_MEANING}",
    "turn-over": f"Flipping through space: {_MEANING}",
}
_FLAT = {
    1: "A maps everything to a line, which is drawn as the x axis.",
    2: "A maps space to a plane, which is drawn as z = 0 in space.",
}
_NOTES = {
    "passes-through-zero": ("The determinant is negative, so on the way it passes through 0."),
    "flip-needs-plane-reflection": "Only a 2×2 matrix with a negative determinant can flip the "
    "plane.",
    "straight-from-singular": "The current position is singular and cannot be undone, so the path "
    "is a straight line.",
}
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


def caption(solution: Solution, t: float) -> Words:
    """Return what is happening at ``t``."""
    if solution.problem:
        return Words("{problem}", {"problem": solution.problem})
    acting = solution.acting(t)
    if acting is not None:
        return _acting(solution, t, *acting)
    stages = solution.path.stages if solution.path is not None else ()
    stage = next((s for s in stages if s.t0 <= t <= s.t1), None)
    if stage is not None and 0 < t < 1 and stage.name in _STAGES:
        return Words(_STAGES[stage.name])
    rows, columns = solution.matrix.shape
    if rows < columns:
        return Words(_FLAT[rows])
    if t >= 1:
        return _ended(solution)
    note = _NOTES.get(solution.path.note) if solution.path is not None else None
    if note is None and t <= 0:
        return Words(_beginning(solution))
    return Words(note or _MEANING)


def _beginning(solution: Solution) -> str:
    """Return what is seen before anything moves."""
    if solution.inputs.start != "identity":
        return "The motion starts from the current position, M(0)."
    rows, columns = solution.matrix.shape
    if rows == columns:
        return "Nothing has moved yet: M(0) = I, the identity matrix."
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
    rank = columns if solution.analysis is None else solution.analysis.rank
    if rows == columns and rank < columns:
        return Words(_COLLAPSED[columns, rank], values)
    for k, place in enumerate(("first", "second", "third")):
        values[place] = f"{solution.name}e{subscript(k + 1)}"
    return Words(_ENDED[columns], values)


def _acting(solution: Solution, t: float, number: int, factor: Factor) -> Words:
    """Return which factor of a product is applied, and at the end that all have been."""
    factors = played(solution.inputs)
    values = {"factor": pretty(factor.text), "number": str(number), "count": str(len(factors))}
    if t >= 1 and solution.inputs.matrix.source is not None:
        values["product"] = pretty(solution.inputs.matrix.source.text)
        if len(factors) == 2:
            return Words("Done: both factors of {product} have been applied.", values)
        return Words("Done: all {count} factors of {product} have been applied.", values)
    if number == 1:
        return Words("First the rightmost factor is applied: {factor} (1 of {count}).", values)
    return Words("Then {factor} is applied ({number} of {count}).", values)
