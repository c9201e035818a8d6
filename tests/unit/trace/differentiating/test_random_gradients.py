"""Gradients of programs drawn at random, beside torch's."""

from __future__ import annotations

from random import Random

import numpy as np
import torch
from tests import sampling

from eigenscope.trace.differentiating.differentiation import Differentiation
from eigenscope.trace.differentiating.program import differentiated
from eigenscope.trace.program import trace

from .drawn_gradients import DrawnGradients


def largest(graph: Differentiation) -> float:
    """Return the largest finite number that was added up on the way back."""
    terms = [np.abs(t.value) for p in graph.passes for g in p.gradients for t in g.terms]
    return max((float(term[np.isfinite(term)].max(initial=0)) for term in terms), default=0.0)


def compare(graph: Differentiation, drawn: DrawnGradients) -> int:
    """Hold the gradients of a program's leaves to torch's; return how many numbers there are."""
    program, compared, size = "\n".join(drawn.lines), 0, largest(graph)
    for leaf in graph.leaves:
        held = drawn.scope.get(leaf.name)
        if not isinstance(held, torch.Tensor) or not held.is_leaf:
            continue
        if held.grad is None:
            assert leaf.gradient is None, (program, leaf.name)
            continue
        assert leaf.gradient is not None, (program, leaf.name)
        own = torch.as_tensor(leaf.gradient)
        noise = max(size, 1) * 1e-9
        same = torch.allclose(own, held.grad, rtol=1e-6, atol=noise, equal_nan=True)
        assert same, (program, leaf.name, own, held.grad)
        compared += held.numel()
    return compared


def test_gradients_of_random_programs_are_torchs() -> None:
    compared, count = 0, sampling.count(100, 1_000)
    for number in range(count):
        drawn = DrawnGradients(Random(sampling.seed_of(f"gradients {number}")), 5)
        program = "\n".join(drawn.lines)
        result, graph = differentiated(program)
        assert result.problem is None, (program, result.problem)
        if ".backward(" in program:
            compared += compare(graph, drawn)
    assert compared > count


def test_what_torch_refuses_is_refused_in_its_line_and_leaves_the_graph_before_it() -> None:
    refused = 0
    for number in range(sampling.count(40, 1_000)):
        drawn = DrawnGradients(Random(sampling.seed_of(f"refused {number}")), 5)
        if drawn.wrong:
            result, graph = differentiated(drawn.wrong)
            assert result.problem is not None, drawn.wrong
            assert result.problem.place.line > drawn.wrong.count("\n") - 1, drawn.wrong
            assert trace(drawn.wrong).problem is not None
            assert len(graph.nodes) >= 1
            refused += 1
    assert refused
