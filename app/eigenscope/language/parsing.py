"""Texts to trees, by the grammar in ``expression.lark``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from eigenscope.language import tree
from eigenscope.language.messages import LanguageError
from eigenscope.language.tokens import Known, Piece, tokens
from eigenscope.language.tree import Node
from eigenscope.language.typography import plain

if TYPE_CHECKING:
    from lark import Lark

_ENDS = ("CLOSE", "LIST_CLOSE", "BAR_CLOSE", "NORM_CLOSE")


def parse_expression(text: str, known: Known) -> Node:
    """Return the tree of an expression.

    Parameters
    ----------
    text
        As it was typed.
    known
        The names that have a meaning: they decide how names side by side are read.

    Raises
    ------
    LanguageError
        If it is none, with the reason and the place.
    """
    read = plain(text)
    found = tokens(read, known)
    if not found:
        raise LanguageError("There is nothing here: enter an expression such as 2A + I.", read)
    return _tree(read, found)


def _tree(text: str, found: list[Piece]) -> Node:
    from lark.exceptions import UnexpectedToken, VisitError

    try:
        return _Builder(text).build(_parser().parse(found))
    except UnexpectedToken as error:
        raise _unexpected(text, found, error.token) from None
    except VisitError as error:
        raise error.orig_exc from None


def _unexpected(text: str, found: list[Piece], token: Any) -> LanguageError:
    if token.type == "$END":
        last = found[-1]
        words = f"Something is missing after “{last.text}”."
        return LanguageError(words, text, len(text.rstrip()))
    start, end = int(token.start_pos), int(token.end_pos)
    if token.type in ("BESIDE", "SPACE"):
        start = end = next((p.start for p in found if p.start >= start), start)
    place = next((k for k, piece in enumerate(found) if piece.start >= start), len(found))
    before = found[place - 1] if place else None
    if token.type == "LIST_CLOSE" and before is not None and before.kind == "LIST_OPEN":
        words = "These brackets are empty: enter numbers between them."
    elif token.type in _ENDS and before is not None:
        words = f"Something is missing between “{before.text}” and “{token}”."
    elif before is None:
        words = f"An expression cannot begin with “{token}”."
    else:
        words = f"“{token}” cannot follow “{before.text}”."
    return LanguageError(words, text, start, max(end, start + 1))


@cache
def _parser() -> Lark:
    from lark import Lark, Token
    from lark.lexer import Lexer

    class PieceLexer(Lexer):
        """Hands lark the tokens that were made beforehand."""

        def __init__(self, _configuration: object) -> None:
            pass

        def lex(self, *pieces: Any) -> Iterator[Token]:
            for piece in pieces[0]:
                yield Token(piece.kind, piece.text, start_pos=piece.start, end_pos=piece.end)

    grammar = files("eigenscope.language").joinpath("expression.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=PieceLexer, propagate_positions=True)


class _Builder:
    """Makes nodes of lark's tree, from the leaves up: long texts need no deep recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._depths: dict[int, int] = {}

    def build(self, parsed: Any) -> Node:
        built: dict[int, Any] = {}
        for subtree in parsed.iter_subtrees():
            parts = [
                built.get(id(child), child) if child is not None else None
                for child in subtree.children
            ]
            made = getattr(self, f"_{subtree.data}")(subtree.meta, parts)
            built[id(subtree)] = made
            if isinstance(made, Node):
                self._check_depth(made)
        found: Node = built[id(parsed)]
        return found

    def _check_depth(self, node: Node) -> None:
        depth = 1 + max((self._depths.get(id(c), 1) for c in tree.children(node)), default=0)
        self._depths[id(node)] = depth
        if depth > tree.DEEPEST:
            words = f"More than {tree.DEEPEST} operations within one another: name some parts."
            raise LanguageError(words, self._text, node.start, node.end)

    def _start(self, _meta: Any, parts: list[Any]) -> Node:
        found: Node = parts[0]
        return found

    def _number(self, meta: Any, parts: list[Any]) -> Node:
        return tree.Number(*_span(meta), str(parts[0]))

    def _name(self, meta: Any, parts: list[Any]) -> Node:
        return tree.Name(*_span(meta), str(parts[0]))

    def _bracketed(self, _meta: Any, parts: list[Any]) -> Node:
        found: Node = parts[1]
        return found

    def _binary(self, meta: Any, parts: list[Any]) -> Node:
        return tree.Binary(*_span(meta), str(parts[1]), parts[0], parts[2])

    def _sign(self, meta: Any, parts: list[Any]) -> Node:
        return tree.Sign(*_span(meta), str(parts[0]), parts[1])

    def _after(self, meta: Any, parts: list[Any]) -> Node:
        return tree.After(*_span(meta), str(parts[1]), parts[0])

    def _root(self, meta: Any, parts: list[Any]) -> Node:
        return tree.Call(*_span(meta), "sqrt", (parts[1],))

    def _bars(self, meta: Any, parts: list[Any]) -> Node:
        return tree.Bars(*_span(meta), parts[1])

    def _norm(self, meta: Any, parts: list[Any]) -> Node:
        order = str(parts[3]) if len(parts) > 3 else ""
        return tree.Bars(*_span(meta), parts[1], True, order)

    def _call(self, meta: Any, parts: list[Any]) -> Node:
        plainly = [part for part in parts[2] if isinstance(part, Node)]
        named = [part for part in parts[2] if not isinstance(part, Node)]
        return tree.Call(*_span(meta), str(parts[0]), tuple(plainly), tuple(named))

    def _arguments(self, _meta: Any, parts: list[Any]) -> list[Any]:
        return [part for part in parts if isinstance(part, Node | tuple)]

    def _keyword(self, _meta: Any, parts: list[Any]) -> tuple[str, Node]:
        return str(parts[0]), parts[1]

    def _index(self, meta: Any, parts: list[Any]) -> Node:
        return tree.Index(*_span(meta), parts[0], tuple(parts[2]))

    def _indices(self, _meta: Any, parts: list[Any]) -> list[Node]:
        return [part for part in parts if isinstance(part, Node)]

    def _slice(self, meta: Any, parts: list[Any]) -> Node:
        ends: list[Node | None] = [None, None, None]
        place = 0
        for part in parts:
            if isinstance(part, Node):
                ends[place] = part
            elif part is not None:
                place += 1
        return tree.Slice(*_span(meta), *ends)

    def _list(self, meta: Any, parts: list[Any]) -> Node:
        rows, spaced = parts[1]
        return tree.List(*_span(meta), rows, spaced)

    def _rows(self, _meta: Any, parts: list[Any]) -> tuple[tuple[tuple[Node, ...], ...], bool]:
        rows = [part for part in parts if isinstance(part, tuple)]
        return tuple(row for row, _ in rows), any(spaced for _, spaced in rows)

    def _row(self, _meta: Any, parts: list[Any]) -> tuple[tuple[Node, ...], bool]:
        spaced = any(getattr(part, "type", "") == "SPACE" for part in parts)
        return tuple(part for part in parts if isinstance(part, Node)), spaced


def _span(meta: Any) -> tuple[int, int]:
    return int(meta.start_pos), int(meta.end_pos)
