"""What a function of the language is: from one entry come its help, its completion, its checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from eigenscope.wording.words import Text


@dataclass(frozen=True)
class Function:
    """A function that expressions can call.

    Attributes
    ----------
    name, signature, help
        As they are typed, shown and explained.
    group
        Heading under which the help lists it.
    example
        An expression that uses it, with A = [[2, 1], [1, 2]], v = [3, 4] and w = [1, 2].
    apply
        Takes values and returns one, or several for a decomposition; raises MathError.
    least, most
        Numbers of arguments; None for any number.
    keywords
        Arguments that can be given by name.
    parts
        What a decomposition gives, in its order.
    """

    name: str
    signature: str
    help: Text
    group: Text
    example: str
    apply: Callable[..., Any]
    least: int = 1
    most: int | None = 1
    keywords: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class Group:
    """Collects the functions of a module in the order in which they are written."""

    def __init__(self, title: Text) -> None:
        self.title = title
        self.functions: list[Function] = []

    def add(
        self,
        signature: str,
        help_text: Text,
        example: str,
        *,
        least: int = 1,
        most: int | None = 1,
        keywords: Iterable[str] = (),
        parts: Iterable[str] = (),
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare the function that follows."""

        def declare(apply: Callable[..., Any]) -> Callable[..., Any]:
            name = signature.partition("(")[0]
            self.functions.append(
                Function(
                    name,
                    signature,
                    help_text,
                    self.title,
                    example,
                    apply,
                    least,
                    most,
                    tuple(keywords),
                    tuple(parts),
                )
            )
            return apply

        return declare
