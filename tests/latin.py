"""Finds what is English yet where Chinese is spoken."""

from __future__ import annotations

import html
import re

_NAMES = """
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
    set topic components convergence Language
"""
ALLOWED = frozenset(_NAMES.split())
"""What mathematics, programs and keyboards call by Latin letters in Chinese books, too."""

_TAGS = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
_CODE = re.compile(r"`[^`]*`|\\\w+|\{[^}]*\}|[\w.]+\(|\bhttps?://\S+|\.[a-z]{2,}\b|\*\.\w+")
_RUN = re.compile(r"[A-Za-z]{2,}")
_PRODUCT = re.compile(r"[A-Z]{1,2}[a-z]?")
"""Ax, AB, ABe: a product of things with names of one letter."""


def english_in(text: str) -> list[str]:
    """Return the runs of two or more Latin letters in a text that Chinese has words for."""
    bare = _CODE.sub(" ", html.unescape(_TAGS.sub(" ", text)).replace("&", ""))
    return [run for run in _RUN.findall(bare) if run not in ALLOWED and not _PRODUCT.fullmatch(run)]
