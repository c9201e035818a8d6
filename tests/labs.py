"""All installed labs and what they offer to try, for tests that hold for every lab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, combinations, pairwise
from typing import Any

from eigenscope.labs.contract.lab import Inputs, Lab, Solution, View
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import ChoiceSpec, FlagSpec, specs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.plots.charts import LINE, Chart
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Arrows, Points, Polyline, Segments, Triangles
from eigenscope.scene.slots import Slot

from . import sampling

SIZE = (800.0, 600.0)


def _tried(lab: Lab) -> Iterator[str]:
    """Yield the keys of the experiments that are tried: of each topic two, or with --deep all."""
    counts: Counter[str] = Counter()
    for experiment in lab.experiments():
        topic = experiment.inputs.topic if lab.topics() else experiment.key
        counts[topic] += 1
        if counts[topic] <= sampling.count(2, 1000):
            yield experiment.key


CASES = tuple((name, key) for name in lab_names() for key in ("defaults", *_tried(load_lab(name))))
"""Every lab's name with "defaults" and the keys of some of its experiments."""


_SQUARE = Matrix.from_array([[2, 1, 0], [0, 1, 0], [1, 0, 1]])


def _choices() -> Iterator[tuple[str, str]]:
    for name in lab_names():
        for field, spec in specs(load_lab(name).inputs_type).items():
            if isinstance(spec, ChoiceSpec):
                yield from ((name, f"{field}={value}") for value, _ in spec.options)


_MORE: dict[tuple[str, str], dict[str, Any]] = {
    ("transform", "vectors"): {"vectors": (Matrix.from_array([[2], [1]]),), "shape": "f"},
    ("product", "space"): {"a": _SQUARE, "b": _SQUARE, "reading": "maps"},
}

PICTURES = (
    *CASES,
    *_choices(),
    *_MORE,
)
"""`CASES`, and every topic and other choice of every lab with all that can be shown at once."""


def case_inputs(name: str, key: str) -> Inputs:
    """Return a lab's inputs: its defaults, an experiment's, or those of a choice "field=value"."""
    lab = load_lab(name)
    field, equals, value = key.partition("=")
    if equals or (name, key) in _MORE:
        kinds = specs(lab.inputs_type).items()
        changes: dict[str, Any] = {flag: True for flag, kind in kinds if isinstance(kind, FlagSpec)}
        changes |= {field: value} if equals else _MORE[name, key]
        return lab.check(replace(lab.defaults(), **changes))
    if key == "defaults":
        return lab.check(lab.defaults())
    return lab.check(next(e.inputs for e in lab.experiments() if e.key == key))


@cache
def solved(name: str, key: str) -> tuple[Lab, Inputs, Solution]:
    """Return a lab, inputs and their solution."""
    lab, inputs = load_lab(name), case_inputs(name, key)
    return lab, inputs, lab.solve(inputs)


def view_of(lab: Lab, inputs: Inputs, solution: Solution) -> View:
    """Return the view that is fitted to a lab's picture."""
    whole = PLANE if lab.dimensions(inputs) == 2 else SPACE
    return View(whole.fitted(lab.extent(solution), SIZE, 1.35), SIZE)


_GROUND = (Slot.BACKGROUND, Slot.AXIS, Slot.GRID, Slot.GHOST, Slot.INK, Slot.HALO, Slot.HANDLE)
_KINDS = {Segments: "lines", Polyline: "lines", Arrows: "arrows", Triangles: "faces"}


@cache
def seen_together() -> Mapping[tuple[Slot, Slot], frozenset[str]]:
    """Return which two accents are seen in one picture or chart, and as which kinds of things.

    The kinds are "lines", "arrows", "faces" and "points", of which both are in that picture.
    """
    found: dict[tuple[Slot, Slot], set[str]] = {}
    for case in PICTURES:
        lab, _, solution = solved(*case)
        for frame in frames_of(*case):
            shown: dict[str, set[Slot]] = {}
            for draw in frame.draws:
                kind = _KINDS.get(type(draw.geometry), "")
                if isinstance(draw.geometry, Points) and draw.geometry.colours is None:
                    kind = "points"
                if draw.name.endswith(" head"):
                    kind = "arrows"  # the head of an arc
                if kind and draw.style.opacity > 0:
                    shown.setdefault(kind, set()).add(draw.style.slot)
            for kind, slots in shown.items():
                for pair in combinations(sorted(slots - set(_GROUND)), 2):
                    found.setdefault(pair, set()).add(kind)
        plots = [plotted for plotted in lab.charts(solution) if isinstance(plotted, Chart)]
        charts = [
            {curve.slot for curve in lab.curves(solution)},
            *({series.slot for series in plot.series if series.kind == LINE} for plot in plots),
        ]
        for pair in chain.from_iterable(combinations(sorted(slots), 2) for slots in charts):
            found.setdefault(pair, set()).add("lines")
    return {pair: frozenset(kinds) for pair, kinds in found.items()}


@cache
def frames_of(name: str, key: str) -> tuple[Frame, ...]:
    """Return a picture at more times of its motion than a legend is found from."""
    lab, inputs, solution = solved(name, key)
    view = view_of(lab, inputs, solution)
    stops = lab.stops(solution)
    middles = [(begin + end) / 2 for begin, end in pairwise(stops)] if len(stops) > 9 else []
    times = [*(k / 8 for k in range(9)), *middles]
    return tuple(lab.frame(solution, t, view) for t in times)
