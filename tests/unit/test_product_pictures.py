"""The pictures of the lab Matrix product, and the program that computes what they show."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit import cells as tables
from eigenscope.labs.product.inputs import Inputs
from eigenscope.labs.product.lab import LAB
from eigenscope.labs.product.layout import layout
from eigenscope.labs.product.stories import TableStory
from eigenscope.language.evaluating.entry import Matrix, matrix
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.geometry import vertices
from eigenscope.scene.slots import Slot

from .product_lab_inputs import (
    TIMES,
    VIEW,
    X,
    Y,
    caption,
    frame,
    texts,
)

# --- pictures --------------------------------------------------------------------------------


SHAPES = [(1, 1, 1), (2, 3, 2), (5, 4, 1), (6, 6, 6), (1, 6, 6), (6, 1, 6)]


def _table(rows: int, columns: int, scale: int = 1) -> Matrix:
    entries = np.arange(rows * columns).reshape(rows, columns) * scale - 7
    return Matrix.from_array(entries)


def _all_inputs() -> list[Inputs]:
    found = [
        Inputs(reading=reading, a=_table(n, k, 123), b=_table(k, m, 7))
        for (n, k, m), reading in itertools.product(SHAPES, ("dots", "columns", "outer"))
    ]
    found += [
        Inputs(topic="entrywise", operator="^", a=_table(*a), b=_table(*b))
        for a, b in [((1, 1), (6, 6)), ((6, 1), (1, 6)), ((6, 6), (6, 6)), ((1, 6), (6, 6))]
    ]
    found += [
        Inputs(topic="reduction", axis=axis, fold=fold, a=_table(*shape, 1000))
        for axis, fold, shape in itertools.product(
            "01", ("sum", "mean", "cumsum"), ((6, 6), (1, 6), (6, 1))
        )
    ]
    return found + [each.inputs for each in LAB.experiments()]


@pytest.mark.parametrize("inputs", _all_inputs())
@pytest.mark.parametrize("size", [(1280.0, 720.0), (640.0, 560.0), (500.0, 900.0)])
def test_tables_are_in_view_apart_and_wide_enough(
    inputs: Inputs, size: tuple[float, float]
) -> None:
    story = LAB.solve(LAB.check(inputs))
    camera = PLANE.fitted(LAB.extent(story), size, 1.35)
    view = View(camera, size)
    if not isinstance(story, TableStory):
        return
    solution = story.solution
    places = layout(solution.plan, view)
    boxes = [(t.left, t.bottom, t.right, t.top) for t in places.tables.values()]
    corners = np.array([(x, y, 0.0) for a, b, c, d in boxes for x, y in ((a, b), (c, d))])
    seen = camera.project(corners, size)[:, :2]
    assert (seen > 0).all()
    assert (seen < size).all()
    for first, second in itertools.combinations(boxes, 2):
        across = first[2] < second[0] or second[2] < first[0]
        assert across or first[3] < second[1] or second[3] < first[1]
    letter = tables.NUMBER * 0.62  # of a digit, in heights of a cell
    for beat in () if solution.beats is None else solution.beats.beats:
        longest = max(len(text) for row in beat.results for text in row)
        table = places.tables[solution.outcome]
        assert letter * longest * table.height < table.width


@pytest.mark.parametrize("inputs", [each.inputs for each in LAB.experiments()])
def test_playing_uploads_nothing_and_draws_only_numbers(inputs: Inputs) -> None:
    solution = LAB.solve(LAB.check(inputs))
    view = VIEW if LAB.dimensions(inputs) == 2 else View(SPACE, VIEW.size)
    known: dict[str, set[int]] = {}
    kept = []  # so that no identity is used again
    for t in TIMES:
        found = LAB.frame(solution, float(t), view)
        for draw in found.draws:
            kept.append(draw.geometry)
            known.setdefault(draw.name, set()).add(id(draw.geometry))
            assert np.isfinite(draw.matrix).all()
            assert np.isfinite(vertices(draw.geometry)).all()
        assert not any("nan" in label.text for label in found.labels)
    # A name may stand for several shapes (face and border, lines of several copies): a few.
    assert max(len(shapes) for shapes in known.values()) <= 2


def test_lights_glide_from_entry_to_entry() -> None:
    inputs = Inputs(a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8"))
    heights = [
        frame(inputs, t).named("row of A face")[0].matrix[1, 3] for t in (0.5, 0.52, 0.53, 0.75)
    ]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[1] > heights[3]


def test_copies_come_out_of_the_edge() -> None:
    inputs = Inputs(topic="entrywise", a=matrix("1", "2"), b=matrix("1 2 3", "4 5 6"))
    assert not frame(inputs, 0.0).named("A copies cells")
    (half,) = frame(inputs, 0.07).named("A copies cells")
    (whole,) = frame(inputs, 1.0).named("A copies cells")
    own = frame(inputs, 1.0).named("A cells")[0]
    assert 0 < half.matrix[0, 0] < whole.matrix[0, 0]
    assert whole.matrix[0, 0] == pytest.approx(own.matrix[0, 0])
    assert whole.matrix[0, 3] == half.matrix[0, 3] > own.matrix[0, 3]
    grey = [label.text for label in frame(inputs, 1.0).labels if label.slot is Slot.AXIS]
    assert grey == ["1", "1", "2", "2"]


def test_maps_end_at_the_columns_of_the_product() -> None:
    a, b = matrix("1 1", "0 1"), matrix("0 -1", "1 0")
    inputs = Inputs(reading="maps", a=a, b=b)
    for t, expected in (
        (0.0, np.eye(2)),
        (LAB.stops(LAB.solve(inputs))[1], b.to_array()),
        (1.0, a.to_array() @ b.to_array()),
    ):
        (draw,) = frame(inputs, t).named("basis 1")
        assert draw.matrix[:2, :2] == pytest.approx(expected, abs=1e-12)
    assert caption(inputs, 1.0).endswith("columns of C = A B: (1, 1), (−1, 0).")


def test_arrows_are_called_what_they_are_now() -> None:
    inputs = Inputs(reading="maps", a=matrix("1 1", "0 1"), b=matrix("0 -1", "1 0"))
    acted = LAB.stops(LAB.solve(inputs))[1]
    for t, names in (
        (0.0, {"e₁", "e₂"}),
        (0.3, {"e₁ → Be₁", "e₂ → Be₂"}),
        (acted, {"Be₁ = b₁", "Be₂ = b₂"}),
        (0.7, {"Be₁ → ABe₁", "Be₂ → ABe₂"}),
        (1.0, {"ABe₁ = c₁", "ABe₂ = c₂"}),
    ):
        found = {text for text in texts(frame(inputs, t)) if "e" in text}
        assert found == names
    assert {"c₂", "b₂"}.isdisjoint(texts(frame(inputs, 0.7)))  # they are where ABe₂ stands
    (letter,) = frame(inputs, acted).named("F")
    assert letter.matrix[:2, :2] == pytest.approx(np.array([[0, -1], [1, 0]]), abs=1e-12)


def test_maps_between_the_plane_and_space() -> None:
    inputs = Inputs(reading="maps", a=matrix("1 0 1", "0 1 1"), b=matrix("1 0", "0 1", "2 2"))
    assert LAB.dimensions(inputs) == 3
    (draw,) = LAB.frame(LAB.solve(inputs), 1.0, View(SPACE, VIEW.size)).named("basis 0")
    assert draw.matrix[:3, 0] == pytest.approx([3, 2, 0])


def test_maps_need_small_sizes_that_fit() -> None:
    assert LAB.check(Inputs(reading="maps", a=_table(4, 4), b=_table(4, 4))).reading == "dots"
    assert LAB.check(Inputs(reading="maps", a=_table(2, 3), b=_table(2, 3))).reading == "dots"


def test_dragging_a_column_of_b_changes_b_alone() -> None:
    inputs = Inputs(reading="maps", a=matrix("1 1", "0 1"), b=matrix("0 -1", "1 0"))
    handles = LAB.handles(LAB.solve(inputs), 0.5)
    assert [handle.position for handle in handles] == [(0, 1, 0), (-1, 0, 0)]
    dragged, ends = LAB.dragged(inputs, "b-1", (2.0, 0.5, 0.0))
    assert dragged.b.to_array().tolist() == [[0, 2], [1, 0.5]]
    assert (dragged.a, ends) == (inputs.a, False)


def test_a_bias_follows_the_width_of_b() -> None:
    inputs = Inputs(topic="layer", a=_table(2, 3), b=_table(3, 4), bias=matrix("1 2"))
    assert LAB.check(inputs).bias.to_array().tolist() == [[1, 2, 0, 0]]


@pytest.mark.parametrize("axis", ["0", "1"])
def test_a_line_is_in_the_formula_when_it_is_in_the_totals(axis: str) -> None:
    inputs = Inputs(topic="reduction", axis=axis, a=matrix("1 2 3", "4 5 6"))
    for t in TIMES[1:-1]:
        found = texts(frame(inputs, t))
        formula = next(text for text in found if text.startswith("first"))
        value = formula.split(" ")[-1]
        now = [
            each
            for each in LAB.readouts(LAB.solve(inputs), t)
            if str(each.group).startswith("Now: ")
        ]
        assert [each.matrix[0][0] for each in now] == ([] if value == "…" else [value])
        assert value == "…" or found[0] == value


@pytest.mark.parametrize("preset", LAB.presets(), ids=lambda preset: preset.key)
def test_presets(preset: Any) -> None:
    inputs = Inputs(a=matrix("1 2 3", "4 5 6"), b=matrix("7 8 9", "1 2 3"))
    made = preset.make(inputs, 0.0)
    a, b = inputs.a.to_array(), inputs.b.to_array()
    expected = {
        "swap": (b, a),
        "transpose-a": (a.T, b),
        "transpose-b": (a, b.T),
        "identity": (a, np.eye(3)),
        "permutation": (a, np.eye(3)[[1, 2, 0]]),
    }[preset.key]
    assert np.array_equal(made.a.to_array(), expected[0])
    assert np.array_equal(made.b.to_array(), expected[1])


# --- the program -----------------------------------------------------------------------------


PROGRAMS = [
    *[each.inputs for each in LAB.experiments()],
    *[Inputs(topic="entrywise", operator=sign, a=X, b=Y) for sign in "+-*/^"],
    *[
        Inputs(topic="reduction", axis=axis, fold=fold, keepdims=keeps)
        for axis, fold, keeps in itertools.product("01", ("sum", "mean", "cumsum"), (False, True))
    ],
    Inputs(topic="entrywise", a=matrix("1 2 3"), b=matrix("1 2")),
    Inputs(a=matrix("1e200 1/3"), b=matrix("1e200", "sqrt(2)")),
]


@pytest.mark.parametrize("inputs", PROGRAMS)
def test_the_program_gives_what_is_shown(inputs: Inputs) -> None:
    checked = LAB.check(inputs)
    namespace: dict[str, Any] = {}
    exec(LAB.code(LAB.preview(checked)), namespace)
    story = LAB.solve(checked)
    told = [each for each in LAB.readouts(story, 1.0) if each.variable]
    for each in told:
        computed = np.asarray(namespace[each.variable])
        assert computed.shape == np.asarray(each.value).shape, each.key
        np.testing.assert_allclose(computed, np.asarray(each.value), rtol=1e-12)
    assert told or (isinstance(story, TableStory) and story.solution.misfit is not None)
