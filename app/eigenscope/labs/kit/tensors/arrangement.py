"""Where operands and the result of a step stand, so that they fill their room.

Places are worked out in heights of a cell and scaled at the end. A step is shown in the way, of
those that suit it, in which its cells are largest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Spot = tuple[float, float]
Size = tuple[float, float]

ROW, BELOW, BLACKBOARD = "row", "below", "blackboard"
ABOVE, TWO_ABOVE = "above", "two above"

HEAD, SIDE = 1.5, 0.55
"""Room above a block for its name and its axes, and at its left for an axis."""

LARGEST = 0.95
"""Height of a cell in world units, at most."""

_APART = 0.45  # between a block or a sign and the next
_TURN = 1.3  # height of the arrow to a result below
_PREFERRED = 0.7  # how much smaller cells may be on a blackboard, which says more


@dataclass(frozen=True)
class Arrangement:
    """The upper left corners of blocks, the middles of signs (on a blackboard there are none).

    The whole, of a ``size``, is centred on the origin. ``scale`` is the height of a cell in world
    units; all else is in heights of a cell.
    """

    kind: str
    corners: tuple[Spot, ...]
    signs: tuple[Spot, ...]
    size: Size
    scale: float


def arranged(
    sizes: Sequence[Size], signs: Sequence[float], room: Size, kinds: Sequence[str]
) -> Arrangement:
    """Return the best of some ways to arrange blocks in a room.

    Parameters
    ----------
    sizes
        Width and height of each block, in heights of a cell; the last is the result's.
    signs
        How wide the signs between them are.
    room
        Width and height in world units.
    kinds
        Of `ROW`, `BELOW` (the result below the operands), `ABOVE` and `TWO_ABOVE` (the first
        one or two above all others), `BLACKBOARD`; the last one is for two operands alone.
    """
    ways = [_arranged(kind, sizes, signs, room) for kind in kinds]
    best = max(ways, key=lambda way: way.scale)
    for way in ways:
        if way.kind == BLACKBOARD and way.scale >= _PREFERRED * best.scale:
            return way
    return best


def _arranged(kind: str, sizes: Sequence[Size], signs: Sequence[float], room: Size) -> Arrangement:
    match kind:
        case "blackboard":
            corners, places, size = _blackboard(sizes)
        case "below":
            corners, places, size = _below(sizes, signs)
        case "above" | "two above":
            corners, places, size = _above(sizes, signs, 1 if kind == ABOVE else 2)
        case _:
            corners, places, size = _row(sizes, signs)
    wide, high = size
    scale = min(room[0] / wide, room[1] / high, LARGEST)
    across, up = -wide / 2, high / 2
    return Arrangement(
        kind,
        tuple((x + across, y + up) for x, y in corners),
        tuple((x + across, y + up) for x, y in places),
        size,
        scale,
    )


Placed = tuple[list[Spot], list[Spot], Size]


def _row(sizes: Sequence[Size], signs: Sequence[float]) -> Placed:
    """Place blocks beside each other, their middles on one line; y goes down from 0."""
    high = max(size[1] for size in sizes)
    middle = -HEAD - high / 2
    corners: list[Spot] = []
    places: list[Spot] = []
    x = 0.0
    for (wide, tall), sign in zip(sizes, (*signs, 0.0), strict=True):
        corners.append((x + SIDE, middle + tall / 2))
        x += SIDE + wide + _APART
        if len(places) < len(signs):
            places.append((x + sign / 2, middle))
            x += sign + _APART
    return corners, places, (x - _APART + 0.1, HEAD + high + 0.1)


def _below(sizes: Sequence[Size], signs: Sequence[float]) -> Placed:
    """Place the result below the operands."""
    *above, last = sizes
    corners, places, (wide, high) = _row(above, signs[:-1])
    whole = max(wide, last[0] + SIDE)
    shift = (whole - wide) / 2
    corners = [(x + shift, y) for x, y in corners]
    places = [(x + shift, y) for x, y in places]
    places.append((whole / 2, -high - _TURN / 2))
    corners.append(((whole - last[0]) / 2, -high - _TURN - HEAD))
    return corners, places, (whole, high + _TURN + HEAD + last[1] + 0.1)


def _above(sizes: Sequence[Size], signs: Sequence[float], count: int) -> Placed:
    """Place the first blocks in one row, and all others after the next sign in one below."""
    first, signs_above, (wide, high) = _row(sizes[:count], signs[: count - 1])
    below, signs_below, (row, low) = _row(sizes[count:], signs[count:])
    before = signs[count - 1] + 2 * _APART
    whole = max(wide, row + before)
    left, right = (whole - wide) / 2, (whole - row - before) / 2 + before
    corners = [(x + left, y) for x, y in first] + [(x + right, y - high) for x, y in below]
    middle = corners[count][1] - sizes[count][1] / 2
    places = [(x + left, y) for x, y in signs_above]
    places += [(right - before / 2, middle), *((x + right, y - high) for x, y in signs_below)]
    return corners, places, (whole, high + low)


def _blackboard(sizes: Sequence[Size]) -> Placed:
    """Place the second operand above the result, so that its row and column cross there."""
    first, second, result = sizes
    gap = HEAD * 0.8
    left = SIDE + first[0] + SIDE + 0.3
    top = -HEAD - second[1] - gap
    corners = [(SIDE, top), (left, -HEAD), (left, top)]
    high = HEAD + second[1] + gap + max(first[1], result[1])
    return corners, [], (left + max(second[0], result[0]) + 0.1, high + 0.1)
