"""What a program of the user's is surrounded by: definitions, and files that it may read.

It is an input that nobody enters: the document fills it in, so that a solution follows from the
inputs alone. Sessions do not keep it, for it follows from what else they keep and where they lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eigenscope.trace.access import ProgramAccess


@dataclass(frozen=True)
class NamedArray:
    """The value of a definition, which can be compared at once.

    Attributes
    ----------
    name
        What it is called.
    dtype, shape, data
        Of float64 or complex128, in the order of rows.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    data: bytes

    @classmethod
    def of(cls, name: str, array: npt.NDArray[np.generic]) -> NamedArray:
        """Return an array with a name."""
        return cls(name, array.dtype.name, array.shape, array.tobytes())

    @property
    def array(self) -> npt.NDArray[np.generic]:
        """The numbers, which cannot be changed."""
        return np.frombuffer(self.data, self.dtype).reshape(self.shape)


@dataclass(frozen=True)
class Surroundings:
    """Definitions and files.

    Attributes
    ----------
    names
        Those of the definitions that have a value and are mentioned.
    folder
        What names of files are relative to; nothing for the current directory.
    reads
        Whether files may be read.
    """

    names: tuple[NamedArray, ...] = ()
    folder: str = ""
    reads: bool = False

    @property
    def access(self) -> ProgramAccess:
        """What a program that is traced within them may use."""
        folder = Path(self.folder) if self.folder else None
        return ProgramAccess(self.reads, folder, self.arrays())

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the values of the definitions."""
        return {each.name: each.array for each in self.names}
