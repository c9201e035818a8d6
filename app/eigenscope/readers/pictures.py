"""Pictures as tensors of height, width and colours: how a network is given them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from eigenscope.readers.images import ImageError, opened_picture, pixels_of
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.tensor_file import Array, ReaderError, TensorFile, flat_shape
from eigenscope.wording.words import Words, sentences

_FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "GIF", "TIFF")
_EXIF_ORIENTATION = 0x0112  # of the standard; from 5 on the picture lies on its side


@dataclass(frozen=True, eq=False)
class _PictureTensor:
    """A picture that is decoded when it is asked for; ``turned`` if the camera was."""

    path: Path
    shape: tuple[int, ...]
    turned: bool
    kind: str = "uint8"

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape)

    def whole(self) -> Array:
        from PIL import ImageOps

        try:
            with opened_picture(self.path, _FORMATS) as opened:
                upright = ImageOps.exif_transpose(opened) if self.turned else opened
                pixels = pixels_of(upright, "RGBA" if self.shape[2] == 4 else "RGB")
        except ImageError as error:
            raise _unread(error) from None
        if pixels.shape != self.shape:
            raise ReaderError(
                Words(
                    "{file} was changed after it was opened. Open it again.",
                    {"file": self.path.name},
                )
            )
        return pixels

    def part(self, rows: range, columns: range) -> Array:
        flat = self.whole().reshape(flat_shape(self.shape))  # nothing less can be decoded
        return flat[rows.start : rows.stop : rows.step, columns.start : columns.stop : columns.step]


def open_file(path: Path) -> TensorFile:
    """Open a picture; its one tensor is named as the file is, without the ending."""
    try:
        with opened_picture(path, _FORMATS) as opened:
            width, height = opened.size
            # Asked only if it is there already: else Pillow decodes a whole PNG to look for it.
            known = "exif" in opened.info or opened.format == "MPO"
            turn = opened.getexif().get(_EXIF_ORIENTATION, 1) if known else 1
            alpha = opened.has_transparency_data
    except ImageError as error:
        raise _unread(error) from None
    if turn in (5, 6, 7, 8):
        width, height = height, width
    shape = (height, width, 4 if alpha else 3)
    return OpenedFile(path, {path.stem: _PictureTensor(path, shape, known)})


def _unread(error: ImageError) -> ReaderError:
    return ReaderError(sentences([error.reason, "Save or download it again."]))
