"""OpenGL, painter, SVG and TikZ show the same, for every lab and whatever it offers to try."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from eigenscope.export.pictures import frame_image, load_palette, svg_bytes
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.registry import lab_names
from eigenscope.render.gl.offscreen import Offscreen
from eigenscope.render.tikz.texts import can_be_set
from eigenscope.render.tikz.writing import tikz_scope
from eigenscope.scene.frame import Frame

from .. import sampling
from ..labs import CASES, solved
from .compare import different_at_all, disagreement
from .tex import needs_tex, page_alone, pages_of

SIZE, UNIT = (420, 300), 0.75  # logical pixels, and points to each
PALETTE = load_palette("light")
_SHADE = 22  # of 255; a face that is missing differs by 40 and more
TIMES = (0.0, 0.37, 0.7, 1.0)


@dataclass(frozen=True)
class Case:
    """One thing to show: of a lab, its defaults or an experiment, and its place among all."""

    place: int
    name: str
    key: str

    def frame(self, t: float) -> Frame:
        """Return the picture without its labels, which each writes in a font of its own."""
        lab, inputs, solution = solved(self.name, self.key)
        return replace(Subject(lab, inputs, solution).frame(t, SIZE), labels=())

    def times(self, first: int, count: int) -> tuple[float, ...]:
        """Return some of the times, others for the next case."""
        return tuple(TIMES[(self.place + first + 2 * k) % len(TIMES)] for k in range(count))


ALL = [Case(place, name, key) for place, (name, key) in enumerate(CASES)]
IN_TEX = [
    case
    for name in lab_names()
    for mine in [[case for case in ALL if case.name == name]]
    for case in (mine[0], *sampling.some(f"TikZ of {name}", mine[1:], 1))
]
"""What is compiled by TeX, which takes longest by far: of each lab the defaults and another one."""


@pytest.fixture(
    scope="module",  # so that pytest runs all tests of a case one after the other
    params=ALL,
    ids=[f"{name}-{key}" for name, key in CASES],
)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@lru_cache(len(TIMES))
def painted(case: Case, t: float) -> QImage:
    """Return what the painter makes of a case: the three others are compared with the same."""
    return frame_image(case.frame(t), PALETTE, SIZE)


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} not installed")


def test_tikz_can_set_every_label(case: Case) -> None:
    lab, inputs, solution = solved(case.name, case.key)
    frames = (Subject(lab, inputs, solution).frame(t, SIZE) for t in (0.0, 1.0))
    texts = {label.text for frame in frames for label in frame.labels}
    assert [text for text in texts if not can_be_set(text)] == []


def test_opengl_and_the_painter_agree(opengl: Offscreen, case: Case) -> None:
    for t in sampling.some(f"OpenGL of {case}", TIMES, 2):
        drawn = opengl.image(case.frame(t), PALETTE, SIZE)
        # Where translucent faces cross, OpenGL sorts triangles that the painter cuts: a shade.
        assert disagreement(drawn, painted(case, t), tolerance=_SHADE) < 0.006, f"t = {t}"
        assert different_at_all(drawn, painted(case, t)) < 0.03, f"t = {t}"


@needs("rsvg-convert")
def test_svg_and_the_painter_agree(qtbot: QtBot, tmp_path: Path, case: Case) -> None:
    for t in sampling.some(f"SVG of {case}", case.times(0, 2), 1):
        written, seen = tmp_path / "frame.svg", tmp_path / "seen.png"
        written.write_bytes(svg_bytes(case.frame(t), PALETTE, SIZE))
        subprocess.run(["rsvg-convert", "-o", str(seen), str(written)], check=True)
        image = QImage(str(seen))
        assert disagreement(image, painted(case, t)) < 0.01, f"t = {t}"
        assert different_at_all(image, painted(case, t)) < 0.03, f"t = {t}"


@pytest.fixture(scope="module")
def tex_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tex")


def tikz_of(case: Case) -> str:
    """Return one of a case's pictures as TikZ."""
    (t,) = case.times(1, 1)
    return tikz_scope(case.frame(t), PALETTE, SIZE)


@lru_cache(2)
def pages_of_lab(name: str, folder: Path) -> dict[str, QImage]:
    """Return the pages that TeX makes of a lab's cases in one run, or none if that stops."""
    cases = [case for case in IN_TEX if case.name == name]
    (folder / name).mkdir()
    pages = pages_of([tikz_of(case) for case in cases], SIZE, UNIT, folder / name)
    return (
        {} if pages is None else {case.key: page for case, page in zip(cases, pages, strict=True)}
    )


@needs_tex
@pytest.mark.timeout(300)  # the first of a lab waits for all of its pages
@pytest.mark.parametrize("case", IN_TEX, ids=[f"{case.name}-{case.key}" for case in IN_TEX])
def test_tikz_and_the_painter_agree(
    qtbot: QtBot, tmp_path: Path, tex_folder: Path, case: Case
) -> None:
    (t,) = case.times(1, 1)
    image = pages_of_lab(case.name, tex_folder).get(case.key)
    if image is None:
        image = page_alone(tikz_of(case), SIZE, UNIT, tmp_path)
    assert disagreement(image, painted(case, t)) < 0.01
    # A line that fades is written in strips, whose ends differ by a shade; and TeX's letters are
    # others than the painter's, in a table of numbers on a twentieth of the picture.
    assert different_at_all(image, painted(case, t)) < 0.05
