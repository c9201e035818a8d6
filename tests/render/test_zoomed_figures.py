"""Parts of charts in figures: what a zoom shows, cut off at its edges, by the axes' own numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from eigenscope.document.figures import Zoom
from eigenscope.export.composing import compose
from eigenscope.export.figures import page_image
from eigenscope.export.page import Page, Panel
from eigenscope.export.plots.cells import plotted_items
from eigenscope.plots.areas import Area
from eigenscope.plots.charts import BARS, CURVES, LINE, POINTS, Chart, Mark, Plotted, Series
from eigenscope.plots.ranges import Extent
from eigenscope.plots.series_draws import dashes
from eigenscope.scene.geometry import Points, Polyline, Triangles
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words

from .. import sampling
from .compare import pixels
from .test_chart_figures import (
    ALONE,
    PRINT,
    numbers,
    page_of,
    said_by,
    series_of,
    subject,
    texts_of,
)

SIZE = (600.0, 400.0)


def chart(*content: Series, **more: Any) -> Chart:
    return Chart("one", Words("One"), Words("across"), Words("up"), content, **more)


def drawn(plotted: Plotted, zoom: Extent | None) -> Page:
    items = plotted_items(plotted, (0.0, 0.0), SIZE, dark=False, zoom=zoom)
    return Page(tuple(items), SIZE, 0.75)


def series(x: Any, y: Any, kind: str = LINE, **more: Any) -> Series:
    return Series(np.array(x, float), np.array(y, float), Slot.HIGHLIGHT, kind, **more)


def ends_of_axis(page: Page, *, upright: bool) -> tuple[float, float]:
    """Return what an axis's numbers say of the edges of what is drawn."""
    axis = numbers(page, upright=upright)
    part = next(item for item in page.items if isinstance(item, Panel) and not item.ground)
    middle, side = part.frame.camera.target[int(upright)], part.size[int(upright)]
    return said_by(axis, middle - side / 2), said_by(axis, middle + side / 2)


def coloured(page: Page, slot: Slot) -> Any:
    """Return where (h, w) a page has a slot's colour, whole or blended with the ground."""
    image = pixels(page_image(page, PRINT, (600, 400))).astype(float)
    colour, ground = (np.array(PRINT[r][:3]) * 255 for r in (slot, Slot.BACKGROUND))
    way = colour - ground
    part = (image - ground) @ way / (way @ way)
    return (np.abs(image - ground - part[..., None] * way).max(axis=2) < 12) & (part > 0.25)


def test_the_axes_end_where_the_zoom_does(qtbot: QtBot) -> None:
    page = drawn(chart(series([0, 10], [0, 100])), (2.0, 4.0, 15.0, 45.0))
    assert ends_of_axis(page, upright=False) == pytest.approx((2, 4), rel=1e-6)
    assert ends_of_axis(page, upright=True) == pytest.approx((15, 45), rel=1e-6)


def test_a_line_between_two_points_outside_is_seen_and_cut_off(qtbot: QtBot) -> None:
    page = drawn(chart(series([0, 10], [0, 100])), (2.0, 4.0, 25.0, 35.0))
    seen = coloured(page, Slot.HIGHLIGHT)
    part = next(item for item in page.items if isinstance(item, Panel) and not item.ground)
    (left, top), (wide, high) = part.place, part.size
    rows, columns = np.nonzero(seen)
    # It enters at the bottom where x is 2.5 and leaves at the top where x is 3.5.
    assert columns.min() == pytest.approx(left + wide / 4, abs=3)
    assert columns.max() == pytest.approx(left + wide * 3 / 4, abs=3)
    assert rows.min() == pytest.approx(top, abs=2)
    assert rows.max() == pytest.approx(top + high, abs=2)


@pytest.mark.parametrize("kind", [LINE, POINTS, BARS])
@pytest.mark.parametrize("dashed", [False, True])
def test_nothing_is_drawn_outside_the_axes(qtbot: QtBot, kind: str, dashed: bool) -> None:
    x = np.linspace(0, 1, 5001 if kind == BARS else 5000)
    y = np.abs(np.sin(40 * x[:5000])) + 0.1
    page = drawn(chart(series(x, y, kind, dashed=dashed)), (0.4, 0.5, 0.3, 0.7))
    seen = coloured(page, Slot.HIGHLIGHT)
    part = next(item for item in page.items if isinstance(item, Panel) and not item.ground)
    (left, top), (wide, high) = part.place, part.size
    assert seen.sum() > 200
    seen[math.floor(top) : math.ceil(top + high), math.floor(left) : math.ceil(left + wide)] = False
    assert not seen.any()


