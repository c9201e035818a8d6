"""What a program may call, by the kind of dependency between the cells of operands and result."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum, auto


class Dependency(Enum):
    """How the cells of a result come from those of the operands."""

    MAKE = auto()  # from nothing
    MOVE = auto()  # each is a cell of an operand
    ELEMENTWISE = auto()  # each is made from the cells in its place, after broadcasting
    REDUCE = auto()  # each is made from the cells along some axes
    SCAN = auto()  # each is made from the cells up to it along an axis
    ALONG = auto()  # each is made from all cells along an axis
    CONTRACT = auto()  # sums over shared axes
    MIX = auto()  # from everything
    ASK = auto()  # no tensor comes of it


def _table(**kinds: str) -> Mapping[str, Dependency]:
    return {
        name: Dependency[kind.upper()] for kind, names in kinds.items() for name in names.split()
    }


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_MOVES = """reshape view flatten unflatten squeeze unsqueeze transpose permute movedim moveaxis
    swapaxes swapdims expand expand_as broadcast_to repeat tile flip fliplr flipud roll rot90 clone
    contiguous detach t ravel select narrow"""
_EACH = """exp exp2 expm1 log log2 log10 log1p sqrt rsqrt abs absolute sign sin cos tan asin acos
    atan atan2 sinh cosh tanh sigmoid relu square floor ceil trunc round neg negative reciprocal
    clamp clip pow add sub subtract mul multiply div divide true_divide floor_divide remainder fmod
    maximum minimum fmax fmin eq ne lt le gt ge logical_and logical_or logical_not logical_xor
    isnan isinf isfinite isclose where masked_fill lerp tril triu nan_to_num float_power"""
NUMBERS_AS_OPERANDS = _names("""pow add sub subtract mul multiply div divide true_divide
    floor_divide remainder fmod maximum minimum fmax fmin eq ne lt le gt ge logical_and logical_or
    logical_xor where masked_fill lerp clamp clip atan2 float_power fill_ power mod greater less
    equal not_equal""")
"""Functions that take numbers in the places of tensors."""
NUMBERS_BY_NAME = _names("other min max value weight exponent end")
"""The names of arguments that such numbers may have."""
RANDOM = _names("""rand randn randint randperm rand_like randn_like normal uniform random
    standard_normal""")
"""What draws random numbers."""
SEEDING = _names("manual_seed seed")
"""What sets where they begin."""
_REDUCTIONS = """sum mean prod amax amin argmax argmin var std any all logsumexp count_nonzero
    median nansum"""

TORCH: Mapping[str, Dependency] = _table(
    make="""tensor arange linspace logspace zeros ones full empty eye rand randn randint randperm
        zeros_like ones_like full_like rand_like randn_like empty_like as_tensor""",
    move=f"{_MOVES} cat concat concatenate stack hstack vstack split chunk unbind gather "
    "index_select take diag from_numpy repeat_interleave",
    elementwise=_EACH,
    reduce=f"{_REDUCTIONS} max min norm",
    scan="cumsum cumprod",
    along="softmax log_softmax sort argsort topk",
    contract="dot mv mm matmul bmm outer inner kron einsum tensordot vdot",
    mix="cross trace bincount histc unique nonzero searchsorted",
    ask="allclose equal numel is_tensor manual_seed",
)
LINALG: Mapping[str, Dependency] = _table(
    reduce="norm vector_norm",
    mix="""det inv solve lstsq eig eigh eigvals eigvalsh svd svdvals qr cholesky matrix_rank pinv
        matrix_power slogdet cond matrix_norm""",
)
FUNCTIONAL: Mapping[str, Dependency] = _table(
    elementwise="relu gelu softplus sigmoid tanh leaky_relu elu silu",
    along="softmax log_softmax",
    move="pad unfold",
    contract="linear",
    mix="""conv1d conv2d conv_transpose1d conv_transpose2d max_pool1d max_pool2d avg_pool1d
        avg_pool2d layer_norm embedding cross_entropy mse_loss scaled_dot_product_attention one_hot
        normalize""",
)
METHODS: Mapping[str, Dependency] = {
    **{
        name: kind
        for name, kind in TORCH.items()
        if kind not in (Dependency.MAKE, Dependency.ASK)
        and name not in ("cat", "stack", "einsum", "from_numpy")
    },
    **_table(
        move="to float double half bfloat16 int long short bool type_as numpy view_as reshape_as",
        elementwise="zero_ fill_ requires_grad_ masked_fill",
        mix="backward det inverse scatter scatter_ new_zeros",
        ask="size dim numel stride is_contiguous item tolist element_size allclose equal",
    ),
}
ATTRIBUTES: Mapping[str, Dependency] = _table(
    move="T mT H data real", ask="shape dtype ndim device requires_grad grad is_leaf size nbytes"
)
NUMPY_DTYPES = (
    "float16",
    "float32",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "bool_",
)
NUMPY: Mapping[str, Dependency] = _table(
    make=f"""{" ".join(NUMPY_DTYPES)} array asarray arange linspace zeros ones full eye identity
        zeros_like ones_like logspace""",
    move="""reshape ravel transpose swapaxes moveaxis squeeze expand_dims broadcast_to repeat tile
        flip fliplr flipud roll rot90 concatenate stack hstack vstack split diag copy take""",
    elementwise=f"""{_EACH.replace("clamp", "").replace("masked_fill", "")} power arctan arcsin
        arccos mod greater less equal not_equal""",
    reduce="sum mean prod max min amax amin argmax argmin var std any all median",
    scan="cumsum cumprod",
    along="sort argsort",
    contract="dot matmul outer inner kron einsum tensordot vdot",
    mix="cross trace unique",
    ask="allclose array_equal isscalar shape ndim size",
)
NUMPY_LINALG: Mapping[str, Dependency] = _table(
    mix="norm det inv solve lstsq eig eigh eigvals eigvalsh svd qr cholesky matrix_rank pinv "
    "matrix_power cond",
)
NUMPY_RANDOM: Mapping[str, Dependency] = _table(
    make="randn rand normal uniform randint random standard_normal", ask="seed"
)
NUMPY_METHODS: Mapping[str, Dependency] = _table(
    move="reshape ravel flatten transpose swapaxes squeeze copy repeat astype diagonal take",
    reduce="sum mean prod max min argmax argmin var std any all",
    scan="cumsum cumprod",
    along="argsort",
    elementwise="round clip",
    contract="dot",
    mix="trace",
    ask="item tolist",
)
NUMPY_ATTRIBUTES: Mapping[str, Dependency] = _table(
    move="T real", ask="shape dtype ndim size strides"
)

DTYPES = frozenset(
    [
        "float16",
        "float32",
        "float64",
        "bfloat16",
        "half",
        "float",
        "double",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "long",
        "int",
        "bool",
        "complex64",
        "complex128",
    ]
)
CONSTANTS = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}
MATH = frozenset(
    [
        "sqrt",
        "exp",
        "log",
        "log2",
        "log10",
        "sin",
        "cos",
        "tan",
        "atan",
        "atan2",
        "floor",
        "ceil",
        "fabs",
        "pow",
    ]
)
BUILTINS = frozenset(
    [
        "len",
        "print",
        "range",
        "int",
        "float",
        "bool",
        "abs",
        "min",
        "max",
        "sum",
        "round",
        "list",
        "tuple",
    ]
)
