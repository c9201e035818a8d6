"""Takes back the hook that PySide6 puts into Python's import.

For each module that is imported after it, whoever's, the hook reads the source to see whether that
might use one of PySide6's other spellings of names (`from __feature__ import snake_case`). Nothing
here does, and it is a tenth of the time until the first picture. To be imported right after PySide6
and before everything else.
"""

import builtins

import PySide6.QtCore

if hasattr(builtins, "__orig_import__"):  # where PySide6 keeps Python's own
    vars(builtins)["__import__"] = builtins.__orig_import__

__all__ = ["PySide6"]
