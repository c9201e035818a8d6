"""Python's operators, by the nodes that stand for them and by their signs."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

Operator = Callable[..., object]
BINARY: Mapping[type[ast.operator], tuple[str, Operator]] = {
    ast.Add: ("+", operator.add), ast.Sub: ("-", operator.sub), ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv), ast.FloorDiv: ("//", operator.floordiv),
    ast.Mod: ("%", operator.mod), ast.Pow: ("**", operator.pow),
    ast.MatMult: ("@", operator.matmul), ast.BitAnd: ("&", operator.and_),
    ast.BitOr: ("|", operator.or_), ast.BitXor: ("^", operator.xor),
}  # fmt: skip
INPLACE: Mapping[str, Operator] = {
    "+": operator.iadd, "-": operator.isub, "*": operator.imul, "/": operator.itruediv,
    "**": operator.ipow, "//": operator.ifloordiv, "%": operator.imod, "@": operator.imatmul,
    "&": operator.iand, "|": operator.ior, "^": operator.ixor,
}  # fmt: skip
UNARY: Mapping[type[ast.unaryop], tuple[str, Operator]] = {
    ast.USub: ("-", operator.neg), ast.UAdd: ("+", operator.pos),
    ast.Invert: ("~", operator.invert), ast.Not: ("not", operator.not_),
}  # fmt: skip
COMPARE: Mapping[type[ast.cmpop], tuple[str, Operator]] = {
    ast.Eq: ("==", operator.eq), ast.NotEq: ("!=", operator.ne), ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le), ast.Gt: (">", operator.gt), ast.GtE: (">=", operator.ge),
}  # fmt: skip
WRITING = frozenset(["[]=", *(f"{sign}=" for sign in INPLACE)])
"""How writing into tensors is called as an operation."""
SIGNS = WRITING.union(sign for sign, _ in (*BINARY.values(), *UNARY.values(), *COMPARE.values()))
"""How operators are called, writing among them."""


def operator_of(sign: str) -> Operator:
    """Return the binary operator that a sign means."""
    return next(run for text, run in BINARY.values() if text == sign)
