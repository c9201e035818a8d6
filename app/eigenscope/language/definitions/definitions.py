"""Names with expressions: each is worked out when it is needed, and again only if it must be.

A definition may use any other, in any order. What one depends on is known from its tree; a change
sets back those that depend on it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from eigenscope.language.definitions.factors import MOST_FACTORS, as_factors, factor_nodes
from eigenscope.language.definitions.name_rules import check_name
from eigenscope.language.evaluating.entry import Factor, Matrix, Source
from eigenscope.language.evaluating.evaluation import Evaluation
from eigenscope.language.evaluating.matrix_values import matrix_of
from eigenscope.language.foreign import readable
from eigenscope.language.functions import FUNCTIONS
from eigenscope.language.reading.parsing import parse_expression, read_text
from eigenscope.language.reading.pieces import Known
from eigenscope.language.reading.tree import Name, Node, fixed_parts, names_in, to_text
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.language.values.constants import CONSTANTS
from eigenscope.language.values.value import Value
from eigenscope.wording.words import Words, as_words


@dataclass
class _Definition:
    """One name: its text, and its tree or the reason why there is none."""

    text: str
    tree: Node | None = None
    error: LanguageError | None = None
    needs: frozenset[str] = frozenset()
    fixed: dict[int, Value | None] = field(default_factory=dict)


class Definitions:
    """Expressions by name."""

    def __init__(self) -> None:
        self._definitions: dict[str, _Definition] = {}
        self._users: dict[str, set[str]] = {}
        self._values: dict[str, Value | LanguageError] = {}
        self.evaluated = 0  # how many definitions have been worked out so far

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Definitions:
        """Return definitions with these texts."""
        definitions = cls()
        for name in texts:
            check_name(name)
        definitions._definitions = {plain(name): _Definition(text) for name, text in texts.items()}
        definitions._read(list(definitions._definitions))
        return definitions

    # --- what there is -----------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in their order."""
        return tuple(self._definitions)

    def text(self, name: str) -> str:
        """Return a definition as it was typed."""
        return self._definitions[name].text

    def tree(self, name: str) -> Node | None:
        """Return the tree of a definition, or None if it cannot be read."""
        return self._definitions[name].tree

    def texts(self) -> dict[str, str]:
        """Return all definitions, in their order."""
        return {name: each.text for name, each in self._definitions.items()}

    def needs(self, name: str) -> frozenset[str]:
        """Return the names that a definition uses itself."""
        return self._definitions[name].needs & self._definitions.keys()

    def users(self, name: str) -> tuple[str, ...]:
        """Return the names whose definitions use a name, through others too, in their order."""
        using: set[str] = set()
        waiting = [name]
        while waiting:
            for user in self._users.get(waiting.pop(), ()):
                if user not in using:
                    using.add(user)
                    waiting.append(user)
        return tuple(each for each in self._definitions if each in using)

    # --- changes -----------------------------------------------------------------------------

    def define(self, name: str, text: str) -> None:
        """Give a name a definition; one that cannot be read is kept, and says why when asked.

        Raises
        ------
        LanguageError
            If the name is none.
        """
        check_name(name)
        name = plain(name)
        before = self._definitions.get(name)
        self._set_back(name)
        self._definitions[name] = _Definition(text)
        if before is None:  # a new name may turn AB, which was A times B, into one of its own
            self._read(list(self._definitions))
        else:
            self._definitions[name].needs = before.needs  # whose user it may be no longer
            self._read([name])

    def become(self, texts: Mapping[str, str]) -> None:
        """Change to these texts, in their order; what they leave alone keeps its value."""
        if list(self.texts().items()) == list(texts.items()):
            return
        if len(self._definitions.keys() ^ texts.keys()) > 1:  # each would have all read anew
            self.__dict__.update(vars(Definitions.from_texts(texts)))
            return
        for name in [each for each in self._definitions if each not in texts]:
            self.remove(name)
        for name, text in texts.items():
            if name not in self._definitions or self._definitions[name].text != text:
                self.define(name, text)
        self._definitions = {name: self._definitions[name] for name in texts}

    def remove(self, name: str) -> None:
        """Take a definition away; those that use it then say that it is missing."""
        self._set_back(name)
        for needed in self._definitions.pop(name).needs:
            self._users[needed].discard(name)
        self._read(list(self._definitions))

    def _read(self, names: Iterable[str]) -> None:
        known = self.known()
        for name in names:
            definition = self._definitions[name]
            needs = definition.needs
            try:
                definition.tree = parse_expression(definition.text, known)
                definition.error = None
                definition.needs = frozenset(names_in(definition.tree))
                definition.fixed = {id(part): None for part in fixed_parts(definition.tree)}
            except LanguageError as error:
                definition.tree, definition.error = None, error
                definition.needs = frozenset()
            if definition.needs != needs:
                self._set_back(name)
            for needed in needs - definition.needs:
                self._users.get(needed, set()).discard(name)
            for needed in definition.needs:
                self._users.setdefault(needed, set()).add(name)

    def _set_back(self, name: str) -> None:
        self._values.pop(name, None)
        for user in self.users(name):
            self._values.pop(user, None)

    def known(self) -> Known:
        """Return the words that have a meaning in an expression."""
        return Known(self._definitions.keys() | CONSTANTS.keys(), FUNCTIONS.keys())

    # --- values ------------------------------------------------------------------------------

    def value(self, name: str) -> Value:
        """Return what a name is worth; raise LanguageError if it cannot be worked out."""
        for each in self._order(name):
            self._values[each] = self._worked_out(each)
        known = self._values[name]
        if isinstance(known, LanguageError):
            raise known
        return known

    def evaluate(self, text: str) -> Value:
        """Return what an expression is worth; raise LanguageError where it has no value."""
        node = parse_expression(text, self.known())
        return Evaluation(read_text(text), self._lookup, self._definitions).value(node)

    def matrix(self, text: str) -> Matrix:
        """Return what an expression is worth as a matrix that knows its expression and factors.

        Raises
        ------
        LanguageError
            If it has no value, or one that is no real matrix.
        """
        node = parse_expression(text, self.known())
        read = read_text(text)
        evaluation = Evaluation(read, self._lookup, self._definitions)
        matrix = matrix_of(evaluation.value(node), text)
        product: Node | None = node
        while isinstance(product, Name):  # a name is shown as the product that it stands for
            product = self.tree(product.name) if product.name in self._definitions else None
        parts = [] if product is None else factor_nodes(product)
        factors: tuple[Factor, ...] = ()
        if 1 < len(parts) <= MOST_FACTORS:
            values = [(to_text(part), evaluation.value(part)) for part in parts]
            factors = as_factors(values, matrix.shape[1])
        return replace(matrix, source=Source(_source(text), factors if len(factors) > 1 else ()))

    def _lookup(self, name: str) -> Value | None:
        if name not in self._definitions:
            return None
        try:
            return self.value(name)
        except LanguageError as error:
            if error.named:
                raise
            words = Words("{name}: {reason}", {"name": name, "reason": as_words(error.message)})
            raise LanguageError(
                words, error.text, error.start, error.end, hint=error.hint
            ) from None

    def _worked_out(self, name: str) -> Value | LanguageError:
        definition = self._definitions[name]
        self.evaluated += 1
        if definition.error is not None or definition.tree is None:
            return definition.error or LanguageError("This cannot be read.")
        for needed in definition.needs & self._definitions.keys():
            if isinstance(self._values.get(needed), LanguageError):
                words = "{name} needs {needed}, which has no value."
                said = Words(words, {"name": name, "needed": needed})
                return LanguageError(said, read_text(definition.text), named=True)
        try:
            evaluation = Evaluation(
                read_text(definition.text), self._lookup, self._definitions, definition.fixed
            )
            return evaluation.value(definition.tree)
        except LanguageError as error:
            return error

    def _order(self, name: str) -> list[str]:
        """Return what must be worked out for a name, what is needed first.

        Raises
        ------
        LanguageError
            If definitions go round in a circle, which is named.
        """
        order: dict[str, None] = {}  # and path: as ordered sets
        path: dict[str, None] = {}
        waiting: list[tuple[str, bool]] = [(name, False)]
        while waiting:
            each, done = waiting.pop()
            if done:
                order[each] = path.pop(each)
                continue
            if each in self._values or each in order:
                continue
            if each in path:
                names = list(path)
                raise self._circle([*names[names.index(each) :], each])
            path[each] = None
            waiting.append((each, True))
            waiting += [(needed, False) for needed in sorted(self.needs(each))]
        return list(order)

    def _circle(self, names: list[str]) -> LanguageError:
        words = "{name} is defined by itself: {circle}."
        said = Words(words, {"name": names[0], "circle": " → ".join(names)})
        return LanguageError(said, plain(self._definitions[names[0]].text), named=True)


def _source(text: str) -> str:
    """Return an expression as it was typed, or ours for one in another program's way of writing."""
    ours = readable(text).strip()
    return text.strip() if ours == text.strip() else ours
