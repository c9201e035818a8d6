"""Attention computed: its program, traced, and what every view of it needs of the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.attention.attention_inputs import AttentionInputs
from eigenscope.labs.kit.attention.attention_program import AttentionProgram, program_of
from eigenscope.labs.kit.attention.operands import operands_of
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram, TensorStep
from eigenscope.trace.access import ProgramAccess

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


_AT_ONCE = 1 << 15  # weights whose logarithms are taken together: as many as fit near the processor


@dataclass(frozen=True, eq=False)
class Attention:
    """The stages of attention with their numbers."""

    inputs: AttentionInputs
    program: AttentionProgram
    traced: TensorProgram

    @cached_property
    def steps(self) -> dict[str, TensorStep]:
        """The step that has made each variable."""
        return {step.result.label: step for step in self.traced.steps if step.result is not None}

    def array(self, variable: str) -> Floats:
        """Return the numbers of a variable; of all heads, with an axis for them."""
        result = self.steps[variable].result
        assert result is not None
        return np.asarray(result.numbers, dtype=np.float64)

    def of_head(self, variable: str, head: int) -> Floats:
        """Return those of one head, from 0: queries, keys, values, scores, weights, output."""
        heads = self.program.heads
        if variable in ("Q", "K", "V"):
            whole = self.program.operands.array(variable)
            width = whole.shape[1] // heads
            return np.asarray(whole[:, head * width : (head + 1) * width])
        if variable == "output":
            name = "O_h" if heads > 1 else "O" if self.inputs.project else "output"
            return self.array(name)[head] if heads > 1 else self.array(name)
        return self.array(variable)[head] if heads > 1 else self.array(variable)

    @cached_property
    def query_names(self) -> tuple[str, ...]:
        """What the queries are called: tokens, or rows as code has them, Q[0] and so on."""
        return self._names("Q", self.program.operands.shape[0])

    @cached_property
    def key_names(self) -> tuple[str, ...]:
        """What the keys and their values are called."""
        return self._names("K", self.program.operands.shape[1])

    def _names(self, letter: str, count: int) -> tuple[str, ...]:
        tokens = self.program.operands.tokens
        return tokens or tuple(f"{letter}[{number}]" for number in range(count))

    @cached_property
    def entropies(self) -> Floats:
        """The entropy of the weights of each query, in nats; of all heads, a row each."""
        return entropy_of(self.array("weights"))


def entropy_of(weights: Floats) -> Floats:
    """Return the entropies of weights along their last axis, in nats."""
    rows = weights.reshape(-1, weights.shape[-1])
    entropies = np.empty(len(rows))
    step = max(_AT_ONCE // rows.shape[1], 1)
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        logarithms = np.log(some, out=np.zeros_like(some), where=some > 0)
        entropies[start : start + step] = np.abs(np.einsum("ij,ij->i", some, logarithms))
    return entropies.reshape(weights.shape[:-1])


def solved(inputs: AttentionInputs, cancellation: Cancellation | None = None) -> Attention:
    """Return attention with all its numbers.

    Raises
    ------
    InputError
        If the inputs do not fit each other.
    """
    return traced_attention(inputs, program_of(inputs, operands_of(inputs)), cancellation)


def traced_attention(
    inputs: AttentionInputs, program: AttentionProgram, cancellation: Cancellation | None = None
) -> Attention:
    """Return the numbers of a program."""
    if cancellation is not None:
        cancellation.progress(0.1)
    # Late: it imports torch.
    from eigenscope.labs.kit.tensors.tracing import traced_program

    traced = traced_program(program.source, 0, cancellation, ProgramAccess(names=program.names))
    if traced.problem is not None:
        raise ValueError(traced.problem.message)
    return Attention(inputs, program, traced)
