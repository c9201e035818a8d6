"""Frames of a million cells and of ten thousand that fly, beside an empty frame."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from eigenscope.export.pictures import ensure_gui_application
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.render.gl.offscreen import Offscreen, offscreen
from eigenscope.resources import read_text
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import palette_from_json

SIZE = (1280, 720)
LIMIT = 1000 / 30  # milliseconds
Way: TypeAlias = Callable[[float], Frame]
_STEPS = 40
_PALETTE = palette_from_json(read_text("themes", "dark.json"))
_MANY = "X = torch.randn(1000, 1000)\nY = X * 2\nZ = Y.T\nZ.sum(dim=0)"
_FLYING = "X = torch.arange(10000).reshape(100, 100)\nX.T"


def played(code: str, first: float = 0.0) -> Way:
    """Return the frames of a program as it plays, from a time on."""
    lab = load_lab("tensors")
    began = time.perf_counter()
    solution = lab.solve(lab.check(replace(lab.defaults(), code=code)))
    print(f"solved in {time.perf_counter() - began:.2f} s: {' ; '.join(code.splitlines())}")
    view = View(PLANE, SIZE)
    return lambda part: lab.frame(solution, first + (1 - first) * part, view)


def zoomed(code: str) -> Way:
    """Return the frames of a program's end while one zooms in until numbers are read."""
    lab = load_lab("tensors")
    solution = lab.solve(lab.check(replace(lab.defaults(), code=code)))

    def frame(part: float) -> Frame:
        camera = PLANE.zoomed(120.0**part, (900.0, 400.0), SIZE)
        return lab.frame(solution, 0.6, View(camera, SIZE, (900.0, 400.0)))

    return frame


def milliseconds(screen: Offscreen, ways: list[Way]) -> np.ndarray:
    """Return how long each frame took from its making until its pixels can be read, by way."""
    times = []
    for step in range(_STEPS):
        row = []
        for way in ways:
            began = time.perf_counter()
            screen.image(way(step / _STEPS), _PALETTE, SIZE)
            row.append((time.perf_counter() - began) * 1e3)
        times.append(row)
    return np.array(times)[2:]


def main() -> None:
    """Print all of it."""
    _application = ensure_gui_application()
    names = ["empty", "a million cells", "zooming into them", "10,000 that fly"]
    ways: list[Way] = [
        lambda _: Frame((), (), PLANE), played(_MANY), zoomed(_MANY), played(_FLYING, 0.5),
    ]  # fmt: skip
    with offscreen() as screen:
        times = milliseconds(screen, ways)
    for name, column in zip(names, times.T, strict=True):
        ratio = np.median(column) / np.median(times[:, 0])
        print(f"{name:<20} median {np.median(column):6.1f} ms   slowest {column.max():6.1f} ms   "
              f"{ratio:5.2f} × empty   (must be < {LIMIT:.0f} ms)")  # fmt: skip


if __name__ == "__main__":
    main()
