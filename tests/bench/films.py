"""A film of ours beside manim's of the same matrix, and beside encoding alone, which is the limit.

And a film with eigenlines, area and labels beside one without: these must cost little.

Whole processes, from start to exit, in turn, and the quickest of each: a machine that others share
is slow for a while, and never too fast. Ours runs once beforehand, so that its bytecode is there,
as an installer leaves it. Manim is measured where its command is installed, or where the
environment variable EIGENSCOPE_MANIM says; it must draw without LaTeX, so no numbers are shown.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
SECONDS = (3, 20)
TURNS = {3: 4, 20: 2}
LIMITS = {3: 1 / 3, 20: 1 / 5}  # of manim's time
_FULL_LIMIT = 1.2  # of a film with all parts, of the time without them
_MATRIX = "[[2,1],[1,2]]"
# Manim's scene shows a still grid, a moving one and the basis; what we show besides is left out,
# and measured once more with it.
_ALIKE = ("unit=none", "eigen=off", "numbers=off", "size_label=off")
_SCENE = """
from manim import LinearTransformationScene
class Film(LinearTransformationScene):
    def construct(self):
        self.apply_matrix({matrix}, run_time={seconds})
"""
_ENCODING = """
import sys, time
from pathlib import Path
from eigenscope.document.figures import FilmSettings
from eigenscope.export.encoders import encoder
from eigenscope.export.film_formats import film_format
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.pictures import ensure_gui_application, load_palette
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import moments
from eigenscope.document.codec import set_from_texts
from eigenscope.labs.contract.registry import load_lab

def main():
    application = ensure_gui_application()
    lab = load_lab("transform")
    inputs = set_from_texts(lab, lab.defaults(), {"matrix": sys.argv[2]})
    subject = Subject(lab, inputs, lab.solve(inputs))
    film = FilmSettings(20, 60, hold_start=0, hold_end=0)
    shown = moments(film, "smooth")[500:560]
    painter = FilmPainter(subject, film, load_palette("dark"), luma=True)
    frames = [painter.paint(moment).copy() for moment in shown]
    path = Path(sys.argv[1])
    began = time.perf_counter()
    with encoder(film_format(path), path, (film.width, film.height), 60) as film:
        for count in range(300):
            place = count % 118
            film.put(frames[place if place < 60 else 118 - place])
    print((time.perf_counter() - began) / 300)

if __name__ == "__main__":
    main()
"""


class Taken(NamedTuple):
    """The seconds that a command takes, those of processors, and the megabytes it holds at most."""

    seconds: float
    processor: float
    peak: float


def ours(folder: Path, seconds: int, *, alike: bool = True) -> Taken:
    """Return what our command takes, showing what manim's does or all it has."""
    shown = [part for setting in _ALIKE if alike for part in ("--set", setting)]
    command = [
        sys.executable, "-m", "eigenscope", "render", "transform", "--set", f"matrix={_MATRIX}",
        "--seconds", str(seconds), "--fps", "60", "--size", "1920x1080", "--hold", "0",
        "-o", str(folder / f"ours-{seconds}.mp4"), *shown,
    ]  # fmt: skip
    began = time.perf_counter()
    process = subprocess.Popen(command, env=_ENVIRONMENT)
    _, status, used = os.wait4(process.pid, 0)  # whoever looks while it runs takes its processor
    seconds_taken = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("our command failed")
    return Taken(seconds_taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def least(taken: list[Taken]) -> Taken:
    """Return the least of each, among several turns."""
    return Taken(*map(min, zip(*taken, strict=True)))


def manim(folder: Path, seconds: int) -> float:
    """Return the seconds that manim takes, infinity if it is not there."""
    program = os.environ.get("EIGENSCOPE_MANIM") or shutil.which("manim")
    if program is None:
        return math.inf
    scene = folder / f"scene{seconds}.py"
    scene.write_text(_SCENE.format(matrix=_MATRIX, seconds=seconds), encoding="utf-8")
    command = [
        program, "render", "-qh", "--disable_caching", "--media_dir", str(folder / "media"),
        str(scene), "Film",
    ]  # fmt: skip
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - began if done.returncode == 0 else math.inf


def encoding(folder: Path) -> float:
    """Return the seconds that encoding a ready-made frame takes."""
    program = folder / "encoding.py"
    program.write_text(_ENCODING, encoding="utf-8")
    command = [sys.executable, str(program), str(folder / "limit.mp4"), _MATRIX]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print all of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        limit = encoding(folder)
        print(f"encoding ready-made frames alone   {1 / limit:6.1f} frames a second")
        ours(folder, 1)
        peaks = []
        for seconds in SECONDS:
            plain: list[Taken] = []
            full: list[Taken] = []
            theirs = math.inf
            for _ in range(TURNS[seconds]):
                plain.append(ours(folder, seconds))
                full.append(ours(folder, seconds, alike=False))
                theirs = min(theirs, manim(folder, seconds))
            mine, all_parts = least(plain), least(full)
            peaks.append(mine.peak)
            frames = seconds * 60
            print(f"\n{seconds} s of film, 1080p60: ours        {mine.seconds:6.2f} s, "
                  f"{mine.processor:.2f} s of processors, {mine.peak:.0f} MB")  # fmt: skip
            print(f"  with eigenlines, area and labels {all_parts.seconds:6.2f} s, "
                  f"{all_parts.processor:.2f} s of processors")  # fmt: skip
            print(f"  ratio                            {all_parts.seconds / mine.seconds:6.2f}, "
                  f"{all_parts.processor / mine.processor:.2f} of processors   "
                  f"(must be ≤ {_FULL_LIMIT})")  # fmt: skip
            print(f"  encoding alone would take        {limit * frames:6.2f} s")
            if math.isinf(theirs):
                print("  manim is not installed")
                continue
            print(f"  manim                            {theirs:6.2f} s")
            print(f"  ratio                            {mine.seconds / theirs:6.2f}   "
                  f"(must be ≤ {LIMITS[seconds]:.2f}; encoding alone: "
                  f"{limit * frames / theirs:.2f})")  # fmt: skip
        print(f"\nmemory of the long film by the short one's: {peaks[1] / max(peaks[0], 1):.2f}")


if __name__ == "__main__":
    main()
