"""Random inputs of any lab, made from its specs alone."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    CodeSpec,
    DataSpec,
    FlagSpec,
    FormulaSpec,
    LengthsSpec,
    LineSpec,
    MaskSpec,
    MatrixSpec,
    OrderSpec,
    OutlineSpec,
    PictureSpec,
    ScalarSpec,
    Spec,
    SurroundingsSpec,
    TensorSpec,
    TensorsSpec,
    VectorsSpec,
    WholeSpec,
    specs,
)
from eigenscope.labs.contract.surroundings import Surroundings
from eigenscope.labs.kit.layers.classes_spec import ClassesSpec
from eigenscope.labs.kit.names_spec import NamesSpec
from eigenscope.labs.kit.networks.layer_specs import WidthsSpec
from eigenscope.labs.kit.programs.cell_spec import CellSpec
from eigenscope.language.evaluating.entry import Matrix, number_text, parse_entry, scalar
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.readers.images import LoadedImage
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.loaded_tensor import LoadedTensor, LoadedTensors

TEXTS = ["0", "1", "-2.5", "1/2", "sqrt(2)/2", "cos(pi/6)", "1e-3", "30°", "√3", "-.5", "1e300"]
NUMBERS = st.sampled_from(TEXTS)
PROGRAMS = ["x = torch.ones(2, 3)\nx.T", "# 张量\r\n\tx = 1", 'print("\\n")', "x ="]
CORNERS = st.floats(-1e6, 1e6).map(lambda x: round(x, 6))


@st.composite
def matrices(draw: DrawFn, rows: int, columns: int) -> Matrix:
    return Matrix.from_texts([[draw(NUMBERS) for _ in range(columns)] for _ in range(rows)])


@st.composite
def images(draw: DrawFn) -> LoadedImage:
    size = (draw(st.integers(1, 9)), draw(st.integers(1, 9)), 4)
    seed = draw(st.integers(0, 2**32 - 1))
    pixels = np.random.default_rng(seed).integers(0, 256, size, dtype=np.uint8)
    return LoadedImage(draw(st.text(max_size=20)), pixels)


@st.composite
def loaded_matrices(draw: DrawFn) -> LoadedMatrix:
    shape = (draw(st.integers(1, 9)), draw(st.integers(1, 9)))
    dtype = draw(st.sampled_from([np.bool_, np.int8, np.int64, np.float32, np.float64]))
    seed = draw(st.integers(0, 2**32 - 1))
    values: np.ndarray = (np.random.default_rng(seed).standard_normal(shape) * 40).astype(dtype)
    return LoadedMatrix(draw(st.text(max_size=20)), values, shape)


_entry = cache(parse_entry)


@st.composite
def typed_tensors(draw: DrawFn, fewest: int, most: int) -> TypedTensor:
    shape = tuple(draw(st.lists(st.integers(1, 3), min_size=fewest, max_size=most)))
    return TypedTensor(shape, tuple(_entry(draw(NUMBERS)) for _ in range(math.prod(shape))))


@st.composite
def loaded_tensors(draw: DrawFn, fewest: int = 1, most: int = 4) -> LoadedTensor:
    shape = tuple(draw(st.lists(st.integers(1, 5), min_size=fewest, max_size=most)))
    dtype = draw(st.sampled_from([np.bool_, np.int8, np.int64, np.float32, np.float64]))
    seed = draw(st.integers(0, 2**32 - 1))
    values: np.ndarray = (np.random.default_rng(seed).standard_normal(shape) * 40).astype(dtype)
    return LoadedTensor(draw(st.text(max_size=20)), values)


def _value(draw: DrawFn, spec: Spec) -> object:
    match spec:
        case MatrixSpec():
            rows, columns = (draw(st.integers(1, most)) for most in spec.largest)
            return draw(matrices(rows, columns))
        case DataSpec():
            rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
            return draw(matrices(rows, columns) | loaded_matrices())
        case TensorSpec():
            axes = spec.fewest, spec.most
            return draw(typed_tensors(*axes) | loaded_tensors(*axes))
        case TensorsSpec():
            several = st.lists(loaded_tensors(), min_size=1, max_size=4)
            return draw(
                st.none() | st.builds(LoadedTensors, st.text(max_size=20), several.map(tuple))
            )
        case ScalarSpec():
            return scalar(number_text(draw(st.floats(spec.low, spec.high))))
        case FormulaSpec():
            first = spec.variables[0]
            one = st.sampled_from(["2", f"{first}²", f"sin({first}) - 1/{first}"])
            counts = [0, spec.most] if not spec.fewest else range(spec.fewest, spec.most + 1)
            return ", ".join(draw(one) for _ in range(draw(st.sampled_from(counts))))
        case WholeSpec():
            return draw(st.integers(spec.low, min(spec.low + 9, spec.most)))
        case WidthsSpec():
            hidden = draw(st.lists(st.integers(1, 8), max_size=5))
            return (2, *hidden, 1)
        case NamesSpec():
            return ", ".join(draw(st.lists(st.sampled_from(spec.names), min_size=1, max_size=5)))
        case ClassesSpec():
            return tuple(draw(st.lists(st.integers(0, 2), max_size=5)))
        case LengthsSpec():
            some = st.lists(st.integers(spec.low, spec.low + 2), min_size=1, max_size=2)
            lengths = some.map(tuple)
            return draw(lengths | st.sampled_from(spec.words) if spec.words else lengths)
        case LineSpec():
            return draw(st.text(max_size=20))
        case MaskSpec():
            return draw(st.sampled_from(["none", "causal", "padding 2", "padding 0 1", "1 0; 1 1"]))
        case OrderSpec():
            return tuple(draw(st.permutations(range(1, draw(st.integers(1, 5))))))
        case VectorsSpec():
            length = draw(st.integers(1, 3))
            most = min(spec.most, 3)
            return tuple(draw(st.lists(matrices(length, 1), min_size=spec.fewest, max_size=most)))
        case ChoiceSpec():
            return draw(st.sampled_from([value for value, _ in spec.options]))
        case FlagSpec():
            return draw(st.booleans())
        case CodeSpec():
            return draw(st.text(max_size=20) | st.sampled_from(PROGRAMS))
        case CellSpec():
            return draw(st.just("") | st.builds("{}:{}".format, *(st.integers(0, 99),) * 2))
        case SurroundingsSpec():
            return Surroundings()  # sessions keep none
        case OutlineSpec():
            return tuple(draw(st.lists(st.tuples(CORNERS, CORNERS), max_size=5)))
        case PictureSpec():
            return draw(st.none() | images())
    raise TypeError(f"tests know no random {type(spec).__name__}: add one here")


@st.composite
def inputs_of(draw: DrawFn, lab: Lab) -> Inputs:
    """Return inputs in which every field is random."""
    values = {name: _value(draw, spec) for name, spec in specs(lab.inputs_type).items()}
    return lab.check(lab.inputs_type(**values))
