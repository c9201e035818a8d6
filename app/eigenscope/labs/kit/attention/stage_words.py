"""What each stage of attention does, said to a student."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.contract.specs.mask import CAUSAL, PADDING
from eigenscope.labs.kit.attention.attention_inputs import ROOT
from eigenscope.labs.kit.attention.attention_numbers import Attention
from eigenscope.labs.kit.attention.attention_program import scale_of
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_words, listed, sentences

_MOST_NAMED = 4  # queries that see nothing

_STAGES: Mapping[str, Text] = {
    "Q": "Queries: each row of X times W_Q. A query says what a token looks for.",
    "K": "Keys: the same rows of X times W_K. A key says what a token can be found by.",
    "V": "Values: the rows of X times W_V. A value is what a token passes on.",
    "S": "Each query meets each key: row i of Q times row j of K gives the dot product "
    "S[i, j], large where they point the same way. As in torch, i and j count from 0.",
    "tempered": "The scores are divided by the temperature {temperature}: below 1 it sharpens the "
    "weights, above 1 it evens them out.",
    "top": "The largest score of each row is looked up: taking it away changes no weight, but "
    "keeps exp finite.",
    "shifted": "The largest score of each row is subtracted from that row; the largest is now 0.",
    "E": "Softmax, first half: exp makes every score positive; a difference of scores becomes a "
    "ratio.",
    "Z": "The denominator: each row of E is added up.",
    "weights": "Softmax, second half: each row is divided by its sum. Every query now has weights "
    "that add up to 1.",
    "O_h": "In each head, the weights of a query mix the values: row i of the weights times V_h.",
}
_MASKED: Mapping[str, Text] = {
    CAUSAL: "Causal mask: no query sees a later key. Their scores become −∞, so that exp makes 0 "
    "of them.",
    PADDING: "Padding mask: keys that are only padding are hidden. Their scores become −∞, so that "
    "exp makes 0 of them.",
}
_BY_HAND: Text = (
    "Mask: where it is 0, the query may not see the key. The score becomes −∞, so that exp makes "
    "0 of it."
)
_MIXED: Text = (
    "Each query's weights mix the values: row i of the output is a weighted mean of the rows of V."
)
_PROJECTED: Text = (
    "The output weights mix the channels of all heads: each row is multiplied by W_O."
)


def stage_caption(attention: Attention, variable: str) -> Words:
    """Return what a stage does; where queries see nothing, which."""
    heads = attention.program.heads
    said = {"heads": str(heads), "temperature": tidy(_temperature(attention))}
    if variable == "scores":
        return _scaled(attention)
    if variable.endswith("_h") and variable != "O_h":
        words: Text = (
            "The channels of Q are split into {heads} heads of equal width, and so are those "
            "of K and V: each head has its own queries, keys and values."
        )
        return Words(str(words), said)
    if variable == "masked":
        kind = attention.inputs.mask.split()[0]
        return _with_hidden(as_words(_MASKED.get(kind, _BY_HAND)), attention)
    if variable == "weights":
        return _with_hidden(as_words(_STAGES["weights"]), attention)
    if variable in _STAGES:
        template = _STAGES[variable]
        return Words(str(template), said) if variable == "tempered" else as_words(template)
    return _of_output(attention, variable)


def _temperature(attention: Attention) -> float:
    return attention.inputs.temperature.scalar.value


def _scaled(attention: Attention) -> Words:
    depth = attention.program.operands.array("Q").shape[1] // attention.program.heads
    scaling = attention.inputs.scaling
    factor = tidy(scale_of(attention.inputs, depth))
    if scaling == ROOT:
        return Words(
            "÷ √d: a sum of {depth} products tends to be √{depth} times as large as one, so it is "
            "divided by √{depth}. Otherwise softmax would soon be all or nothing.",
            {"depth": str(depth)},
        )
    if "S" in attention.steps:
        return Words("The dot products are multiplied by {factor}.", {"factor": factor})
    return Words(
        "Each query meets each key: row i of Q times row j of K, both counted from 0. Nothing "
        "is scaled: with many channels the scores grow, and softmax becomes all or nothing."
    )


def _with_hidden(words: Words, attention: Attention) -> Words:
    hidden = attention.program.hidden
    if not hidden:
        return words
    names = listed([attention.query_names[number] for number in hidden[:_MOST_NAMED]])
    if len(hidden) > _MOST_NAMED:
        extra = Words(
            "{count} queries see no key at all: their weights and outputs are 0.",
            {"count": str(len(hidden))},
        )
    else:
        extra = Words("No key is seen by {names}: all its weights are 0.", {"names": names})
    return sentences([words, extra])


def _of_output(attention: Attention, variable: str) -> Words:
    if attention.inputs.project and variable == "output":
        return as_words(_PROJECTED)
    if attention.program.heads > 1:
        return Words("The heads are joined: their outputs stand side by side as channels again.")
    return _with_hidden(as_words(_MIXED), attention)
