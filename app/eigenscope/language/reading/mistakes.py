"""What is said of names and calls that mean nothing; the same wherever an expression is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from eigenscope.language.functions import FUNCTIONS, Function
from eigenscope.language.reading import tree
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.messages import LanguageError, filled
from eigenscope.language.texts.phrases import needs_brackets
from eigenscope.language.texts.suggestions import nearest
from eigenscope.wording.words import Text, Value, Words


def at_node(words: Text, text: str, node: Node) -> LanguageError:
    """Return the error that says what is wrong with a node of a text."""
    return LanguageError(words, text, node.start, node.end)


def misplaced_comparison(text: str, node: Node) -> LanguageError:
    """Return the error for a comparison that is no condition."""
    words: Text = "A comparison is the first argument of where, as in where(x < 0, -x, x)."
    return at_node(words, text, node)


def check_condition(node: tree.Call, text: str) -> None:
    """Raise LanguageError unless a call of where begins with a comparison."""
    first = node.arguments[0]
    if not tree.is_comparison(first):
        words: Text = "where begins with a comparison, as in where(x < 0, -x, x)."
        raise at_node(words, text, first)


def unknown_name(name: str, text: str, node: Node, known: Iterable[str]) -> LanguageError:
    """Return the error for a name, with the known one that is nearest, if any is near."""
    known = tuple(known)
    function = _run_together(name, known)
    if function:
        end = node.start + len(function)
        return LanguageError(needs_brackets(function), text, node.start, end)
    unknown: Text = "There is no name called “{name}”."
    misspelt: Text = "There is no name called “{name}” – did you mean {hint}?"
    return _unknown(unknown, misspelt, name, text, node, known)


def _run_together(name: str, known: Collection[str]) -> str:
    """Return the function in sinx, lnx or Sin; nothing of a name that has none in it."""
    small = name.lower()
    functions = (each for each in FUNCTIONS if len(each) > 1 and small.startswith(each))
    longest = max(functions, key=len, default="")
    rest = name[len(longest) :]
    return longest if not rest or rest in known else ""


def unknown_function(name: str, text: str, node: Node, known: Iterable[str]) -> LanguageError:
    """Return the error for a function's name, with the known one that is nearest, if any is."""
    unknown: Text = "There is no function called “{name}”."
    misspelt: Text = "There is no function called “{name}” – did you mean {hint}?"
    return _unknown(unknown, misspelt, name, text, node, known)


def _unknown(
    unknown: Text, misspelt: Text, name: str, text: str, node: Node, known: Iterable[str]
) -> LanguageError:
    hint = nearest(name, known)
    said = filled(misspelt if hint else unknown, {"name": name, "hint": hint or ""})
    end = min(node.end, node.start + len(name))
    return LanguageError(said, text, node.start, end, hint=hint)


def check_call(function: Function, node: tree.Call, text: str) -> None:
    """Raise LanguageError unless a function is called with as many arguments as it takes."""
    if function.name == "where" and node.keywords:
        name, _ = node.keywords[0]
        words = "“=” compares nothing: write {name} == …"
        raise at_node(Words(words, {"name": name}), text, node)
    count = len(node.arguments)
    most = function.most
    said: Mapping[str, Value] = {"function": function.name, "signature": function.signature}
    if count < function.least or (most is not None and count > most):
        raise at_node(filled(_arguments_of(function), {**said, "given": count}), text, node)
    names = [name for name, _ in node.keywords]
    for name in names:
        if name not in function.keywords or names.count(name) > 1:
            words = "{function} takes no “{name}=”: {signature}."
            raise at_node(Words(words, {**said, "name": name}), text, node)
    if most is not None and count + len(names) > most:
        words = "{function} is given “{name}” twice: {signature}."
        raise at_node(Words(words, {**said, "name": names[0]}), text, node)


def _arguments_of(function: Function) -> Words:
    if function.most is None:
        words = "{function} takes {least} or more arguments, not {given}: {signature}."
        return Words(words, {"least": function.least})
    if function.most > function.least:
        words = "{function} takes {least} to {most} arguments, not {given}: {signature}."
        return Words(words, {"least": function.least, "most": function.most})
    return Words(
        "{function} takes {count} argument, not {given}: {signature}.",
        {"count": function.most},
        plural="{function} takes {count} arguments, not {given}: {signature}.",
    )
