"""The ways in which MATLAB, Mathematica and R write matrices, made ours."""

from __future__ import annotations

import re

from eigenscope.language.foreign.calls import ForeignCall, closing, replaced, split
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Words

# --- comments ------------------------------------------------------------------------------------

_CONTINUED = re.compile(r"(?<=[^\s.])[ \t]*\.\.\.[^\n\])}]*\n")
_SHARP = re.compile(r"#[^\n]*")
_PERCENT = re.compile(r"^[ \t]*%[^\n]*$|(?<=[;,\s])%[ \t]*[^\W\d_]{2}[^\n]*$", re.MULTILINE)


def without_comments(text: str) -> str:
    """Return a text without the comments of Python and MATLAB, in lines that go on in the next."""
    if "..." in text and "[[" not in text:
        text = _CONTINUED.sub(" ", text)
    if "#" in text and ("\n" in text or re.search(r"[\])][;,]?\s*#", text)):
        text = _SHARP.sub("", text)
    if "%" in text and ("\n" in text or re.search(r"\](?:[;,]|\s)\s*%", text)):
        text = _PERCENT.sub("", text)
    return text


# --- Mathematica ---------------------------------------------------------------------------------

_APPLIED = re.compile(r"(?<![\w$])([A-Z][A-Za-z]*)\[([^\[\]]*)\]")
_CONSTANT = re.compile(r"(?<![\w$])([A-Z][A-Za-z]*)(?![\w(\[])")
_SHOWN = re.compile(r"\s*//\s*\w+\s*$")
_THEIRS = {
    "Sqrt": "sqrt", "Sin": "sin", "Cos": "cos", "Tan": "tan", "ArcSin": "asin", "ArcCos": "acos",
    "ArcTan": "atan", "Exp": "exp", "Log": "log", "Abs": "abs", "Sinh": "sinh", "Cosh": "cosh",
    "Tanh": "tanh", "Transpose": "transpose", "Inverse": "inv", "Det": "det", "Tr": "tr",
    "IdentityMatrix": "eye", "PseudoInverse": "pinv", "MatrixRank": "rank", "MatrixExp": "expm",
    "MatrixForm": "", "N": "", "Pi": "pi", "E": "e", "I": "i", "Degree": "°", "Eigenvalues": "eig",
    "DiagonalMatrix": "diag", "CubeRoot": "cbrt", "Log2": "log2", "Log10": "log10",
    "KroneckerProduct": "kron", "ConjugateTranspose": "conj", "Rational": "",
}  # fmt: skip


def _is_mathematica(text: str) -> bool:
    start = re.sub(r"^\s*\w+\s*=\s*", "", text).lstrip()
    if "{{" in re.sub(r"\s", "", text):
        return True
    return start.startswith("{") and len(split(start[1 : closing(start, 0)])) > 1


def _of_mathematica(text: str) -> str:
    text = _SHOWN.sub("", re.sub(r"\*\^", "e", text.replace("`", "")))
    while (match := _APPLIED.search(text)) is not None:
        name = _known(match[1], text, match.start())
        if match[1] == "Rational":
            raise LanguageError("Rational[…] is not understood here: write 1/2.", text)
        adjoint = match[1] == "ConjugateTranspose"
        call = f"(({match[2]})^H)" if adjoint else f"{name}({match[2]})"
        text = text[: match.start()] + call + text[match.end() :]
    text = re.sub(r"\}\s*\.\s*\{", "} * {", text)
    text = _CONSTANT.sub(lambda word: _known(word[1], text, word.start()), text)
    return text.replace("{", "[").replace("}", "]")


def _known(name: str, text: str, place: int) -> str:
    if name not in _THEIRS:
        words = Words("Mathematica’s “{name}” is not understood here.", {"name": name})
        raise LanguageError(words, text, place, place + len(name))
    return _THEIRS[name]


# --- R -------------------------------------------------------------------------------------------

