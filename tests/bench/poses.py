"""Cells that fly between two poses, beside the same cells uploaded anew for each frame."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from eigenscope.export.pictures import ensure_gui_application
from eigenscope.render.gl.offscreen import Offscreen, offscreen
from eigenscope.resources import read_text
from eigenscope.scene.camera import PLANE, SPACE, Camera
from eigenscope.scene.frame import Draw, Frame, Style
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.palette import palette_from_json
from eigenscope.scene.slots import Slot

SIZE = (1280, 720)
CELLS = 10_000  # two triangles each
Way: TypeAlias = Callable[[float], Draw]
_STEPS = 40
_PALETTE = palette_from_json(read_text("themes", "dark.json"))
_STYLE = Style(Slot.ACCENT_1, opacity=0.6)


def cells(rows: int, side: float, height: float) -> np.ndarray:
    """Return so many rows of cells, all ``CELLS`` of them, as triangles (n, 3, 3)."""
    columns = CELLS // rows
    y, x = np.divmod(np.arange(CELLS), columns)
    places = np.stack([x - columns / 2, rows / 2 - y, 0 * x + height / side], axis=1) * side
    square = np.array([[(0, 0, 0), (1, 0, 0), (1, 1, 0)], [(0, 0, 0), (1, 1, 0), (0, 1, 0)]])
    return (places[:, None, None] + 0.9 * side * square).reshape(-1, 3, 3)


def milliseconds(screen: Offscreen, camera: Camera, ways: Sequence[Way]) -> list[float]:
    """Return the median of a frame for each way, from its draw until its pixels can be read.

    They take turns, so that none meets a busier machine than the others.
    """
    times = []
    for step in range(_STEPS):
        row = []
        for way in ways:
            began = time.perf_counter()
            screen.image(Frame((way(step / _STEPS),), (), camera), _PALETTE, SIZE)
            row.append((time.perf_counter() - began) * 1e3)
        times.append(row)
    medians: list[float] = np.median(times[3:], axis=0).tolist()
    return medians


def main() -> None:
    """Print both, in the plane and in space, and what cells take that stand still."""
    _application = ensure_gui_application()
    first, second = cells(100, 0.05, 0.0), cells(40, 0.04, 1.0)
    here, there = Triangles(first), Triangles(second)
    ways: list[Way] = [
        lambda mix: Draw(here, _STYLE, towards=there, mix=mix),
        lambda mix: Draw(Triangles((1 - mix) * first + mix * second), _STYLE),
        lambda mix: Draw(here, _STYLE),
    ]
    with offscreen() as screen:
        for name, camera in (("in the plane", PLANE), ("in space", SPACE)):
            mixed, anew, still = milliseconds(screen, camera, ways)
            print(f"{CELLS:,} cells {name}: by a mix {mixed:5.1f} ms")
            print(f"  anew {anew:5.1f} ms, ratio {mixed / anew:.2f}   (must be < 1)")
            print(f"  still {still:5.1f} ms, ratio {mixed / still:.2f}   (must be ≤ 1.20)")


if __name__ == "__main__":
    main()
