"""What Python has and traced lines have not, called as it is typed."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from eigenscope.trace.errors import TraceError
from eigenscope.wording.words import Words

_TYPED: Mapping[type[ast.AST], str] = {
    ast.FunctionDef: "def",
    ast.ClassDef: "class",
    ast.If: "if",
    ast.While: "while",
    ast.Try: "try",
    ast.With: "with",
    ast.For: "for",
    ast.Return: "return",
    ast.Raise: "raise",
    ast.Assert: "assert",
    ast.Delete: "del",
    ast.Break: "break",
    ast.Continue: "continue",
    ast.Lambda: "lambda",
    ast.IfExp: "… if … else …",
    ast.ListComp: "[… for …]",
    ast.GeneratorExp: "(… for …)",
    ast.Dict: "{…}",
    ast.Set: "{…}",
    ast.BoolOp: "and, or",
    ast.NamedExpr: ":=",
    ast.JoinedStr: 'f"…"',
}

_LONGEST = 24  # letters of what has no name


def not_understood(node: ast.AST) -> TraceError:
    """Return the refusal of a statement or expression, by what a person typed."""
    typed = _TYPED.get(type(node), "")
    if not typed:
        line, _, rest = ast.unparse(node).partition("\n")
        typed = f"{line[:_LONGEST]}…" if rest or len(line) > _LONGEST else line
    return TraceError(Words("“{typed}” is not understood here.", {"typed": typed}))
