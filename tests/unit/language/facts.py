"""What the tables of texts share: the definitions, and what they stand for in numpy.

Values are formulas of numpy, sympy or mpmath, written without looking at the language; `exact` is
given where an exact form of fractions, roots and multiples of pi is well known.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
import sympy

DEFINITIONS: dict[str, str] = {
    "A": "[[2,1],[1,2]]",
    "B": "[[0,-1],[1,0]]",
    "C": "[[1,2],[3,4]]",
    "M": "[[1,2,3],[4,5,6]]",
    "v": "[3,4]",
    "w": "[1,2]",
    "u": "[1,2,3]",
    "x": "[0,1,2,3]",
    "Z": "zeros(2,2)",
    "S": "[[1,2],[2,4]]",
    "T1": "reshape(arange(24),2,3,4)",
    "a": "3",
    "n": "2",
    "Σ": "[[3,0],[0,1]]",
    "W_q": "[[1,0],[1,1]]",
    "θ": "30°",
    "P": "reshape(arange(20),5,4)",
}


@dataclass(frozen=True)
class Right:
    """A text, its value as nested lists or a number, its exact form, and its kind."""

    text: str
    value: object
    exact: str | None = None
    kind: str = "matrix"  # "scalar", "vector", "matrix" or "tensor"


def r(text: str, value: Any, exact: str | None = None) -> Right:
    """Write one row: the kind follows from the number of axes the formula gives."""
    array = np.asarray(value)
    kind = ("scalar", "vector", "matrix", "tensor")[min(array.ndim, 3)]
    return Right(text, array.tolist(), exact, kind)


A = np.array([[2, 1], [1, 2]])
B = np.array([[0, -1], [1, 0]])
C = np.array([[1, 2], [3, 4]])
M = np.array([[1, 2, 3], [4, 5, 6]])
v = np.array([3, 4])
w = np.array([1, 2])
u = np.array([1, 2, 3])
x = np.array([0, 1, 2, 3])
S = np.array([[1, 2], [2, 4]])
SIGMA = np.array([[3, 0], [0, 1]])
WQ = np.array([[1, 0], [1, 1]])
P = np.arange(20).reshape(5, 4)
T1 = np.arange(24).reshape(2, 3, 4)
E2 = np.eye(2)
E3 = np.eye(3)
A_INV = np.array([[2, -1], [-1, 2]]) / 3
C_INV = np.array([[-4, 2], [3, -1]]) / 2
M_PINV = np.array([[-17, 8], [-2, 2], [13, -4]]) / 18
PI = math.pi
ROOT2 = math.sqrt(2)
ROOT3 = math.sqrt(3)


def rot(degrees: float) -> Any:
    """Turn the plane anticlockwise."""
    t = math.radians(degrees)
    return np.array([[math.cos(t), -math.sin(t)], [math.sin(t), math.cos(t)]])


def turn(axis: list[float], degrees: float) -> Any:
    """Turn space about an axis (Rodrigues)."""
    k = np.array(axis) / math.sqrt(sum(c * c for c in axis))
    t = math.radians(degrees)
    K = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
    return E3 + math.sin(t) * K + (1 - math.cos(t)) * K @ K


def mirror(degrees: float) -> Any:
    """Reflect across the line at an angle."""
    t = math.radians(2 * degrees)
    return np.array([[math.cos(t), math.sin(t)], [math.sin(t), -math.cos(t)]])


def of_a(f: Callable[[float], float]) -> Any:
    """Give f(A) of A = [[2,1],[1,2]], whose eigenvalues are 3 and 1."""
    p, q = (f(3) + f(1)) / 2, (f(3) - f(1)) / 2
    return np.array([[p, q], [q, p]])


def of_c(f: Callable[[complex], complex]) -> Any:
    """Give f(C) of C = [[1,2],[3,4]], whose eigenvalues are (5 ± √33)/2 (Sylvester)."""
    p, q = (5 + math.sqrt(33)) / 2, (5 - math.sqrt(33)) / 2
    return (f(p) * (C - q * E2) - f(q) * (C - p * E2)) / (p - q)


def softmax(rows: Any) -> Any:
    """Exponentials divided by their sum along the last axis."""
    powers = np.exp(np.asarray(rows, dtype=float))
    return powers / powers.sum(axis=-1, keepdims=True)


def sigmoid(t: float) -> float:
    """Give 1/(1+e^-t)."""
    return float(1 / (1 + mpmath.exp(-t)))


def number(text: str) -> complex:
    """Evaluate a sympy text to a number."""
    return complex(sympy.N(sympy.sympify(text), 30))


ROT_45 = "Matrix([[sqrt(2)/2, -sqrt(2)/2],[sqrt(2)/2, sqrt(2)/2]])"
ROT_30 = "Matrix([[sqrt(3)/2, -1/2],[1/2, sqrt(3)/2]])"
ROT_60 = "Matrix([[1/2, -sqrt(3)/2],[sqrt(3)/2, 1/2]])"
ROT_90 = "Matrix([[0, -1],[1, 0]])"
ONE = "Matrix([[1, 0],[0, 1]])"
ROOT_A = "Matrix([[(sqrt(3)+1)/2, (sqrt(3)-1)/2],[(sqrt(3)-1)/2, (sqrt(3)+1)/2]])"
