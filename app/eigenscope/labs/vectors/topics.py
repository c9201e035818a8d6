"""Which scene shows which topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eigenscope.labs.vectors.addition import Difference, Sum
from eigenscope.labs.vectors.combining import Combination
from eigenscope.labs.vectors.crossing import Cross
from eigenscope.labs.vectors.inputs import Inputs
from eigenscope.labs.vectors.measuring import Norm
from eigenscope.labs.vectors.orthogonal import GramSchmidt
from eigenscope.labs.vectors.products import Dot
from eigenscope.labs.vectors.scene import Scene
from eigenscope.labs.vectors.stretching import Reach
from eigenscope.labs.vectors.touching import Sparse

SCENES: Mapping[str, Callable[[Inputs], Scene]] = {
    "sum": Sum,
    "difference": Difference,
    "combination": Combination,
    "dot": Dot,
    "cross": Cross,
    "orthogonal": GramSchmidt,
    "norm": Norm,
    "sparse": Sparse,
    "reach": Reach,
}
