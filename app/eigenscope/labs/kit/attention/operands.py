"""What attention is computed from: Q, K and V, or X and weights, as arrays and as lines of code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.attention.attention_inputs import FILE, TEXT, AttentionInputs
from eigenscope.labs.kit.attention.tokens import MOST_TOKENS, tokens_of
from eigenscope.labs.kit.tensor_program import lines_of_tensors, tensor_lines
from eigenscope.wording.words import Value, Words, as_it_is, listed

NO_FILE = Words("Open a file with Q, K, V, or with X, W_Q, W_K, W_V.")
WEIGHTS = ("W_Q", "W_K", "W_V")
MOST_SCORES = 2048**2
_OPERANDS = ("Q", "K", "V")
_FEW = 30  # tokens that a comment lists


@dataclass(frozen=True, eq=False)
class Operands:
    """Arrays by the names that the program gives them.

    Attributes
    ----------
    arrays
        Q, K and V, or X, W_Q, W_K and W_V; W_O may be there.
    lines
        The code that makes them.
    tokens
        What rows are called, if they are tokens of a text.
    """

    arrays: Mapping[str, Floats]
    lines: str
    tokens: tuple[str, ...] = ()

    @property
    def projected(self) -> bool:
        """Whether queries, keys and values are made from X."""
        return "X" in self.arrays

    def array(self, name: str) -> Floats:
        """Return Q, K or V."""
        if self.projected:
            return np.asarray(self.arrays["X"] @ self.arrays[f"W_{name}"])
        return self.arrays[name]

    @property
    def shape(self) -> tuple[int, int]:
        """How many queries and keys there are."""
        names = ("X", "X") if self.projected else ("Q", "K")
        return len(self.arrays[names[0]]), len(self.arrays[names[1]])


def operands_of(inputs: AttentionInputs) -> Operands:
    """Return what the inputs say.

    Raises
    ------
    InputError
        If sizes do not fit each other; the text names the axes.
    """
    if inputs.source == TEXT:
        operands = _of_text(inputs)
    elif inputs.source == FILE:
        operands = _of_file(inputs)
    else:
        named = dict(zip(_OPERANDS, (inputs.q, inputs.k, inputs.v), strict=True))
        if inputs.project:
            named["W_O"] = inputs.w_o
        lines = "".join(tensor_lines(each, name) for name, each in named.items())
        operands = Operands({name: each.to_array() for name, each in named.items()}, lines)
    _check(operands, inputs.heads)
    return operands


def _of_text(inputs: AttentionInputs) -> Operands:
    tokens = tokens_of(inputs.text, inputs.split)
    known = tuple(dict.fromkeys(tokens))
    ids = [known.index(token) for token in tokens]
    width = inputs.width
    names = (*WEIGHTS, "W_O") if inputs.project else WEIGHTS
    chance = np.random.default_rng(inputs.seed)
    arrays = {name: chance.normal(0, width**-0.5, (width, width)).round(1) for name in names}
    table = chance.normal(0, 1, (len(known), width)).round(1)
    lines = [
        "import numpy\n",
        f"chance = numpy.random.default_rng({inputs.seed})",
        *(
            f"{name} = torch.from_numpy(chance.normal(0, {width}**-0.5, ({width}, {width}))"
            ".round(1))"
            for name in names
        ),
        f"# Tokens: {' '.join(tokens)}" if len(tokens) <= _FEW else f"# {len(tokens)} tokens",
        f"table = torch.from_numpy(chance.normal(0, 1, ({len(known)}, {width})).round(1))",
        f"X = table[{ids}]  # the same token, the same row",
    ]
    return Operands({"X": table[ids], **arrays}, "\n".join(lines), tokens)


def _of_file(inputs: AttentionInputs) -> Operands:
    file = inputs.file
    if file is None:
        raise InputError(NO_FILE)
    in_file = {name.upper(): name for name in file.names} | {name: name for name in file.names}
    wanted, missing = min(
        (
            (names, [name for name in names if name not in in_file])
            for names in (_OPERANDS, ("X", *WEIGHTS))
        ),
        key=lambda pair: len(pair[1]),
    )
    if missing:
        names = listed([as_it_is(name) for name in missing])
        said: dict[str, Value] = {"file": file.name, "names": names}
        words = "{file} lacks {names}: Q, K, V are needed, or X, W_Q, W_K, W_V."
        raise InputError(Words(words, said))
    if inputs.project:
        wanted = (*wanted, "W_O")
        if "W_O" not in in_file:
            words = "{file} lacks W_O: turn “Output weights” off, or save it there."
            raise InputError(Words(words, {"file": file.name}))
    named = {name: in_file[name] for name in wanted}
    arrays = {name: file.tensor(each).to_array() for name, each in named.items()}
    return Operands(arrays, lines_of_tensors(file, named))


def _check(operands: Operands, heads: int) -> None:
    arrays = operands.arrays
    for name, array in arrays.items():
        if array.ndim != 2:
            said = {"name": name, "shape": str(array.shape)}
            raise InputError(Words("{name} has the shape {shape}: two axes are needed.", said))
    pairs = [("X", 1, weight, 0) for weight in WEIGHTS] if operands.projected else []
    if not operands.projected:
        pairs = [("Q", 1, "K", 1), ("K", 0, "V", 0)]
    for first, axis, second, other in pairs:
        _check_axes(first, arrays[first].shape, axis, second, arrays[second].shape, other)
    queries, keys, values = map(operands.array, _OPERANDS)
    if operands.projected:
        _check_axes("X W_Q", queries.shape, 1, "X W_K", keys.shape, 1)
    if "W_O" in arrays:
        _check_axes("V", values.shape, 1, "W_O", arrays["W_O"].shape, 0)
    for name, width in (("Q", queries.shape[1]), ("V", values.shape[1])):
        if width % heads:
            said = {"heads": str(heads), "name": name, "width": str(width)}
            words = (
                "{heads} heads cannot share the {width} channels of {name} evenly: {heads} does "
                "not divide {width}."
            )
            raise InputError(Words(words, said))
    for name, rows in (("Q", len(queries)), ("K", len(keys))):
        if rows > MOST_TOKENS:
            said = {"name": name, "rows": f"{rows:,}", "most": f"{MOST_TOKENS:,}"}
            raise InputError(
                Words("{name} has {rows} rows, and at most {most} are possible.", said)
            )
    count = heads * len(queries) * len(keys)
    if count > MOST_SCORES:
        said = {"count": f"{count:,}", "most": f"{MOST_SCORES:,}"}
        words = (
            "All heads together have {count} scores, and at most {most} are possible. Take fewer "
            "heads."
        )
        raise InputError(Words(words, said))


def _check_axes(
    first: str,
    shape: tuple[int, ...],
    axis: int,
    second: str,
    other_shape: tuple[int, ...],
    other: int,
) -> None:
    if shape[axis] != other_shape[other]:
        said = {
            "first": first,
            "second": second,
            "axis": str(axis),
            "other": str(other),
            "length": str(shape[axis]),
            "another": str(other_shape[other]),
        }
        words = (
            "Axis {axis} of {first} has the length {length}, axis {other} of {second} the length "
            "{another}: they must be equal."
        )
        raise InputError(Words(words, said))
