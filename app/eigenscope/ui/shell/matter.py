"""What there is to see in the labs, as findings: topics, switches, presets, experiments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.lessons import all_lessons
from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.contract.registry import described_labs, loadable_labs
from eigenscope.labs.contract.specs import ChoiceSpec, FlagSpec, shown
from eigenscope.labs.contract.topics import TOPIC
from eigenscope.language.evaluating.entry import parse_entry
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.lab_commands import LabCommands
from eigenscope.ui.style.finding import Finding
from eigenscope.wording.words import Text, say


class Matter:
    """Lists what the labs hold, and opens it as one step of undo."""

    def __init__(self, workbench: Workbench, labs: LabCommands) -> None:
        self._bench, self._labs = workbench, labs

    def findings(self) -> Iterator[Finding]:
        """Yield everything but the labs themselves, which are commands; of the open lab first.

        A lab is imported once it is its turn.
        """
        here = self._bench.lab
        others = (lab for lab in loadable_labs() if lab is not here)
        for lab in chain((here,), others):
            inputs = self._bench.document.contents.with_lab(lab).inputs
            yield from self._choices(lab, inputs)
            yield from self._experiments(lab)
            yield from self._presets(lab, inputs)

    def of_lab(self, lab: Lab) -> Iterator[Finding]:
        """Yield what there is to try in one lab: its experiments, presets and topics."""
        inputs = self._bench.document.contents.with_lab(lab).inputs
        yield from self._experiments(lab)
        yield from self._presets(lab, inputs)
        for topic in lab.topics():
            run = self._setting(lab, TOPIC, topic.key, topic.title)
            yield Finding(say(topic.title), say(lab.title), say("topic"), run)

    def _choices(self, lab: Lab, inputs: Inputs) -> Iterator[Finding]:
        """Yield what can be chosen or switched among the inputs that are seen."""
        for name, spec in shown(inputs).items():
            where = f"{say(lab.title)} · {say(spec.label)}"
            if isinstance(spec, ChoiceSpec):
                for value, label in spec.options:
                    run = self._setting(lab, name, value, label)
                    tip = say(spec.tip)
                    yield Finding(say(label), where, say("choice"), run, "", "", tip)
            elif isinstance(spec, FlagSpec):
                present = getattr(inputs, name)
                hint = say("switch off") if present else say("switch on")
                run = self._setting(lab, name, not present, spec.label)
                tip = say(spec.tip)
                yield Finding(say(spec.label), say(lab.title), hint, run, spec.icon, "", tip)

    def _setting(self, lab: Lab, name: str, value: object, label: Text) -> Callable[[], object]:
        def run() -> None:
            self._labs.show(lab, lambda inputs: replace(inputs, **{name: value}), label)

        return run

    def _experiments(self, lab: Lab) -> Iterator[Finding]:
        for experiment in lab.experiments():
            yield Finding(
                say(experiment.title),
                say(lab.title),
                say("experiment"),
                partial(self._try_out, lab, experiment),
                "play",
                "",
                say(experiment.watch),
            )

    def _try_out(self, lab: Lab, experiment: Experiment) -> None:
        self._labs.try_out(experiment, lab)

    def _presets(self, lab: Lab, inputs: Inputs) -> Iterator[Finding]:
        for preset in lab.presets():
            yield Finding(
                say(preset.label),
                say(lab.title),
                say("preset"),
                partial(self._take, lab, preset),
                preset.icon,
                "",
                say(preset.tip),
            )

    def _take(self, lab: Lab, preset: Preset) -> None:
        value = parse_entry(preset.parameter[1]).value if preset.parameter else 0.0
        self._labs.show(lab, lambda inputs: preset.make(inputs, value), preset.label, play=True)


def lab_texts() -> dict[str, str]:
    """Return more words that labs are found by, by the commands that open them."""
    labs = described_labs()[0]
    return {f"lab.{lab.name}": f"{say(lab.keywords)} {all_lessons(lab.name)}" for lab in labs}
