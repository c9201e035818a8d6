"""Traces a text: reads it as Python would, and carries out what is listed."""

from __future__ import annotations

import ast
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.trace import limits
from eigenscope.trace.access import NO_ACCESS, ProgramAccess
from eigenscope.trace.errors import TraceError
from eigenscope.trace.evaluating import Evaluator
from eigenscope.trace.files import ProgramFiles
from eigenscope.trace.library import Library
from eigenscope.trace.recording import CallWatcher, Recorder
from eigenscope.trace.statements import Statements, place_of_syntax
from eigenscope.trace.steps import Place, Trace
from eigenscope.wording.words import Words

_DEEPEST = 100  # expressions within expressions


_ALONE = threading.Lock()  # torch has one generator of random numbers for all threads
_PATIENCE = 0.05  # seconds between looks at whether anybody still waits


def trace(
    source: str,
    seed: int = 0,
    cancellation: Cancellation | None = None,
    access: ProgramAccess = NO_ACCESS,
    *,
    watched: Callable[[Trace], CallWatcher] | None = None,
) -> Trace:
    """Return the steps of a program, with the problem that ended it if there was one.

    Parameters
    ----------
    source
        Lines of torch or NumPy.
    seed
        Of random numbers, until the program sets its own; the machine's are left as they are.
    cancellation
        Is asked before every step, and told how many of the statements are done.
    access
        The files and definitions that it may use.
    watched
        Makes what follows the calls of the trace, if anything does.

    Raises
    ------
    Cancelled
        If nobody waits for it any more.
    """
    result = Trace(seed=seed)
    try:
        tree = _read(source)
    except TraceError as error:
        result.problem = error.problem()
        return result
    library = Library(seed, ProgramFiles(access))
    recorder = Recorder(result, cancellation, None if watched is None else watched(result))
    evaluator = Evaluator(source, recorder, library, definitions=dict(access.names))
    statements = Statements(evaluator)
    with _alone(cancellation), torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.manual_seed(seed)
        try:
            for done, statement in enumerate(tree.body):
                if cancellation is not None:
                    cancellation.progress(done / len(tree.body))
                statements.run([statement])
        except TraceError as error:
            result.problem = error.problem()
    return result


@contextmanager
def _alone(cancellation: Cancellation | None) -> Iterator[None]:
    """Wait until no other program is traced; raise Cancelled if nobody waits for this one."""
    while not _ALONE.acquire(timeout=_PATIENCE):
        if cancellation is not None:
            cancellation.check()
    try:
        yield
    finally:
        _ALONE.release()


def _read(source: str) -> ast.Module:
    if len(source) > limits.MOST_TEXT:
        values = {"most": f"{limits.MOST_TEXT:,}"}
        raise TraceError(Words("A program has at most {most} characters.", values))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except SyntaxError as error:
        reason = {"reason": error.msg}
        raise TraceError(
            Words("This is no Python: {reason}.", reason), place_of_syntax(error, source)
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise TraceError("This cannot be read.") from None
    for statement in tree.body:
        if _depth(statement) > _DEEPEST:
            words = "More than {most} operations within one another: name some parts."
            first, *_ = (ast.get_source_segment(source, statement) or "").splitlines() or [""]
            place = Place(statement.lineno, statement.col_offset, first)
            raise TraceError(Words(words, {"most": str(_DEEPEST)}), place)
    return tree


def _depth(tree: ast.AST) -> int:
    """Return how deep nodes lie within nodes, without going down by calls."""
    deepest, waiting = 0, [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]
    return deepest
