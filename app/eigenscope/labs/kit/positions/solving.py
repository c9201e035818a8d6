"""How the topic *positions* is solved: what is said until its numbers are there, and then they."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.positions.position_inputs import SINUSOIDAL, PositionInputs
from eigenscope.labs.kit.positions.position_program import position_code
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.unseen_story import UnseenStory

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


def waiting_positions(inputs: PositionInputs) -> Story:
    """Return what is said until the encoding is computed, with the program that will be shown."""
    try:
        return UnseenStory("The encoding is being computed.", position_code(inputs))
    except InputError as error:
        return UnseenStory(error.reason)


def whole_positions(inputs: PositionInputs, cancellation: Cancellation | None) -> Story:
    """Return the story of the encoding; raise InputError if the inputs do not fit each other."""
    # Late: few look at it first.
    from eigenscope.labs.kit.positions.position_program import solved_positions
    from eigenscope.labs.kit.positions.rotary_story import RotaryStory
    from eigenscope.labs.kit.positions.sinusoidal_story import SinusoidalStory

    story = SinusoidalStory if inputs.encoding == SINUSOIDAL else RotaryStory
    return story(solved_positions(inputs, cancellation))
