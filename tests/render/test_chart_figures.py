"""Charts in figures: each value stands where the axis's numbers say, in the colour of its scale."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from eigenscope.document.codec import set_from_texts
from eigenscope.document.figures import FigureSettings
from eigenscope.export.composing import compose
from eigenscope.export.figures import page_image
from eigenscope.export.page import Page, Panel, Swatch, TextLine
from eigenscope.export.pictures import load_palette
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.plots.charts import CURVES
from eigenscope.scene.colour_scale import scale_between
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import Points, Polyline, Triangles
from eigenscope.scene.slots import Slot

from .compare import pixels

PRINT, DARK = load_palette("print"), load_palette("dark")
ALONE = FigureSettings(600, 400, "px", picture=False)
_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


@cache
def subject(lab_name: str, **texts: str) -> Subject:
    lab = load_lab(lab_name)
    inputs = lab.defaults()
    for name, text in texts.items():
        inputs = set_from_texts(lab, inputs, {name: text})
    return Subject(lab, inputs, lab.solve(inputs))


def page_of(of: Subject, *keys: str, settings: FigureSettings = ALONE) -> Page:
    return compose(of, replace(settings, charts=keys), 0.5)


def texts_of(page: Page) -> list[str]:
    return [item.text for item in page.items if isinstance(item, TextLine)]


def series_of(page: Page) -> list[Draw]:
    return [d for item in page.items if isinstance(item, Panel) for d in item.frame.named("series")]


def numbers(page: Page, *, upright: bool) -> list[tuple[float, float]]:
    """Return what an axis's numbers say and where they stand, in pixels from the bottom left."""
    found: list[tuple[float, float, float]] = []
    panel = next(item for item in page.items if isinstance(item, Panel))
    for item in page.items:
        if isinstance(item, TextLine) and item.anchor == (1 if upright else 0):
            try:
                value = reading(item.text)
            except ValueError:
                continue
            x, y = item.place[0] - panel.place[0], item.place[1] - panel.place[1]
            found.append((value, panel.size[1] - y if upright else x, y))
    lowest = max(y for _, _, y in found)  # above the numbers under an axis a map has its own
    return [(value, place) for value, place, y in found if upright or y == lowest]


def reading(text: str) -> float:
    if text.startswith("10") and text not in ("10", "100", "1000"):
        return 10.0 ** int(text[2:].translate(_DIGITS))
    return float(text.translate(_DIGITS))


def said_by(axis: list[tuple[float, float]], place: float, *, logarithmic: bool = False) -> float:
    """Return the value at a place, by the axis's outermost numbers."""
    (a, x), (b, y) = min(axis), max(axis)
    part = (place - x) / (y - x)
    if logarithmic:
        return float(10 ** (math.log10(a) + part * math.log10(b / a)))
    return a + part * (b - a)


def test_singular_values_stand_at_their_numbers(qtbot: QtBot) -> None:
    page = page_of(subject("matrix", data="diag([1000, 50, 2, 1])"), "singular")
    (draw,) = series_of(page)
    assert isinstance(draw.geometry, Points)
    up, across = numbers(page, upright=True), numbers(page, upright=False)
    found = sorted(
        (said_by(across, float(x)), said_by(up, float(y), logarithmic=True))
        for x, y, _ in draw.geometry.positions
    )
    assert [x for x, _ in found] == pytest.approx([1, 2, 3, 4], abs=0.01)
    assert [y for _, y in found] == pytest.approx([1000, 50, 2, 1], rel=0.01)
    assert "Singular values" in texts_of(page)


