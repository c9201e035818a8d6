"""The tensors of files that a program reads with ``load``, if it may."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from eigenscope.readers.formats import file_and_tensor
from eigenscope.readers.loading import entry_named
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.trace import limits
from eigenscope.trace.access import NO_ACCESS, ProgramAccess
from eigenscope.trace.errors import TraceError
from eigenscope.wording.words import Text

_NARROW = {"float16": torch.float16, "bfloat16": torch.bfloat16}  # readers widen them
_USAGE: Text = (
    'load takes the name of a file, and of a tensor in it after a colon: load("net.safetensors:w").'
)


@dataclass(frozen=True)
class ProgramFiles:
    """Reads tensors for a program.

    Attributes
    ----------
    access
        Which files it may read.
    """

    access: ProgramAccess = NO_ACCESS

    def load(self, *arguments: object, **named: object) -> torch.Tensor:
        """Return the tensor that a text FILE[:tensor] names, with the type of the file.

        Raises
        ------
        TraceError
            If files may not be read, with a reader's words if this one cannot be, or if the tensor
            is too large.
        """
        if not self.access.reads:
            raise TraceError("This program may not read files.")
        if named or len(arguments) != 1 or not isinstance(arguments[0], str):
            raise TraceError(_USAGE)
        path, tensor = file_and_tensor(arguments[0]) or (Path(arguments[0]), "")
        try:
            with open_tensors((self.access.folder or Path()) / path) as file:
                entry = entry_named(file, tensor)
                limits.check_cells(entry.size)
                values = torch.from_numpy(file.read(entry.name).reshape(entry.shape))
        except ReaderError as error:
            raise TraceError(error.reason) from None
        return values.to(_NARROW.get(entry.dtype, values.dtype))
