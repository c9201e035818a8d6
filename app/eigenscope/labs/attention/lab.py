"""The lab itself: attention as blocks, in the plane, and why scores are scaled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from eigenscope.labs.attention.description import DESCRIPTION
from eigenscope.labs.attention.experiments import EXPERIMENTS
from eigenscope.labs.attention.inputs import (
    BLOCKS,
    BOX,
    FLAT,
    NET,
    ORDER,
    PLANE,
    POSITIONS,
    Inputs,
    fit,
)
from eigenscope.labs.attention.position_experiments import POSITION_EXPERIMENTS
from eigenscope.labs.attention.presets import PRESETS
from eigenscope.labs.contract.presets import Counterpart, Experiment, Preset
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.labs.kit.attention.attention_facts import attention_code
from eigenscope.labs.kit.attention.attention_inputs import FILE, ONE, ROOT, SCALING
from eigenscope.labs.kit.attention.attention_program import AttentionProgram, program_of
from eigenscope.labs.kit.attention.operands import NO_FILE, operands_of
from eigenscope.labs.kit.positions.solving import waiting_positions, whole_positions
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.kit.unseen_story import UnseenStory
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_MOST_WRITTEN = 2_000  # numbers in lines of code
_COMPUTING: Text = "Attention is being computed."
_Solve = Callable[[Inputs, "Cancellation | None"], Story]


def _waiting(program: Callable[[Inputs], AttentionProgram], inputs: Inputs) -> Story:
    """Return what is said until attention is computed, with the program that will be shown."""
    try:
        return UnseenStory(_COMPUTING, attention_code(program(inputs)))
    except InputError as error:
        return UnseenStory(error.reason)


def _attention(inputs: Inputs) -> AttentionProgram:
    return program_of(inputs, operands_of(inputs))


def _reordered(inputs: Inputs) -> AttentionProgram:
    # Late, here and below: few look at all pictures, and the first one waits for none.
    from eigenscope.labs.attention.ordering import ordered_program

    return ordered_program(inputs)


def _whole(solve: _Solve, inputs: Inputs, cancellation: Cancellation | None) -> Story:
    """Return a story; of a file that is still to be chosen, that it is."""
    if inputs.source == FILE and inputs.file is None:
        return UnseenStory(NO_FILE)
    return solve(inputs, cancellation)


def _blocks(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    from eigenscope.labs.attention.blocks_story import BlocksStory
    from eigenscope.labs.attention.boxes_story import BoxesStory
    from eigenscope.labs.kit.attention.attention_numbers import solved

    attention = solved(inputs, cancellation)
    if inputs.picture == FLAT:
        return BlocksStory(attention).prepare(cancellation)
    return BoxesStory(attention, inputs.head - 1, inputs.picture == NET).prepare()


def _plane(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    from eigenscope.labs.attention.plane_story import PlaneStory
    from eigenscope.labs.kit.attention.attention_numbers import solved

    return PlaneStory(solved(inputs, cancellation), inputs.head - 1, inputs.query - 1)


def _order(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    from eigenscope.labs.attention.ordering import OrderStory, ordered

    return OrderStory(ordered(inputs, cancellation)).prepare(cancellation)


def _first_scaling(inputs: Inputs) -> Story:
    from eigenscope.labs.kit.attention.scaling import scaling_code

    return UnseenStory(_COMPUTING, scaling_code(inputs))


def _scaling(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    from eigenscope.labs.kit.attention.scaling import scaling_of
    from eigenscope.labs.kit.attention.scaling_story import ScalingStory

    return ScalingStory(scaling_of(inputs, cancellation))


def _dimensions(inputs: Inputs) -> int:
    return 3 if inputs.picture == BOX else 2


class AttentionLab(TopicLab):
    """The lab *Attention*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        BLOCKS: Solver(
            partial(_waiting, _attention), partial(_whole, _blocks), dimensions=_dimensions
        ),
        PLANE: Solver(partial(_waiting, _attention), partial(_whole, _plane)),
        SCALING: Solver(_first_scaling, _scaling),
        ORDER: Solver(partial(_waiting, _reordered), partial(_whole, _order)),
        POSITIONS: Solver(waiting_positions, whole_positions),
    }

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with numbers that sliders can have."""
        return fit(inputs)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a query, a key or a value at another place."""
        from eigenscope.labs.attention.plane_story import dragged

        return dragged(inputs, key, position), False

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return the same without √d, or with it."""
        if inputs.topic not in (BLOCKS, PLANE):
            return ()
        plain = replace(inputs, scaling=ONE)
        if inputs.scaling == ONE:
            scaled = replace(inputs, scaling=ROOT)
            return (Counterpart("scaled", "not scaled", "÷ √d", scaled),)
        return (Counterpart("plain", "as entered", "not scaled", plain),)

    def as_code(self, inputs: Inputs) -> TraceableCode | None:
        """Return the stages as lines, where what they begin with can be written out."""
        if inputs.topic not in (BLOCKS, PLANE):
            return None
        try:
            program = _attention(inputs)
        except InputError:
            return None
        arrays = program.names
        if sum(array.size for array in arrays.values()) > _MOST_WRITTEN:
            return None
        lines = [f"{name} = {tensor(array, 'float64')}" for name, array in arrays.items()]
        return TraceableCode("\n".join((*lines, program.source)), "products")

    def presets(self) -> tuple[Preset, ...]:
        """Return the presets."""
        return PRESETS

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return EXPERIMENTS + POSITION_EXPERIMENTS


LAB = AttentionLab()