def test_bars_are_as_high_as_their_counts(qtbot: QtBot) -> None:
    of = subject("matrix", data="[[1,1,1],[1,2,2],[5,5,9]]")
    page = page_of(of, "entries")
    chart = next(plotted for plotted in of.charts() if plotted.key == "entries")
    bars = next(d for d in series_of(page) if isinstance(d.geometry, Triangles))
    assert isinstance(bars.geometry, Triangles)
    corners = bars.geometry.points.reshape(-1, 18, 3)  # six triangles around a bar's middle
    up, across = numbers(page, upright=True), numbers(page, upright=False)
    heights = [said_by(up, float(bar[:, 1].max())) for bar in corners]
    feet = [said_by(up, float(bar[:, 1].min())) for bar in corners]
    left = [said_by(across, float(bar[:, 0].min())) for bar in corners]
    series = chart.series[0]  # type: ignore[union-attr]
    assert heights == pytest.approx(series.y.tolist(), abs=0.05)
    assert sum(heights) == pytest.approx(9, abs=0.2)
    assert feet == pytest.approx([0] * len(feet), abs=0.02)
    assert left == pytest.approx(series.x[:-1].tolist(), abs=0.05)


def test_eigenvalues_keep_their_shape(qtbot: QtBot) -> None:
    page = page_of(subject("matrix", data="[[0,-2],[2,0]]"), "eigenvalues")
    up, across = numbers(page, upright=True), numbers(page, upright=False)
    units = [(max(axis)[1] - min(axis)[1]) / (max(axis)[0] - min(axis)[0]) for axis in (up, across)]
    assert units[0] == pytest.approx(units[1], rel=1e-6)
    points = next(d for d in series_of(page) if isinstance(d.geometry, Points))
    assert isinstance(points.geometry, Points)
    found = {
        (round(said_by(across, float(x)), 3), round(said_by(up, float(y)), 3))
        for x, y, _ in points.geometry.positions
    }
    assert found == {(0.0, 2.0), (0.0, -2.0)}


@pytest.mark.parametrize("palette", [PRINT, DARK], ids=["print", "dark"])
def test_a_map_has_the_colours_of_its_entries(qtbot: QtBot, palette: object) -> None:
    colours = PRINT if palette is PRINT else DARK
    rows = np.array([[3.0, -2.0, 0.0], [1.0, -3.0, 2.5]])
    of = subject("matrix", data="[[3,-2,0],[1,-3,2.5]]")
    page = compose(of, replace(ALONE, charts=("map",)), dark=colours.dark)
    image = pixels(page_image(page, colours, (600, 400)))
    scale = scale_between(-3.0, 3.0, diverging=True, dark=colours.dark)
    up, across = numbers(page, upright=True), numbers(page, upright=False)
    panel = next(item for item in page.items if isinstance(item, Panel))
    scaled = 600 / page.size[0]
    wanted = scale.paint(rows)[..., :3].astype(np.int16)
    for i, j in np.ndindex(rows.shape):
        x = panel.place[0] + place_at(across, j + 0.65)  # beside the number in the cell's middle
        y = panel.place[1] + panel.size[1] - place_at(up, i + 0.65)
        seen = image[round(y * scaled), round(x * scaled)]
        assert np.abs(seen - wanted[i, j]).max() <= 3, (i, j)
    assert {"3", "0", "−3"} <= set(texts_of(page))  # of the bar, and of entries
    assert {"−2", "1", "2.5"} <= set(texts_of(page))


def place_at(axis: list[tuple[float, float]], value: float) -> float:
    (a, x), (b, y) = min(axis), max(axis)
    return x + (value - a) / (b - a) * (y - x)


def test_the_curve_of_a_transform_ends_at_its_determinant(qtbot: QtBot) -> None:
    page = page_of(subject("transform", matrix="[[2,1],[1,2]]"), CURVES)
    (draw,) = series_of(page)
    assert isinstance(draw.geometry, Polyline)
    up = numbers(page, upright=True)
    assert said_by(up, float(draw.geometry.points[0, 1])) == pytest.approx(1.0, abs=0.01)
    assert said_by(up, float(draw.geometry.points[-1, 1])) == pytest.approx(3.0, abs=0.01)
    assert min(up)[0] == 0  # the ground is in view


def test_a_legend_names_the_series_in_their_colours(qtbot: QtBot) -> None:
    page = page_of(subject("matrix", data="randn(6, 6)"), "energy")
    assert {"energy kept", "relative error"} <= set(texts_of(page))
    slots = {item.slot for item in page.items if isinstance(item, Swatch)}
    assert slots == {Slot.ACCENT_6, Slot.ACCENT_5}


