"""Kernels that have names: what each does is known before it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.wording.words import Text

OWN, DIRECTIONS = "own", "directions"
NAMES: tuple[tuple[str, Text], ...] = (
    (OWN, "As entered"),
    ("identity", "Identity"),
    ("edges", "Vertical edges  [1, −1]"),
    ("sobel_x", "Sobel, along x"),
    ("sobel_y", "Sobel, along y"),
    ("laplace", "Laplace"),
    ("blur", "Box blur"),
    ("gauss", "Gaussian blur"),
    ("sharpen", "Sharpen"),
    ("emboss", "Emboss"),
    (DIRECTIONS, "Sixteen directions"),
)
_TEXTS: Mapping[str, str] = {
    "identity": "[[0, 0, 0], [0, 1, 0], [0, 0, 0]]",
    "edges": "[[1, -1]]",
    "sobel_x": "[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]",
    "sobel_y": "[[-1, -2, -1], [0, 0, 0], [1, 2, 1]]",
    "laplace": "[[0, 1, 0], [1, -4, 1], [0, 1, 0]]",
    "blur": "[[1/9, 1/9, 1/9], [1/9, 1/9, 1/9], [1/9, 1/9, 1/9]]",
    "gauss": "[[1/16, 1/8, 1/16], [1/8, 1/4, 1/8], [1/16, 1/8, 1/16]]",
    "sharpen": "[[0, -1, 0], [-1, 5, -1], [0, -1, 0]]",
    "emboss": "[[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]",
}

ONES = "ones"
SQUARE = (ONES, *(name for name, text in _TEXTS.items() if name != "edges"))
"""Those that a layer of a stack can have: of ones, of whatever size, or of 3 × 3."""


@lru_cache(maxsize=16)
def kernel_called(name: str) -> TypedTensor:
    """Return the kernel (rows, columns) of a name, or all (16, 1, 3, 3) of the directions.

    Raises
    ------
    KeyError
        If there is none.
    """
    if name != DIRECTIONS:
        return TypedTensor.from_text(_TEXTS[name])
    along_x, along_y = (kernel_called(each).to_array() for each in ("sobel_x", "sobel_y"))
    angles = np.arange(16) * np.pi / 8
    kernels = [np.cos(angle) * along_x + np.sin(angle) * along_y for angle in angles]
    return TypedTensor.from_array(np.round(np.array(kernels)[:, None], 3) + 0.0)
