"""Which names of colours a picture needs: those of what is in it, in the lab's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from eigenscope.labs.contract.lab import Lab, Solution
from eigenscope.scene.frame import Frame
from eigenscope.scene.roles import Role


def names_in(lab: Lab, solution: Solution, frames: Iterable[Frame]) -> Mapping[Role, str]:
    """Return the names of the roles that frames of a solution show, in the order of its legend."""
    seen = {draw.style.role for frame in frames for draw in frame.draws}
    return {role: name for role, name in lab.legend(solution).items() if role in seen}
