"""What is said of products, of linear algebra and of layers."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.kinds import MATRIX_PRODUCTS, base_name, result_number
from eigenscope.labs.kit.tensors.saying.caption_places import complete, listed_texts, said
from eigenscope.labs.kit.tensors.sources.contracting import letters_of
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.wording.words import Words

_DOT = Words("Cells in the same place are multiplied, and the products are added up to one number.")
_BY_VECTOR = Words(
    "Every row of {first} meets {second}: cells are multiplied in pairs and added up. The "
    "shared axis of length {length} disappears."
)
_VECTOR_BY = Words(
    "{first} meets every column of {second}: cells are multiplied in pairs and added up. The "
    "shared axis of length {length} disappears."
)
_MATRICES = Words(
    "Row i of {first} meets column j of {second}: cells are multiplied in pairs and added up to "
    "cell [i, j]. The shared axis of length {length} disappears."
)
_BATCHES = Words(
    "For each matrix of the batch, rows of {first} meet columns of {second}. The shared axis of "
    "length {length} is added up and disappears."
)
_OUTER = Words("Every cell of {first} is multiplied by every cell of {second}: no axis is shared.")
_EINSUM = Words(
    "Axes with the same letter go in step, and all operands are multiplied. What the result lacks, "
    "{letters}, is added up."
)
_EINSUM_ALL_STAY = Words(
    "Axes with the same letter go in step, and all operands are multiplied. Nothing is added up."
)
_CONTRACTED = Words(
    "The shared axes are multiplied in pairs and added up: {shape} and {other} become {after}."
)
_LINEAR = Words("A layer: every row of {first} meets every row of the weights {second}.")
_LINEAR_BIASED = Words(
    "A layer: every row of {first} meets every row of the weights {second}, and the bias {third} "
    "is added."
)
_CONVOLVED = Words(
    "A window slides over {first}: in every place its cells are multiplied by the weights {second} "
    "and added up."
)
_LARGEST = Words("A window slides over {first}, and the largest of its cells stays.")
_MEAN = Words("A window slides over {first}, and the mean of its cells stays.")
_INVERTED = Words("The inverse of the matrix: multiplied by {first}, it gives the identity matrix.")
_SOLVED = Words("The solution x of the system A x = b: A is the first operand, b the second.")
_SINGULAR_VALUES = Words("The singular values, the largest first: how far the matrix stretches.")
_EIGENVALUES = Words("The eigenvalues of {first}.")
_EIGENVECTORS = Words("The eigenvectors of {first}, one in each column.")
_MATRIX_NORM = Words("The norm of the matrix {first}.")
_MIXED = {
    "conv1d": _CONVOLVED,
    "conv2d": _CONVOLVED,
    "conv_transpose2d": Words(
        "Every cell of {first} spreads the weights {second}, multiplied by it, over a window; "
        "where windows overlap, they are added up."
    ),
    "max_pool1d": _LARGEST,
    "max_pool2d": _LARGEST,
    "avg_pool1d": _MEAN,
    "avg_pool2d": _MEAN,
    "layer_norm": Words(
        "Along the last axes, the cells are moved to mean 0 and scaled to variance 1."
    ),
    "normalize": Words("Along the axis, the cells are divided by their norm."),
    "embedding": Words("Every whole number becomes the row of the table that it names."),
    "cross_entropy": Words(
        "For every row: the negative logarithm of the probability that softmax gives to the right "
        "class; then the mean."
    ),
    "mse_loss": Words("The mean of the squared differences of {first} and {second}."),
    "scaled_dot_product_attention": Words(
        "Every query meets every key; softmax makes weights of that, and the values are added up "
        "with these weights."
    ),
    "det": Words("The determinant: by how much {first} scales areas or volumes."),
    "slogdet": Words("The sign of the determinant, and the logarithm of its absolute value."),
    "inv": _INVERTED,
    "inverse": _INVERTED,
    "pinv": Words("The pseudoinverse of {first}: an inverse as far as there is one."),
    "solve": _SOLVED,
    "lstsq": Words("The x for which {first} x comes as near to {second} as it can."),
    "eigvals": _EIGENVALUES,
    "eigvalsh": _EIGENVALUES,
    "svdvals": _SINGULAR_VALUES,
    "cholesky": Words("The lower triangular L with L Lᵀ = {first}."),
    "matrix_rank": Words("The rank: how many rows of {first} are linearly independent."),
    "matrix_power": Words("The matrix {first}, multiplied by itself again and again."),
    "matrix_norm": _MATRIX_NORM,
    "norm": _MATRIX_NORM,
    "cond": Words("The condition number: how much {first} can magnify relative errors."),
    "trace": Words("The trace: the cells on the diagonal are added up."),
    "cross": Words("The cross product: perpendicular to both {first} and {second}."),
    "unique": Words("Every number that occurs, once, in order."),
    "bincount": Words("How often each whole number from 0 on occurs."),
    "histc": Words("How many cells lie in each of the equal intervals."),
    "nonzero": Words("The indices of the cells that are not 0, one row for each."),
    "searchsorted": Words("For every number, the place where it belongs in the sorted vector."),
}
_OF_SEVERAL = {
    ("eig", 0): _EIGENVALUES,
    ("eig", 1): _EIGENVECTORS,
    ("eigh", 0): _EIGENVALUES,
    ("eigh", 1): _EIGENVECTORS,
    ("svd", 0): Words("The left singular vectors of {first}, one in each column."),
    ("svd", 1): _SINGULAR_VALUES,
    ("svd", 2): Words("The right singular vectors of {first}, one in each row."),
    ("qr", 0): Words("Q: perpendicular columns of length 1, with Q R = {first}."),
    ("qr", 1): Words("R: upper triangular, with Q R = {first}."),
    ("slogdet", 0): Words("The sign of the determinant."),
    ("slogdet", 1): Words("The logarithm of the absolute value of the determinant."),
}
_OTHERS = Words("{operation} is computed from {first}: {shape} becomes {after}.")
_COMPUTED = Words("{operation} is computed.")
_KRONECKER = Words("Every cell of {first} is replaced by itself times the whole of {second}.")


def multiplying(step: TensorStep) -> Words | None:
    """Return what is said of a contraction; None of what is none."""
    if step.result is None or not step.operands:
        return None
    name = base_name(step.operation)
    ranks = [len(operand.shape) for operand in step.operands]
    length = str(step.operands[0].shape[-1]) if ranks[0] else ""
    match name:
        case "einsum":
            return _einsum(step)
        case "outer":
            return said(_OUTER, step)
        case "kron":
            return said(_KRONECKER, step)
        case "linear":
            return said(_LINEAR_BIASED if len(ranks) == 3 else _LINEAR, step)
    if name in (*MATRIX_PRODUCTS, "dot", "vdot", "inner") and len(ranks) == 2:
        known = {(1, 1): _DOT, (2, 1): _BY_VECTOR, (1, 2): _VECTOR_BY, (2, 2): _MATRICES}
        words = known.get((ranks[0], ranks[1]), _BATCHES)
        if name in MATRIX_PRODUCTS or name == "dot" or words is _DOT:
            return said(words, step, length=length)
    return said(_CONTRACTED, step) if len(ranks) == 2 else None


def _einsum(step: TensorStep) -> Words:
    letters = letters_of(step)
    summed = (
        []
        if letters is None
        else [letter for letter in dict.fromkeys("".join(letters[0])) if letter not in letters[1]]
    )
    if summed:
        return said(_EINSUM, step, letters=listed_texts(summed))
    return said(_EINSUM_ALL_STAY, step)


def mixing(step: TensorStep) -> Words:
    """Return what is said of a step that makes each cell from everything, or is not known."""
    name, number = base_name(step.operation), result_number(step.operation)
    words = _OF_SEVERAL.get((name, number)) if number is not None else None
    if words is None:  # what is known is said of the first of several results
        words = _OTHERS if number else _MIXED.get(name, _OTHERS)
    return next(filter(complete, (said(each, step) for each in (words, _OTHERS, _COMPUTED))))
