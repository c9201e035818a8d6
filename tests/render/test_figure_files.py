"""What the files of figures are made of: cells in their own colours, letters, rooms, readouts."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from eigenscope.document.codec import set_from_texts
from eigenscope.document.figures import FigureSettings
from eigenscope.export.composing import compose
from eigenscope.export.figures import page_svg, save_figure
from eigenscope.export.formulas import typeset
from eigenscope.export.page import FormulaLine, Page, Panel
from eigenscope.export.pictures import load_palette
from eigenscope.export.subject import Subject
from eigenscope.export.tikz import plain_latex, tikz_page
from eigenscope.labs.contract.registry import load_lab
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.notation import latex_of_words
from eigenscope.main.command_line import run
from eigenscope.render.tikz.texts import tex_of
from eigenscope.scene.colour_scale import scale_between

PRINT = load_palette("print")
MAP = FigureSettings(85, picture=False, charts=("map",))


def subject(lab_name: str, **texts: str) -> Subject:
    lab = load_lab(lab_name)
    inputs = set_from_texts(lab, lab.defaults(), texts)
    return Subject(lab, inputs, lab.solve(inputs))


def page_of(of: Subject, settings: FigureSettings) -> Page:
    return compose(of, settings, 1.0)


def filled(tex: str) -> set[str]:
    """Return the colours, RRGGBB, of cells that are filled."""
    return set(re.findall(r"fill\[eig([0-9A-F]{6})\] \(", tex))


@pytest.mark.parametrize("rows", [4, 7, 100])
def test_a_map_in_tikz_has_no_colour_that_its_bar_lacks(qtbot: QtBot, rows: int) -> None:
    data = f"randn({rows}, {rows})"
    page = page_of(subject("matrix", data=data), MAP)
    tex = tikz_page(page, PRINT)
    scale = scale_between(-1.0, 1.0, diverging=True, dark=False)
    known = {"".join(f"{part:02X}" for part in colour[:3]) for colour in scale.table}
    cells = filled(tex)
    assert len(cells) > min(rows, 20)
    assert cells - {"FFFFFF"} <= known  # white is the ground
    said = {4: "4 x 4 cells, each", 7: "7 x 7 cells, each", 100: "50 x 50 of 100 x 100 cells"}
    assert said[rows] in tex


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="pdfimages is not installed")
@pytest.mark.parametrize("data", ["[3 -2 0; 1 -3 2.5]", "randn(80, 70)"])
def test_a_map_in_a_pdf_has_a_pixel_an_entry_and_loses_none(
    qtbot: QtBot, tmp_path: Path, data: str
) -> None:
    of = subject("matrix", data=data)
    path = tmp_path / "map.pdf"
    save_figure(page_of(of, MAP), MAP, PRINT, path)
    listed = subprocess.run(
        ["pdfimages", "-list", path], capture_output=True, text=True, check=True
    )
    first, bar = (line.split() for line in listed.stdout.splitlines()[2:])
    rows, columns = of.solution.shape
    assert first[3:5] == [str(columns), str(rows)]
    assert bar[3:5] == ["1", "256"]
    assert {first[8], bar[8]} == {"image"}  # "jpeg" where pixels are lost
    subprocess.run(["pdfimages", "-png", path, tmp_path / "cell"], check=True)
    from PIL import Image

    with Image.open(tmp_path / "cell-000.png") as image:
        seen = np.asarray(image.convert("RGB"))
    scale = scale_between(
        of.solution.limits.low, of.solution.limits.high, diverging=True, dark=False
    )
    assert np.array_equal(seen, scale.paint(np.asarray(of.solution.values, float))[..., :3])


def test_cells_in_svg_have_edges_in_readers_that_smooth_images(qtbot: QtBot) -> None:
    svg = page_svg(page_of(subject("matrix", data="[1 2; 3 4]"), MAP), MAP, PRINT).decode()
    sizes = [
        (int(w), int(h)) for w, h in re.findall(r'<image[^>]*width="(\d+)" height="(\d+)"', svg)
    ]
    assert len(sizes) == 2
    assert all(min(size) >= 600 for size in sizes)


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("● Adam", r"$\bullet $ Adam"),
        ("Ax̂", r"A\^{x}"),
        ("1000 €", r"1000 \texteuro{}"),
    ],
)
def test_signs_of_labels_are_set_rather_than_asked_for(text: str, tex: str) -> None:
    assert tex_of(text) == tex


@pytest.mark.parametrize(
    ("text", "latex"),
    [("Ax̂", r"A\hat{x}"), ("‖x̂‖", r"\|\hat{x}\|"), ("λ̂", r"\hat{\lambda}")],
)
def test_a_hat_stands_on_its_letter(text: str, latex: str) -> None:
    assert latex_of_words(text).replace(" ", "") == latex


@pytest.mark.parametrize("ending", ["pdf", "tex", "png"])
def test_a_figure_of_a_sample_says_so(
    ending: str,
    qtbot: QtBot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("eigenscope.engine.large.streaming_covariance.MOST_SAMPLED", 250)
    monkeypatch.setattr("eigenscope.render.tikz.writing.MOST_POINTS", 150)
    monkeypatch.setattr("eigenscope.export.tikz.MOST_POINTS", 150)
    table = tmp_path / "many.csv"
    random = np.random.default_rng(3)
    np.savetxt(table, random.normal(size=(500, 2)), "%.4f", ",")
    figure = tmp_path / f"figure.{ending}"
    settings = ("topic=components", "source=table", f"data={table}")
    texts = [part for setting in settings for part in ("--set", setting)]
    assert run(["render", "svd_pca", *texts, "-o", str(figure)]) == 0
    said = capsys.readouterr().err
    assert "figure." + ending + ": 250 of 500 points are drawn, evenly sampled." in said
    assert ("TikZ draws 150 of 250 points" in said) == (ending == "tex")
    lab = load_lab("svd_pca")
    inputs = set_from_texts(
        lab, lab.defaults(), {"data": str(table), "source": "table", "view": "components"}
    )
    assert str(lab.caption(lab.solve(inputs), 1.0)).startswith("250 of 500 points are drawn")


def test_rows_of_a_matrix_that_are_sampled_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eigenscope.labs.matrix.solving.MOST_POINTS", 40)
    lab = load_lab("matrix")
    rows = Matrix.from_array(np.random.default_rng(3).normal(size=(50, 3)).round(3))
    for shown in (True, False):
        solution = lab.solve(lab.check(replace(lab.defaults(), data=rows, rows=shown)))
        words = "40 of 50 rows are drawn as points, evenly sampled."
        assert str(lab.sampled(solution)) == (words if shown else "")
        assert (words in str(lab.caption(solution, 1.0))) == shown


def test_formulas_in_tikz_are_ascii(qtbot: QtBot) -> None:
    assert plain_latex(r"\text{price (1000 €)}").isascii()
    of = subject("systems", topic="regression")
    settings = FigureSettings(85, readouts=True, title="剪切", legend=True)
    body = tikz_page(page_of(of, settings), PRINT)
    drawn = [line for line in body.splitlines() if not line.isascii()]
    assert all("%" in line for line in drawn), "only comments name what is drawn as outlines"


@pytest.mark.parametrize(
    ("lab", "texts", "latex"),
    [
        ("transform", {"matrix": "[2 0; 0 2]"}, r"\text{Kind}\text{:}\;"),  # its text has a digit
        ("transform", {"matrix": "[2 1; 1 3]"}, r"\text{Kind}\text{:}\;"),  # and this has none
        ("transform", {}, r"\text{Determinant} = "),
        ("systems", {}, r"\text{Solutions}\text{:}\;"),
    ],
)
def test_readouts_read_alike_whatever_they_say(
    qtbot: QtBot, lab: str, texts: dict[str, str], latex: str
) -> None:
    page = page_of(subject(lab, **texts), FigureSettings(175, readouts=True))
    found = [item.latex for item in page.items if isinstance(item, FormulaLine)]
    assert any(one.startswith(latex) for one in found), found


def test_a_readout_that_is_a_table_has_the_digits_of_the_panel(qtbot: QtBot) -> None:
    page = page_of(subject("attention", mask="causal"), FigureSettings(85, readouts=True))
    (weights, _) = (item.latex for item in page.items if isinstance(item, FormulaLine))
    rows = r"1 & 0 & 0 \\ 0.3302 & 0.6698 & 0 \\ 0.2483 & 0.2483 & 0.5035"
    assert rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}" in weights


@pytest.mark.parametrize("rows", [3, 9])
def test_brackets_of_any_height_are_drawn(qtbot: QtBot, rows: int) -> None:
    column = r"\\".join(["1"] * rows)
    matrix = typeset(rf"\begin{{pmatrix}} {column} \end{{pmatrix}}", 12.0).letters.boundingRect()
    digit = typeset("1", 12.0).letters.boundingRect()
    assert matrix.width() > 2 * digit.width()
    assert matrix.height() > rows * digit.height()


@pytest.mark.parametrize(
    ("texts", "least"),
    [
        ({}, 0.7),
        ({"a": "[1 2 3 4; 5 6 7 8]", "b": "[1; 2; 3; 4]"}, 0.65),
        ({"topic": "entrywise"}, 0.7),
    ],
)
def test_tables_take_most_of_a_column(qtbot: QtBot, texts: dict[str, str], least: float) -> None:
    page = page_of(subject("product", **texts), FigureSettings(unit="single"))
    (panel,) = (item for item in page.items if isinstance(item, Panel))
    points = [
        draw.geometry.points.reshape(-1, 3) @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
        for draw in panel.frame.draws
        if hasattr(draw.geometry, "points")
    ]
    seen = panel.frame.camera.project(np.concatenate(points), panel.size)[:, 0]
    assert np.ptp(seen) >= least * panel.size[0]


# --- letters, and fragments ----------------------------------------------------------------------

WRITTEN = FigureSettings(85, title="Shear 剪切", legend=True, letters="text")


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts is not installed")
def test_a_pdf_with_text_embeds_its_fonts_and_can_be_searched(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    save_figure(page_of(subject("transform"), WRITTEN), WRITTEN, PRINT, path)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = [line for line in fonts.splitlines()[2:] if line]
    assert rows
    assert all(re.search(r"yes\s+(yes|no)\s+yes\s+\d+\s+0$", row) for row in rows), fonts
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    # Without a Chinese font on the machine there is nothing to embed for 剪切.
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    for word in ("Shear 剪切" if chinese else "Shear", "still grid", "area 1.00"):
        assert word in text.stdout


def test_an_svg_with_text_names_its_font_and_what_may_stand_in(qtbot: QtBot) -> None:
    svg = page_svg(page_of(subject("transform"), WRITTEN), WRITTEN, PRINT).decode()
    found = re.findall(r'<text[^>]*font-family="([^"]*)"[^>]*>([^<]*)<', svg)
    assert {"still grid", "area 1.00"} <= {text.strip() for _, text in found}
    latin = [family for family, text in found if text.isascii()]
    assert all(family.endswith("'Helvetica Neue', Arial, sans-serif") for family in latin)


def test_letters_are_outlines_unless_text_is_asked_for(qtbot: QtBot) -> None:
    page = page_of(subject("transform"), WRITTEN)
    svg = page_svg(page, FigureSettings(85), PRINT).decode()
    assert "<text" not in svg
    assert len(svg) > len(page_svg(page, WRITTEN, PRINT).decode())


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_a_fragment_is_put_into_documents_twice(qtbot: QtBot, tmp_path: Path) -> None:
    settings = FigureSettings(85, legend=True, title="Shear 剪切", fragment=True, readouts=True)
    save_figure(page_of(subject("transform"), settings), settings, PRINT, tmp_path / "shear.tex")
    fragment = (tmp_path / "shear.tex").read_text(encoding="utf-8")
    assert r"\documentclass" not in fragment
    (tmp_path / "paper.tex").write_text(
        r"\documentclass{article}\usepackage{tikz}\begin{document}"
        r"\setbox0=\hbox{\input{shear}}\message{wide \the\wd0.}\copy0\par\input{shear}"
        r"\end{document}",
        encoding="ascii",
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-1500:]
    wide = re.search(r"wide ([\d.]+)pt", done.stdout)
    assert wide is not None
    assert float(wide[1]) == pytest.approx(85 / 25.4 * 72.27, abs=0.5)  # TeX's points, no more


@pytest.mark.parametrize(
    ("lab_name", "texts"),
    [("attention", {"picture": "box"}), ("network", {"topic": "layers", "steps": "5"})],
)
def test_a_pdf_consists_of_shapes(
    qtbot: QtBot, tmp_path: Path, lab_name: str, texts: dict[str, str]
) -> None:
    """Cells in perspective were an image of 7,753 × 7,869 pixels, and outlines were empty."""
    settings = FigureSettings(85)
    page = page_of(subject(lab_name, **texts), settings)
    save_figure(page, settings, PRINT, tmp_path / "figure.pdf")
    data = (tmp_path / "figure.pdf").read_bytes()
    assert b"/Subtype /Image" not in data
    for begin in re.finditer(rb"stream\r?\n", data):
        try:
            written = zlib.decompressobj().decompress(data[begin.end() :])
        except zlib.error:
            continue
        assert not re.search(rb"(gs|q|cs|scn)\nh", written)
