"""LaTeX of an expression as it stands: A^{-1} B A, and not what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eigenscope.language.notation.values import latex_of_value
from eigenscope.language.reading import tree
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.greek import GREEK
from eigenscope.language.texts.messages import LanguageError

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_COMPARED, _SUM, _PRODUCT, _SIGNED, _POSTFIX, _ATOM = range(6)
_AFTER = {
    "'": r"^{\mathsf{T}}", "^H": r"^{\mathsf{H}}", "^-T": r"^{-\mathsf{T}}",
    "^-H": r"^{-\mathsf{H}}", "^+": "^{+}", "°": r"^{\circ}", "%": r"\%",
}  # fmt: skip
_BETWEEN = {"+": " + ", "-": " - ", ".+": " + ", ".-": " - ", ".*": r" \odot ", "./": r" \oslash "}
_COMPARED_BY = {"<": "<", ">": ">", "<=": r"\leq", ">=": r"\geq", "==": "=", "!=": r"\neq"}
_FUNCTIONS = frozenset(("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "ln", "log", "det"))


def latex_of_expression(node: Node) -> str:
    """Return the tree of an expression in LaTeX."""
    return _written(node)[0]


def latex_of_name(name: str) -> str:
    r"""Return a name in LaTeX: W_q as W_{q}, B1 as B_{1}, pi as \pi, another word upright."""
    letters, _, below = name.partition("_")
    if not below:
        letters = name.rstrip("0123456789")
        below = name[len(letters) :]
    shown = GREEK.get(letters) or (f"\\{letters}" if f"\\{letters}" in GREEK.values() else "")
    shown = shown or (letters if len(letters) == 1 else rf"\mathrm{{{letters}}}")
    below = below.replace("_", r"\_")
    return f"{shown}_{{{below}}}" if below else shown


def _written(node: Node) -> tuple[str, int]:
    """Return a node's LaTeX and how tightly it holds together."""
    match node:
        case tree.Number():
            return _number(node.text), _ATOM
        case tree.Name():
            return latex_of_name(node.name), _ATOM
        case tree.Sign():
            return node.sign + _at(node.operand, _SIGNED), _SIGNED
        case tree.Binary():
            return _binary(node)
        case tree.After():
            return _at(node.operand, _ATOM) + _AFTER.get(node.operator, ""), _POSTFIX
        case tree.Call():
            return _call(node), _ATOM
        case tree.Slice():
            return _joined(":", node.first, node.last), _ATOM
        case tree.Index():
            items = ",".join(latex_of_expression(item) for item in node.items)
            return f"{_at(node.operand, _ATOM)}_{{[{items}]}}", _POSTFIX
        case tree.List():
            return _list(node), _ATOM
        case tree.Bars():
            return _bars(node), _ATOM
    raise AssertionError(node)


def _at(node: Node, level: int) -> str:
    text, own = _written(node)
    return text if own >= level else rf"\left({text}\right)"


def _number(text: str) -> str:
    mantissa, _, power = text.lower().partition("e")
    return rf"{mantissa} \cdot 10^{{{int(power)}}}" if power else text


def _binary(node: tree.Binary) -> tuple[str, int]:
    left, right = node.left, node.right
    match node.operator:
        case "^" | ".^":
            raised = rf"\circ {latex_of_expression(right)}"
            power = raised if node.operator == ".^" else latex_of_expression(right)
            return f"{_at(left, _ATOM)}^{{{power}}}", _POSTFIX
        case "/":
            return (
                rf"\frac{{{latex_of_expression(left)}}}{{{latex_of_expression(right)}}}",
                _PRODUCT,
            )
        case "\\":
            return f"{_at(left, _ATOM)}^{{-1}} {_at(right, _SIGNED)}", _PRODUCT
        case "×":
            return rf"{_at(left, _PRODUCT)} \times {_at(right, _SIGNED + 1)}", _PRODUCT
        case "*":
            between = r" \cdot " if _begins_with_digit(right) else " "
            return _at(left, _PRODUCT) + between + _at(right, _SIGNED + 1), _PRODUCT
        case operator if operator in _COMPARED_BY:
            sign = _COMPARED_BY[operator]
            return f"{_at(left, _SUM)} {sign} {_at(right, _SUM)}", _COMPARED
    between = _BETWEEN[node.operator]
    level = _PRODUCT if node.operator in (".*", "./") else _SUM
    return _at(left, level) + between + _at(right, level + 1), level


def _begins_with_digit(node: Node) -> bool:
    return _written(node)[0][:1].isdigit()


def _call(node: tree.Call) -> str:
    inner = ", ".join(latex_of_expression(part) for part in node.arguments)
    if node.keywords:
        named = [rf"{latex_of_name(n)} = {latex_of_expression(v)}" for n, v in node.keywords]
        inner = ", ".join([*([inner] if inner else []), *named])
    if node.name == "sqrt":
        return rf"\sqrt{{{inner}}}"
    if node.name == "abs":
        return rf"\left|{inner}\right|"
    name = rf"\{node.name}" if node.name in _FUNCTIONS else rf"\operatorname{{{node.name}}}"
    return rf"{name}\left({inner}\right)"


def _joined(mark: str, *parts: Node | None) -> str:
    return mark.join("" if part is None else latex_of_expression(part) for part in parts)


def _list(node: tree.List) -> str:
    rows = node.rows
    if len(rows) == 1 and all(isinstance(x, tree.List) and len(x.rows) == 1 for x in rows[0]):
        rows = tuple(x.rows[0] for x in rows[0] if isinstance(x, tree.List))
    body = r" \\ ".join(" & ".join(latex_of_expression(x) for x in row) for row in rows)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def _bars(node: tree.Bars) -> str:
    bar = r"\|" if node.double else "|"
    below = f"_{{{node.order}}}" if node.order else ""
    return rf"\left{bar} {latex_of_expression(node.operand)} \right{bar}{below}"


def latex_of_definition(definitions: Definitions, name: str) -> str:
    """Return ``A = B C = …`` in LaTeX: the expression and, unless it says the same, the value."""
    parts = [latex_of_name(name)]
    node = definitions.tree(name)
    if node is not None:
        parts.append(latex_of_expression(node))
    try:
        value = latex_of_value(definitions.value(name))
    except LanguageError:
        return " = ".join(parts)
    return " = ".join(parts if value in parts else [*parts, value])
