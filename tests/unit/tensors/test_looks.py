"""Lines that only name a tensor: what it is now, without a step of the trace."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.kit.tensors.saying.captions import caption
from eigenscope.labs.kit.tensors.sources.axes import axis_slots
from eigenscope.labs.kit.tensors.tensor_step import LOOK
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.trace.program import trace

MEMORY = "X = torch.arange(4)\nX\nY = X.view(2, 2)\nY[0, 0] = 100\nX\nZ = X + 1\nZ"


def test_a_tensor_that_is_named_is_shown_as_it_is_then() -> None:
    program = traced_program(MEMORY)
    looks = [step for step in program.steps if step.operation == LOOK]
    assert [step.line for step in looks] == [2, 5, 7]
    shown = [step.result.numbers.tolist() for step in looks if step.result is not None]
    assert shown == [[0, 1, 2, 3], [100, 1, 2, 3], [101, 2, 3, 4]]
    assert str(caption(looks[1])) == "X as it is now."


def test_steps_and_memories_count_what_is_looked_at() -> None:
    program = traced_program(MEMORY)
    assert [step.index for step in program.steps] == list(range(len(program.steps)))
    assert [step.operation for step in program.steps] == [
        "arange", LOOK, "view", "[]=", LOOK, "+", LOOK,
    ]  # fmt: skip
    written = program.steps[3]
    assert written.operands[0].step == 2
    assert written.result is not None
    assert written.result.memory is not None
    assert (written.result.memory.owner, written.result.memory.names) == (0, ("X", "Y"))
    summed = program.steps[5]
    assert summed.operands[0].step is None or program.steps[summed.operands[0].step].line < 6
    axes = axis_slots(program)
    assert axes[1].result == axes[0].result


def test_gradients_are_looked_at_as_they_are_then() -> None:
    source = (
        "x = torch.arange(3.0, requires_grad=True)\n(x * x).sum().backward()\nx.grad\n"
        "(2 * x).sum().backward()\nx.grad"
    )
    looks = [step for step in traced_program(source).steps if step.operation == LOOK]
    shown = [step.result.numbers for step in looks if step.result is not None]
    assert np.array_equal(shown, [[0, 2, 4], [2, 4, 6]])


def test_a_look_is_no_step_of_the_trace_and_counts_towards_its_limit() -> None:
    result = trace(MEMORY)
    assert [step.operation for step in result.steps] == ["arange", "view", "[]=", "+"]
    assert len(result.looks) == 3
    many = trace("X = torch.ones(2)\nfor i in range(100):\n    for j in range(100):\n        X")
    assert many.problem is not None
    assert "steps" in str(many.problem.message)
