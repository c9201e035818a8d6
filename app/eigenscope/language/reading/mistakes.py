"""What is said of names and calls that mean nothing; the same wherever an expression is read."""

from __future__ import annotations

from collections.abc import Iterable

from eigenscope.language.functions import Function
from eigenscope.language.reading import tree
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.suggestions import nearest


def at_node(words: str, text: str, node: Node) -> LanguageError:
    """Return the error that says what is wrong with a node of a text."""
    return LanguageError(words, text, node.start, node.end)


def unknown(what: str, name: str, text: str, node: Node, known: Iterable[str]) -> LanguageError:
    """Return the error for a name, with the known one that is nearest, if any is near."""
    words = f"There is no {what} called “{name}”"
    hint = nearest(name, known)
    words += f" – did you mean {hint}?" if hint else "."
    end = min(node.end, node.start + len(name))
    return LanguageError(words, text, node.start, end, hint=hint)


def check_call(function: Function, node: tree.Call, text: str) -> None:
    """Raise LanguageError unless a function is called with as many arguments as it takes."""
    count = len(node.arguments)
    most = function.most
    if count < function.least or (most is not None and count > most):
        if most == function.least:
            allowed = "1 argument" if most == 1 else f"{most} arguments"
        elif most is None:
            allowed = f"{function.least} or more arguments"
        else:
            allowed = f"{function.least} to {most} arguments"
        words = f"{function.name} takes {allowed}, not {count}: {function.signature}."
        raise at_node(words, text, node)
    names = [name for name, _ in node.keywords]
    for name in names:
        if name not in function.keywords or names.count(name) > 1:
            words = f"{function.name} takes no “{name}=”: {function.signature}."
            raise at_node(words, text, node)
    if most is not None and count + len(names) > most:
        words = f"{function.name} is given “{names[0]}” twice: {function.signature}."
        raise at_node(words, text, node)
