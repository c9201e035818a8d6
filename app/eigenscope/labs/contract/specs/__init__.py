"""What a field of a lab's inputs is: a file for each kind.

A kind knows how its values are checked, written into sessions, read from there, and read from the
command line. With an editor in ``ui/inputs`` that is all that the program must know of it.
"""

from eigenscope.labs.contract.specs.base import (
    Spec,
    field_called,
    selected,
    shown,
    spec,
    specs,
    topics_of,
)
from eigenscope.labs.contract.specs.choice import ChoiceSpec
from eigenscope.labs.contract.specs.data import DataSpec
from eigenscope.labs.contract.specs.flag import FlagSpec
from eigenscope.labs.contract.specs.formula import FormulaSpec
from eigenscope.labs.contract.specs.matrix import MatrixSpec
from eigenscope.labs.contract.specs.outline import OutlineSpec
from eigenscope.labs.contract.specs.picture import PictureSpec
from eigenscope.labs.contract.specs.scalar import ScalarSpec
from eigenscope.labs.contract.specs.topic import TopicSpec, topic_choice
from eigenscope.labs.contract.specs.vectors import VectorsSpec
from eigenscope.labs.contract.specs.whole import WholeSpec

__all__ = [
    "ChoiceSpec",
    "DataSpec",
    "FlagSpec",
    "FormulaSpec",
    "MatrixSpec",
    "OutlineSpec",
    "PictureSpec",
    "ScalarSpec",
    "Spec",
    "TopicSpec",
    "VectorsSpec",
    "WholeSpec",
    "field_called",
    "selected",
    "shown",
    "spec",
    "specs",
    "topic_choice",
    "topics_of",
]
