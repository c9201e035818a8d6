"""What the row picture says: what solves some equations, and what one more of them leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eigenscope.exact.elimination import NONE, Elimination
from eigenscope.labs.systems.equations import equation_text
from eigenscope.wording.words import Text, Value, Words, as_words

_SETS: Mapping[int, tuple[Text, ...]] = {
    1: ("every number", "one number"),
    2: ("every point of the plane", "all points of a line", "one point"),
    3: ("every point of space", "all points of a plane", "all points of a line", "one point"),
}
"""What solves equations, by the number of unknowns and by their rank."""


def set_words(unknowns: int, elimination: Elimination | None) -> Words:
    """Return in words what solves some equations, None being no equation at all."""
    if elimination is None:
        return as_words(_SETS[unknowns][0])
    if elimination.kind == NONE:
        return Words("nothing", context="solutions")
    return as_words(_SETS[unknowns][elimination.rank])


def is_one(elimination: Elimination) -> bool:
    """Tell whether `set_words` speaks of one point, or of every one, and not of all points."""
    return elimination.rank in (0, elimination.unknowns)


def effect(so_far: Sequence[Elimination], index: int, *, last: bool) -> Words:
    """Return what an equation leaves of the solutions.

    Parameters
    ----------
    so_far
        The elimination of the first equation, of the first two, and so on.
    index
        Of the equation, from 0.
    last
        Whether no other follows.
    """
    elimination = so_far[index]
    before = so_far[index - 1] if index else None
    row = elimination.start[index]
    empty = not any(row[:-1])
    numbered = {"number": str(index + 1), "text": equation_text(row, elimination.exact)}
    values: dict[str, Value] = {"row": Words("Equation {number}: {text}", numbered)}
    if before is not None and before.kind == NONE:
        return Words("{row}. There was no solution left already.", values)
    if elimination.kind == NONE:
        if empty:
            return Words("{row} is never true: there is no solution.", values)
        return Words("{row} has no point in common with those before: no solution.", values)
    adds_nothing = elimination.rank == (before.rank if before is not None else 0)
    if adds_nothing and empty:
        return Words("{row} is always true: it adds nothing.", values)
    values["set"] = set_words(elimination.unknowns, elimination)
    if is_one(elimination):
        if adds_nothing:
            return Words("{row} adds nothing new: {set} solves all so far.", values)
        if last:
            return Words("{row}. Now {set} solves all.", values)
        return Words("{row}. Now {set} solves the equations so far.", values)
    if adds_nothing:
        return Words("{row} adds nothing new: {set} solve all so far.", values)
    if last:
        return Words("{row}. Now {set} solve all.", values)
    return Words("{row}. Now {set} solve the equations so far.", values)