_R_CALL = re.compile(r"(?<![\w.])(matrix|rbind|cbind|c)\s*\(")
_R = re.compile(
    r"(?<![\w.])(?:matrix\s*\(\s*(?:data\s*=|c\s*\(|\d|-)|[rc]bind\s*\()|^\s*(?:\w+\s*(?:<-|=)\s*)?c\s*\([^()]*,"
)
_RANGE = re.compile(r"(-?\d+)\s*:\s*(-?\d+)")


def _of_r(text: str) -> str:
    text = re.sub(r"^\s*([A-Za-z]\w*)\s*<-\s*", r"\1 = ", text)
    text = text.replace("%*%", "*")
    text = re.sub(r"(?<![\w.])t\s*\((?=\s*(?:matrix|[rc]bind)\s*\()", "transpose(", text)
    return replaced(text, _R_CALL, _r_call)


def _r_call(name: str, call: ForeignCall) -> str:
    if name == "c":
        return f"[{', '.join(_cells(call.arguments))}]"
    if name in ("rbind", "cbind"):
        rows = ", ".join(f"[{', '.join(_cells((each,)))}]" for each in call.arguments)
        return f"[{rows}]" if name == "rbind" else f"[{rows}]'"
    return _r_matrix(call)


def _cells(arguments: tuple[str, ...]) -> list[str]:
    """Return the numbers of a vector, ranges such as 1:4 and vectors in it written out."""
    cells: list[str] = []
    for each in arguments:
        span = _RANGE.fullmatch(each)
        if span is not None:
            first, last = int(span[1]), int(span[2])
            if abs(last - first) > 100_000:
                raise LanguageError("This range is too long.", each)
            step = 1 if last >= first else -1
            cells += [str(k) for k in range(first, last + step, step)]
        elif each.startswith("[") and each.endswith("]"):
            cells += _cells(tuple(part.strip() for part in split(each[1:-1])))
        else:
            cells.append(each)
    return cells


def _r_matrix(call: ForeignCall) -> str:
    """Return R's matrix(…): its numbers fill columns, unless byrow says rows."""
    named = dict(call.keywords)
    free = [key for key in ("data", "nrow", "ncol", "byrow") if key not in named]
    if len(call.arguments) > len(free):
        arguments = ", ".join(call.arguments)
        raise LanguageError("R’s matrix has data, nrow, ncol and byrow.", arguments)
    named.update(zip(free, call.arguments, strict=False))
    for key, value in named.items():
        if key not in ("data", "nrow", "ncol", "byrow"):
            words = Words("R’s matrix with “{name} =” is not understood here.", {"name": key})
            raise LanguageError(words, f"{key} = {value}")
    cells = _cells((named.get("data", ""),))
    by_row = named.get("byrow", "FALSE").strip()
    if by_row not in ("TRUE", "FALSE", "T", "F"):
        raise LanguageError("R’s byrow is TRUE or FALSE.", by_row)
    rows, columns = (_size(named.get(key), key) for key in ("nrow", "ncol"))
    rows = rows or (len(cells) // columns if columns else len(cells))
    columns = columns or max(1, len(cells) // max(rows, 1))
    if len(cells) == 1:  # one number fills the whole
        cells = cells * (rows * columns)
    if rows * columns != len(cells):
        says = "{count} numbers do not fill a matrix of {size}."
        words = Words(says, {"count": len(cells), "size": f"{rows}×{columns}"})
        raise LanguageError(words, named.get("data", ""))
    if by_row[0] == "T":
        lines = [cells[k * columns : (k + 1) * columns] for k in range(rows)]
    else:
        lines = [cells[k::rows] for k in range(rows)]
    return "[" + ", ".join(f"[{', '.join(line)}]" for line in lines) + "]"


def _size(text: str | None, key: str) -> int:
    if text is None:
        return 0
    if not text.isdigit() or not 0 < int(text) <= 10_000:
        words = Words("R’s {name} is a number of rows or columns.", {"name": key})
        raise LanguageError(words, text)
    return int(text)


def expression_of(text: str) -> str:
    """Return a text of Mathematica or R in our way of writing, and any other as it is."""
    if "{" in text and _is_mathematica(text):
        return _of_mathematica(text)
    if "(" in text and _R.search(text):
        return _of_r(text)
    return text
