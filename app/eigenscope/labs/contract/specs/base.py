"""What all kinds of inputs have in common, and how a lab declares its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.topics import TOPIC, Topic
from eigenscope.wording.words import Text, Words, as_words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


Arrays = dict[str, npt.NDArray[np.generic]]
"""The same as `Tensors`, while they are collected."""


def _always(_inputs: Any) -> bool:
    return True


def _nothing(_inputs: Any) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True)
class Spec:
    """How an input is called, the panel it stands in, and what its tooltip says.

    It is shown only while it is ``relevant``, given the inputs, and not ``hidden``. ``selects`` are
    fields of choices and their values: drawing an outline means wanting to see it. ``brings`` is
    the same where it depends on the inputs, which have the new value: another topic, an example of
    it. ``formerly`` are names that it had in earlier versions, which files and the command line
    may still use.

    Values go through five methods: `check` says what may be, `check_beside` what may be typed
    beside the other inputs, `to_json` and `from_json` write and read sessions, `from_text` reads
    the command line. Readers trust nothing and raise InputError, which names the field. What is
    said here holds for values that JSON has itself.
    """

    kind: ClassVar[str]
    """What programs call inputs of this kind."""
    is_entered: ClassVar[bool] = True
    """Whether somebody enters it, so that sessions keep it and the command line sets it."""

    label: Text
    group: Text
    tip: Text = ""
    relevant: Callable[[Any], bool] = field(default=_always, kw_only=True)
    selects: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    brings: Callable[[Any], Mapping[str, object]] = field(default=_nothing, kw_only=True)
    hidden: bool = field(default=False, kw_only=True)
    formerly: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The lab's topics, of the input that chooses among them."""
        return ()

    def limits(self, inputs: Inputs) -> list[Any] | None:
        """Return what it may be, given the inputs, or None where that has no short description.

        Numbers have the least and the largest, matrices the smallest and the largest shape, lists
        the fewest and the most items, choices their values, and formulas their variables.
        """
        return None

    def alternatives(self, value: Any) -> list[Any]:
        """Return what else could be tried, of kinds with only a few values."""
        return []

    def check(self, name: str, value: Any) -> None:
        """Raise InputError, naming the field, if a value is not one that it may have."""

    def check_beside(self, name: str, value: Any, inputs: Inputs) -> None:
        """Raise InputError, naming the field, if some of a value would have no part in anything.

        Sessions may have such a value: other inputs can change until it has its part again.
        """

    def to_json(self, value: Any, tensors: Arrays, key: str) -> object:
        """Return a value as JSON can hold it.

        An array from a file goes into ``tensors``, under ``key`` or a name that begins so.
        """
        return value

    def from_json(self, name: str, data: object, tensors: Tensors) -> Any:
        """Return the value that `to_json` wrote; raise InputError if it is none."""
        self.check(name, data)
        return data

    def from_text(self, name: str, text: str, files: FilesRead) -> Any:
        """Return the value that a text of the command line stands for.

        Raises
        ------
        InputError, LanguageError, ImageError, ReaderError
            If it stands for none.
        """
        return self.from_json(name, text, {})

    def typed(self, data: Any) -> object:
        """Return what `to_json` gave as a user would type it; of a file, what it is."""
        return data

    def text(self, value: Any) -> str:
        """Return a value as it could be typed, or nothing if that is long."""
        return str(value) if isinstance(value, str | int) else ""

    def named(self, value: Any) -> Words:
        """Return a value with what it is called, as a heading says it: "Rank = 2"."""
        text, label = self.text(value), as_words(self.label)
        return Words("{label} = {text}", {"label": label, "text": text}) if text else label


def spec(of: Spec, default: object) -> Any:
    """Declare a field of a lab's inputs."""
    return field(default=default, metadata={"spec": of})


def specs(inputs_type: type) -> Mapping[str, Spec]:
    """Return the spec of each field of an inputs dataclass, by name and in order.

    Where a lab has topics, a field is relevant in those alone that take it.

    Raises
    ------
    ValueError
        If a topic takes what is no field.
    """
    return _specs(inputs_type)


def entered(inputs_type: type) -> dict[str, Spec]:
    """Return the specs of the fields that somebody enters: all that sessions keep."""
    return {name: each for name, each in specs(inputs_type).items() if each.is_entered}


@cache
def _specs(inputs_type: type) -> Mapping[str, Spec]:
    declared: dict[str, Spec] = {f.name: f.metadata["spec"] for f in fields(inputs_type)}
    topics = topics_of(inputs_type)
    for topic in topics:
        if unknown := set(topic.inputs) - set(declared):
            raise ValueError(f"topic {topic.key!r} takes {', '.join(sorted(unknown))}: no field")
    if not topics:
        return declared
    return {
        name: each
        if each.topics
        else _within(each, frozenset(topic.key for topic in topics if name in topic.inputs))
        for name, each in declared.items()
    }


def _within(of: Spec, topics: frozenset[str]) -> Spec:
    """Return a field's spec, relevant in some topics alone."""
    return replace(of, relevant=lambda inputs: inputs.topic in topics and of.relevant(inputs))


def topics_of(inputs_type: type) -> tuple[Topic, ...]:
    """Return the topics among which the field ``topic`` of an inputs dataclass chooses, if any."""
    chooser: Spec | None = next(
        (f.metadata["spec"] for f in fields(inputs_type) if f.name == TOPIC), None
    )
    return () if chooser is None else chooser.topics


def field_called(inputs_type: type, name: str, topic: str = "") -> str:
    """Return the name of a field that may be called by an earlier one, or as a topic calls it."""
    known = specs(inputs_type)
    for each in topics_of(inputs_type):
        if each.key == topic and name in each.called:
            return each.called[name]
    if name in known:
        return name
    return next((now for now, of in known.items() if name in of.formerly), name)


def shown(inputs: Inputs) -> dict[str, Spec]:
    """Return the specs of the fields that the user sees now."""
    return {
        name: each
        for name, each in specs(type(inputs)).items()
        if each.relevant(inputs) and not each.hidden
    }


def selected(inputs: Inputs, changed: Spec) -> Inputs:
    """Return the inputs with what a changed field selects and brings, if it does."""
    return replace(inputs, **dict(changed.selects), **changed.brings(inputs))
