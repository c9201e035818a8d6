"""The numbers that stand beside the picture of a number's types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.bits import StoredNumber
from eigenscope.labs.tensors.roundings import Rounding
from eigenscope.labs.tensors.sums import RoundedSum
from eigenscope.labs.tensors.typed_number import KINDS, TypedNumber
from eigenscope.wording.words import Text, Words, as_it_is

NUMBER: Text = "The number"
OTHERS: Text = "In other types"
_ALL_DIGITS = 1100  # more than any stored number has
_LONGEST = 12  # letters of what was typed, before the set that it belongs to
_GROUP = 4  # bits


def number_facts(
    typed: TypedNumber, chosen: Rounding, rows: Sequence[Rounding], total: RoundedSum | None
) -> Iterator[Readout]:
    """Yield what is typed, what the type at large stores of it, and what the others store."""
    kind = chosen.kind
    group = Words("In {type}", {"type": kind.name})
    yield number_readout(
        "typed",
        NUMBER,
        as_it_is(typed.text),
        typed.entry.value,
        slot=colours.TYPED,
        line=f"number = {typed.entry.value!r}",
        tip="Every decimal and fraction that is typed is exact.",
    )
    named = typed.text if len(typed.text) <= _LONGEST else ""
    member = as_it_is(f"{named} ∈ {KINDS[typed.kind]}".strip())
    yield text_readout("kinds", NUMBER, "Set", member, tip=typed.kind_words())
    yield from _stored_facts(chosen, group)
    if total is not None:
        yield _sum_fact(total, group)
    for row in rows:
        if row.kind != kind:
            label = as_it_is(row.kind.name)
            yield text_readout(
                f"stored.{row.kind.name}",
                OTHERS,
                label,
                as_it_is(row.short_text()),
                exact=row.value_text(_ALL_DIGITS),
                tip=row.outcome_words(),
            )


def _stored_facts(chosen: Rounding, group: Text) -> Iterator[Readout]:
    kind, stored = chosen.kind, chosen.stored
    if stored is None:
        yield text_readout("stored", group, "Stored value", "beyond int64", brief=True)
        return
    number = "int(number)" if kind.whole else "number"
    short = f"short = torch.tensor({number}).to(torch.{kind.name})"
    infinity = float("-inf") if stored.negative else float("inf")
    yield text_readout(
        "stored",
        group,
        "Stored value",
        as_it_is(chosen.short_text()),
        infinity if stored.value is None else float(stored.value),
        exact=chosen.value_text(_ALL_DIGITS),
        slot=colours.STORED,
        brief=True,
        line="stored = short.double()",
        needs=(short,),
        tip=chosen.outcome_words(),
    )
    yield text_readout("error", group, "Relative error", chosen.error_words(), brief=True)
    remark = chosen.remark()
    if remark is not None:
        yield text_readout("outcome", group, "Outcome", remark, tip=chosen.outcome_words())
    if stored.gap is not None:
        yield text_readout("gap", group, "Gap to the next", as_it_is(chosen.gap_text()))
    yield from _bit_facts(chosen, stored, group)


def _bit_facts(chosen: Rounding, stored: StoredNumber, group: Text) -> Iterator[Readout]:
    if chosen.kind.whole:
        yield text_readout("bits", group, "Bits", _grouped(stored.bits))
        return
    sign, exponent, fraction = stored.parts
    yield text_readout("sign", group, "Sign", as_it_is(sign), slot=colours.SIGN)
    yield text_readout("exponent", group, "Exponent", as_it_is(exponent), slot=colours.EXPONENT)
    power = chosen.power_text()
    if power:
        values = {"bits": exponent, "field": str(stored.field), "bias": str(chosen.kind.bias)}
        tip = Words(
            "The bits {bits} are {field} as a whole number. {bias} is subtracted, so that there "
            "are negative powers too.",
            values,
        )
        if not stored.field:
            tip = Words(
                "All bits of the exponent are 0: this counts as 1, and the fraction begins with 0 "
                "before the point instead of 1."
            )
        yield text_readout("power", group, "Power of two", as_it_is(power), tip=tip)
    yield text_readout("fraction", group, "Fraction", _grouped(fraction), slot=colours.FRACTION)


def _grouped(bits: str) -> Words:
    """Return bits in groups, between which a line may break."""
    return as_it_is(" ".join(bits[k : k + _GROUP] for k in range(0, len(bits), _GROUP)))


def _sum_fact(total: RoundedSum, group: Text) -> Readout:
    answer: Text = "yes" if total.same else "no"
    return text_readout(
        "sum",
        group,
        Words("Is {sum} the number nearest to the exact sum?", {"sum": total.name}),
        answer,
        total.same,
    )
