"""The topic *Scalars*: the steps of a program that make numbers, on one number line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import dot, segment
from eigenscope.labs.kit.cells import line_of_text, pixels
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.code_story import CodeStory
from eigenscope.labs.tensors.inputs import Inputs
from eigenscope.labs.tensors.line_motions import HALF, Motion, Scale
from eigenscope.labs.tensors.line_names import UNIT, leaders, names_below, names_depth
from eigenscope.labs.tensors.scalar_facts import scalar_facts, step_fact
from eigenscope.labs.tensors.scalar_steps import (
    Operand,
    ScalarStep,
    has_place,
    scalar_steps,
)
from eigenscope.labs.tensors.scalar_words import step_words
from eigenscope.scene.camera import FITTED
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.grid import nice_step
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tick, tidy, typeset
from eigenscope.wording.words import Text

_TOP = 8.4  # of the picture
_SIDE = HALF + 0.9
_FORMULA, _FORMULA_SIZE = 7.5, 0.8  # height of a step's line, and of its letters
_FORMULA_ROOM = 1.75  # its width in half widths of the line: other fonts have wider letters
_TICK, _TICK_ROOM = 0.12, 64.0  # half a tick; pixels between two of them
_NUMBERS = 12.0  # pixels to the em
_UNNAMED = 1.6  # world units below the line at least
_SMALLEST = 1e-290  # of half a line whose steps are floats
_MOVING = 0.8
_MARGIN = 1.04  # of the picture, which has its own room around it


def scalars_story(inputs: Inputs, program: TensorProgram) -> Story:
    """Return the numbers of a program on a line, a stage for each step that makes one."""
    return NumberLine(inputs, program)


@dataclass(frozen=True, eq=False)
class NumberLine(CodeStory):
    """A traced program."""

    @cached_property
    def steps(self) -> tuple[ScalarStep, ...]:
        """The steps that make numbers."""
        return scalar_steps(self.program)

    @cached_property
    def timeline(self) -> Timeline:
        """A stage for each step."""
        if not self.steps:
            return even(1)
        stages = [Stage(step_words(step), _length(step), moving=_MOVING) for step in self.steps]
        return Timeline(tuple(stages))

    @cached_property
    def unseen(self) -> Text:
        """Why there is nothing on the line."""
        if not self.steps:
            return "No step of this program makes a single real number: see the other topics."
        return ""

    @cached_property
    def scale(self) -> Scale:
        """The part of the line that holds all numbers, and 0."""
        values = [0.0, *(value for step in self.steps for value in step.places)]
        low, high = min(values), max(values)
        return Scale(low, high) if high / 2 - low / 2 > _SMALLEST else Scale(-1.0, 1.0)

    def step_at(self, t: float) -> int:
        """Return the place of the step that is shown at a time."""
        index, _ = self.timeline.at(t)
        return index

    # --- the picture ---

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        if self.unseen:
            return Frame((), (), view.camera)
        index = self.step_at(t)
        motion = Motion(self.steps[index], self.scale, self.timeline.part(index, t))
        named = self._named(index, done=motion.part >= 1)
        new = motion.step.result if motion.part >= 1 else None
        unit = pixels(view, 1.0)
        names = names_below(
            [each for each in named if each == new or not motion.says(each)], new, self.scale, unit
        )
        on_line = [*_tick_labels(self.scale, view), *motion.labels()]
        draws = [*_line_draws(self.scale, view), *leaders(names, on_line, unit)]
        for number in named:
            place = np.array([self.scale.place(number.value), 0.0, 0.0])
            draws.append(dot(f"named {number.label}", place, colours.NAMED, 8.0))
        draws += motion.draws()
        labels = (*on_line, *names, self._formula(motion, view))
        return Frame(tuple(draws), labels, view.camera)

    def _formula(self, motion: Motion, view: View) -> Label:
        """Return the step as it is written, with its result once that is there."""
        step = motion.step
        text = step.text
        if motion.part >= 1:
            answer = (
                typeset(step.digits)
                if step.kind == "compare" or not step.finite
                else tidy(step.value)
            )
            text = f"{text} → {answer}"
        if step.name and step.operation not in ("+=", "-=", "*=", "/=", "**="):
            text = f"{step.name} = {text}"
        room = _FORMULA_ROOM * _SIDE
        return line_of_text(text, (0.0, _FORMULA), view, _FORMULA_SIZE, room=room, bold=True)

    def _named(self, index: int, *, done: bool) -> tuple[Operand, ...]:
        """Return the numbers that have a name by now, and the result of this step if it is there.

        A name has the number that it was given last.
        """
        names: dict[str, Operand] = {}
        for step in self.steps[: index + done]:
            if step.kind != "compare" and has_place(step.value):
                names.pop(step.name, None)
                if step.name:
                    names[step.name] = step.result
        last = self.steps[index]
        if done and not last.name and last.kind != "compare" and last.finite:
            names[""] = last.result
        return tuple(names.values())

    @cached_property
    def bottom(self) -> float:
        """World y of the lower end of the picture: all names have room there."""
        names = [self._named(index, done=True) for index in range(len(self.steps))]
        depths = [names_depth(each, self.scale, UNIT) for each in names]
        return -max([_UNNAMED, *depths])

    def extent(self) -> Floats:
        """Return the corners of the picture."""
        corners = np.array([(-_SIDE, _TOP, 0.0), (_SIDE, self.bottom, 0.0)])
        middle = corners.mean(axis=0)
        return np.asarray(middle + (corners - middle) * (_MARGIN / FITTED))

    def aspect(self) -> float:
        """Return the width by the height."""
        return 2 * _SIDE / (_TOP - self.bottom)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {
            colours.FIRST: "first number",
            colours.SECOND: "second number",
            colours.UNIT: "1, stretched along",
            colours.ANSWER: "result",
            colours.NAMED: "named before",
        }

    # --- words and numbers ---

    @cached_property
    def _facts(self) -> tuple[Readout, ...]:
        return tuple(scalar_facts(self.steps))

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the result of the step that is shown, and the named numbers."""
        if not self.steps:
            return ()
        return (step_fact(self.steps[self.step_at(t)]), *self._facts)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The line of each step."""
        return tuple(step.line for step in self.steps)


def _length(step: ScalarStep) -> float:
    if step.factors:
        return 0.6 + 0.5 * step.factors
    return 0.8 if step.kind == "point" else 1.4


@lru_cache(maxsize=8)
def _ticks(scale: Scale, view: View) -> tuple[tuple[float, ...], float]:
    """Return the numbers of the ticks, and their step."""
    step = nice_step(scale.unit * _TICK_ROOM / max(pixels(view, 1.0), 1e-9))
    left, right = view.camera.target[0] - view.half[0], view.camera.target[0] + view.half[0]
    first = math.ceil(scale.number(max(left, -_SIDE)) / step)
    last = math.floor(scale.number(min(right, _SIDE)) / step)
    return tuple(k * step for k in range(first, last + 1)), step


def _line_draws(scale: Scale, view: View) -> Iterator[Draw]:
    ends = np.array([(-_SIDE, 0.0, 0.0), (_SIDE, 0.0, 0.0)])
    yield from segment("number line", ends[0], ends[1], Slot.AXIS, 1.6)
    for value in _ticks(scale, view)[0]:
        x = scale.place(value)
        high = 2 * _TICK if value == 0 else _TICK
        start, end = np.array([x, -high, 0.0]), np.array([x, high, 0.0])
        yield from segment("tick", start, end, Slot.AXIS, 1.4)


def _tick_labels(scale: Scale, view: View) -> Iterator[Label]:
    values, step = _ticks(scale, view)
    for value in values:
        place = (scale.place(value), -_TICK, 0.0)
        text = tick(value, step)
        yield Label(text, place, Slot.AXIS, (0.0, -10.0), _NUMBERS, priority=-2, fixed=True)
