"""Keeps what was slow to find of the last few data sets or inputs, while others change.

Moving a slider asks for a new solution of the same matrix at each step, and a decomposition may
take ten seconds. What is kept depends on the data alone.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

D = TypeVar("D")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
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


class Remembered(Generic[K, T]):
    """What has been worked out for the last keys; any thread may ask for it.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, T] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, key: K) -> T | None:
        """Return what is kept for an equal key, if there is something."""
        with self._changing:
            return self._values.get(key)

    def put(self, key: K, value: T) -> None:
        """Keep something for a key, in the place of what is oldest if there are too many."""
        with self._changing:
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)


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
