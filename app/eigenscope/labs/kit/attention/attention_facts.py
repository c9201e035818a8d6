"""The numbers of attention, each with its line of the torch program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.array_facts import array_readout
from eigenscope.labs.kit.attention.attention_numbers import Attention
from eigenscope.labs.kit.attention.attention_program import AttentionProgram
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.wording.words import Text

_SCORES: Text = "Scores"
_WEIGHTS: Text = "Weights"
_OUTPUT: Text = "Output"
_ORIGINS: Text = "Queries, keys, values"
_REORDERED: Text = "In the new order"
_FACTS: Mapping[str, tuple[Text, Text, Text]] = {
    "Q": (_ORIGINS, "Queries Q", ""),
    "K": (_ORIGINS, "Keys K", ""),
    "V": (_ORIGINS, "Values V", ""),
    "Q_h": (_ORIGINS, "Queries by head", "Heads × queries × channels of a head."),
    "K_h": (_ORIGINS, "Keys by head", ""),
    "V_h": (_ORIGINS, "Values by head", ""),
    "S": (_SCORES, "Q Kᵀ", "The dot product of each query, a row, with each key, a column."),
    "scores": (_SCORES, "Scores", "Dot products times the scale, before the mask."),
    "tempered": (_SCORES, "Scores ÷ temperature", ""),
    "masked": (_SCORES, "Masked scores", "What may not be seen is −∞."),
    "top": (_WEIGHTS, "Largest of each row", ""),
    "shifted": (_WEIGHTS, "Scores − largest", ""),
    "E": (_WEIGHTS, "exp of the scores", ""),
    "Z": (_WEIGHTS, "Denominator", "The sum of each row of E."),
    "weights": (_WEIGHTS, "Weights", "Softmax of the scores: each row adds up to 1."),
    "X": (_ORIGINS, "Embeddings X", ""),
    "H": (_ORIGINS, "Embeddings with positions", "A row of P is added to each row of X."),
    "expected": (_OUTPUT, "The first output in the new order", ""),
    "same": (_OUTPUT, "The same", "1 where both agree."),
    "O_h": (_OUTPUT, "Output by head", ""),
    "O": (_OUTPUT, "Heads joined", ""),
    "output": (_OUTPUT, "Output", "For each query, a weighted mean of the values."),
}


_ENTROPY = Fact(
    "entropy",
    _WEIGHTS,
    "Entropy",
    "How evenly a query spreads its weights, in nats: 0 for a single key, ln n for n keys alike.",
    "entropy = torch.special.entr(weights).sum(dim=-1)",
)


def attention_facts(program: AttentionProgram) -> Iterator[Fact]:
    """Yield what is said of each stage, and of how evenly the weights are spread."""
    for each in program.statements:
        group, label, tip = _FACTS[each.variable.removesuffix("_p")]
        if each.variable.endswith("_p") or each.variable in ("expected", "same"):
            group = _REORDERED
        brief = each.variable in ("weights", "output")
        yield Fact(each.variable, group, label, tip, each.line, brief=brief)
        if each.variable == "weights":
            yield _ENTROPY


def attention_code(program: AttentionProgram) -> str:
    """Return the whole program."""
    groups = groupby(attention_facts(program), lambda fact: fact.group)
    return composed_program(program.prepared, *(tuple(facts) for _, facts in groups))


def attention_readouts(attention: Attention) -> tuple[Readout, ...]:
    """Return the numbers of all stages."""
    return tuple(_readout(fact, attention) for fact in attention_facts(attention.program))


def _readout(fact: Fact, attention: Attention) -> Readout:
    entropy = fact is _ENTROPY
    return array_readout(fact, attention.entropies if entropy else attention.array(fact.variable))
