"""The torch program: what is traced for the picture, and what stands beside it as code."""

from __future__ import annotations

import math
from collections.abc import Sequence

from eigenscope.labs.kit.convolution.axis_size import Pair
from eigenscope.labs.kit.convolution.convolution import ZEROS, Convolution

FUNCTIONAL = "import torch.nn.functional as F"


def image_name(conv: Convolution) -> str:
    """Return what slides: the image, or the image with its border."""
    return "padded" if pads(conv) else "image"


def pads(conv: Convolution) -> bool:
    """Tell whether the border takes a line of its own."""
    uneven = any(before != after for before, after in conv.border)
    return uneven or (conv.border_holds != ZEROS and any(map(any, conv.border)))


def kernel_name(conv: Convolution) -> str:
    """Return what is laid over the image: the kernel, or the kernel turned."""
    return "turned" if conv.turned else "kernel"


def steps(conv: Convolution) -> list[str]:
    """Return the lines from image and kernel to the output."""
    lines = []
    if pads(conv):
        mode = "" if conv.border_holds == ZEROS else f', mode="{conv.border_holds}"'
        lines.append(f"padded = F.pad(image, {_around(conv.border)}{mode})")
    if conv.turned:
        lines.append(f"turned = kernel.flip({', '.join(map(str, range(-conv.axes, 0)))})")
    arguments = ", ".join([image_name(conv), kernel_name(conv), *_options(conv)])
    return [*lines, f"output = {_function(conv)}({arguments})"]


def toeplitz_lines(conv: Convolution) -> tuple[str, ...]:
    """Return the lines that let every single cell of the image through: a column for each."""
    inner = steps(conv)[-1].removeprefix("output = ")
    if pads(conv):
        inner = inner.replace("padded", steps(conv)[0].removeprefix("padded = "), 1)
    inner = inner.replace("image", "units", 1)
    return (
        "units = torch.eye(image.numel()).reshape(-1, *image.shape)",
        f"toeplitz = {inner}.flatten(1).T",
    )


def im2col_line(conv: Convolution) -> str:
    """Return the line that puts what the window covers into rows, one for each place."""
    window, options = conv.window, _options(conv, groups=False)
    image = image_name(conv)
    if conv.axes == 1:  # unfold wants images
        image, window = f"{image}[:, None]", (1, *window)
        options = [_in_one_row(option) for option in options]
    return f"im2col = F.unfold({', '.join([image, str(tuple(window)), *options])}).T"


def pooling_line(largest: bool, axes: int, size: Sequence[int], options: Sequence[str]) -> str:
    """Return the line that pools an image: the largest of each window, or the mean."""
    function = f"F.{'max' if largest else 'avg'}_pool{axes}d"
    return f"output = {function}({', '.join(['image', plain(size), *options])})"


def shaped_lines(lines: str, name: str, typed: Sequence[int], used: Sequence[int]) -> str:
    """Return lines that make a tensor, and one that gives it the shape in which it is used."""
    if tuple(typed) == tuple(used):
        return lines
    repeated = math.prod(typed) != math.prod(used)  # one kernel for each channel
    return f"{lines}{name} = {name}.{'expand' if repeated else 'reshape'}{tuple(used)}\n"


def plain(sizes: Sequence[int]) -> str:
    """Return lengths as an argument: one number where all are equal."""
    return str(sizes[0]) if len(set(sizes)) == 1 else str(tuple(sizes))


def _function(conv: Convolution) -> str:
    return f"F.conv{'_transpose' if conv.transposed else ''}{conv.axes}d"


def _around(border: Sequence[Pair]) -> str:
    """Return the widths of a border as ``pad`` has them: the last axis first."""
    return str(tuple(width for ends in reversed(border) for width in ends))


def _options(conv: Convolution, *, groups: bool = True) -> list[str]:
    """Return the arguments that are not what torch takes by itself."""
    options = []
    if set(conv.stride) != {1}:
        options.append(f"stride={plain(conv.stride)}")
    widths = [before for before, _ in conv.border]
    if not pads(conv) and any(widths):
        options.append(f"padding={plain(widths)}")
    if any(conv.extra):
        options.append(f"output_padding={plain(conv.extra)}")
    if set(conv.dilation) != {1}:
        options.append(f"dilation={plain(conv.dilation)}")
    if groups and conv.groups > 1:
        options.append(f"groups={conv.groups}")
    return options


def _in_one_row(option: str) -> str:
    """Return a length of one dimension as those of rows and columns."""
    name, _, length = option.partition("=")
    return f"{name}=({0 if name == 'padding' else 1}, {length})"
