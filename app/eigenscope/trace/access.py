"""What a program may use besides its own lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class ProgramAccess:
    """Files and definitions that a program may use.

    Attributes
    ----------
    reads
        Whether ``load`` may read files.
    folder
        What the names of files are relative to; the current directory if there is none.
    names
        Definitions, as tensors. Each is a step, ``definition``, where it is first used. The modules
        of torch and NumPy keep their names.
    """

    reads: bool = False
    folder: Path | None = None
    names: Mapping[str, npt.NDArray[np.generic]] = field(default_factory=dict)


NO_ACCESS = ProgramAccess()
