"""What arrays of numbers are called in annotations."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
"""Numbers of double precision, of any shape; docstrings say which."""

Pixels = npt.NDArray[np.uint8]
"""Parts of colours from 0 to 255, of any shape."""

Singles = npt.NDArray[np.float32]
"""Numbers of single precision, as graphics cards take them."""

Tensors = Mapping[str, npt.NDArray[np.generic]]
"""Arrays from files, which belong beside a text, by names that the text refers to."""
