"""What a field of a lab's inputs is: a file for each kind.

A kind knows how its values are checked, written into sessions, read from there, and read from the
command line. With an editor in ``ui/inputs`` that is all that the program must know of it. Kinds
that the first picture has not are imported when somebody wants them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from eigenscope.labs.contract.specs.base import (
    Spec,
    entered,
    field_called,
    selected,
    shown,
    spec,
    specs,
    topics_of,
)
from eigenscope.labs.contract.specs.choice import ChoiceSpec
from eigenscope.labs.contract.specs.flag import FlagSpec
from eigenscope.labs.contract.specs.matrix import MatrixSpec
from eigenscope.labs.contract.specs.outline import OutlineSpec
from eigenscope.labs.contract.specs.picture import PictureSpec
from eigenscope.labs.contract.specs.vectors import VectorsSpec

if TYPE_CHECKING:
    from eigenscope.labs.contract.specs.code import CodeSpec
    from eigenscope.labs.contract.specs.data import DataSpec
    from eigenscope.labs.contract.specs.formula import FormulaSpec
    from eigenscope.labs.contract.specs.lengths import LengthsSpec
    from eigenscope.labs.contract.specs.line import LineSpec
    from eigenscope.labs.contract.specs.mask import MaskSpec
    from eigenscope.labs.contract.specs.order import OrderSpec
    from eigenscope.labs.contract.specs.scalar import ScalarSpec
    from eigenscope.labs.contract.specs.surroundings import SurroundingsSpec
    from eigenscope.labs.contract.specs.tensor import TensorSpec
    from eigenscope.labs.contract.specs.tensors import TensorsSpec
    from eigenscope.labs.contract.specs.topic import TopicSpec, topic_choice
    from eigenscope.labs.contract.specs.whole import WholeSpec

_LATE = {
    "CodeSpec": "code",
    "DataSpec": "data",
    "FormulaSpec": "formula",
    "LengthsSpec": "lengths",
    "LineSpec": "line",
    "MaskSpec": "mask",
    "OrderSpec": "order",
    "ScalarSpec": "scalar",
    "SurroundingsSpec": "surroundings",
    "TensorSpec": "tensor",
    "TensorsSpec": "tensors",
    "TopicSpec": "topic",
    "topic_choice": "topic",
    "WholeSpec": "whole",
}

__all__ = [
    "ChoiceSpec",
    "CodeSpec",
    "DataSpec",
    "FlagSpec",
    "FormulaSpec",
    "LengthsSpec",
    "LineSpec",
    "MaskSpec",
    "MatrixSpec",
    "OrderSpec",
    "OutlineSpec",
    "PictureSpec",
    "ScalarSpec",
    "Spec",
    "SurroundingsSpec",
    "TensorSpec",
    "TensorsSpec",
    "TopicSpec",
    "VectorsSpec",
    "WholeSpec",
    "entered",
    "field_called",
    "selected",
    "shown",
    "spec",
    "specs",
    "topic_choice",
    "topics_of",
]


def __getattr__(name: str) -> Any:
    """Return a kind that is imported late (PEP 562); raise AttributeError for what is none."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
