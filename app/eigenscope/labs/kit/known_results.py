"""Results that took long, by what they follow from: the last few are still known."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class KnownResults(Generic[K, V]):
    """At most so many results, which any thread may look up and add."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: dict[K, V] = {}
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Return the result of a key, or None if it is not known."""
        with self._lock:
            return self._results.get(key)

    def add(self, key: K, result: V) -> None:
        """Remember a result, and forget the oldest one of too many."""
        with self._lock:
            self._results[key] = result
            if len(self._results) > self._most:
                del self._results[next(iter(self._results))]

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._results.clear()
