"""OpenGL, painter, SVG and TikZ show the same, for every lab and whatever it offers to try."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from eigenscope.export.pictures import frame_image, load_palette, svg_bytes
from eigenscope.export.subject import Subject
from eigenscope.render.gl.offscreen import gl_image
from eigenscope.render.tikz.writing import tikz_document, tikz_scope
from eigenscope.scene.frame import Frame

from ..labs import CASES, solved
from .compare import different_at_all, disagreement

SIZE, UNIT = (420, 300), 0.75  # logical pixels, and points to each
PALETTE = load_palette("light")
_SHADE = 22  # of 255; a face that is missing differs by 40 and more
TIMES = (0.0, 0.37, 0.7, 1.0)
PLACED = [(place, name, key) for place, (name, key) in enumerate(CASES)]


def frame(name: str, key: str, t: float) -> Frame:
    """Return a lab's picture without its labels, which each writes in a font of its own."""
    lab, inputs, solution = solved(name, key)
    return replace(Subject(lab, inputs, solution).frame(t, SIZE), labels=())


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} not installed")


@pytest.mark.parametrize(("name", "key"), CASES)
def test_opengl_and_the_painter_agree(qtbot: QtBot, name: str, key: str) -> None:
    for t in TIMES:
        shown = frame(name, key, t)
        drawn, painted = gl_image(shown, PALETTE, SIZE), frame_image(shown, PALETTE, SIZE)
        # Where translucent faces cross, OpenGL sorts triangles that the painter cuts: a shade.
        assert disagreement(drawn, painted, tolerance=_SHADE) < 0.006, f"t = {t}"
        assert different_at_all(drawn, painted) < 0.03, f"t = {t}"


@needs("rsvg-convert")
@pytest.mark.parametrize(("place", "name", "key"), PLACED)
def test_svg_and_the_painter_agree(
    qtbot: QtBot, tmp_path: Path, place: int, name: str, key: str
) -> None:
    for t in (TIMES[place % len(TIMES)], TIMES[(place + 2) % len(TIMES)]):
        shown = frame(name, key, t)
        written, seen = tmp_path / "frame.svg", tmp_path / "seen.png"
        written.write_bytes(svg_bytes(shown, PALETTE, SIZE))
        subprocess.run(["rsvg-convert", "-o", str(seen), str(written)], check=True)
        image, painted = QImage(str(seen)), frame_image(shown, PALETTE, SIZE)
        assert disagreement(image, painted) < 0.01, f"t = {t}"
        assert different_at_all(image, painted) < 0.03, f"t = {t}"


@needs("pdflatex")
@needs("pdftoppm")
@pytest.mark.parametrize(("place", "name", "key"), PLACED)
def test_tikz_and_the_painter_agree(
    qtbot: QtBot, tmp_path: Path, place: int, name: str, key: str
) -> None:
    shown = frame(name, key, TIMES[(place + 1) % len(TIMES)])
    (tmp_path / "figure.tex").write_text(
        tikz_document(tikz_scope(shown, PALETTE, SIZE), SIZE, UNIT), encoding="ascii"
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "figure.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-1500:]
    raster = ["pdftoppm", "-png", "-singlefile", "-r", str(72 / UNIT), "figure.pdf", "figure"]
    subprocess.run(raster, cwd=tmp_path, check=True)
    image, painted = QImage(str(tmp_path / "figure.png")), frame_image(shown, PALETTE, SIZE)
    assert disagreement(image, painted) < 0.01
    # A line that fades is written in strips, whose ends differ by a shade.
    assert different_at_all(image, painted) < 0.04
