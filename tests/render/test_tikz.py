"""TikZ: its text by itself, and what pdflatex makes of it beside what the painter paints."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from eigenscope.export.pictures import frame_image
from eigenscope.labs.contract.lab import View
from eigenscope.labs.transform.inputs import Inputs
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.render.tikz.texts import tex_of
from eigenscope.render.tikz.writing import MOST_POINTS, tikz_document, tikz_scope
from eigenscope.resources import read_text
from eigenscope.scene.camera import PLANE, SPACE, Camera
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import Geometry, Picture, Points, Polyline, Segments, Triangles
from eigenscope.scene.palette import Palette, palette_from_json
from eigenscope.scene.slots import Slot

from .. import sampling
from .compare import different_at_all, disagreement
from .tex import checked, compiled, needs_tex, page_alone, pages_of

SIZE = (420, 300)
UNIT = 0.75
PALETTE = palette_from_json(read_text("themes", "light.json"))
DARK = palette_from_json(read_text("themes", "dark.json"))
FLAT = Camera(height=10.0)  # thirty pixels to a unit, the origin at (210, 150)
SPATIAL = Matrix.from_array(np.array([[1, 1, 0], [0, 1, 0.5], [0.3, 0, 1]]))
TURNING = Matrix.from_array(np.array([[0.6, -1.2], [1.0, 0.8]]))

DEFAULTS = LAB.defaults()


def lab_frame(inputs: Inputs, t: float = 0.5) -> Frame:
    checked = LAB.check(inputs)
    camera = PLANE if LAB.dimensions(checked) == 2 else SPACE
    solution = LAB.solve(checked)
    return LAB.frame(solution, t, View(camera.fitted(LAB.extent(solution), SIZE, 1.35), SIZE))


def one(geometry: Geometry, style: Style) -> Frame:
    return Frame((Draw(geometry, style),), (), FLAT)


def scope(frame: Frame, palette: Palette = PALETTE) -> str:
    return tikz_scope(frame, palette, SIZE)


def words(folder: Path) -> str:
    command = ["pdftotext", "-layout", str(folder / "figure.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


FRAMES = {
    "shear": lambda: lab_frame(DEFAULTS),
    "shear at rest": lambda: lab_frame(DEFAULTS, 1.0),
    "cube": lambda: lab_frame(replace(DEFAULTS, matrix=SPATIAL)),
    "ball": lambda: lab_frame(replace(DEFAULTS, matrix=SPATIAL, unit="ball")),
    "complex": lambda: lab_frame(replace(DEFAULTS, matrix=TURNING)),
    "letter": lambda: lab_frame(replace(DEFAULTS, shape="f")),
    "points": lambda: one(
        Points(
            np.random.default_rng(1).normal(size=(300, 3)),
            np.random.default_rng(2).integers(0, 256, (300, 4)) | (0, 0, 0, 255),
        ),
        Style(Slot.ACCENT_9, width=14.0, opacity=0.7),
    ),
    "picture": lambda: one(
        Picture(
            np.stack([*np.mgrid[60:96, 100:148] * 2 - 100, *np.full((2, 36, 48), 255)], axis=-1),
            [(-4, -3, 0), (4, -2, 0), (-3, 3, 0)],
        ),
        Style(Slot.ACCENT_9, opacity=0.5),
    ),
}


DARKENED = sampling.some("TikZ in the dark", list(FRAMES), 2)
IN_TEX = [*((name, PALETTE) for name in FRAMES), *((name, DARK) for name in DARKENED)]
"""What is compiled: every frame, and some in another palette, which changes their colours alone."""


def unlabelled(name: str) -> Frame:
    return replace(FRAMES[name](), labels=())


@pytest.fixture(scope="module")
def all_pages(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> dict[str, QImage]:
    """Return what TeX makes of all frames, or nothing if one of them stops it."""
    bodies = [scope(unlabelled(name), palette) for name, palette in IN_TEX]
    pages = pages_of(bodies, SIZE, UNIT, tmp_path_factory.mktemp("tex"))
    keys = [f"{name} {palette.dark}" for name, palette in IN_TEX]
    return {} if pages is None else dict(zip(keys, pages, strict=True))


@needs_tex
@pytest.mark.parametrize(("name", "palette"), IN_TEX)
def test_tex_and_the_painter_agree(
    qtbot: QtBot, tmp_path: Path, all_pages: dict[str, QImage], name: str, palette: Palette
) -> None:
    frame = unlabelled(name)
    found = all_pages.get(f"{name} {palette.dark}")
    if found is None:
        found = page_alone(scope(frame, palette), SIZE, UNIT, tmp_path)
    painted = frame_image(frame, palette, SIZE)
    assert (found.width(), found.height()) == SIZE
    assert disagreement(found, painted) < 0.01
    assert different_at_all(found, painted) < 0.03


@needs_tex
def test_a_line_through_a_face_is_dimmed_behind_it_alone(qtbot: QtBot, tmp_path: Path) -> None:
    wall = Triangles([[(-4, 0, -4), (4, 0, -4), (4, 0, 4)], [(-4, 0, -4), (4, 0, 4), (-4, 0, 4)]])
    line = Segments([[(-3, -3, 0), (3, 3, 0)]])
    front = Camera(azimuth=-np.pi / 2, elevation=0.0, height=10.0, flat=False)
    style = Style(Slot.ACCENT_1, 12.0)
    draws = Draw(line, style), Draw(wall, Style(Slot.ACCENT_3, opacity=0.5))
    frame = Frame(draws, (), front)
    found = page_alone(scope(frame), SIZE, UNIT, tmp_path)
    assert disagreement(found, frame_image(frame, PALETTE, SIZE)) == 0
    assert found.pixelColor(165, 150) != found.pixelColor(255, 150)


@needs_tex
def test_letters_in_a_room_are_no_wider_than_the_painter_writes_them(
    qtbot: QtBot, tmp_path: Path
) -> None:
    text = "A, B and A.flatten() share this memory"
    label = Label(text, (0, 0, 0), size=6.0, bold=True, fixed=True, ground=False)
    for one_of in (label, replace(label, side=(1.0, 0.0))):
        frame = Frame((), (one_of,), FLAT)
        left, right = _inked(page_alone(scope(frame), SIZE, UNIT, tmp_path))
        first, last = _inked(frame_image(frame, PALETTE, SIZE))
        assert first - 2 <= left <= first + (last - first) / 10
        assert right <= last + 2


def _inked(image: QImage) -> tuple[int, int]:
    """Return the first and last column with dark pixels."""
    columns = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).lightness() < 160 for y in range(image.height()))
    ]
    return columns[0], columns[-1]


@needs_tex
def test_labels_are_text_where_the_painter_writes_them(qtbot: QtBot, tmp_path: Path) -> None:
    labels = (
        Label("middle", (0, 0, 0), size=20.0),
        Label("λ₁ = −√33", (3, 3, 0), Slot.ACCENT_4, size=16.0, bold=True),
        Label("100 % of {a_b} ~ #1 & $2", (-2, -3, 0)),
    )
    frame = Frame((), labels, FLAT)
    image = page_alone(scope(frame), SIZE, UNIT, tmp_path)
    text = words(tmp_path)
    for part in ("middle", "λ", "33", "100 % of", "#1 & $2"):
        assert part in text
    dark = np.array(
        [
            (x, y)
            for x in range(150, 270)
            for y in range(135, 165)
            if image.pixelColor(x, y).lightness() < 128
        ]
    )
    middle = (dark.min(axis=0) + dark.max(axis=0)) / 2
    assert np.abs(middle - (210, 150)).max() < 3


@needs_tex
def test_every_sign_that_has_tex_and_many_points_compile(qtbot: QtBot, tmp_path: Path) -> None:
    signs = "".join(
        chr(code)
        for block in ((32, 0x250), (0x370, 0x400), (0x1D00, 0x1DC0), (0x2010, 0x22FF))
        for code in range(*block)
    )
    lines = [signs[k : k + 60] for k in range(0, len(signs), 60)] + [
        "e₁²₁ A′² ²′ 10⁻³ᵀ √ √x₁² √(λ₁ + 3%) 文"
    ]
    body = "\n".join(f"\\node at (200,{4 * k}) {{{tex_of(line)}}};" for k, line in enumerate(lines))
    points = lab_frame(replace(DEFAULTS, matrix=SPATIAL, shape="points"))
    checked(compiled([body, scope(points)], SIZE, UNIT, tmp_path), pages=2)


@pytest.mark.parametrize("name", FRAMES)
def test_a_scope_is_balanced_small_and_ascii(qtbot: QtBot, name: str) -> None:
    frame = FRAMES[name]()
    code = scope(frame)
    assert code.isascii()
    assert code.startswith(r"\begin{scope}")
    assert code.endswith(r"\end{scope}")
    bare = code.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")
    assert bare.count("[") == bare.count("]")
    used = set(re.findall(r"(?<=[\[/=])eig[0-9A-F]{6}", code))
    defined = re.findall(r"\\definecolor\{(eig[0-9A-F]{6})\}", code)
    assert used <= set(defined)
    assert len(defined) == len(set(defined))
    assert len(code) < (200_000 if not frame.camera.flat else 20_000 if frame.labels else 60_000)


def test_the_background_may_be_left_out(qtbot: QtBot) -> None:
    frame = one(Segments([[(-1, 0, 0), (1, 0, 0)]]), Style(Slot.ACCENT_1, 3.0))
    assert "rectangle (420,300)" in scope(frame).replace("\\clip (0,0) rectangle (420,300)", "")
    bare = tikz_scope(frame, PALETTE, SIZE, background=False)
    assert bare.count("rectangle") == 1
    assert "(180,150)--(240,150)" in bare
    assert r"line width=3\eigenpx" in bare


def test_lines_of_one_look_are_one_path_and_the_unseen_is_left_out(qtbot: QtBot) -> None:
    rows = [[(-1, y, 0), (1, y, 0)] for y in (-3, -1, 1, 3, 9)]
    code = scope(one(Segments(rows), Style(Slot.GRID, 1.0)))
    assert code.count(r"\draw") == 1
    assert code.count("--") == 4


def test_a_fade_is_written_in_strips(qtbot: QtBot) -> None:
    fading = Style(Slot.ACCENT_1, 3.0, fade=5.0)
    code = scope(one(Segments([[(-6, 0, 0), (6, 0, 0)]]), fading))
    opacities = [float(found) for found in re.findall(r"draw opacity=([\d.]+)", code)]
    assert 15 < len(opacities) < 50
    assert max(opacities) <= 1
    assert "(120,150)--(300,150)" in code  # what does not fade is one strip


def test_a_closed_line_is_closed(qtbot: QtBot) -> None:
    corners = [(-1, -1, 0), (1, -1, 0), (0, 1, 0)]
    code = scope(one(Polyline(corners, closed=True), Style(Slot.ACCENT_9)))
    assert "(180,120)--(240,120)--(210,180)--cycle" in code


def test_points_are_sampled_and_it_is_said(qtbot: QtBot) -> None:
    spread = np.random.default_rng(0).uniform(-4, 4, (7000, 3))
    few = Points(spread[:1000], np.tile((255, 0, 0, 255), (1000, 1)))
    clouds = Draw(Points(spread[1000:]), Style(Slot.MUTED)), Draw(few, Style(Slot.MUTED, 5.0))
    frame = Frame(clouds, (), FLAT)
    code = scope(frame)
    drawn = len(re.findall(r"\d/\d|\d/-", code))
    assert f"of {7000} points" in code
    assert MOST_POINTS - 2 <= drawn <= MOST_POINTS
    red = "".join(line for line in re.split(r"\\foreach", code) if "eigFF0000" in line)
    assert len(re.findall(r"\d/\d", red)) == pytest.approx(MOST_POINTS / 7, abs=3)
    assert scope(frame) == code
    kept = scope(replace(frame, draws=clouds[1:]))
    assert "points" not in kept
    mark = Draw(Points([(0, 0, 0)]), Style(Slot.ACCENT_1, 9.0))
    marked = scope(replace(frame, draws=(*clouds, mark)))
    assert len(re.findall(r"\d/\d|\d/-", marked)) == drawn + 1  # a mark is no part of a sample


def test_a_picture_becomes_a_mosaic_of_its_averages(qtbot: QtBot) -> None:
    pixels = np.zeros((100, 200, 4), dtype=np.uint8)
    pixels[:, :100] = (255, 0, 0, 255)
    pixels[:50, 100:] = (0, 0, 255, 128)
    whole = [(-5, -2.5, 0), (5, -2.5, 0), (-5, 2.5, 0)]
    code = scope(one(Picture(pixels, whole), Style(Slot.ACCENT_9, opacity=0.5)))
    assert "mosaic" in code
    assert r"\fill[eigFF0000,fill opacity=0.5]" in code
    assert re.search(r"\\fill\[eig0000FF,fill opacity=0\.2[56]", code)
    noise = np.random.default_rng(0).integers(0, 256, (300, 200, 4))
    cells = scope(one(Picture(noise, whole), Style(Slot.ACCENT_9))).count("rectangle")
    assert 1000 < cells <= 48 * 32


def test_the_opacity_of_a_picture_of_cells_is_that_of_each(qtbot: QtBot) -> None:
    cells = np.array([[(255, 0, 0, 255), (0, 0, 255, 128)]], np.uint8)
    whole = Picture(cells, [(-2, -1, 0), (2, -1, 0), (-2, 1, 0)], cells=True)
    code = scope(one(whole, Style(Slot.ACCENT_9, opacity=0.5)))
    assert r"\fill[eigFF0000,fill opacity=0.5]" in code
    assert re.search(r"\\fill\[eig0000FF,fill opacity=0\.2[56]", code)
    assert "opacity" not in scope(one(whole, Style(Slot.ACCENT_9))).split("eig0000FF")[0]


def test_what_is_too_large_for_tex_is_refused(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="at most"):
        tikz_scope(one(Points([(0, 0, 0)]), Style(Slot.MUTED)), PALETTE, (9000, 100))
    with pytest.raises(ValueError, match="at most"):
        tikz_document("", (4000, 3000), 2.0)


def test_a_document_has_the_figures_size_and_shows_where_it_is() -> None:
    code = tikz_document("BODY", SIZE, UNIT, preamble=r"\usepackage{lmodern}")
    assert r"\setlength{\paperwidth}{315bp}" in code
    assert r"\setlength{\paperheight}{225bp}" in code
    assert code.index("lmodern") < code.index(r"\begin{document}")
    figure = code.split("% The figure begins here")[1].split("% The figure ends here")[0]
    assert figure.split("\n", 1)[1] == (
        "\\begin{tikzpicture}[x=0.75bp,y=0.75bp]\nBODY\n\\end{tikzpicture}%\n"
    )


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("area 1.00", "area 1.00"),
        ("e₁", "e${}_{1}$"),
        ("λ₁ = −2.5", r"$\lambda _{1}$ = $-$2.5"),
        ("x₁²", "x${}_{1}{}^{2}$"),
        ("A⁻¹", "A${}^{-1}$"),
        ("Aᵀ", "A${}^{T}$"),
        ("1 + √33", r"1 + $\sqrt{\mbox{33}}$"),
        ("√(2π)", r"$\sqrt{\mbox{2$\pi $}}$"),
        ("θ = 32.1°", r"$\theta $ = 32.1${}^{\circ }$"),
        ("1.5×10⁻³", r"1.5$\times $10${}^{-3}$"),
        ("‖v‖ ≤ ½", r"$\| $v$\| $ $\leq $ $\frac{1}{2}$"),
        ("50 % of $3 & {x_y}#", r"50 \% of \$3 \& \{x\_y\}\#"),
        ("\\~^", r"\textbackslash{}\textasciitilde{}\textasciicircum{}"),
        ("a < b", "a $<$ b"),
        ("café Gauß", r"caf\'{e} Gau\ss{}"),
        ("文 x", "? x"),
        ("a\nb", "a b"),
        ("", ""),
    ],
)
def test_text_becomes_tex(text: str, tex: str) -> None:
    assert tex_of(text) == tex
