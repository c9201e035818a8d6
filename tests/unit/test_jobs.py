from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from eigenscope.engine.runtime.jobs import Cancellation, Cancelled, Jobs, Outcome
from eigenscope.wording.words import Text

WAIT = 10.0


class Receiver:
    """A receiving thread's queue, emptied only when a test says so."""

    def __init__(self) -> None:
        self.calls: queue.Queue[Callable[[], None]] = queue.Queue()
        self.posted_from: set[int] = set()

    def post(self, call: Callable[[], None]) -> None:
        self.posted_from.add(threading.get_ident())
        self.calls.put(call)

    def receive(self, count: int = 1) -> None:
        for _ in range(count):
            self.calls.get(timeout=WAIT)()

    def fetch(self) -> Callable[[], None]:
        return self.calls.get(timeout=WAIT)


class Gate:
    """Work that says it has started, then waits to be let go on."""

    def __init__(self, result: int, *, checks: bool = False) -> None:
        self.result = result
        self.checks = checks
        self.started = threading.Event()
        self.opened = threading.Event()
        self.ended = threading.Event()

    def __call__(self, cancellation: Cancellation) -> int:
        self.started.set()
        try:
            assert self.opened.wait(WAIT)
            if self.checks:
                cancellation.check()
            return self.result
        finally:
            self.ended.set()


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def jobs(receiver: Receiver) -> Iterator[Jobs]:
    pool = Jobs(receiver.post)
    yield pool
    assert pool.close(WAIT)


def test_the_value_arrives_on_the_receiving_thread(jobs: Jobs, receiver: Receiver) -> None:
    threads: list[int] = []
    outcomes: list[Outcome[int]] = []

    def work(_: Cancellation) -> int:
        threads.append(threading.get_ident())
        return 42

    def deliver(outcome: Outcome[int]) -> None:
        threads.append(threading.get_ident())
        outcomes.append(outcome)

    ticket = jobs.submit("solve", work, deliver)
    assert jobs.pending("solve")
    receiver.receive()
    assert outcomes == [Outcome(ticket, value=42)]
    assert threads[0] != threads[1] == threading.get_ident()
    assert receiver.posted_from == {threads[0]}
    assert not jobs.pending("solve")


def test_an_error_arrives_as_an_outcome(jobs: Jobs, receiver: Receiver) -> None:
    outcomes: list[Outcome[int]] = []
    error = ZeroDivisionError("by zero")

    def work(_: Cancellation) -> int:
        raise error

    ticket = jobs.submit("solve", work, outcomes.append)
    receiver.receive()
    assert outcomes == [Outcome(ticket, error=error)]
    assert not jobs.pending("solve")


def test_a_newer_request_cancels_the_older_while_it_runs(jobs: Jobs, receiver: Receiver) -> None:
    outcomes: list[Outcome[int]] = []
    older, newer = Gate(1, checks=True), Gate(2)
    first = jobs.submit("solve", older, outcomes.append)
    assert older.started.wait(WAIT)
    second = jobs.submit("solve", newer, outcomes.append)
    assert second.generation > first.generation
    older.opened.set()
    assert older.ended.wait(WAIT)
    newer.opened.set()
    receiver.receive()
    assert [outcome.value for outcome in outcomes] == [2]
    assert receiver.calls.empty()


def test_a_stale_value_of_work_that_never_checks_is_dropped(jobs: Jobs, receiver: Receiver) -> None:
    outcomes: list[Outcome[int]] = []
    older, newer = Gate(1), Gate(2)
    jobs.submit("solve", older, outcomes.append)
    assert older.started.wait(WAIT)
    jobs.submit("solve", newer, outcomes.append)
    newer.opened.set()
    receiver.receive()
    older.opened.set()
    assert jobs.close(WAIT)
    assert [outcome.value for outcome in outcomes] == [2]
    assert receiver.calls.empty()


def test_a_value_that_becomes_stale_after_posting_is_dropped(
    jobs: Jobs, receiver: Receiver
) -> None:
    outcomes: list[Outcome[int]] = []
    jobs.submit("solve", lambda _: 1, outcomes.append)
    posted = receiver.fetch()
    gate = Gate(2)
    jobs.submit("solve", gate, outcomes.append)
    posted()
    assert outcomes == []
    assert jobs.pending("solve")
    gate.opened.set()
    receiver.receive()
    assert [outcome.value for outcome in outcomes] == [2]


def test_requests_with_different_keys_do_not_disturb_each_other(
    jobs: Jobs, receiver: Receiver
) -> None:
    outcomes: list[Outcome[int]] = []
    jobs.submit("solve", lambda _: 1, outcomes.append)
    jobs.submit("analyse", lambda _: 2, outcomes.append)
    receiver.receive(2)
    assert sorted(outcome.value or 0 for outcome in outcomes) == [1, 2]


