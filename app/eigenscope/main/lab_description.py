"""``eigenscope labs``: what labs there are, and what one of them takes and offers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from eigenscope.engine.analysis.report import plain
from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.registry import described_labs
from eigenscope.labs.contract.specs import ChoiceSpec, Spec, specs
from eigenscope.main.lab_numbers import typed_inputs
from eigenscope.main.session_argument import lab_called


def all_labs(*, as_json: bool) -> str:
    """Return the names and titles of all labs, one a line, or more of each as JSON."""
    described, problems = described_labs()
    for problem in problems:
        print(f"Not listed: {problem}", file=sys.stderr)
    labs = sorted(described, key=lambda lab: lab.name)
    if not as_json:
        return "\n".join(_aligned([(lab.name, lab.title) for lab in labs]))
    names = ("title", "group", "summary")
    listed = [{"lab": lab.name, **{name: getattr(lab, name) for name in names}} for lab in labs]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def one_lab(name: str, *, as_json: bool) -> str:
    """Return a lab's inputs, topics, presets and experiments; raise UserError if it is none."""
    lab = lab_called(name)
    described = _described(lab)
    if as_json:
        return json.dumps(described, ensure_ascii=False, indent=2, allow_nan=False)
    rows = [("input", "kind", "default", "range", *(["topics"] if lab.topic_input else []))]
    rows += [tuple(map(_short, each.values()))[: len(rows[0])] for each in described["inputs"]]
    who = lab.description
    lines = [f"{who.title} ({who.name}, {who.group})", who.summary, "", *_aligned(rows)]
    for heading in ("topics", "presets", "experiments"):
        if described[heading]:
            listed = [tuple(each.values())[:2] for each in described[heading]]
            lines += ["", heading, *(f"  {line}" for line in _aligned(listed))]
    return "\n".join(lines)


def _described(lab: Lab) -> dict[str, Any]:
    inputs = lab.check(lab.defaults())
    found = specs(lab.inputs_type)
    typed = typed_inputs(inputs)
    topics = _topics(lab, found)
    return {
        "lab": lab.name,
        "title": lab.title,
        "group": lab.description.group,
        "inputs": [
            {
                "name": name,
                "kind": spec.kind,
                "default": typed[name],
                "range": plain(spec.limits(inputs)),
                "topics": [each for each in topics if _takes_part(lab, inputs, name, each)]
                if topics
                else None,
            }
            for name, spec in found.items()
        ],
        "topics": [{"name": name, "label": label} for name, label in topics.items()],
        "presets": [{"key": each.key, "label": each.label} for each in lab.presets()],
        "experiments": [
            {"key": each.key, "title": each.title, "watch": each.watch}
            for each in lab.experiments()
        ],
    }


def _topics(lab: Lab, found: Mapping[str, Spec]) -> dict[str, str]:
    """Return the names and labels of a lab's topics."""
    chooser = found.get(lab.topic_input)
    return dict(chooser.options) if isinstance(chooser, ChoiceSpec) else {}


def _takes_part(lab: Lab, inputs: Inputs, name: str, topic: str) -> bool:
    """Tell whether an input has a part in a topic, with some choice of the others."""
    spec = specs(lab.inputs_type)[name]
    there = replace(inputs, **{lab.topic_input: topic})
    return any(spec.relevant(replace(there, **chosen)) for chosen in _choices(lab, inputs))


def _choices(lab: Lab, inputs: Inputs) -> Iterator[dict[str, Any]]:
    """Yield what else can be chosen, switched and added: nothing, one or two things at once."""
    found: dict[str, list[Any]] = {}
    for name, spec in specs(lab.inputs_type).items():
        others = spec.alternatives(getattr(inputs, name))
        if others and name != lab.topic_input:
            found[name] = others
    yield {}
    for names in (*combinations(found, 1), *combinations(found, 2)):
        for values in product(*(found[name] for name in names)):
            yield dict(zip(names, values, strict=True))


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Return rows of cells as lines, each column as wide as its widest cell."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    pairs = [zip(row, wide, strict=True) for row in rows]
    return ["  ".join(cell.ljust(width) for cell, width in each).rstrip() for each in pairs]


def _short(value: object) -> str:
    """Return a value for a table: strings as they are, lists with commas, nothing for None."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        text = ", ".join(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
