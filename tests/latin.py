"""Finds what is English yet where Chinese is spoken."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from functools import cache

from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import specs
from eigenscope.trace import known, signatures

_NAMES = """
    dx dy du dv dq erf
    det tr rank span dim arg max min lim log ln exp sin cos tan arc arccos arcsin arctan sinh cosh
    tanh sqrt abs sum mean std var rot diag eye inv svd eig qr lu cond norm dot cross kron trace
    cumsum prod relu softmax sigmoid keepdim keepdims float true false inf nan sign None True False
    Adam RMSProp Nesterov Frobenius Gram Schmidt Marchenko Pastur Eckart Young Mirsky Moore Penrose
    Rosenbrock Himmelblau Toeplitz Cholesky Roy Vetterli Transformer Hilbert Eigenscope English
    PCA SVD QR LU CPU GPU OpenGL CUDA RGB NaN MB GB KB GiB MiB mm cm in px dpi fps Hz
    torch PyTorch NumPy numpy Python MATLAB Mathematica Excel Word LaTeX TeX TikZ XeLaTeX amsmath
    Markdown JSON CSV TSV PNG SVG PDF GIF APNG WebM MP JPEG WebP VP AV safetensors npy npz csv gguf
    onnx ONNX GGUF Matrix Market SciPy MIT TorchScript
    Ctrl Shift Alt Esc Enter Tab Space Page Down Up Del Home End Ins Backspace PgUp PgDown
    set show secant topic components convergence curve Language
    ReLU GELU XOR SGD MLP leaky softplus gelu Sobel im col same
    blur sobel order
"""
ALLOWED = frozenset(_NAMES.split())
"""What mathematics, programs and keyboards call by Latin letters in Chinese books, too."""

_TAGS = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
_CODE = re.compile(r"`[^`]*`|\\\w+|\{[^}]*\}|[\w.]+\(|\bhttps?://\S+|\.[a-z]{2,}\b|\*\.\w+")
RUN = re.compile(r"[A-Za-z]{2,}")
_PRODUCT = re.compile(r"[A-Z]{1,2}[a-z]?")
"""Ax, AB, ABe: a product of things with names of one letter."""


def english_in(text: str, code: Collection[str] = ()) -> list[str]:
    """Return the runs of two or more Latin letters in a text that Chinese has words for.

    ``code`` are words that programs consist of, which are not translated, whole or cut with "…".
    """
    bare = _CODE.sub(" ", html.unescape(_TAGS.sub(" ", text)).replace("&", ""))
    if code:
        cut = re.compile(r"([A-Za-z]+)…")
        bare = cut.sub(lambda m: " " if _begins(m[1], code) else m[0], bare)
    return [
        run
        for run in RUN.findall(bare)
        if run not in ALLOWED and run not in code and not _PRODUCT.fullmatch(run)
    ]


def _begins(start: str, words: Collection[str]) -> bool:
    return any(word.startswith(start) for word in words)


@cache
def words_of_programs() -> frozenset[str]:
    """Return what the programs that labs offer consist of, and all that programs may call."""
    tables = (
        signatures.TORCH, signatures.LINALG, signatures.FUNCTIONAL, signatures.METHODS,
        signatures.NUMPY, signatures.NUMPY_LINALG, signatures.NUMPY_RANDOM,
        signatures.NUMPY_METHODS, signatures.MATH, signatures.BUILTINS,
    )  # fmt: skip
    texts = [text for table in tables for pair in table.items() for text in pair]
    for lab in map(load_lab, lab_names()):
        for name, spec in specs(lab.inputs_type).items():
            if spec.kind == "code":
                offered = [preset.make(lab.defaults(), 0.0) for preset in lab.presets()]
                offered += [experiment.inputs for experiment in lab.experiments()]
                texts += [getattr(inputs, name) for inputs in offered]
    texts += sorted(known.DTYPES)
    return frozenset(run for text in texts for run in RUN.findall(text))
