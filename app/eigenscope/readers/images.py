"""Picture files to arrays of pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

MOST_PIXELS = 120_000_000  # of the file: more is a mistake or an attack, not a picture


class ImageError(ValueError):
    """A picture that cannot be read; its text says why, for the user."""


def read_image(path: str, largest: int) -> npt.NDArray[np.uint8]:
    """Return a picture's pixels, (h, w, 4) RGBA, shrunk so that no side exceeds ``largest``.

    Raises
    ------
    ImageError
        If there is no such file, or it is no picture, or far too large.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    name = Path(path).name
    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ImageError(f"{name} has more than {MOST_PIXELS // 10**6} million pixels.")
            opened.draft("RGB", (largest, largest))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((largest, largest))
            return np.asarray(upright.convert("RGBA"), dtype=np.uint8)
    except FileNotFoundError:
        raise ImageError(f"There is no file {name} any more; choose it again.") from None
    except UnidentifiedImageError:
        raise ImageError(f"{name} is not a picture that can be read.") from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ImageError(f"{name} cannot be read: {error}.") from None
