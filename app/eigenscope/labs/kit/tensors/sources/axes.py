"""Axes have a colour each, which goes with them wherever they appear in a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from eigenscope.labs.kit.tensors.colours import AXES
from eigenscope.labs.kit.tensors.sources.same_axes import RESULT, Axis, SameAxes, same_axes
from eigenscope.labs.kit.tensors.tensor_step import LOOK, TensorProgram, TensorStep
from eigenscope.scene.slots import Slot


@dataclass(frozen=True)
class StepAxes:
    """The colours of a step's axes, those of each operand and those of its result.

    ``summed`` are pairs of an operand's number and an axis that are contracted or reduced,
    ``stretched`` those that are broadcast: of length 1 against a longer axis.
    """

    operands: tuple[tuple[Slot, ...], ...]
    result: tuple[Slot, ...]
    summed: frozenset[tuple[int, int]] = frozenset()
    stretched: frozenset[tuple[int, int]] = frozenset()


def axis_slots(program: TensorProgram) -> tuple[StepAxes, ...]:
    """Return the axes of every step of a program."""
    results: dict[int, tuple[Slot, ...]] = {}
    steps = []
    for step in program.steps:
        axes = step_axes(step, results)
        if step.operation == LOOK and step.result is not None:
            known = results.get(-1 if step.result.step is None else step.result.step, ())
            axes = replace(axes, result=known) if len(known) == len(axes.result) else axes
        results[step.index] = axes.result
        steps.append(axes)
    return tuple(steps)


def step_axes(step: TensorStep, before: Mapping[int, tuple[Slot, ...]]) -> StepAxes:
    """Return the axes of a step, where those of the results of earlier steps have colours."""
    same = same_axes(step)
    shape = step.result.shape if step.result is not None else ()
    nodes: list[Axis] = [
        (number, axis)
        for number, operand in enumerate(step.operands)
        for axis in range(len(operand.shape))
    ]
    nodes += [(RESULT, axis) for axis in range(len(shape))]
    slots = _coloured(_classes(nodes, same), _inherited(step, before), same)
    return StepAxes(
        tuple(
            tuple(slots[number, axis] for axis in range(len(operand.shape)))
            for number, operand in enumerate(step.operands)
        ),
        tuple(slots[RESULT, axis] for axis in range(len(shape))),
        frozenset(same.summed),
        frozenset(same.stretched),
    )


def _classes(nodes: list[Axis], same: SameAxes) -> list[list[Axis]]:
    """Return the axes that are the same together, in the order of the first of each."""
    head = {node: node for node in nodes}

    def first(node: Axis) -> Axis:
        while head[node] != node:
            node = head[node]
        return node

    for one, other in same.pairs:
        early, late = sorted((first(one), first(other)), key=nodes.index)
        head[late] = early
    classes: dict[Axis, list[Axis]] = {}
    for node in nodes:
        classes.setdefault(first(node), []).append(node)
    return list(classes.values())


def _inherited(step: TensorStep, before: Mapping[int, tuple[Slot, ...]]) -> dict[Axis, Slot]:
    """Return the colours that the axes of operands have from the steps that made them."""
    inherited: dict[Axis, Slot] = {}
    for number, operand in enumerate(step.operands):
        slots = () if operand.step is None else before.get(operand.step, ())
        if len(slots) == len(operand.shape):
            inherited |= {(number, axis): slot for axis, slot in enumerate(slots)}
    return inherited


def _coloured(
    classes: list[list[Axis]], inherited: Mapping[Axis, Slot], same: SameAxes
) -> dict[Axis, Slot]:
    """Return a colour for each axis: what it had before, unless another has that here."""
    slots: dict[Axis, Slot] = {}
    taken: list[Slot] = []
    fresh: list[list[Axis]] = []
    for members in classes:
        long = [each for each in members if each not in same.stretched]
        wishes = [inherited[each] for each in (*long, *members) if each in inherited]
        wish = next((slot for slot in wishes if slot not in taken), None)
        if wish is None:
            fresh.append(members)
            continue
        taken.append(wish)
        slots |= dict.fromkeys(members, wish)
    for members in fresh:
        free = [slot for slot in AXES if slot not in taken]
        slot = free[0] if free else AXES[len(taken) % len(AXES)]
        taken.append(slot)
        slots |= dict.fromkeys(members, slot)
    return slots
