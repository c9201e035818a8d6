"""A picture from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.schema import InputError, Text, shown
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.readers.images import ImageError, LoadedImage, read_image


@dataclass(frozen=True)
class PictureSpec(Spec):
    """A ``readers`` LoadedImage, or None."""

    kind = "picture"

    def to_json(self, value: LoadedImage | None, tensors: Arrays, key: str) -> object:
        """Return the picture's name and where its pixels are."""
        if value is None:
            return None
        tensors[key] = value.pixels
        return {"name": value.name, "tensor": key}

    def typed(self, data: Any) -> object:
        """Return the name of the file."""
        return data if data is None else {"name": data["name"]}

    def from_json(self, name: str, data: object, tensors: Tensors) -> LoadedImage | None:
        """Return the picture whose pixels are among the tensors."""
        if data is None or data == "":
            return None
        if not isinstance(data, dict):
            raise InputError(f"{name} is a picture's name and tensor, not {shown(data)}")
        title = Text(255).read(f"{name}: name", data.get("name"))
        key = Text(255).read(f"{name}: tensor", data.get("tensor"))
        if key not in tensors:
            raise InputError(f"{name}: the tensor {key!r} is not in the file")
        try:
            pixels = tensors[key].astype(np.uint8, casting="no", copy=False)
            return LoadedImage(title, pixels)
        except (TypeError, ImageError) as error:
            raise InputError(f"{name}: {error}") from None

    def from_text(self, name: str, text: str, files: FilesRead) -> LoadedImage | None:
        """Return the picture in a file; no text means no picture."""
        return read_image(text) if text else None