def test_a_long_line_keeps_its_shape_where_it_leaves_the_view(qtbot: QtBot) -> None:
    # So many points that they are thinned out: what is above the view must not be forgotten.
    x = np.linspace(0, 1, 200_000)
    page = drawn(chart(series(x, np.where((x > 0.3) & (x < 0.6), 10.0, 0.5))), (0.0, 1.0, 0.0, 1.0))
    (draw,) = series_of(page)
    assert isinstance(draw.geometry, Polyline)
    up, across = numbers(page, upright=True), numbers(page, upright=False)
    places = draw.geometry.points
    above = places[[said_by(up, float(y)) > 1 for y in places[:, 1]]]
    assert said_by(across, float(above[0, 0])) == pytest.approx(0.3, abs=0.005)
    assert said_by(across, float(above[-1, 0])) == pytest.approx(0.6, abs=0.005)


def test_a_logarithmic_axis_within_a_decade_has_numbers(qtbot: QtBot) -> None:
    content = chart(series([1, 2, 3], [100.0, 1000.0, 5000.0], POINTS), log_y=True)
    page = drawn(content, (0.0, 4.0, math.log10(210), math.log10(480)))
    assert {"250", "300", "350", "400", "450"} <= set(texts_of(page))
    assert said_by(numbers(page, upright=True), 0.0, logarithmic=True) < 210
    (draw,) = series_of(drawn(content, (0.0, 4.0, 2.9, 3.1)))
    assert isinstance(draw.geometry, Points)
    assert len(draw.geometry.positions) == 1  # 1000


def test_marks_outside_are_left_out(qtbot: QtBot) -> None:
    marks = (
        Mark(2.0, Words("rank 2"), Slot.ACCENT_4, upright=True),
        Mark(8.0, Words("edge"), Slot.ACCENT_5, upright=False),
    )
    content = chart(series([1, 2, 3], [1, 2, 10]), marks=marks)
    assert set(labels_of(drawn(content, None))) >= {"rank 2", "edge"}
    near = labels_of(drawn(content, (0.0, 4.0, 0.0, 5.0)))
    assert "rank 2" in near  # its line goes all the way up
    assert "edge" not in near


def zoom(key: str, left: float, right: float, bottom: float, top: float) -> Zoom:
    return Zoom(key, left, right, bottom, top)


def labels_of(page: Page) -> list[str]:
    return [
        label.text for item in page.items if isinstance(item, Panel) for label in item.frame.labels
    ]


def test_a_map_shows_the_entries_in_view_by_their_own_numbers(qtbot: QtBot) -> None:
    of = subject("matrix", data="[[11,12,13,14],[21,22,23,24],[31,32,33,34],[41,42,43,44]]")
    settings = replace(ALONE, zooms=(zoom("map", 1.8, 3.4, 2.6, 4.4),))
    words = texts_of(page_of(of, "map", settings=settings))
    assert {"32", "33", "42", "43"} <= set(words)
    assert not {"12", "22", "31", "34", "23"} & set(words)
    axis = [word for word in words if word in ("1", "2", "3", "4")]
    assert sorted(axis) == ["2", "3", "3", "4"]
    assert {"11", "44"} <= set(words)  # the colours' bar is that of the whole


@pytest.mark.parametrize(
    "other",
    [(20, 30, 0, 100), (2, 4, 1e6, 2e6), (0, 1e12, 0, 1e14), (5, 5 + 1e-12, 0, 1)],
    ids=["beside", "above", "far", "point"],
)  # fmt: skip
def test_a_zoom_of_other_numbers_is_left_out(qtbot: QtBot, other: Extent) -> None:
    content = chart(series([0, 10], [0, 100]))
    assert ends_of_axis(drawn(content, other), upright=False) == pytest.approx(
        ends_of_axis(drawn(content, None), upright=False)
    )


def test_equal_axes_stay_equal(qtbot: QtBot) -> None:
    page = drawn(chart(series([0, 3], [0, 4]), equal=True), (1.0, 2.0, 1.0, 1.1))
    left, right = ends_of_axis(page, upright=False)
    low, high = ends_of_axis(page, upright=True)
    part = next(item for item in page.items if isinstance(item, Panel) and not item.ground)
    assert (right - left) / part.size[0] == pytest.approx((high - low) / part.size[1], rel=1e-6)
    assert (left, right) == pytest.approx((1, 2), rel=1e-6)


def test_a_circle_looked_at_closely_is_round(qtbot: QtBot) -> None:
    # Near its right end, in a window 1/1000 as large: 0.5 mrad up, an arc leaves its tangent.
    content = chart(series([-1, 1], [-1, 1], POINTS), circles=(1.0,), equal=True)
    page = drawn(content, (0.9995, 1.0005, -0.0005, 0.0005))
    part = next(item for item in page.items if isinstance(item, Panel) and not item.ground)
    (ring,) = part.frame.named("mark")
    places: Any = ring.geometry
    ends = places.points.reshape(-1, 3)
    up, across = numbers(page, upright=True), numbers(page, upright=False)
    left, right = ends_of_axis(page, upright=False)
    unit = part.size[0] / (right - left)
    away = [math.hypot(said_by(across, float(x)), said_by(up, float(y))) for x, y, _ in ends]
    assert len(ends) > 20
    assert np.abs(np.array(away) - 1).max() * unit < 0.6  # pixels


