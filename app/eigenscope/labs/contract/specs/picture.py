"""A picture from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.schema import InputError, Text, shown
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead
    from eigenscope.readers.images import LoadedImage


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
            raise InputError(
                Words(
                    "{name} is a picture's name and tensor, not {data}",
                    {"name": name, "data": shown(data)},
                )
            )
        title = Text(255).read(f"{name}: name", data.get("name"))
        key = Text(255).read(f"{name}: tensor", data.get("tensor"))
        if key not in tensors:
            raise InputError(
                Words(
                    "{name}: the tensor {key} is not in the file", {"name": name, "key": repr(key)}
                )
            )
        # Late, here and below: few inputs have a picture.
        from eigenscope.readers.images import ImageError, LoadedImage

        try:
            pixels = tensors[key].astype(np.uint8, casting="no", copy=False)
            return LoadedImage(title, pixels)
        except (TypeError, ImageError) as error:
            raise InputError(
                Words("{name}: {reason}", {"name": name, "reason": reason_of(error)})
            ) from None

    def from_text(self, name: str, text: str, files: FilesRead) -> LoadedImage | None:
        """Return the picture in a file; no text means no picture."""
        if not text:
            return None
        from eigenscope.readers.images import read_image

        return read_image(text)
