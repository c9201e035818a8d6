"""Large pictures through many kernels at once, where single cells are not followed."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn import functional

from eigenscope.arrays import Floats


@dataclass(frozen=True)
class Filtering:
    """How kernels slide over a picture; pairs are of rows and columns.

    ``border`` has the widths before and after rows, and before and after columns; ``holds`` is
    what stands there: "zeros", "reflect", "replicate" or "circular".
    """

    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    border: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
    holds: str = "zeros"
    groups: int = 1


def filtered(image: Floats, kernels: Floats, how: Filtering) -> Floats:
    """Return what kernels (outputs, channels of a group, kh, kw) leave of (channels, h, w)."""
    picture = torch.from_numpy(image)
    (top, bottom), (left, right) = how.border
    if top or bottom or left or right:
        mode = "constant" if how.holds == "zeros" else how.holds
        picture = functional.pad(picture[None], (left, right, top, bottom), mode=mode)[0]
    weights = torch.from_numpy(kernels.copy())
    output = functional.conv2d(
        picture, weights, stride=how.stride, dilation=how.dilation, groups=how.groups
    )
    result: Floats = output.numpy()
    return result
