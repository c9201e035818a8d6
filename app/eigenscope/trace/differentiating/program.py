"""Traces a program and differentiates it."""

from __future__ import annotations

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.trace.access import NO_ACCESS, ProgramAccess
from eigenscope.trace.differentiating.differentiation import Differentiation
from eigenscope.trace.differentiating.differentiator import Differentiator
from eigenscope.trace.program import trace
from eigenscope.trace.steps import Trace


def differentiated(
    source: str,
    seed: int = 0,
    cancellation: Cancellation | None = None,
    access: ProgramAccess = NO_ACCESS,
) -> tuple[Trace, Differentiation]:
    """Return the steps of a program, and how it is differentiated as far as it goes.

    The parameters are those of ``trace``.

    Raises
    ------
    Cancelled
        If nobody waits for it any more.
    """
    watchers: list[Differentiator] = []

    def check() -> None:
        if cancellation is not None:
            cancellation.check()

    def watched(result: Trace) -> Differentiator:
        watchers.append(Differentiator(result, check))
        return watchers[0]

    result = trace(source, seed, cancellation, access, watched=watched)
    return result, watchers[0].result() if watchers else Differentiation()
