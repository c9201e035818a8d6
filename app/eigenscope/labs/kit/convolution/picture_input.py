"""Pictures as channels of numbers from 0 to 1: the user's own, or a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.picture_program import picture_lines, picture_within
from eigenscope.resources import resource

if TYPE_CHECKING:
    from eigenscope.readers.images import LoadedImage

SAMPLE = "cottage.png"
_LUMA = (0.299, 0.587, 0.114)  # how bright red, green and blue are
_CHANNELS = "image = image[..., :3].permute(2, 0, 1) / 255\n"
_GREY_LINE = f"image = torch.tensordot(torch.tensor({list(_LUMA)}), image, 1)[None]\n"


def channels_of(picture: LoadedImage | None, *, grey: bool) -> Floats:
    """Return a picture, or the sample, as (channels, rows, columns): three, or one of grey."""
    if picture is None:
        from eigenscope.readers.images import read_image  # late: few topics have a picture

        picture = read_image(resource("samples", SAMPLE))
    channels = np.moveaxis(picture.pixels[..., :3], -1, 0) / 255
    if grey:
        channels = np.tensordot(_LUMA, channels, 1)[None]
    return np.ascontiguousarray(channels)


def channel_lines(picture: LoadedImage | None, *, grey: bool) -> str:
    """Return the lines of a program that make these channels, as ``image``."""
    if picture is None:
        reading = picture_within("image", resource("samples", SAMPLE))
    else:
        reading = picture_lines("image", picture.name, "RGBA", shrunk=True)
    return f"{reading}{_CHANNELS}{_GREY_LINE if grey else ''}"
