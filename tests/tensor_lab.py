"""A lab whose inputs are tensors, for tests: one typed or from a file, and all of a file."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.specs import TensorSpec, TensorsSpec, spec
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.readers.loaded_tensor import LoadedTensor, LoadedTensors

from .bare_lab import BareLab


@dataclass(frozen=True)
class TensorInputs:
    kernel: TypedTensor | LoadedTensor = spec(
        TensorSpec("Kernel", "Convolution", "Rows and columns of weights", fewest=2, largest=100),
        TypedTensor.from_text("[[0, 1], [2, 3]]"),
    )
    weights: LoadedTensors | None = spec(
        TensorsSpec("Weights", "Attention", "A file of Q, K, V"), None
    )


class TensorLab(BareLab):
    description = LabDescription("tensorial", "Tensorial", "Vectors", "For this test.", "none:LAB")
    inputs_type = TensorInputs


LAB = TensorLab()
