"""What is said where the system gives a file that was asked for to nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Value, Words


@contextmanager
def file_errors(said: Mapping[str, Value]) -> Iterator[None]:
    """Turn the system's errors into ReaderErrors; ``said`` has what the file is called."""
    try:
        yield
    except ReaderError:
        raise
    except FileNotFoundError:
        raise ReaderError(Words("{file} was not found. Was it moved or renamed?", said)) from None
    except PermissionError:
        raise ReaderError(
            Words("{file} cannot be read: permission denied. Ask its owner for access.", said)
        ) from None
    except (OSError, ValueError) as error:  # ValueError: the path itself is impossible
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ReaderError(
            Words("{file} cannot be read: {reason}.", {**said, "reason": reason})
        ) from None
