"""A polygon or points, set by clicks in the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.schema import InputError, NumberRange
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


MOST_CORNERS = 500
_FARTHEST = 1e9  # of a corner

Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class OutlineSpec(Spec):
    """A tuple of (x, y) pairs, drawn by clicks in the view: a polygon, or else ``points``.

    A polygon is drawn anew, points come to those that are there.
    """

    kind = "outline"
    points: bool = False

    def to_json(self, value: Outline, tensors: Arrays, key: str) -> list[list[float]]:
        """Return a list of corners."""
        return [[float(x), float(y)] for x, y in value]

    def from_json(self, name: str, data: object, tensors: Tensors) -> Outline:
        """Return the corners that a list of pairs has."""
        if not isinstance(data, list) or len(data) > MOST_CORNERS:
            raise InputError(
                Words(
                    "{name} is not a list of at most {most} corners",
                    {"name": name, "most": MOST_CORNERS},
                )
            )
        return tuple(_corner(name, item) for item in data)

    def from_text(self, name: str, text: str, files: FilesRead) -> Outline:
        """Return the corners that are the rows of a matrix."""
        return self.from_json(name, files.small(text, None).to_array().tolist(), {})


def _corner(name: str, data: object) -> tuple[float, float]:
    said = {"name": name}
    if not isinstance(data, list) or len(data) != 2:
        raise InputError(Words("{name} holds a corner that is not two numbers", said))
    words = Words("a corner of {name}", said)
    x, y = (NumberRange(-_FARTHEST, _FARTHEST).read(words, each) for each in data)
    return x, y
