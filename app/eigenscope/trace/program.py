"""Traces a text: reads it as Python would, and carries out what is listed."""

from __future__ import annotations

import ast
import warnings

import torch

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.trace import limits
from eigenscope.trace.errors import TraceError
from eigenscope.trace.evaluating import Evaluator
from eigenscope.trace.library import Library
from eigenscope.trace.recording import Recorder
from eigenscope.trace.statements import Statements, place_of_syntax
from eigenscope.trace.steps import Place, Problem, Trace
from eigenscope.wording.words import Words

_DEEPEST = 100  # expressions within expressions


def trace(source: str, seed: int = 0, cancellation: Cancellation | None = None) -> Trace:
    """Return the steps of a program, with the problem that ended it if there was one.

    Parameters
    ----------
    source
        Lines of torch or NumPy.
    seed
        Of random numbers, until the program sets its own; the machine's are left as they are.
    cancellation
        Is asked before every step, and told how many of the statements are done.

    Raises
    ------
    Cancelled
        If nobody waits for it any more.
    """
    result = Trace()
    try:
        tree = _read(source)
    except TraceError as error:
        place = error.place or Place(1, 0, "")
        result.problem = Problem(place, error.reason, error.axes)
        return result
    evaluator = Evaluator(source, Recorder(result, cancellation), Library(seed))
    statements = Statements(evaluator)
    with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.manual_seed(seed)
        try:
            for done, statement in enumerate(tree.body):
                if cancellation is not None:
                    cancellation.progress(done / len(tree.body))
                statements.run([statement])
        except TraceError as error:
            place = error.place or Place(1, 0, "")
            result.problem = Problem(place, error.reason, error.axes)
    return result


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
    if _depth(tree) > _DEEPEST:
        raise TraceError("This is nested too deeply.")
    return tree


def _depth(tree: ast.AST) -> int:
    """Return how deep nodes lie within nodes, without going down by calls."""
    deepest, waiting = 0, [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]
    return deepest
