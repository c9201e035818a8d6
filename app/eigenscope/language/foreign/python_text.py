"""Python's way of writing matrices made ours: NumPy, PyTorch, SymPy."""

from __future__ import annotations

import re

from eigenscope.language.foreign.calls import ForeignCall, closing, replaced, split
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Words

_MODULE = (
    r"(?:np|numpy|torch|math|cmath|sp|sympy|jnp|jax\.numpy|tf|mp|mpmath|scipy"
    r"|sc|cp|cupy|pd|pandas|linalg|la)"
)
_DOTTED = re.compile(rf"(?<![\w.]){_MODULE}((?:\.[A-Za-z_]\w*)+)")
_MAKERS = (
    "array", "asarray", "tensor", "as_tensor", "Tensor", "FloatTensor", "DoubleTensor", "constant",
    "matrix", "Matrix", "ImmutableMatrix", "ImmutableDenseMatrix", "MutableDenseMatrix", "asmatrix",
    "mat", "DeviceArray", "Array", "Variable", "Parameter", "asfarray",
)  # fmt: skip
_NUMBERS = (
    "float16", "float32", "float64", "float128", "longdouble", "int8", "int16", "int32", "int64",
    "uint8", "uint16", "uint32", "uint64", "complex64", "complex128", "float", "int", "Integer",
    "Float", "Decimal", "mpf", "S", "bfloat16", "double", "intp",
)  # fmt: skip
_RATIONALS = ("Rational", "Fraction")
_CALL = re.compile(rf"(?<![\w.])({'|'.join((*_MAKERS, *_NUMBERS, *_RATIONALS))})\(")
_HARMLESS = frozenset(
    (
        "dtype",
        "device",
        "requires_grad",
        "copy",
        "order",
        "grad_fn",
        "subok",
        "precision",
        "dps",
        "names",
        "layout",
    )
)
_OPTION = re.compile(r"[\w.:'\"<>]+")  # of a type, a device, a function that made a tensor
_TYPES = re.compile(r"(?:['\"]?[a-z_]*(?:float|int|complex|double|f|d|i|c)\d*['\"]?)")
_WORDS = {
    **dict.fromkeys(
        (
            *("sqrt", "cbrt", "exp", "log", "log2", "log10", "sin", "cos", "tan", "sinh", "cosh"),
            *("tanh", "abs", "floor", "ceil", "sign", "conj", "pi", "e", "inf", "tau", "kron"),
            *("outer", "trace", "diag", "transpose", "reshape", "cross", "dot", "arange", "cumsum"),
            *("asin", "acos", "atan", "inv", "det", "pinv", "qr", "eye", "zeros", "ones", "expm"),
            *("logm", "sqrtm", "solve", "lstsq", "softmax", "sigmoid", "relu", "argmax", "argmin"),
        )
    ),
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "absolute": "abs", "real": "re",
    "imag": "im", "angle": "arg", "eigvals": "eig", "matrix_rank": "rank", "identity": "eye",
    "cholesky": "chol", "svdvals": "svd", "linalg": "", "special": "", "nn": "", "functional": "",
    "matmul": "", "E": "e", "oo": "inf", "I": "i", "matrix_exp": "expm",
}  # fmt: skip
_SIZED = re.compile(r"(?<![\w.])(zeros|ones|eye|diag|arange|reshape)\(")
_OPERATORS = {"*": ".*", "/": "./", "**": ".^", "+": ".+", "-": ".-"}
_OPERATOR = re.compile(r"(?<=[\w)\].])(\s*)(\*\*|[*/+\-])(?=\s*[\w(\[.])")


def expression_of(text: str) -> str:
    """Return a text with what Python writes around numbers taken off, or made ours.

    Raises
    ------
    LanguageError
        If there is a function or an option in it that has no meaning here.
    """
    if "(" not in text and not _DOTTED.search(text):
        return text
    symbolic = "Matrix(" in text
    stripped = _DOTTED.sub(lambda dotted: _named(dotted, text), text)
    if symbolic:
        stripped = re.sub(r"(?<![\w.])I(?![\w(])", "i", stripped)
    expression = replaced(stripped, _CALL, _argument_of)
    if expression != stripped and (
        expression.strip()[:1] != "["
        or closing(expression.strip(), 0) + 1 < len(expression.strip())
    ):
        expression = _entrywise(expression)
    if stripped == text:
        return expression
    return replaced(expression, _SIZED, _sized)


