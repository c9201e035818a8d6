"""Steps of programs drawn at random, and of chosen lines, for tests of their pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests import sampling
from tests.unit.trace.random_programs import Drawn

from eigenscope.labs.kit.tensors.sources.axes import StepAxes, axis_slots
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.tensors.tracing import traced_program


@cache
def drawn_sources(count: int) -> tuple[str, ...]:
    """Return programs drawn at random, of torch and of NumPy by turns."""
    chance = sampling.chance("pictures of steps")
    return tuple("\n".join(Drawn(chance, 6, numpy=bool(k % 2)).lines) for k in range(count))


def drawn_steps(count: int) -> Iterator[tuple[str, TensorStep, StepAxes]]:
    """Yield the steps of programs drawn at random, with the text of their program."""
    for source in drawn_sources(count):
        program = traced_program(source)
        assert program.problem is None, (source, program.problem)
        for step, axes in zip(program.steps, axis_slots(program), strict=True):
            yield source, step, axes


def picture_of(source: str, *, deep: bool = False) -> StepPicture:
    """Return the picture of a program's last step."""
    program = traced_program(source)
    assert program.problem is None, program.problem
    return StepPicture(program.steps[-1], axis_slots(program)[-1], deep)
