"""The sinusoidal encoding of positions: its lines of torch, and the same numbers."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats

BASE = 10_000.0
"""By which frequencies fall, as in the first transformers."""
ANGLES_LINE = "angles = torch.outer(positions, frequencies)"


def indices_lines(count: int, width: int) -> str:
    """Return the lines that number positions, and the first channel of each pair."""
    return f"positions = torch.arange({count}.0)\nchannels = torch.arange(0.0, {width}, 2)\n"


def frequencies_line(width: int, base: float = BASE) -> str:
    """Return the line of how far each pair of channels turns at each position."""
    return f"frequencies = {base!r} ** (-channels / {width})"


def encoding_line(name: str, width: int) -> str:
    """Return the line of the encoding: sine beside cosine, the last cosine cut of an odd width."""
    cut = f"[:, :{width}]" if width % 2 else ""
    return f"{name} = torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1){cut}"


def encoding_lines(name: str, count: int, width: int) -> str:
    """Return all the lines of an encoding (count, width)."""
    lines = (frequencies_line(width), ANGLES_LINE, encoding_line(name, width))
    return indices_lines(count, width) + "\n".join(lines)


def encoding(count: int, width: int) -> Floats:
    """Return the encoding (count, width) of positions from 0 on."""
    frequencies = BASE ** (-np.arange(0.0, width, 2) / width)
    angles = np.outer(np.arange(float(count)), frequencies)
    pairs = np.stack((np.sin(angles), np.cos(angles)), axis=-1)
    return pairs.reshape(count, -1)[:, :width]
