"""Texts to trees, by the grammar in ``expression.lark``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from eigenscope.language.foreign import readable
from eigenscope.language.reading import tree
from eigenscope.language.reading.pieces import Known, Token
from eigenscope.language.reading.tokens import tokens
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from lark import Lark

Span = tuple[int, int]

_DECIMAL_COMMA = re.compile(r"\d+,\d+(?![\d,.])")
NOWHERE: Span = (0, 0)  # of a call without arguments; nothing asks for it
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
    read = read_text(text)
    pieces = tokens(read, known)
    if not pieces:
        raise LanguageError("There is nothing here: enter an expression such as 2A + I.", read)
    return _tree(read, pieces)


def read_text(text: str) -> str:
    """Return a text as it is read, which is what places in messages refer to."""
    return plain(readable(text))


def _tree(text: str, pieces: list[Token]) -> Node:
    from lark.exceptions import UnexpectedToken, VisitError

    try:
        return _Builder(text).build(_parser().parse(pieces))
    except UnexpectedToken as error:
        raise _unexpected(text, pieces, error.token) from None
    except VisitError as error:
        raise error.orig_exc from None


def _unexpected(text: str, pieces: list[Token], token: Any) -> LanguageError:
    if token.type == "$END":
        last = pieces[-1]
        missing = Words("Something is missing after “{piece}”.", {"piece": last.text})
        return LanguageError(missing, text, len(text.rstrip()))
    start, end = int(token.start_pos), int(token.end_pos)
    if token.type in ("BESIDE", "SPACE"):
        start = end = next((p.start for p in pieces if p.start >= start), start)
    place = next((k for k, piece in enumerate(pieces) if piece.start >= start), len(pieces))
    before = pieces[place - 1] if place else None
    if token.type == "LIST_CLOSE" and before is not None and before.kind == "LIST_OPEN":
        words: Text = "These brackets are empty: enter numbers between them."
    elif before is None:
        words = Words("An expression cannot begin with “{piece}”.", {"piece": str(token)})
    else:
        beside = {"before": before.text, "piece": str(token)}
        if token.type in _ENDS:
            words = Words("Something is missing between “{before}” and “{piece}”.", beside)
        elif _DECIMAL_COMMA.match(text, before.start) and before.kind == "NUMBER":
            words = Words(
                "“{piece}” cannot follow “{before}”: a comma parts entries here. Write {number} "
                "with a point.",
                {**beside, "number": f"{before.text}.{pieces[place + 1].text}"},
            )
        elif token.type == "COMPARE" and any(p.kind == "COMPARE" for p in pieces[:place]):
            words = (
                "There is one comparison in a condition: write two as in "
                "where(x > 0, where(x < 1, 1, 0), 0)."
            )
        else:
            words = Words("“{piece}” cannot follow “{before}”.", beside)
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

    grammar = files(__package__).joinpath("expression.lark").read_text(encoding="utf-8")
    # Without propagate_positions, which takes as long as all the rest: the builder finds places.
    return Lark(grammar, parser="lalr", lexer=PieceLexer)


class _Builder:
    """Makes nodes of lark's tree, from the leaves up: long texts need no deep recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._depths: dict[int, int] = {}

    def build(self, parsed: Any) -> Node:
        built: dict[int, Any] = {}
        spans: dict[int, Span] = {}
        for subtree in parsed.iter_subtrees():
            parts = [built.get(id(child), child) for child in subtree.children]
            children = [child for child in subtree.children if child is not None]
            span = NOWHERE
            if children:
                span = (_span(children[0], spans)[0], _span(children[-1], spans)[1])
            result = getattr(self, f"_{subtree.data}")(span, parts)
            built[id(subtree)], spans[id(subtree)] = result, span
            if isinstance(result, Node):
                self._check_depth(result)
        root: Node = built[id(parsed)]
        return root

    def _check_depth(self, node: Node) -> None:
        below = [self._depths.get(id(child), 1) for child in tree.children(node)]
        depth = 1 + max(below, default=0)
        self._depths[id(node)] = depth
        if depth > tree.DEEPEST:
            words = "More than {most} operations within one another: name some parts."
            deep = Words(words, {"most": tree.DEEPEST})
            raise LanguageError(deep, self._text, node.start, node.end)

    def _start(self, _span: Span, parts: list[Any]) -> Node:
        node: Node = parts[0]
        return node

    def _number(self, span: Span, parts: list[Any]) -> Node:
        return tree.Number(*span, str(parts[0]))

    def _name(self, span: Span, parts: list[Any]) -> Node:
        return tree.Name(*span, str(parts[0]))

    def _bracketed(self, _span: Span, parts: list[Any]) -> Node:
        node: Node = parts[1]
        return node

    def _binary(self, span: Span, parts: list[Any]) -> Node:
        return tree.Binary(*span, str(parts[1]), parts[0], parts[2])

    def _sign(self, span: Span, parts: list[Any]) -> Node:
        return tree.Sign(*span, str(parts[0]), parts[1])

    def _after(self, span: Span, parts: list[Any]) -> Node:
        return tree.After(*span, str(parts[1]), parts[0])

    def _root(self, span: Span, parts: list[Any]) -> Node:
        return tree.Call(*span, "sqrt", (parts[1],))

    def _bars(self, span: Span, parts: list[Any]) -> Node:
        return tree.Bars(*span, parts[1])

    def _norm(self, span: Span, parts: list[Any]) -> Node:
        order = str(parts[3]) if len(parts) > 3 else ""
        return tree.Bars(*span, parts[1], True, order)

    def _call(self, span: Span, parts: list[Any]) -> Node:
        plainly = [part for part in parts[2] if isinstance(part, Node)]
        named = [part for part in parts[2] if not isinstance(part, Node)]
        return tree.Call(*span, str(parts[0]), tuple(plainly), tuple(named))

    def _arguments(self, _span: Span, parts: list[Any]) -> list[Any]:
        return [part for part in parts if isinstance(part, Node | tuple)]

    def _keyword(self, _span: Span, parts: list[Any]) -> tuple[str, Node]:
        return str(parts[0]), parts[1]

    def _index(self, span: Span, parts: list[Any]) -> Node:
        return tree.Index(*span, parts[0], tuple(parts[2]))

    def _indices(self, _span: Span, parts: list[Any]) -> list[Node]:
        return [part for part in parts if isinstance(part, Node)]

    def _slice(self, span: Span, parts: list[Any]) -> Node:
        ends: list[Node | None] = [None, None, None]
        place = 0
        for part in parts:
            if isinstance(part, Node):
                ends[place] = part
            elif part is not None:
                place += 1
        return tree.Slice(*span, *ends)

    def _list(self, span: Span, parts: list[Any]) -> Node:
        rows, spaced = parts[1]
        return tree.List(*span, rows, spaced)

    def _rows(self, _span: Span, parts: list[Any]) -> tuple[tuple[tuple[Node, ...], ...], bool]:
        rows = [part for part in parts if isinstance(part, tuple)]
        return tuple(row for row, _ in rows), any(spaced for _, spaced in rows)

    def _row(self, _span: Span, parts: list[Any]) -> tuple[tuple[Node, ...], bool]:
        spaced = any(getattr(part, "type", "") == "SPACE" for part in parts)
        return tuple(part for part in parts if isinstance(part, Node)), spaced


def _span(part: Any, spans: dict[int, Span]) -> Span:
    """Return where a token or a tree begins and ends, given that of each tree in it."""
    span = spans.get(id(part))
    return (int(part.start_pos), int(part.end_pos)) if span is None else span
