"""Keeps what was slow to find of the last few data sets, while other inputs change.

Moving a slider asks for a new solution of the same matrix at each step, and a decomposition may
take ten seconds. What is kept depends on the data alone.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

D = TypeVar("D")
T = TypeVar("T")
_WAIT = 0.1  # seconds between two looks whether anybody still waits for the answer


class Recent(Generic[D, T]):
    """What has been made of the last data objects; of the very same object, for comparing is slow.

    Parameters
    ----------
    make
        Makes it, once for each object.
    most
        How many are kept.
    """

    def __init__(self, make: Callable[[D], T], most: int = 2) -> None:
        self._make = make
        self._pairs: deque[tuple[D, T]] = deque(maxlen=most)
        self._choosing = threading.Lock()

    def of(self, data: D) -> T:
        """Return what is kept of the data, or make it."""
        with self._choosing:
            known = self._known(data)
        if known is not None:
            return known
        fresh = self._make(data)  # not while others wait: it may look at many entries
        with self._choosing:
            known = self._known(data)  # another thread may have been faster
            if known is None:
                self._pairs.append((data, fresh))
        return fresh if known is None else known

    def _known(self, data: D) -> T | None:
        return next((value for known, value in self._pairs if known is data), None)


@contextmanager
def alone(lock: threading.Lock, cancellation: Cancellation | None) -> Iterator[None]:
    """Wait for another thread that does the same work, but not if nobody waits for this one."""
    while not lock.acquire(timeout=_WAIT):
        if cancellation is not None:
            cancellation.check()
    try:
        yield
    finally:
        lock.release()
