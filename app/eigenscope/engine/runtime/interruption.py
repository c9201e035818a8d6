"""Work of other libraries that must end: they know no cancellation, and look at no clock.

Python tells of each call of a function, before it begins; there the work is asked whether it is
still wanted. What is one long operation, as a power of a million digits is, can't be left that way:
such work must not be begun.
"""

from __future__ import annotations

import inspect
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Check = Callable[[], None]
"""Raises an exception to end the work; no `Exception`, which the work may take for its own."""


class TimeIsUp(BaseException):
    """Raised inside work that takes too long; like `Cancelled`, it is no `Exception`."""


@contextmanager
def limited(seconds: float, check: Check | None = None) -> Iterator[None]:
    """Leave the block once it takes longer than so many seconds, or by what a check raises.

    Raises
    ------
    TimeIsUp
        If it takes longer.
    """
    before, deadline = sys.gettrace(), time.monotonic() + seconds

    def called(frame: FrameType, event: Any, argument: Any) -> Any:
        if not _is_unheard(frame):
            if time.monotonic() > deadline:
                raise TimeIsUp
            if check is not None:
                check()
        if before is None:
            return None
        measured = before(frame, event, argument)
        sys.settrace(called)  # a tracer may have set itself in our place
        return measured

    sys.settrace(called)
    try:
        yield
    finally:
        sys.settrace(before)


def _is_unheard(frame: FrameType) -> bool:
    """Tell whether Python may ignore what is raised here, and would ask no more from then on.

    Generators are closed, and what is left of weak references is removed, by whoever comes along.
    """
    code = frame.f_code
    return bool(code.co_flags & inspect.CO_GENERATOR) or "remove" in code.co_name
