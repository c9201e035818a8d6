"""All installed labs and what they offer to try, for tests that hold for every lab."""

from __future__ import annotations

from functools import cache

from eigenscope.labs.contract.lab import Inputs, Lab, Solution
from eigenscope.labs.contract.registry import lab_names, load_lab

CASES = tuple(
    (name, key)
    for name in lab_names()
    for key in ("defaults", *(experiment.key for experiment in load_lab(name).experiments()))
)
"""Every lab's name with "defaults" and the key of each of its experiments."""


def case_inputs(name: str, key: str) -> Inputs:
    """Return a lab's inputs: its defaults, or an experiment's."""
    lab = load_lab(name)
    if key == "defaults":
        return lab.check(lab.defaults())
    return lab.check(next(e.inputs for e in lab.experiments() if e.key == key))


@cache
def solved(name: str, key: str) -> tuple[Lab, Inputs, Solution]:
    """Return a lab, inputs and their solution."""
    lab, inputs = load_lab(name), case_inputs(name, key)
    return lab, inputs, lab.solve(inputs)
