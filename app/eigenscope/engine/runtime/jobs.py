"""Slow work off the GUI thread, with only the newest answer coming back.

A drag asks for a new solution sixty times a second. Every request names a key; a newer request
with the same key cancels the older one, and whatever the older one still produces is dropped.
Workers call nothing of the program but one function, `post`, which hands a call over to the
receiving thread. That keeps Qt out of this module, and signals out of the workers.
"""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from eigenscope.wording.words import Text

T = TypeVar("T")

Post = Callable[[Callable[[], None]], None]
"""Hands a call over to the receiving thread. It must be safe to call from any thread, and return
without waiting for the call to run."""


class Cancelled(BaseException):
    """Raised inside work that nobody waits for any more.

    Like `asyncio.CancelledError` it is no `Exception`: it is a signal to unwind, and work that
    catches every error of its own must not catch this.
    """


@dataclass(frozen=True)
class Ticket:
    """Names one request.

    Attributes
    ----------
    key
        What the request is about; a newer request with the same key replaces it.
    generation
        Grows with every request of one `Jobs`.
    """

    key: str
    generation: int


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What became of a piece of work: a value, or the exception that stopped it.

    Attributes
    ----------
    ticket
        The request that this answers.
    value
        What the work returned; None where it failed.
    error
        The exception that stopped the work; None where it succeeded.
    """

    ticket: Ticket
    value: T | None = None
    error: Exception | None = None


class Cancellation:
    """What a piece of work is given: whether to go on, and ways to tell how far it has come."""

    def __init__(
        self,
        report: Callable[[float, Text], None],
        share: Callable[[Any], None] | None = None,
        awaits: Callable[[], bool] = lambda: True,
    ) -> None:
        self._event = threading.Event()
        self._report = report
        self._share = share
        self._awaits = awaits

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for the work any more."""
        return self._event.is_set()

    @property
    def awaited(self) -> bool:
        """Whether what is offered now would be shown at once: else it need not be made."""
        return self._share is not None and self._awaits()

    def cancel(self) -> None:
        """Ask the work to stop at its next `check`."""
        self._event.set()

    def check(self) -> None:
        """Stop here if nobody waits for the work any more.

        Raises
        ------
        Cancelled
            If the work has been cancelled. It must be left to pass through.
        """
        if self.cancelled:
            raise Cancelled

    def progress(self, fraction: float, words: Text = "") -> None:
        """Tell how far the work has come, and stop if nobody waits for it.

        Parameters
        ----------
        fraction
            The share that is done, from 0 to 1.
        words
            What is being done, for the user.

        Raises
        ------
        Cancelled
            If the work has been cancelled.
        """
        self.check()
        self._report(min(max(fraction, 0.0), 1.0), words)

    def offer(self, partial: object) -> None:
        """Let what there is so far be shown, and stop if nobody waits for it.

        Parameters
        ----------
        partial
            A value of the kind that the work returns, which it changes no more.

        Raises
        ------
        Cancelled
            If the work has been cancelled.
        """
        self.check()
        if self._share is not None:
            self._share(partial)


@dataclass(eq=False)
class _Request:
    """A request that hasn't been answered, with the handles that stop it."""

    ticket: Ticket
    cancellation: Cancellation
    future: Future[None] | None = None

    def stop(self) -> None:
        self.cancellation.cancel()
        if self.future is not None:
            self.future.cancel()