def test_queued_requests_that_are_replaced_never_start(receiver: Receiver) -> None:
    jobs = Jobs(receiver.post, threads=1)
    outcomes: list[Outcome[int]] = []
    begun: list[int] = []

    def numbered(number: int) -> Callable[[Cancellation], int]:
        def work(_: Cancellation) -> int:
            begun.append(number)
            return number

        return work

    gate = Gate(-1)
    jobs.submit("other", gate, outcomes.append)
    assert gate.started.wait(WAIT)
    for number in range(100):
        jobs.submit("solve", numbered(number), outcomes.append)
    gate.opened.set()
    receiver.receive(2)
    assert begun == [99]
    assert [outcome.value for outcome in outcomes] == [-1, 99]
    assert jobs.close(WAIT)


def test_progress_arrives_in_order_and_not_when_stale(jobs: Jobs, receiver: Receiver) -> None:
    told: list[tuple[float, Text]] = []
    outcomes: list[Outcome[str]] = []

    def work(cancellation: Cancellation) -> str:
        cancellation.progress(0.25, "factors")
        cancellation.progress(7.0)
        return "done"

    jobs.submit("solve", work, outcomes.append, lambda share, words: told.append((share, words)))
    receiver.receive(3)
    assert told == [(0.25, "factors"), (1.0, "")]
    assert [outcome.value for outcome in outcomes] == ["done"]

    jobs.submit("solve", work, outcomes.append, lambda share, words: told.append((share, words)))
    posted = [receiver.fetch() for _ in range(3)]
    jobs.cancel("solve")
    for call in posted:
        call()
    assert len(told) == 2
    assert len(outcomes) == 1


def test_of_parts_that_wait_the_newest_arrives_and_none_when_stale(
    jobs: Jobs, receiver: Receiver
) -> None:
    parts: list[int] = []
    outcomes: list[Outcome[int]] = []

    def work(cancellation: Cancellation) -> int:
        for part in range(3):
            cancellation.offer(part)
        return 9

    jobs.submit("solve", work, outcomes.append, on_partial=parts.append)
    receiver.receive(4)
    assert parts == [2]
    assert [outcome.value for outcome in outcomes] == [9]

    jobs.submit("solve", work, outcomes.append, on_partial=parts.append)
    posted = [receiver.fetch() for _ in range(4)]
    jobs.cancel("solve")
    for call in posted:
        call()
    assert parts == [2]
    jobs.submit("solve", work, outcomes.append)  # nobody wants parts
    receiver.receive()
    assert [outcome.value for outcome in outcomes] == [9, 9]


def test_cancelled_work_stops_at_its_next_check_or_progress(receiver: Receiver) -> None:
    jobs = Jobs(receiver.post)
    stopped: list[str] = []
    gates = {"check": threading.Event(), "progress": threading.Event()}
    running = {name: threading.Event() for name in gates}

    def stopping(name: str) -> Callable[[Cancellation], None]:
        def work(cancellation: Cancellation) -> None:
            running[name].set()
            assert gates[name].wait(WAIT)
            assert cancellation.cancelled
            try:
                try:
                    cancellation.check() if name == "check" else cancellation.progress(0.5)
                except Exception:  # work that catches its own errors doesn't catch this
                    stopped.append("swallowed")
            except Cancelled:
                stopped.append(name)
                raise

        return work

    for name in gates:
        jobs.submit(name, stopping(name), lambda _: stopped.append("delivered"))
        assert running[name].wait(WAIT)
        jobs.cancel(name)
        assert not jobs.pending(name)
    for gate in gates.values():
        gate.set()
    assert jobs.close(WAIT)
    assert sorted(stopped) == ["check", "progress"]
    assert receiver.calls.empty()


def test_cancelling_what_is_not_there_does_nothing(jobs: Jobs) -> None:
    jobs.cancel("nothing")
    assert not jobs.pending("nothing")


def test_nothing_is_posted_or_delivered_after_closing(receiver: Receiver) -> None:
    jobs = Jobs(receiver.post)
    outcomes: list[Outcome[int]] = []
    jobs.submit("quick", lambda _: 1, outcomes.append)
    posted = receiver.fetch()
    gate = Gate(2)
    jobs.submit("slow", gate, outcomes.append)
    assert gate.started.wait(WAIT)
    assert not jobs.close(timeout=0.0)
    posted()
    gate.opened.set()
    assert jobs.close(WAIT)
    assert outcomes == []
    assert receiver.calls.empty()
    with pytest.raises(RuntimeError, match="closed"):
        jobs.submit("late", lambda _: 3, outcomes.append)


def test_a_delivery_may_submit_anew(jobs: Jobs, receiver: Receiver) -> None:
    values: list[int | None] = []

    def again(outcome: Outcome[int]) -> None:
        values.append(outcome.value)
        if len(values) < 3:
            jobs.submit("solve", lambda _: len(values) + 1, again)

    jobs.submit("solve", lambda _: 1, again)
    receiver.receive(3)
    assert values == [1, 2, 3]