def test_what_is_written_in_a_cell_is_not_painted_over(qtbot: QtBot) -> None:
    for items in (page_of(subject("matrix"), "singular", "map", "energy").items,):
        later: list[object] = []
        for item in reversed(items):
            if isinstance(item, TextLine | Swatch):
                x, y = item.place
                assert not any(inside(x, y, panel) for panel in later), item
            elif isinstance(item, Panel):
                later.append(item)


def inside(x: float, y: float, panel: object) -> bool:
    assert isinstance(panel, Panel)
    (left, top), (wide, high) = panel.place, panel.size
    return left < x < left + wide and top < y < top + high


def test_charts_that_a_lab_does_not_have_are_left_out(qtbot: QtBot) -> None:
    of = subject("transform", matrix="[[2,1],[1,2]]")
    alone = page_of(of, "singular", "map")
    assert [type(item) for item in alone.items] == [Panel]  # there must be something to see
    both = page_of(of, CURVES, "map", settings=replace(ALONE, picture=True))
    grounds = [item for item in both.items if isinstance(item, Panel) and item.ground]
    assert len(grounds) == 2


@pytest.mark.parametrize("name", lab_names())
@pytest.mark.parametrize("settings", [ALONE, FigureSettings(85, unit="mm")], ids=["wide", "column"])
def test_every_chart_of_every_lab_stays_in_its_cell(
    qtbot: QtBot, name: str, settings: FigureSettings
) -> None:
    of = subject(name)
    keys = [plotted.key for plotted in of.charts()]
    page = page_of(of, *keys, settings=settings)
    image = page_image(page, PRINT, (round(page.size[0]), round(page.size[1])))
    assert image.width() > 0
    for item in page.items:
        if isinstance(item, Panel):
            for draw in item.frame.named("series"):
                points = vertices_of(draw)
                assert np.isfinite(points).all()
                away = np.abs(points[:, :2] - item.frame.camera.target[:2])
                assert (away <= np.array(item.size) / 2 + 1).all()
        if isinstance(item, TextLine):
            assert -1 <= item.place[0] <= page.size[0] + 1, item
            assert -1 <= item.place[1] <= page.size[1] + 1, item


def vertices_of(draw: Draw) -> npt.NDArray[np.float32]:
    from eigenscope.scene.geometry import vertices

    return vertices(draw.geometry)


@pytest.mark.parametrize(
    "data",
    ["zeros(3, 3)", "[[0]]", "1e150*randn(3,3)", "1e-200*I(3)", "randn(1, 40)", "randn(40, 1)"],
)
def test_odd_matrices_make_figures(qtbot: QtBot, data: str) -> None:
    of = subject("matrix", data=data)
    page = page_of(of, *(plotted.key for plotted in of.charts()))
    assert page_image(page, PRINT, (600, 400)).width() == 600


def test_curves_are_marked_where_pictures_beside_them_stand(qtbot: QtBot) -> None:
    of = subject("transform", matrix="[[2,1],[1,2]]")
    settings = replace(ALONE, picture=True, moments=(0.0, 0.25, 1.0))
    page = page_of(of, CURVES, settings=settings)
    labels = [
        label.text for item in page.items if isinstance(item, Panel) for label in item.frame.labels
    ]
    assert "t = ¼" in labels
    assert not {"t = 0", "t = 1"} & set(labels)
    assert "t = ½" not in [
        label.text
        for item in page_of(of, CURVES).items
        if isinstance(item, Panel)
        for label in item.frame.labels
    ]


def test_a_figures_legend_names_the_singular_directions(qtbot: QtBot) -> None:
    settings = replace(ALONE, picture=True, legend=True, readouts=True, height=500)
    page = compose(subject("matrix"), settings)
    assert {"σ₁u₁", "σ₂u₂", "image of the unit ball"} <= set(texts_of(page))
