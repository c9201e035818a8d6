"""The lines of a program that make tensors of any number of axes, typed or from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from eigenscope.labs.kit.tensor_text import number
from eigenscope.language.evaluating.typed_tensor import TypedTensor

if TYPE_CHECKING:
    from eigenscope.readers.loaded_tensor import LoadedTensor, LoadedTensors

_SHORT = 60  # characters of numbers that stand on one line


def tensor_lines(data: TypedTensor | LoadedTensor, name: str) -> str:
    """Return the lines that make a tensor and give it a name.

    A typed one has torch's dtype of floats, one from a file double precision.
    """
    if not isinstance(data, TypedTensor):
        return _reading(data, name)
    numbers = TypedTensor(
        data.shape,
        tuple(replace(entry, text=number(entry.value)) for entry in data.entries),
    )
    if len(numbers.text) <= _SHORT:
        return f"{name} = torch.tensor({numbers.text})\n"
    rows = numbers.lines.replace("\n", "\n    ")
    return f"{name} = torch.tensor(\n    {rows}\n)\n"


def lines_of_tensors(file: LoadedTensors, names: Mapping[str, str]) -> str:
    """Return the lines that read some tensors of a file, by the names that they are to have."""
    headers: dict[str, None] = {}  # an ordered set
    bodies = ""
    for name, tensor in names.items():
        *header, body = _reading(file.tensor(tensor), name).rsplit("\n\n", 1)
        headers.update(dict.fromkeys(header))
        bodies += body
    return "".join(f"{header}\n\n" for header in headers) + bodies


def _reading(data: LoadedTensor, name: str) -> str:
    # Late: most tensors are typed.
    from eigenscope.labs.kit.data_program import reading_whole
    from eigenscope.readers.loaded_matrix import LoadedMatrix
    from eigenscope.readers.tensor_file import flat_shape

    flat = data.values.reshape(flat_shape(data.shape))
    lines = reading_whole(LoadedMatrix(data.name, flat, data.shape, origin=data.origin), name)
    return f"{lines}{name} = {name}.double()\n"
