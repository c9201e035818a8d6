"""How what programs may call is called: for editors, which must not wait for torch.

A listed name without a signature is one that its library does not have.
"""

from __future__ import annotations

from collections.abc import Mapping


def _table(names_of: Mapping[str, str]) -> Mapping[str, str]:
    """Return the signature of each name, from the names by their arguments."""
    return {
        name: f"{name}({arguments})"
        for arguments, names in names_of.items()
        for name in names.split()
    }


def _methods(functions: Mapping[str, str]) -> Mapping[str, str]:
    """Return functions of a tensor as methods, which it stands before."""
    methods = {}
    for name, signature in functions.items():
        arguments = signature.removeprefix(f"{name}(").removesuffix(")")
        methods[name] = f"{name}({arguments.partition(', ')[2]})"
    return methods


_OF_TENSORS = _table(
    {
        "input": """abs absolute acos asin atan ceil cos cosh detach exp exp2 expm1 fliplr flipud
            floor isfinite isinf isnan log log10 log1p log2 logical_not neg negative numel ravel
            reciprocal relu rsqrt sigmoid sign sin sinh sqrt square t tan tanh trace trunc""",
        "input, other": """atan2 eq equal floor_divide fmax fmin fmod ge gt inner kron le
            logical_and logical_or logical_xor lt matmul maximum minimum mul multiply ne remainder
            true_divide""",
        "input, other, *, alpha=1": "add sub subtract",
        "input, other, *, rounding_mode=None": "div divide",
        "input, other, rtol=1e-05, atol=1e-08, equal_nan=False": "allclose isclose",
        "input, other, dim=-1": "cross",
        "input, exponent": "float_power pow",
        "input, vec": "mv",
        "input, vec2": "outer",
        "input, mat2": "bmm mm",
        "input, tensor": "dot",
        "input, min=None, max=None": "clamp clip",
        "input, *, decimals=0": "round",
        "input, diagonal=0": "diag tril triu",
        "input, dim=None, keepdim=False": """all any argmax argmin max mean median min nansum prod
            sum""",
        "input, dim=(), keepdim=False": "amax amin",
        "input, dim=None, *, correction=1, keepdim=False": "std var",
        "input, dim, keepdim=False": "logsumexp",
        "input, dim=None": "count_nonzero",
        "input, p='fro', dim=None, keepdim=False": "norm",
        "input, dim": "cumprod cumsum log_softmax softmax unsqueeze",
        "input, dim=-1, descending=False": "argsort sort",
        "input, k, dim=-1, largest=True": "topk",
        "input, dim=0": "unbind",
        "input, dim, index": "gather index_select select",
        "input, dim, start, length": "narrow",
        "input, dim, sizes": "unflatten",
        "input, dim0, dim1": "swapdims transpose",
        "input, axis0, axis1": "swapaxes",
        "input, source, destination": "moveaxis movedim",
        "input, chunks, dim=0": "chunk",
        "input, split_size, dim=0": "split",
        "input, dims": "flip permute tile",
        "input, shape": "reshape",
        "input, size": "broadcast_to",
        "input, shifts, dims=None": "roll",
        "input, k=1, dims=(0, 1)": "rot90",
        "input, start_dim=0, end_dim=-1": "flatten",
        "input, repeats, dim=None": "repeat_interleave",
        "input, index": "take",
        "input, mask, value": "masked_fill",
        "input, end, weight": "lerp",
        "input, nan=0.0, posinf=None, neginf=None": "nan_to_num",
        "input, weights=None, minlength=0": "bincount",
        "input, bins=100, min=0, max=0": "histc",
        "input, sorted=True, return_inverse=False, return_counts=False, dim=None": "unique",
        "input, *, as_tuple=False": "nonzero",
    }
)
TORCH: Mapping[str, str] = {
    **_OF_TENSORS,
    **_table(
        {
            "*size": "empty ones rand randn zeros",
            "data, *, dtype=None": "as_tensor tensor",
            "start, end, step=1": "arange",
            "start, end, steps": "linspace",
            "start, end, steps, base=10.0": "logspace",
            "size, fill_value": "full",
            "n, m=None": "eye",
            "low, high, size": "randint",
            "n": "randperm",
            "input": "clone empty_like ones_like rand_like randn_like zeros_like",
            "input, fill_value": "full_like",
            "input, dim=None": "squeeze",
            "tensors, dim=0": "cat concat concatenate stack",
            "tensors": "hstack vstack",
            "ndarray": "from_numpy",
            "condition, input, other": "where",
            "equation, *operands": "einsum",
            "a, b, dims=2": "tensordot",
            "input, other": "vdot",
            "sorted_sequence, values, *, right=False": "searchsorted",
            "obj": "is_tensor",
            "seed": "manual_seed",
        }
    ),
}
LINALG: Mapping[str, str] = _table(
    {
        "A": "cholesky det eig eigh eigvals eigvalsh inv slogdet svdvals",
        "A, B": "solve",
        "A, p=None": "cond",
        "A, n": "matrix_power",
        "A, mode='reduced'": "qr",
        "A, full_matrices=True": "svd",
        "A, tol=None": "matrix_rank",
        "A, rcond=None": "pinv",
        "A, B, rcond=None": "lstsq",
        "A, ord=None, dim=None, keepdim=False": "norm",
        "A, ord='fro', dim=(-2, -1), keepdim=False": "matrix_norm",
        "x, ord=2, dim=None, keepdim=False": "vector_norm",
    }
)
FUNCTIONAL: Mapping[str, str] = _table(
    {
        "input": "relu sigmoid silu tanh",
        "input, approximate='none'": "gelu",
        "input, beta=1, threshold=20": "softplus",
        "input, negative_slope=0.01": "leaky_relu",
        "input, alpha=1.0": "elu",
        "input, dim": "log_softmax softmax",
        "input, pad, mode='constant', value=None": "pad",
        "input, kernel_size, dilation=1, padding=0, stride=1": "unfold",
        "input, weight, bias=None": "linear",
        "input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1": "conv1d conv2d",
        "input, weight, bias=None, stride=1, padding=0": "conv_transpose1d conv_transpose2d",
        "input, kernel_size, stride=None, padding=0": """avg_pool1d avg_pool2d max_pool1d
            max_pool2d""",
        "input, normalized_shape, weight=None, bias=None, eps=1e-05": "layer_norm",
        "input, weight": "embedding",
        "input, target, weight=None, reduction='mean'": "cross_entropy",
        "input, target, reduction='mean'": "mse_loss",
        "query, key, value, attn_mask=None, is_causal=False": "scaled_dot_product_attention",
        "tensor, num_classes=-1": "one_hot",
        "input, p=2.0, dim=1, eps=1e-12": "normalize",
    }
)
METHODS: Mapping[str, str] = {
    **_methods(_OF_TENSORS),
    **_table(
        {
            "": """bfloat16 bool clone contiguous det dim double element_size float half int
                inverse is_contiguous item long numel numpy short tolist zero_""",
            "*shape": "reshape view",
            "*sizes": "expand repeat",
            "*dims": "flip permute tile",
            "dim=None": "size squeeze stride",
            "other": "expand_as reshape_as type_as vdot view_as",
            "dtype": "to",
            "value": "fill_",
            "condition, other": "where",
            "requires_grad=True": "requires_grad_",
            "gradient=None": "backward",
            "dim, index, src": "scatter scatter_",
            "size": "new_zeros",
        }
    ),
}
_OF_ARRAYS = _table(
    {
        "x": """abs absolute acos arccos arcsin arctan asin atan ceil cos cosh exp exp2 expm1 floor
            isfinite isinf isnan log log10 log1p log2 logical_not negative reciprocal sign sin sinh
            sqrt square tan tanh trunc""",
        "x1, x2": """add atan2 divide equal float_power floor_divide fmax fmin fmod greater less
            logical_and logical_or logical_xor matmul maximum minimum mod multiply not_equal pow
            power remainder subtract true_divide""",
    }
)
NUMPY: Mapping[str, str] = {
    **_OF_ARRAYS,
    **_table(
        {
            "value=0": "bool_ float16 float32 float64 int16 int32 int64 int8 uint8",
            "object, dtype=None": "array",
            "start, stop, step=1": "arange",
            "start, stop, num=50": "linspace",
            "start, stop, num=50, base=10.0": "logspace",
            "shape, dtype=None": "ones zeros",
            "shape, fill_value, dtype=None": "full",
            "N, M=None, k=0": "eye",
            "n": "identity",
            "a, dtype=None": "asarray ones_like zeros_like",
            "a, shape": "reshape",
            "a": "copy ndim ravel shape",
            "a, axes=None": "transpose",
            "a, axis1, axis2": "swapaxes",
            "a, source, destination": "moveaxis",
            "a, axis=None": "size squeeze",
            "a, axis": "expand_dims",
            "array, shape": "broadcast_to",
            "a, repeats, axis=None": "repeat",
            "A, reps": "tile",
            "m, axis=None": "flip",
            "m": "fliplr flipud",
            "a, shift, axis=None": "roll",
            "m, k=1, axes=(0, 1)": "rot90",
            "arrays, axis=0": "concatenate stack",
            "tup": "hstack vstack",
            "ary, indices_or_sections, axis=0": "split",
            "v, k=0": "diag",
            "m, k=0": "tril triu",
            "a, indices, axis=None": "take",
            "a, decimals=0": "round",
            "a, a_min, a_max": "clip",
            "a, b, rtol=1e-05, atol=1e-08, equal_nan=False": "allclose isclose",
            "a1, a2": "array_equal",
            "condition, x, y": "where",
            "x, copy=True, nan=0.0, posinf=None, neginf=None": "nan_to_num",
            "a, axis=None, keepdims=False": """all amax amin any argmax argmin max mean median min
                prod sum""",
            "a, axis=None, ddof=0, keepdims=False": "std var",
            "a, axis=None, dtype=None": "cumprod cumsum",
            "a, axis=-1": "argsort sort",
            "a, b": "dot inner kron outer vdot",
            "subscripts, *operands": "einsum",
            "a, b, axes=2": "tensordot",
            "a, b, axis=-1": "cross",
            "a, offset=0, axis1=0, axis2=1": "trace",
            "ar, return_index=False, return_inverse=False, return_counts=False": "unique",
            "element": "isscalar",
        }
    ),
}
NUMPY_LINALG: Mapping[str, str] = _table(
    {
        "a": "cholesky det eig eigh eigvals eigvalsh inv",
        "a, b": "solve",
        "a, b, rcond=None": "lstsq",
        "a, n": "matrix_power",
        "A, tol=None": "matrix_rank",
        "a, rcond=None": "pinv",
        "a, mode='reduced'": "qr",
        "a, full_matrices=True, compute_uv=True": "svd",
        "x, p=None": "cond",
        "x, ord=None, axis=None, keepdims=False": "norm",
    }
)
NUMPY_RANDOM: Mapping[str, str] = _table(
    {
        "*shape": "rand randn",
        "loc=0.0, scale=1.0, size=None": "normal",
        "low=0.0, high=1.0, size=None": "uniform",
        "low, high=None, size=None": "randint",
        "size=None": "random standard_normal",
        "seed": "seed",
    }
)
NUMPY_METHODS: Mapping[str, str] = _table(
    {
        "*shape": "reshape",
        "*axes": "transpose",
        "": "copy flatten item ravel tolist",
        "axis1, axis2": "swapaxes",
        "axis=None": "cumprod cumsum squeeze",
        "axis=-1": "argsort",
        "repeats, axis=None": "repeat",
        "dtype": "astype",
        "offset=0, axis1=0, axis2=1": "diagonal trace",
        "indices, axis=None": "take",
        "axis=None, keepdims=False": "all any argmax argmin max mean min prod sum",
        "axis=None, ddof=0, keepdims=False": "std var",
        "decimals=0": "round",
        "min=None, max=None": "clip",
        "other": "dot",
    }
)
MATH: Mapping[str, str] = _table(
    {
        "x": "atan ceil cos exp fabs floor log log10 log2 sin sqrt tan",
        "x, y": "pow",
        "y, x": "atan2",
    }
)
BUILTINS: Mapping[str, str] = _table(
    {
        "x": "abs bool float int",
        "items": "len list max min sum tuple",
        "start, stop, step=1": "range",
        "*values": "print",
        "x, digits": "round",
    }
)