def _named(dotted: re.Match[str], text: str) -> str:
    last = dotted[1].split(".")[-1]
    if last in (*_MAKERS, *_NUMBERS, *_RATIONALS):
        return last
    ours = _WORDS.get(last)
    if last in _WORDS and (ours is None or ours):
        return ours or last
    says = "“{name}” is not understood here: enter the numbers, or functions of this program."
    words = Words(says, {"name": dotted[0]})
    raise LanguageError(words, text, dotted.start(), dotted.end())


def _argument_of(name: str, call: ForeignCall) -> str:
    """Return what a call that makes numbers stands for: what it is given."""
    for key, option in call.keywords.items():
        if key not in _HARMLESS or not _OPTION.fullmatch(option):
            says = "{function} with “{name}=” is not understood here."
            words = Words(says, {"function": name, "name": key})
            raise LanguageError(words, f"{key}={option}")
    arguments = [each.strip("'\"") for each in call.arguments]
    if name in _RATIONALS and len(arguments) == 2:
        return f"({arguments[0]}/{arguments[1]})"
    if (
        name.endswith("Matrix")
        and len(arguments) == 3
        and arguments[0].isdigit()
        and arguments[1].isdigit()
    ):
        return _in_rows(arguments[2], int(arguments[1]), name)
    if len(arguments) == 2 and _TYPES.fullmatch(arguments[1]):
        arguments = arguments[:1]
    if len(arguments) != 1:
        words = Words("{function}(…) is read with one argument only.", {"function": name})
        raise LanguageError(words, ", ".join(call.arguments))
    inner = arguments[0]
    if inner.startswith("(") and inner.endswith(")") and len(split(inner[1:-1])) > 1:
        inner = _listed(inner)
    if inner.startswith("[") and closing(inner, 0) == len(inner) - 1:
        return inner
    return inner if re.fullmatch(r"-?[\w.]+", inner) else f"({inner})"


def _listed(text: str) -> str:
    """Return Python's tuples as lists: ((1, 2), (3, 4)) as [[1, 2], [3, 4]]."""
    parts = [part.strip() for part in split(text[1:-1]) if part.strip()]
    rows = [
        _listed(part) if part.startswith("(") and closing(part, 0) == len(part) - 1 else part
        for part in parts
    ]
    return f"[{', '.join(rows)}]"


def _in_rows(flat: str, width: int, name: str) -> str:
    cells = [cell.strip() for cell in split(flat.strip()[1:-1])]
    if not width or len(cells) % width:
        words = Words(
            "{function}: {count} entry does not fit {width} columns.",
            {"function": name, "count": len(cells), "width": width},
            plural="{function}: {count} entries do not fit {width} columns.",
        )
        raise LanguageError(words, flat)
    rows = [", ".join(cells[k : k + width]) for k in range(0, len(cells), width)]
    return f"[{', '.join(f'[{row}]' for row in rows)}]"


def _entrywise(text: str) -> str:
    """Return a text in which * and the like work entry by entry, as they do on arrays."""
    result, depth = "", 0
    place = 0
    for match in _OPERATOR.finditer(text):
        for character in text[place : match.start()]:
            depth += (character in "[") - (character in "]")
        ours = match[2] if depth else _OPERATORS[match[2]]
        result += f"{text[place : match.start()]}{match[1] if ours == match[2] else ' '}{ours}"
        place = match.end()
        if ours != match[2] and not text[place].isspace():
            result += " "
    return result + text[place:]


def _sized(name: str, call: ForeignCall) -> str:
    """Return zeros((2, 3)) as zeros(2, 3): sizes in a bracket of their own are many arguments."""
    arguments = list(call.arguments)
    if arguments and arguments[0].startswith(("(", "[")) and name in ("zeros", "ones"):
        arguments[:1] = split(arguments[0][1:-1])
    sizes = ", ".join(each.strip() for each in arguments if each.strip())
    return f"{name}({sizes})"
