"""Where the tables stand: as on a blackboard for products, in a row for all else.

Places are worked out in heights of a cell, then scaled to fill the view whatever its proportions:
so a change of sizes never leaves the tables out of sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import Table
from eigenscope.scene.camera import PLANE
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, say

Spot = tuple[float, float]

_HEADING = 0.62  # of a table's edge from the middle of its heading, in heights of a cell
_NAMES = 0.3  # the same of the names of its columns
_GAP = 0.8  # between A and C, and B and C, on the blackboard
_SIGN_GAP = 1.3  # between tables in a row, with a sign in it
_SIGN = 0.48  # size of a sign, in heights of a cell
_FORMULA = 1.5  # room for the formula and its note below the tables
_WIDE, _HIGH = 0.9, 0.88  # share of the view that is used
_LARGEST = 1.15  # height of a cell in world units of the plane's own view


@dataclass(frozen=True)
class Part:
    """A table to be placed.

    ``width`` is its cells' in their heights; ``own`` are the rows and columns that it really has,
    where ``rows`` and ``columns`` count copies along stretched axes too. With a ``letter`` its
    columns have names that stand above them: a₁, a₂ …
    """

    name: str
    heading: str
    rows: int
    columns: int
    width: float
    own: tuple[int, int]
    letter: str = ""


@dataclass(frozen=True)
class Plan:
    """Tables and how they stand: "blackboard", "row", or "down" (the second below the first).

    On a blackboard they are A, B and C (or A and B alone) and perhaps a row that is added to C.
    ``signs`` stand between tables in a row.
    """

    kind: str
    parts: tuple[Part, ...]
    signs: tuple[Text, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """The signs in the language that is spoken."""
        return tuple(map(say, self.signs))


@dataclass(frozen=True)
class Layout:
    """Tables by name, headings and signs with their places, and where the formula stands.

    ``columns`` are the names of columns: of which table, the name and its place.

    ``unit`` is the height of a cell and ``room`` the width for a line, both in world units.
    """

    tables: dict[str, Table]
    owns: dict[str, Table]
    headings: tuple[tuple[str, Spot], ...]
    columns: tuple[tuple[str, str, Spot], ...]
    signs: tuple[tuple[str, Spot], ...]
    formula: Spot
    note: Spot
    unit: float
    room: float


def layout(plan: Plan, view: View) -> Layout:
    """Return where all stands in a view; only its proportions matter."""
    return _laid_out(plan, plan.said, round(view.size[0] / max(view.size[1], 1.0), 2))


def aspect(plan: Plan) -> float:
    """Return the width by the height of a view that tables fill."""
    left, bottom, right, top = _draft(plan, plan.said).box
    return (right - left) / _WIDE / ((top - bottom + _FORMULA) / _HIGH)


@dataclass(frozen=True)
class _Draft:
    """The same in heights of a cell, before it is scaled; ``box`` is left, bottom, right, top."""

    tables: tuple[Table, ...]
    headings: tuple[tuple[str, Spot], ...]
    signs: tuple[tuple[str, Spot], ...]
    box: tuple[float, float, float, float]


@lru_cache(maxsize=32)
def _laid_out(plan: Plan, signs: tuple[str, ...], aspect: float) -> Layout:
    draft = _draft(plan, signs)
    left, bottom, right, top = draft.box
    bottom -= _FORMULA
    height = PLANE.height / min(aspect, 1.0)  # as much as a view fitted to a square shows
    wide, high = height * aspect * _WIDE, height * _HIGH
    scale = min(wide / (right - left), high / (top - bottom), _LARGEST)
    across, up = -(left + right) / 2 * scale, -(bottom + top) / 2 * scale

    def put(spot: Spot) -> Spot:
        return spot[0] * scale + across, spot[1] * scale + up

    tables = {table.name: table.moved(across, up, scale) for table in draft.tables}
    middle = (left + right) / 2
    return Layout(
        tables,
        {
            part.name: replace(tables[part.name], rows=part.own[0], columns=part.own[1])
            for part in plan.parts
        },
        tuple((text, put(spot)) for text, spot in draft.headings),
        tuple(_column_names(plan, tables)),
        tuple((text, put(spot)) for text, spot in draft.signs),
        put((middle, bottom + _FORMULA * 0.6)),
        put((middle, bottom + _FORMULA * 0.12)),
        scale,
        wide,
    )


def _draft(plan: Plan, signs: tuple[str, ...]) -> _Draft:
    match plan.kind:
        case "blackboard":
            return _blackboard(plan)
        case "down":
            return _down(plan, signs)
        case _:
            return _row(plan, signs)


def _table(part: Part, left: float, top: float) -> Table:
    return Table(part.name, part.rows, part.columns, left, top, part.width, 1.0)


def _column_names(plan: Plan, tables: dict[str, Table]) -> Iterator[tuple[str, str, Spot]]:
    for part in plan.parts:
        table = tables[part.name]
        for j in range(part.columns if part.letter else 0):
            across, _, _ = table.middle(0, j)
            spot = across, table.top + _NAMES * table.height
            yield part.name, f"{part.letter}{subscript(j + 1)}", spot


def _above(table: Table, part: Part) -> tuple[str, Spot]:
    away = _HEADING + (_NAMES if part.letter else 0.0)
    return part.heading, ((table.left + table.right) / 2, table.top + away)


def _below(table: Table, text: str) -> tuple[str, Spot]:
    return text, ((table.left + table.right) / 2, table.bottom - _HEADING)


def _blackboard(plan: Plan) -> _Draft:
    """Place B above C and A left of it, so that row i and column j cross at entry (i, j)."""
    part_a, part_b = plan.parts[:2]
    a = _table(part_a, 0.0, 0.0)
    b = _table(part_b, a.right + _GAP, _GAP + part_b.rows)
    tables, headings = [a, b], [_above(a, part_a), _above(b, part_b)]
    bottom = a.bottom
    if len(plan.parts) > 2:
        c = _table(plan.parts[2], b.left, 0.0)
        tables.append(c)
        headings.append(_below(c, plan.parts[2].heading))
        bottom = c.bottom - 2 * _HEADING
    if len(plan.parts) > 3:
        bias = _table(plan.parts[3], b.left, bottom)
        tables.append(bias)
        x = (a.left + a.right) / 2
        headings.append((plan.parts[3].heading, (x, bias.top - 0.5)))
        bottom = bias.bottom
    box = (0.0, bottom, max(table.right for table in tables), b.top + 2 * _HEADING)
    return _Draft(tuple(tables), tuple(headings), (), box)


def _row(plan: Plan, signs: tuple[str, ...]) -> _Draft:
    tables = tuple(_in_row(plan, signs))
    headings = tuple(_above(table, part) for table, part in zip(tables, plan.parts, strict=True))
    placed = tuple(
        (sign, ((first.right + second.left) / 2, 0.0))
        for sign, first, second in zip(signs, tables, tables[1:], strict=False)
    )
    high = max(part.rows for part in plan.parts) / 2
    return _Draft(tables, headings, placed, (0.0, -high, tables[-1].right, high + 2 * _HEADING))


def _in_row(plan: Plan, signs: tuple[str, ...]) -> Iterator[Table]:
    left = 0.0
    for part, sign in zip(plan.parts, (*signs, ""), strict=True):
        table = _table(part, left, part.rows / 2)
        yield table
        left = table.right + _SIGN_GAP + max(_SIGN * (text_width(sign, 1.0) - 0.6), 0.0)


def _down(plan: Plan, signs: tuple[str, ...]) -> _Draft:
    first, second = plan.parts
    above = _table(first, 0.0, 0.0)
    below = _table(second, 0.0, above.bottom - _SIGN_GAP)
    middle = (above.left + above.right) / 2
    placed = ((signs[0], (middle, above.bottom - _SIGN_GAP / 2)),)
    headings = (_above(above, first), _below(below, second.heading))
    box = (0.0, below.bottom - 2 * _HEADING, above.right, 2 * _HEADING)
    return _Draft((above, below), headings, placed, box)
