"""What moves in a box: the lights on its faces, and what passes through its inside."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.labs.kit.tensors.box.box_layout import RIGHT, WALL, BoxLayout
from eigenscope.labs.kit.tensors.box.box_look import BoxLook
from eigenscope.labs.kit.tensors.box.box_steps import BoxSteps, Lit
from eigenscope.labs.kit.tensors.box.turns import arrived, between, groups
from eigenscope.labs.kit.tensors.moving.telling import telling_cell
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Style

_MOST_ROWS = 12  # that change one after the other
_BAR, _EDGES = 0.2, 1.4  # opacity of a bar, and pixels of its edges
_SHEET, _THICK = 0.12, 0.12  # opacity of a sheet of products, and how thick it is, in cells


def rows_over(rows: int, part: float) -> int:
    """Return how many rows of the wall have changed."""
    parts = groups(rows, _MOST_ROWS)
    over = len(parts) if part >= 1 else int(part * len(parts))
    return parts[over - 1][1] if over else 0


def moving_lights(steps: BoxSteps, stage: int, part: float) -> Lit:
    """Return what is lit on the faces at a part of a stage's motion."""
    target = steps.target(stage)
    if not steps.product(stage):
        count, wide = steps.result(stage).shape
        parts = groups(count, _MOST_ROWS)
        return ((WALL, (parts[min(int(part * len(parts)), len(parts) - 1)], (0, wide))),)
    before, turn, along = steps.turns[stage].at(part)
    way = arrived(along)
    rows = between(before.rows, turn.rows, way)
    shared = between(before.shared, turn.shared, way)
    columns = between(before.columns, turn.columns, way)
    first, second = steps.operands(stage)
    return (first, (rows, shared)), (second, (shared, columns)), (target, (rows, columns))


def inside(
    steps: BoxSteps, stage: int, part: float, layout: BoxLayout, look: BoxLook
) -> Iterator[Draw]:
    """Yield what a product's turn adds up inside its box: a bar that grows, a sheet that slides."""
    if not steps.product(stage) or not layout.fibres:
        return
    target = steps.target(stage)
    fibres, turns = layout.fibres[int(target == RIGHT)], steps.turns[stage]
    _, turn, along = turns.at(part)
    if arrived(along) < 1:
        return
    if turns.reading == "outer":
        first, last = turn.shared
        start = between((first, last), (turns.k - _THICK, turns.k), turns.added(along))
        matrix = fibres.part(turn.rows, start, turn.columns)
    else:
        matrix = fibres.part(turn.rows, (0.0, turns.k * turns.added(along)), turn.columns)
    if not turns.added(along):
        return
    slot, name = look.faces[target], f"{look.names[target]} inside"
    opacity = _SHEET if turns.reading == "outer" else _BAR
    yield Draw(shapes.unit_cube(), Style(slot, opacity=opacity, shaded=True), matrix, name=name)
    yield Draw(shapes.unit_cube_edges(), Style(slot, _EDGES), matrix, name=f"{name} border")


def telling(steps: BoxSteps, stage: int, part: float) -> int | None:
    """Return the cell of a stage's result that is spoken of: the one that is being made."""
    result = steps.result(stage)
    if not result.numbers.size:
        return None
    if part >= 1:
        return telling_cell(steps.all[stage]) if not steps.number else result.first
    if not steps.product(stage):
        ((_, ((row, _), _)),) = moving_lights(steps, stage, part)
        return int(row) * result.shape[1] + result.first
    if steps.reading == "outer":
        return None
    _, turn, _ = steps.turns[stage].at(part)
    return turn.rows[0] * result.shape[1] + turn.columns[0] + result.first
