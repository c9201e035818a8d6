"""A lab that has inputs and nothing to show, for tests of what is entered."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.lab import Inputs, Lab, Solution, View
from eigenscope.scene.frame import Frame


class BareLab(Lab):
    """Its inputs' type is given by a test."""

    description = LabDescription("made", "Made up", "Vectors", "For this test.", "none:LAB")

    def solve(self, inputs: Inputs, cancellation: object = None) -> Inputs:
        return inputs

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        return Frame((), (), view.camera)

    def code(self, inputs: Inputs) -> str:
        return ""
