"""What labs say in Chinese: no English is left in any topic, experiment, preset or choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from eigenscope.export.subject import Subject
from eigenscope.labs.contract.lab import Inputs, Lab, View
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import shown, specs
from eigenscope.scene.text_width import text_width
from eigenscope.wording import language
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Text, say

from ..latin import RUN, english_in, words_of_programs

SIZE = (900, 600)
CODED = {
    name
    for name in lab_names()
    if any(spec.kind == "code" for spec in specs(load_lab(name).inputs_type).values())
}
TICK_SIZE, LOW = 11, 120  # pixels: letters beside an axis, the axis in a window of 1280 × 720


@pytest.mark.long
@pytest.mark.parametrize("name", lab_names())
def test_a_lab_says_everything_in_chinese(name: str) -> None:
    lab = load_lab(name)
    language.speak(language.CHINESE)
    texts = {say(text) for text in (*of_lab(lab), *of_inputs(lab))}
    code = words_of_programs() if name in CODED else words_entered(lab)
    assert {text: english for text in texts if (english := english_in(text, code))} == {}


def words_entered(lab: Lab) -> frozenset[str]:
    """Return the words of a lab's inputs that are texts, and of the programs that it traces."""
    kinds = {name: spec.kind for name, spec in specs(lab.inputs_type).items()}
    tried = [lab.defaults(), *(experiment.inputs for experiment in lab.experiments())]
    texts = [
        getattr(inputs, name)
        for inputs in tried
        for name, kind in kinds.items()
        if kind in ("line", "mask")
    ]
    listed = [spec for spec in specs(lab.inputs_type).values() if spec.kind == "names"]
    texts += [str(each) for spec in listed for each in spec.limits(lab.defaults()) or ()]
    if {"mask", "lengths"} & {*kinds.values()}:  # the stages of these labs are steps of programs
        topics = [replace(lab.defaults(), topic=topic.key) for topic in lab.topics()]
        texts += [lab.code(lab.preview(lab.check(inputs))) for inputs in (*topics, *tried)]
        texts.append("padding")
    return frozenset(run for text in texts for run in RUN.findall(text))


@pytest.mark.parametrize("name", lab_names())
def test_what_stands_upright_beside_a_chart_is_no_longer_than_a_low_chart(name: str) -> None:
    lab = load_lab(name)
    language.speak(language.CHINESE)
    default = lab.check(lab.defaults())
    topics = [lab.check(replace(default, topic=topic.key)) for topic in lab.topics()]
    upright = {
        say(getattr(chart, "y_label", ""))
        for inputs in topics or [default]
        for chart in lab.charts(lab.solve(inputs))
    }
    assert {text for text in upright if text_width(text, TICK_SIZE) > LOW} == set()


def of_lab(lab: Lab) -> Iterator[Text]:
    """Yield what menus and panels say of a lab."""
    who = lab.description
    yield from (who.title, who.group, who.summary)
    for spec in specs(lab.inputs_type).values():
        yield from (spec.label, spec.group, spec.tip)
        yield from (label for _, label in getattr(spec, "options", ()))
    yield from (topic.title for topic in lab.topics())
    for experiment in lab.experiments():
        yield from (experiment.title, experiment.watch)
    for preset in lab.presets():
        yield from (preset.label, preset.tip)
        yield from preset.parameter[:1] if preset.parameter else ()


def of_inputs(lab: Lab) -> Iterator[Text]:
    """Yield what a lab says of what can be entered: whole for some inputs, in part for others."""
    default = lab.check(lab.defaults())
    topics = [lab.check(replace(default, topic=topic.key)) for topic in lab.topics()]
    begun = topics or [default]
    for inputs in begun:
        for name, spec in shown(inputs).items():
            yield spec.named(getattr(inputs, name)) if spec.kind != "data" else ""
            for other in spec.alternatives(getattr(inputs, name)):
                yield from of_picture(lab, lab.check(replace(inputs, **{name: other})), (1.0,))
    for inputs in (*begun, *(each.inputs for each in lab.experiments())):
        yield from of_picture(lab, lab.check(inputs), (0.0, 0.3, 1.0))


def of_picture(lab: Lab, inputs: Inputs, times: tuple[float, ...]) -> Iterator[Text]:
    """Yield all that stands in a picture and beside it."""
    try:
        solution = lab.preview(inputs) if lab.heavy(inputs) else lab.solve(inputs)
    except WordedError as error:
        yield error.reason
        return
    view = View(Subject(lab, inputs, solution).camera(SIZE), SIZE)
    for t in times:
        yield lab.caption(solution, t)
        for readout in lab.readouts(solution, t):
            yield from (readout.group, readout.label, readout.text, readout.tip)
        yield from (handle.tip for handle in lab.handles(solution, t))
        yield from (label.text for label in lab.frame(solution, t, view).labels)
    yield from lab.legend(solution).values()
    yield from (curve.label for curve in lab.curves(solution))
    yield from lab.missing_charts(solution).values()
    yield from (lab.unseen(solution), lab.sampled(solution))
    for counterpart in lab.counterparts(inputs):
        yield from (counterpart.here, counterpart.title)
    for chart in lab.charts(solution):
        yield from (chart.title, chart.note or "", chart.tip)
        for part in (*getattr(chart, "series", ()), *getattr(chart, "marks", ())):
            yield part.label or ""
        yield from (getattr(chart, name, "") for name in ("x_label", "y_label"))
