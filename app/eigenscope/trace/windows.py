"""Which cells a window that slides over an image takes: the sources of convolution and pooling.

The windows are those that torch's own ``unfold`` cuts out of numbered cells, with 0 for padding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from eigenscope.trace.sources import numbers
from eigenscope.trace.steps import MOST_INDICES, Numbers, Sources
from eigenscope.trace.window_calls import CONVOLUTIONS, POOLINGS

_PARAMETERS = {**CONVOLUTIONS, **POOLINGS}


@dataclass(frozen=True)
class Window:
    """How a window slides: (rows, columns) each."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int]

    def with_border(self, images: Numbers) -> Numbers:
        """Return images with as many cells of padding as keep their size: the odd one comes last.

        That is what torch does where it is asked for padding "same".
        """
        more = [
            step * (length - 1) for step, length in zip(self.dilation, self.kernel, strict=True)
        ]
        return np.pad(images, ((0, 0), (0, 0), *((each // 2, each - each // 2) for each in more)))

    def columns(self, images: Numbers) -> Numbers:
        """Return (images, channels × cells of a window, places) of (images, channels, …) cells.

        Cells are numbered from 1 and come back numbered from 0, those of the padding as -1.
        """
        cut = torch.nn.functional.unfold(
            torch.from_numpy(images.astype(np.float64)),
            self.kernel,
            dilation=self.dilation,
            padding=self.padding,
            stride=self.stride,
        )
        return cut.numpy().astype(np.int64) - 1


def windowed(
    name: str, arguments: Sequence[object], named: Mapping[str, object], shape: Sequence[int]
) -> list[Sources] | None:
    """Return the sources of a convolution or a pooling.

    Parameters
    ----------
    name, arguments, named
        The function of ``torch.nn.functional``, and what it is called with.
    shape
        Of its result.

    Returns
    -------
    list of Sources or None
        One for each tensor that it is called with, in the order of the call; None of any other
        call, of one that asks for what is not followed (``ceil_mode``), and where there are too
        many.
    """
    parameters = _PARAMETERS.get(name, ())
    bound = {**dict(zip(parameters, arguments, strict=False)), **named}
    image, weight = bound.get("input"), bound.get("weight")
    followed = len(arguments) <= len(parameters) and set(named) <= set(parameters)
    if not followed or not isinstance(image, torch.Tensor):
        return None
    images = numbers(tuple(image.shape), 1)
    flat = name.endswith("1d")
    if flat:  # images of one row
        images = images[..., None, :]
    if images.ndim == 3:
        images = images[None]
    convolves = isinstance(weight, torch.Tensor)
    same = bound.get("padding") == "same"
    if isinstance(bound.get("padding"), str):
        bound["padding"] = 0
    filters = weight.shape[2:] if isinstance(weight, torch.Tensor) else ()
    window = _window(bound, filters, flat=flat)
    if same:
        images = window.with_border(images)
    summands = math.prod(window.kernel) * (images.shape[1] if convolves else 1)
    if math.prod(shape) * summands > MOST_INDICES:
        return None
    if not isinstance(weight, torch.Tensor):
        alone = window.columns(images.reshape(-1, 1, *images.shape[2:]))
        return [Sources(alone.transpose(0, 2, 1).reshape(-1, summands))]
    groups = bound.get("groups", 1)
    sources = _convolved(window.columns(images), weight.shape[0], int(str(groups)))
    return [sources[name] for name, held in bound.items() if isinstance(held, torch.Tensor)]


def _convolved(columns: Numbers, filters: int, groups: int) -> dict[str, Sources]:
    """Return the sources among the cells of the images, of the filters and of the bias."""
    images, _, places = columns.shape
    by_group = columns.reshape(images, groups, -1, places)
    taken = np.repeat(by_group, filters // groups, axis=1).transpose(0, 1, 3, 2)
    weights = np.broadcast_to(numbers((filters, taken.shape[-1]))[:, None], taken.shape)
    bias = np.broadcast_to(numbers((filters, 1, 1)), (*taken.shape[:-1], 1))
    by_name = {"input": taken, "weight": weights, "bias": bias}
    return {name: Sources(cells.reshape(-1, cells.shape[-1])) for name, cells in by_name.items()}


def _window(bound: Mapping[str, object], filters: Sequence[int], *, flat: bool) -> Window:
    """Return how a call's window slides, for filters of a length or of a height and a width.

    With ``flat`` images have one row.
    """
    kernel = _pair(bound.get("kernel_size", tuple(filters)), 1, flat=flat)
    stride = bound.get("stride") or (1 if filters else kernel)
    return Window(
        kernel,
        _pair(stride, 1, flat=flat),
        _pair(bound.get("padding", 0), 0, flat=flat),
        _pair(bound.get("dilation", 1), 1, flat=flat),
    )


def _pair(value: object, rows: int, *, flat: bool = False) -> tuple[int, int]:
    """Return a length for rows and columns; with ``flat`` or one length alone that of the rows."""
    lengths = [int(str(n)) for n in value] if isinstance(value, list | tuple) else [int(str(value))]
    if isinstance(value, int) and not flat:
        return lengths[0], lengths[0]
    return (rows, lengths[0]) if len(lengths) == 1 else (lengths[0], lengths[1])
