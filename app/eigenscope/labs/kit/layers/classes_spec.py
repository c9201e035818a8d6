"""An input that says to which class each point of a batch belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, shown
from eigenscope.labs.contract.specs import Spec
from eigenscope.labs.kit.layers.colours import CLASSES
from eigenscope.wording.words import Words

_BETWEEN = re.compile(r"[\s,;，；、]+")

PointClasses = tuple[int, ...]
"""The class of each point, from 0; empty where they have none."""


@dataclass(frozen=True)
class ClassesSpec(Spec):
    """The class of each point: "0, 1, 1, 0", or nothing."""

    kind = "classes"

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the first and the last class."""
        return [0, len(CLASSES) - 1]

    def check(self, name: str, value: PointClasses) -> None:
        """Raise InputError unless there are such classes."""
        self.from_json(name, list(value), {})

    def to_json(self, value: PointClasses, tensors: Any, key: str) -> list[int]:
        """Return a list."""
        return [*value]

    def from_json(self, name: str, data: object, tensors: Any) -> PointClasses:
        """Return the classes in a list."""
        classes = data if isinstance(data, list) else [data]
        if not all(type(each) is int and 0 <= each < len(CLASSES) for each in classes):
            last = str(len(CLASSES) - 1)
            said = {"name": name, "last": last, "data": str(shown(data))}
            words = (
                "{name} is a class from 0 to {last} for each point, such as 0, 1, 1, 0; not {data}"
            )
            raise InputError(Words(words, said))
        return tuple(classes)

    def from_text(self, name: str, text: str, files: Any) -> PointClasses:
        """Return the classes of "0, 1, 1, 0"."""
        parts = [part for part in _BETWEEN.split(text.strip().strip("()[]")) if part]
        numbers = [int(part) if part.isascii() and part.isdigit() else part for part in parts]
        return self.from_json(name, numbers, {})

    def text(self, value: PointClasses) -> str:
        """Return them as they are typed."""
        return ", ".join(map(str, value))


def resized(classes: PointClasses, count: int) -> PointClasses:
    """Return the classes of so many points: those that are new are of the first."""
    return (*classes, *(0,) * count)[:count] if classes else ()