TENTHS = st.integers(-500, 1500).map(lambda n: n / 10)
LINES = st.lists(st.tuples(TENTHS, TENTHS), min_size=2, max_size=8)


@settings(max_examples=sampling.count(100, 200), deadline=None)
@given(places=LINES)
def test_dashes_in_an_area_are_those_of_the_whole_line_that_lie_in_it(
    places: list[tuple[float, float]],
) -> None:
    points = np.array([(x, y, 0.0) for x, y in places])
    area = Area(0.0, 0.0, 100.0, 100.0, (0.0, 1.0, 0.0, 1.0))
    everywhere = Area(-100.0, -100.0, 300.0, 300.0, area.extent)
    cut, whole = dashes(points, area), dashes(points, everywhere)
    assert (cut > -1e-6).all()
    assert (cut[..., :2] < 100 + 1e-6).all()
    assert length(cut) == pytest.approx(length_within(whole), abs=1e-6)


def length(pieces: Any) -> float:
    return float(np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1).sum())


def length_within(pieces: Any) -> float:
    """Return how much of pieces lies in 0…100, by cutting each at the four edges, one by one."""
    total = 0.0
    for a, b in pieces[..., :2]:
        cuts = sorted({0.0, 1.0} | {
            t for axis in (0, 1) if b[axis] != a[axis] for edge in (0.0, 100.0)
            if 0 < (t := (edge - a[axis]) / (b[axis] - a[axis])) < 1
        })  # fmt: skip
        for low, high in pairwise(cuts):
            middle = a + (b - a) * (low + high) / 2
            if ((middle >= 0) & (middle <= 100)).all():
                total += float(np.linalg.norm(b - a)) * (high - low)
    return total


@settings(
    max_examples=sampling.count(20, 60), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(
    x=st.floats(-1e9, 1e9), y=st.floats(-1e9, 1e9),
    wide=st.floats(1e-12, 1e12), high=st.floats(1e-12, 1e12),
    key=st.sampled_from(["singular", "entries", "map", "eigenvalues", "energy"]),
)  # fmt: skip
def test_any_zoom_makes_a_figure(
    qtbot: QtBot, x: float, y: float, wide: float, high: float, key: str
) -> None:
    if x + wide > x and y + high > y:
        settings = replace(ALONE, charts=(key,), zooms=(zoom(key, x, x + wide, y, y + high),))
        page = compose(subject("matrix", data="[[3,-2,0],[1,-3,2.5],[0,0,1]]"), settings)
        assert page_image(page, PRINT, (600, 400)).width() == 600


def test_the_curve_of_a_session_is_shown_as_it_was_zoomed(qtbot: QtBot) -> None:
    of = subject("transform", matrix="[[2,1],[1,2]]")
    settings = replace(ALONE, zooms=(zoom(CURVES, 0.25, 0.5, 1.0, 2.0),))
    page = page_of(of, CURVES, settings=settings)
    assert ends_of_axis(page, upright=False) == pytest.approx((0.25, 0.5), rel=1e-6)
    assert ends_of_axis(page, upright=True) == pytest.approx((1.0, 2.0), rel=1e-6)


def test_bars_beside_each_other_have_no_edge_between_them(qtbot: QtBot) -> None:
    # Not even one of a translucent colour that is painted twice, or not wholly.
    heights = np.array([3.0, 5.0, 5.0, 2.0, np.nan, 4.0])
    content = chart(series(np.linspace(0, 0.6, 7) * math.pi, heights, BARS))
    page = drawn(content, (0.0, 40.0, 0.0, 6.0))  # so narrow that they have no outline
    image = pixels(page_image(page, PRINT, (600, 400))).astype(int)
    part = next(item for item in page.items if isinstance(item, Panel) and not item.ground)
    (left, top), (_, high) = part.place, part.size
    row = round(top + high * (1 - 1 / 6 / 2))  # at half a unit, through all of them
    inside = image[
        row, math.ceil(left) + 1 : math.floor(left + 4 * 0.1 * math.pi / 40 * part.size[0]) - 1
    ]
    assert len(inside) > 12
    assert np.abs(inside - inside[0]).max() <= 1


def test_a_thousand_bars_keep_their_peak(qtbot: QtBot) -> None:
    heights = np.ones(5000)
    heights[1234] = 7.0
    page = drawn(chart(series(np.arange(5001), heights, BARS)), None)
    bars = next(draw for draw in series_of(page) if draw.geometry)
    assert isinstance(bars.geometry, Triangles)
    corners = bars.geometry.points.reshape(-1, 3)
    up, across = numbers(page, upright=True), numbers(page, upright=False)
    peak = corners[np.argmax(corners[:, 1])]
    assert said_by(up, float(peak[1])) == pytest.approx(7.0, abs=0.01)
    assert said_by(across, float(peak[0])) == pytest.approx(1234, abs=10)
    assert len(corners) < 20_000
