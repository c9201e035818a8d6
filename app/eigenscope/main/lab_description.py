"""``eigenscope labs``: what labs there are, and what one of them takes and offers."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from eigenscope.engine.analysis.report import plain
from eigenscope.labs.contract.lab import Lab
from eigenscope.labs.contract.registry import described_labs
from eigenscope.labs.contract.specs import entered
from eigenscope.labs.contract.topics import TOPIC
from eigenscope.main.lab_numbers import typed_inputs
from eigenscope.main.session_argument import lab_called
from eigenscope.main.terminal_text import cells_of, padded
from eigenscope.wording.words import Text, Words, as_words, say

_COLUMNS: tuple[Text, ...] = (
    Words("input", {}, "head of a table"),
    Words("kind", {}, "head of a table"),
    Words("default", {}, "head of a table"),
    Words("range", {}, "head of a table"),
)
_TOPICS = Words("topics", {}, "head of a table")
_LISTS: Mapping[str, Text] = {
    "topics": _TOPICS,
    "presets": Words("presets", {}, "head of a table"),
    "experiments": Words("experiments", {}, "head of a table"),
}
_KINDS: Mapping[str, Text] = {
    "cell": Words("cell", {}, "kind of an input"),
    "choice": Words("choice", {}, "kind of an input"),
    "classes": Words("classes", {}, "kind of an input"),
    "code": Words("code", {}, "kind of an input"),
    "data": Words("data", {}, "kind of an input"),
    "flag": Words("flag", {}, "kind of an input"),
    "formula": Words("formula", {}, "kind of an input"),
    "lengths": Words("lengths", {}, "kind of an input"),
    "line": Words("line", {}, "kind of an input"),
    "mask": Words("mask", {}, "kind of an input"),
    "matrix": Words("matrix", {}, "kind of an input"),
    "names": Words("names", {}, "kind of an input"),
    "order": Words("order", {}, "kind of an input"),
    "outline": Words("outline", {}, "kind of an input"),
    "picture": Words("picture", {}, "kind of an input"),
    "scalar": Words("scalar", {}, "kind of an input"),
    "tensor": Words("tensor", {}, "kind of an input"),
    "tensors": Words("tensors", {}, "kind of an input"),
    "vectors": Words("vectors", {}, "kind of an input"),
    "whole": Words("whole", {}, "kind of an input"),
    "widths": Words("widths", {}, "kind of an input"),
}
"""What people are told of the kinds, those of other packages' labs apart."""


def all_labs(*, as_json: bool) -> str:
    """Return the names and titles of all labs, one a line, or more of each as JSON."""
    described, problems = described_labs()
    for problem in problems:
        print(Words("Not listed: {problem}", {"problem": as_words(problem)}), file=sys.stderr)
    labs = sorted(described, key=lambda lab: lab.name)
    if not as_json:
        return "\n".join(_aligned([(lab.name, say(lab.title)) for lab in labs]))
    names = ("title", "group", "summary")
    listed = [
        {"lab": lab.name, **{name: say(getattr(lab, name)) for name in names}} for lab in labs
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def one_lab(name: str, *, as_json: bool) -> str:
    """Return a lab's inputs, topics, presets and experiments; raise UserError if it is none."""
    lab = lab_called(name)
    described = _described(lab)
    if as_json:
        return json.dumps(described, ensure_ascii=False, indent=2, allow_nan=False)
    rows = [tuple(map(say, (*_COLUMNS, *([_TOPICS] if lab.topics() else []))))]
    for each in described["inputs"]:
        kind = say(_KINDS.get(each["kind"], each["kind"]))
        rows.append(tuple(map(_short, {**each, "kind": kind}.values()))[: len(rows[0])])
    who = lab.description
    head = Words(
        "{title} ({name}, {group})",
        {"title": as_words(who.title), "name": who.name, "group": as_words(who.group)},
    )
    lines = [
        str(head),
        say(who.summary),
        "",
        *_aligned(rows),
    ]
    for name_of_list, heading in _LISTS.items():
        if described[name_of_list]:
            listed = [tuple(each.values())[:2] for each in described[name_of_list]]
            lines += ["", say(heading), *(f"  {line}" for line in _aligned(listed))]
    return "\n".join(lines)


def _described(lab: Lab) -> dict[str, Any]:
    inputs = lab.check(lab.defaults())
    specs_of = entered(lab.inputs_type)
    typed = typed_inputs(inputs)
    return {
        "lab": lab.name,
        "title": say(lab.title),
        "group": say(lab.description.group),
        "inputs": [
            {
                "name": name,
                "kind": spec.kind,
                "default": typed[name],
                "range": plain(spec.limits(inputs)),
                "topics": _topics_of(lab, name),
            }
            for name, spec in specs_of.items()
        ],
        "topics": [{"name": topic.key, "label": say(topic.title)} for topic in lab.topics()],
        "presets": [{"key": each.key, "label": say(each.label)} for each in lab.presets()],
        "experiments": [
            {"key": each.key, "title": say(each.title), "watch": say(each.watch)}
            for each in lab.experiments()
        ],
    }


def _topics_of(lab: Lab, name: str) -> list[str] | None:
    """Return the topics that take an input, or None where the lab has no topics."""
    topics = lab.topics()
    if name == TOPIC:
        return [topic.key for topic in topics]
    return [topic.key for topic in topics if name in topic.inputs] if topics else None


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Return rows of cells as lines, each column as wide as its widest cell."""
    wide = [max(map(cells_of, column)) for column in zip(*rows, strict=True)]
    pairs = [zip(row, wide, strict=True) for row in rows]
    return ["  ".join(padded(cell, width) for cell, width in each).rstrip() for each in pairs]


def _short(value: object) -> str:
    """Return a value for a table: the first line of strings, lists with commas, None as nothing."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        text = ", ".join(value)
    first, more, _ = text.partition("\n")
    text = f"{first} …" if more else first
    return text if len(text) <= 60 else f"{text[:57]}…"
