"""A tensor of a few axes, typed as lists within lists or from a file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, Text, finite, shown
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.labs.contract.specs.matrix_json import LONGEST_ENTRY
from eigenscope.language.evaluating.entry import number_text
from eigenscope.language.evaluating.nested_lists import DEEPEST, Nested
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Value, Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead
    from eigenscope.readers.loaded_tensor import LoadedTensor

_LONGEST_SHOWN = 100  # characters of a tensor that a message shows


@dataclass(frozen=True)
class TensorSpec(Spec):
    """A ``language`` TypedTensor, or a ``readers`` LoadedTensor from a file.

    It has ``fewest`` to ``most`` axes; ``largest`` is how many numbers a typed one has at most, and
    ``largest_loaded`` one from a file.
    """

    kind = "tensor"
    fewest: int = 1
    most: int = 4
    largest: int = 10_000
    largest_loaded: int = 4_000_000

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the fewest and the most axes."""
        return [self.fewest, self.most]

    def check(self, name: str, value: TypedTensor | LoadedTensor) -> None:
        """Raise InputError if it has too few or too many axes, or is too large."""
        axes = len(value.shape)
        said: dict[str, Value] = {"name": name, "shape": str(value.shape)}
        if not self.fewest <= axes <= self.most:
            if self.fewest == self.most:
                raise InputError(
                    Words(
                        "{name} has the shape {shape}: {count} axis is needed",
                        said | {"count": self.most},
                        plural="{name} has the shape {shape}: {count} axes are needed",
                    )
                )
            words = "{name} has the shape {shape}: {fewest} to {most} axes are needed"
            limits = {"fewest": self.fewest, "most": self.most}
            raise InputError(Words(words, said | limits))
        most = self.largest if isinstance(value, TypedTensor) else self.largest_loaded
        if math.prod(value.shape) > most:
            words = "{name} has the shape {shape}; it can hold up to {most} numbers"
            raise InputError(Words(words, {**said, "most": f"{most:,}"}))

    def to_json(self, value: TypedTensor | LoadedTensor, tensors: Arrays, key: str) -> object:
        """Return the texts of what was typed, or what stands in the text of one from a file."""
        if isinstance(value, TypedTensor):
            return value.to_lists()
        return loaded_to_json(value, tensors, key)

    def from_json(self, name: str, data: object, tensors: Tensors) -> TypedTensor | LoadedTensor:
        """Return the tensor; the numbers of one from a file are among the tensors."""
        value = (
            loaded_from_json(name, data, tensors)
            if isinstance(data, Mapping)
            else self._typed(name, data)
        )
        self.check(name, value)
        return value

    def from_text(self, name: str, text: str, files: FilesRead) -> TypedTensor | LoadedTensor:
        """Return what lists or an expression are worth, or what a file holds."""
        value = files.tensor(text)
        self.check(name, value)
        return value

    def typed(self, data: Any) -> object:
        """Return the lists; of a file, its name and shape."""
        if isinstance(data, dict):
            return {"name": data["name"], "shape": data["shape"]}
        return data

    def text(self, value: TypedTensor | LoadedTensor) -> str:
        """Return a short one as it could be typed."""
        text = value.text if isinstance(value, TypedTensor) else ""
        return text if len(text) <= _LONGEST_SHOWN else ""

    def _typed(self, name: str, data: object) -> TypedTensor:
        try:
            return TypedTensor.from_lists(_lists(name, data, 0))
        except LanguageError as error:
            said: dict[str, Value] = {"name": name, "reason": reason_of(error)}
            raise InputError(Words("{name}: {reason}", said)) from error


def loaded_to_json(tensor: LoadedTensor, tensors: Arrays, key: str) -> dict[str, object]:
    """Return what stands in a session's text; the numbers are put into ``tensors``."""
    tensors[key] = tensor.values
    return {"name": tensor.name, "tensor": key, "shape": list(tensor.shape)}


def loaded_from_json(name: str, data: object, tensors: Tensors) -> LoadedTensor:
    """Return the tensor that `loaded_to_json` wrote; raise InputError if it is none."""
    if not isinstance(data, Mapping):
        words = "{name} is a tensor’s name and where its numbers are, not {data}"
        raise InputError(Words(words, {"name": name, "data": shown(data)}))
    title = Text(500).read(Words("the name of {name}", {"name": name}), data.get("name"))
    key = Text(500).read(Words("the tensor of {name}", {"name": name}), data.get("tensor"))
    if key not in tensors:
        words = "{name} needs the tensor {key}, which the session does not hold"
        raise InputError(Words(words, {"name": name, "key": repr(key)}))
    # Late: few sessions have one.
    from eigenscope.readers.loaded_tensor import LoadedTensor
    from eigenscope.readers.tensor_file import ReaderError

    try:
        return LoadedTensor(title, tensors[key])
    except ReaderError as error:
        said: dict[str, Value] = {"name": name, "reason": reason_of(error)}
        raise InputError(Words("{name}: {reason}", said)) from None


def _lists(name: str, data: object, depth: int) -> Nested:
    """Return JSON's lists with their numbers as texts; raise InputError for anything else."""
    if isinstance(data, list) and depth < DEEPEST:
        return [_lists(name, item, depth + 1) for item in data]
    if isinstance(data, bool) or not isinstance(data, str | int | float):
        words = "{name} holds {value}, which is no number"
        raise InputError(Words(words, {"name": name, "value": shown(data)}))
    entry = Words("an entry of {name}", {"name": name})
    if isinstance(data, str):
        return Text(LONGEST_ENTRY).read(entry, data)
    return number_text(finite(entry, data))
