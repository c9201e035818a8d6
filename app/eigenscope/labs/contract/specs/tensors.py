"""All tensors of a file, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.schema import InputError, Text, shown
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.labs.contract.specs.tensor import loaded_from_json, loaded_to_json
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead
    from eigenscope.readers.loaded_tensor import LoadedTensors


@dataclass(frozen=True)
class TensorsSpec(Spec):
    """A ``readers`` LoadedTensors, or None."""

    kind = "tensors"

    def to_json(self, value: LoadedTensors | None, tensors: Arrays, key: str) -> object:
        """Return what the tensors are called; their numbers are put into ``tensors``."""
        if value is None:
            return None
        several = [
            loaded_to_json(tensor, tensors, f"{key}.{place}")
            for place, tensor in enumerate(value.tensors)
        ]
        return {"name": value.name, "tensors": several}

    def from_json(self, name: str, data: object, tensors: Tensors) -> LoadedTensors | None:
        """Return the tensors that `to_json` wrote."""
        if data is None or data == "":
            return None
        several = data.get("tensors") if isinstance(data, Mapping) else None
        # Late, here and below: few inputs have a file.
        from eigenscope.readers.loaded_tensor import MOST_TENSORS, LoadedTensors

        if (
            not isinstance(data, Mapping)
            or not isinstance(several, list)
            or not 1 <= len(several) <= MOST_TENSORS
        ):
            words = "{name} is a file’s name and its tensors, not {data}"
            raise InputError(Words(words, {"name": name, "data": shown(data)}))
        title = Text(500).read(Words("the name of {name}", {"name": name}), data.get("name"))
        loaded = tuple(loaded_from_json(name, each, tensors) for each in several)
        return LoadedTensors(title, loaded)

    def from_text(self, name: str, text: str, files: FilesRead) -> LoadedTensors | None:
        """Return the tensors of a file; no text means no file."""
        if not text:
            return None
        from eigenscope.readers.loaded_tensor import load_tensors

        return load_tensors(text)

    def typed(self, data: Any) -> object:
        """Return the file's name, and the names and shapes of its tensors."""
        if data is None:
            return None
        several = [{"name": each["name"], "shape": each["shape"]} for each in data["tensors"]]
        return {"name": data["name"], "tensors": several}
