"""A film painted by two processes is the film painted by one, and leaves no process behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

from eigenscope.export.second_painter import pays

_PROGRAM = """
import multiprocessing, sys
from dataclasses import replace
import numpy as np
from eigenscope.document.figures import FilmSettings
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.pictures import ensure_gui_application, load_palette
from eigenscope.export.second_painter import PART, painted_by_two, pays, second_painter
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import moments
from eigenscope.labs.contract.registry import load_lab

application = ensure_gui_application()
lab, palette = load_lab("transform"), load_palette("dark")
subject = Subject(lab, lab.defaults(), lab.solve(lab.defaults()))
settings = FilmSettings(1.5, 60, width=320, height=180, hold_start=0, hold_end=0)
shown = moments(settings, "smooth")
painter = FilmPainter(subject, settings, palette, luma=True)
alone = [picture.copy() for picture in painter.paint_all(shown)]
assert "numpy.ma" not in sys.modules  # a part of NumPy that takes as long as three pictures
shared = 0
with second_painter(subject, settings, palette) as second:
    (process,) = multiprocessing.active_children()
    second.wait(60)
    for place, picture in enumerate(painted_by_two(painter, second, shown)):
        if sys.argv[1] == "lost" and place == PART:  # the first picture that it was given
            process.kill()
        shared += bool(second.pending)
        assert np.array_equal(picture, alone[place]), place
assert place == len(alone) - 1
assert shared >= PART
assert not multiprocessing.active_children()
with second_painter(replace(subject, inputs=lambda: None), settings, palette) as second:
    second.wait(60)
    pictures = list(painted_by_two(painter, second, shown[:4]))
assert all(map(np.array_equal, pictures, alone[:4]))
print("the same")
"""  # fmt: skip


@pytest.mark.parametrize("end", ["whole", "lost"])
def test_two_processes_paint_what_one_paints(end: str) -> None:
    """Without a display, as on the command line: letters of a display may differ from Qt's own."""
    command = [sys.executable, "-c", _PROGRAM, end]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == ("the same\n", "")


def test_beside_a_window_and_for_a_short_film_there_is_one(qapp: object) -> None:
    assert not pays(10_000)