class Jobs:
    """A small pool of threads that answers only the newest request of each key.

    Parameters
    ----------
    post
        Hands a call over to the receiving thread; the only function that workers call.
    threads
        Number of worker threads. Two are enough: torch divides large work among the cores itself,
        and the second keeps a short request from waiting behind a long one.
    """

    def __init__(self, post: Post, threads: int = 2) -> None:
        self._post = post
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="eigenscope")
        self._generations = itertools.count(1)
        self._latest: dict[str, _Request] = {}
        self._unfinished: set[Future[None]] = set()
        self._lock = threading.Lock()
        self._closed = False
        # Held while posting, so that nothing is posted once `close` has returned.
        self._posting = threading.Lock()

    def submit(
        self,
        key: str,
        work: Callable[[Cancellation], T],
        deliver: Callable[[Outcome[T]], None],
        on_progress: Callable[[float, Text], None] | None = None,
        on_partial: Callable[[T], None] | None = None,
        awaits_partial: Callable[[], bool] = lambda: True,
    ) -> Ticket:
        """Start work, in place of what was still under way for the same key.

        Parameters
        ----------
        key
            What the request is about.
        work
            Runs on a worker. It should call the cancellation's `check` now and then.
        deliver
            Called with the outcome on the receiving thread, unless the request is stale by then.
        on_progress
            Called with a fraction and words on the receiving thread, under the same condition.
        on_partial
            Called with a value that the work offers, under the same condition; of several that
            wait, with the newest alone.
        awaits_partial
            Whether it would do something with a value at once; called on the worker.

        Returns
        -------
        Ticket
            The name of this request.

        Raises
        ------
        RuntimeError
            If the pool has been closed.
        """

        def report(fraction: float, words: Text) -> None:
            if on_progress is not None:
                self._hand_over(request, lambda: on_progress(fraction, words), last=False)

        offered: deque[T] = deque(maxlen=1)

        def share(partial: T) -> None:
            if on_partial is not None:
                offered.append(partial)
                self._hand_over(request, receive_partial, last=False)

        def receive_partial() -> None:
            if on_partial is not None and offered:
                on_partial(offered.pop())

        def run() -> None:
            try:
                cancellation.check()
                outcome = Outcome(ticket, value=work(cancellation))
            except Cancelled:
                self._forget(request)
                return
            except Exception as error:
                outcome = Outcome(ticket, error=error)
            self._hand_over(request, lambda: deliver(outcome), last=True)

        with self._lock:
            if self._closed:
                raise RuntimeError("work was submitted after the pool of workers had been closed")
            ticket = Ticket(key, next(self._generations))
            share_of = None if on_partial is None else share
            cancellation = Cancellation(report, share_of, awaits_partial)
            request = _Request(ticket, cancellation)
            older = self._latest.get(key)
            self._latest[key] = request
            future = request.future = self._pool.submit(run)
            self._unfinished.add(future)
        # Outside the lock: a future that is cancelled or already done runs this at once.
        future.add_done_callback(self._unfinished.discard)
        if older is not None:
            older.stop()
        return ticket

    def pending(self, key: str) -> bool:
        """Whether a request with this key is still unanswered."""
        with self._lock:
            return key in self._latest

    def cancel(self, key: str) -> None:
        """Cancel the request with this key, if there is one, so that nothing of it is delivered."""
        with self._lock:
            request = self._latest.pop(key, None)
        if request is not None:
            request.stop()

    def close(self, timeout: float = 2.0) -> bool:
        """Cancel everything and wait briefly for the workers.

        Nothing is posted or delivered once this has returned, even where work is still running.

        Parameters
        ----------
        timeout
            How long to wait, in seconds.

        Returns
        -------
        bool
            Whether all work had ended in that time.
        """
        with self._posting, self._lock:
            self._closed = True
            requests = list(self._latest.values())
            self._latest.clear()
        for request in requests:
            request.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
        return not wait(tuple(self._unfinished), timeout).not_done

    def _current(self, request: _Request) -> bool:
        with self._lock:
            return self._latest.get(request.ticket.key) is request

    def _forget(self, request: _Request) -> bool:
        """Take a request off the list, and tell whether it was still current."""
        with self._lock:
            current = self._latest.get(request.ticket.key) is request
            if current:
                del self._latest[request.ticket.key]
            return current

    def _hand_over(self, request: _Request, call: Callable[[], None], *, last: bool) -> None:
        """Post a call that runs on the receiving thread if the request is still current there."""

        def receive() -> None:
            # A newer request may have come between posting and receiving.
            if self._forget(request) if last else self._current(request):
                call()

        with self._posting:
            if self._current(request):
                self._post(receive)
