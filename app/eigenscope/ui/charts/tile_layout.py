"""Where the tiles of a board stand for a size of the board; numbers alone, no widgets."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect

GAP = 8  # pixels between tiles and around them
LEAST_WIDTH, LEAST_HEIGHT = 260, 200  # of a tile
_TWO_COLUMNS, _THREE_COLUMNS = 520 + 3 * GAP, 3 * LEAST_WIDTH + 4 * GAP


def columns_for(width: int) -> int:
    """Return how many tiles stand side by side."""
    return 3 if width >= _THREE_COLUMNS else 2 if width >= _TWO_COLUMNS else 1


def arrange(width: int, height: int, count: int, *, first_large: bool) -> list[QRect]:
    """Return the places of tiles.

    Parameters
    ----------
    width, height
        The size of what is visible of the board, in pixels. All of the width is used, and the
        height if the tiles are as high as they must be; otherwise they reach beyond it.
    count
        How many tiles there are.
    first_large
        Whether the first takes more room than the others.
    """
    if count == 0:
        return []
    columns = min(columns_for(width), count)
    if not first_large or count == 1:
        return _rows(count, columns, width, 0, _share(height, math.ceil(count / columns)))
    if columns == 3:
        return _first_on_the_left(width, height, count)
    # The first on top is twice as high as a row of others.
    others = math.ceil((count - 1) / columns)
    unit = _share(height, others + 2)
    first_height = 2 * unit + GAP
    if columns == 1:
        first_height = min(first_height, max(width, LEAST_HEIGHT))
    first = QRect(GAP, GAP, width - 2 * GAP, first_height)
    return [first, *_rows(count - 1, columns, width, first_height + GAP, unit)]


def gap(here: QRect, there: QRect, way: str) -> int | None:
    """Return how far a tile lies from another on its "left", "right", "up" or "down" side.

    What lies off the way counts twice, in pixels; None if it doesn't lie on that side.
    """
    ahead = {
        "left": here.left() - there.right(),
        "right": there.left() - here.right(),
        "up": here.top() - there.bottom(),
        "down": there.top() - here.bottom(),
    }[way]
    if way in ("left", "right"):
        off = max(here.top() - there.bottom(), there.top() - here.bottom(), 0)
    else:
        off = max(here.left() - there.right(), there.left() - here.right(), 0)
    return ahead + 2 * off if ahead > 0 else None


def _first_on_the_left(width: int, height: int, count: int) -> list[QRect]:
    """Return three columns of which the first tile takes two, with at most two tiles beside it."""
    beside = min(2, count - 1)
    beneath = count - 1 - beside
    unit = _share(height, beside + math.ceil(beneath / 3))
    side = (width - 4 * GAP) // 3
    first_width = width - 3 * GAP - side
    first = QRect(GAP, GAP, first_width, beside * unit + (beside - 1) * GAP)
    left = first_width + 2 * GAP
    right = [QRect(left, GAP + i * (unit + GAP), side, unit) for i in range(beside)]
    return [first, *right, *_rows(beneath, 3, width, beside * (unit + GAP), unit)]


def _rows(count: int, columns: int, width: int, top: int, height: int) -> list[QRect]:
    """Return rows of tiles from ``top`` on; the tiles of the last row share its width."""
    places = []
    for start in range(0, count, columns):
        here = min(columns, count - start)
        side = (width - (here + 1) * GAP) / here
        y = top + GAP + start // columns * (height + GAP)
        for i in range(here):
            left = round(GAP + i * (side + GAP))
            right = round(GAP + i * (side + GAP) + side)
            places.append(QRect(left, y, right - left, height))
    return places


def _share(height: int, rows: int) -> int:
    """Return the height of each of so many rows."""
    return max(LEAST_HEIGHT, (height - (rows + 1) * GAP) // rows)
