"""Picture files to arrays of pixels."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Pixels
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 120_000_000  # of the file: more is a mistake or an attack, not a picture
_DECODING_ERRORS = (
    *(OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, struct.error),
)  # what Pillow's decoders raise at broken files
LARGEST_SIDE = 1024  # of what is kept: more than a sample shape shows


class ImageError(WordedError, ValueError):
    """A picture that cannot be read; its text says why, for the user."""


@dataclass(frozen=True, eq=False)
class LoadedImage:
    """A picture and the name of the file it came from; equal if name and pixels are.

    ``pixels`` is (h, w, 4) uint8 RGBA, not premultiplied, read-only.
    """

    name: str
    pixels: Pixels

    def __post_init__(self) -> None:
        pixels = self.pixels
        if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8:
            raise ImageError(
                Words("{file} is not a picture of red, green, blue and alpha.", {"file": self.name})
            )
        if not (1 <= pixels.shape[0] <= LARGEST_SIDE and 1 <= pixels.shape[1] <= LARGEST_SIDE):
            raise ImageError(
                Words(
                    "{file} is not 1 to {most} pixels a side.",
                    {"file": self.name, "most": LARGEST_SIDE},
                )
            )
        pixels.setflags(write=False)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the pixels."""
        shape = str(self.pixels.shape).encode()
        import hashlib  # late: it loads a library of its own

        return hashlib.sha256(shape + self.pixels.tobytes()).hexdigest()

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, LoadedImage) and self.name == other.name
        return same and isinstance(other, LoadedImage) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash((self.name, self.digest))


def read_image(path: str | Path) -> LoadedImage:
    """Return a picture, shrunk so that no side exceeds `LARGEST_SIDE`.

    Raises
    ------
    ImageError
        If there is no such file, or it is no picture, or far too large.
    """
    from PIL import ImageOps

    with opened_picture(path) as opened:
        opened.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        return LoadedImage(Path(path).name, pixels_of(upright, "RGBA"))


@contextmanager
def opened_picture(path: str | Path, formats: tuple[str, ...] | None = None) -> Iterator[Image]:
    """Open a picture whose size is known and sane, but whose pixels are not decoded yet.

    Raises
    ------
    ImageError
        If that fails, or if decoding does inside the ``with``.
    """
    from PIL import Image, UnidentifiedImageError

    said = {"file": Path(path).name}
    too_large = Words(
        "{file} has more than {count} million pixels.", {**said, "count": MOST_PIXELS // 10**6}
    )
    try:
        with Image.open(path, formats=formats) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ImageError(too_large)
            if opened.mode == "F":
                raise ImageError(
                    Words("{file} holds decimals, not colours. Save it with np.save.", said)
                )
            yield opened
    except ImageError:
        raise
    except FileNotFoundError:
        raise ImageError(Words("{file} was not found.", said)) from None
    except UnidentifiedImageError:
        raise ImageError(Words("{file} is not a picture that can be read.", said)) from None
    except Image.DecompressionBombError:  # Pillow's own limit, which it looks at first
        raise ImageError(too_large) from None
    except _DECODING_ERRORS as error:
        raise ImageError(
            Words("{file} cannot be read: {reason}.", {**said, "reason": str(error)})
        ) from None


def pixels_of(picture: Image, mode: str) -> Pixels:
    """Return the pixels of a picture as "RGB" or "RGBA", 0 to 255."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off above 255
        grey = np.clip(np.asarray(picture).astype(np.int64) >> 8, 0, 255)
        picture = Image.fromarray(grey.astype(np.uint8))
    return np.array(picture.convert(mode), dtype=np.uint8)
