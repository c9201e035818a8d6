"""The numbers of attention: worked examples, torch's own attention, and stage by stage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tests import sampling
from tests.unit.deep.attention_setups import by_torch, factor, random_inputs

from eigenscope.labs.attention.inputs import Inputs
from eigenscope.labs.attention.lab import LAB
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.mask import mask_flags
from eigenscope.labs.kit.attention.attention_inputs import FILE, TEXT, tensor
from eigenscope.labs.kit.attention.attention_numbers import Attention, solved
from eigenscope.language.evaluating.entry import scalar
from eigenscope.readers.loaded_tensor import load_tensors

WORKED = Inputs(q=tensor("1 0; 0 1; 1 1"), k=tensor("1 0; 0 1; 1 1"), v=tensor("1 0; 0 1; 2 2"))


def test_the_worked_example() -> None:
    attention = solved(WORKED)
    np.testing.assert_allclose(
        attention.array("weights"),
        [
            [0.401112, 0.197776, 0.401112],
            [0.197776, 0.401112, 0.401112],
            [0.248255, 0.248255, 0.503490],
        ],
        atol=1e-6,
    )
    np.testing.assert_allclose(
        attention.array("output"), [[1.203336, 1], [1, 1.203336], [1.255235, 1.255235]], atol=1e-6
    )


def test_the_worked_example_with_a_causal_mask() -> None:
    weights = solved(replace(WORKED, mask="causal")).array("weights")
    np.testing.assert_allclose(weights[0], [1, 0, 0])
    np.testing.assert_allclose(weights[1], [0.330238, 0.669762, 0], atol=1e-6)


def test_equal_keys_give_the_mean_of_the_valid_values() -> None:
    """Values 0…39, valid lengths 2 and 6, whatever is asked."""
    values = tensor("; ".join(" ".join(map(str, row)) for row in np.arange(40).reshape(10, 4)))
    keys = tensor("; ".join(["2 -1 3"] * 10))
    inputs = Inputs(q=tensor("5 1 -2; 0.3 7 1"), k=keys, v=values, mask="padding 2 6")
    np.testing.assert_allclose(
        solved(inputs).array("output"), [[2, 3, 4, 5], [10, 11, 12, 13]], rtol=1e-12
    )


SAMPLES = range(sampling.count(100, 500))


@pytest.mark.parametrize("sample", SAMPLES)
def test_torch_gives_the_same(sample: int) -> None:
    inputs = random_inputs(sampling.chance(f"attention {sample}"))
    output = solved(inputs).array("output")
    np.testing.assert_allclose(output, by_torch(inputs), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_stage_follows_from_the_one_before(sample: int) -> None:
    """Head by head in numpy, by definition."""
    inputs = random_inputs(sampling.chance(f"stages {sample}"))
    attention = solved(inputs)
    q, k, v = inputs.q.to_array(), inputs.k.to_array(), inputs.v.to_array()
    flags = mask_flags(inputs.mask, (len(q), len(k)))
    sees = np.ones((len(q), len(k)), dtype=bool) if flags is None else flags
    outputs = []
    for head in range(inputs.heads):
        queries, keys, values = (np.split(each, inputs.heads, axis=1)[head] for each in (q, k, v))
        scores = factor(inputs) * queries @ keys.T
        np.testing.assert_allclose(attention.of_head("scores", head), scores, atol=1e-9)
        weights = np.zeros_like(scores)
        for row, seen in enumerate(sees):
            if seen.any():
                sharp = scores[row, seen] / inputs.temperature.scalar.value
                powers = np.exp(sharp - sharp.max())
                weights[row, seen] = powers / powers.sum()
        np.testing.assert_allclose(attention.of_head("weights", head), weights, atol=1e-12)
        outputs.append(weights @ values)
        logarithms = np.log(np.where(weights > 0, weights, 1))
        entropies = np.atleast_2d(attention.entropies)[head]
        np.testing.assert_allclose(entropies, -(weights * logarithms).sum(axis=1), atol=1e-12)
    joined = np.hstack(outputs)
    expected = joined @ inputs.w_o.to_array() if inputs.project else joined
    np.testing.assert_allclose(attention.array("output"), expected, atol=1e-9)


def test_a_query_that_sees_nothing_has_weights_and_output_0_and_it_is_said() -> None:
    attention = solved(Inputs(mask="1 1 0; 0 0 0; 1 1 1"))
    assert not attention.array("weights")[1].any()
    assert not attention.array("output")[1].any()
    story = LAB.solve(Inputs(mask="1 1 0; 0 0 0; 1 1 1"))
    assert "Q[1]" in str(LAB.caption(story, 1.0))


def test_masked_scores_are_written_with_minus_infinity() -> None:
    story = LAB.solve(replace(WORKED, mask="causal", scaling="own", scale=scalar("1")))
    (masked,) = (each for each in story.readouts(1.0) if each.variable == "masked")
    assert masked.matrix == (("1", "−∞", "−∞"), ("0", "1", "−∞"), ("1", "1", "2"))


@pytest.mark.parametrize("scale", ["0", "1e-300", "1e300", "-1e300"])
def test_no_scale_is_too_large_for_softmax(scale: str) -> None:
    inputs = replace(WORKED, scaling="own", scale=scalar(scale))
    attention = solved(inputs)
    np.testing.assert_allclose(attention.array("weights").sum(axis=1), 1)
    np.testing.assert_allclose(attention.array("output"), by_torch(inputs), atol=1e-12)


def test_scores_beyond_floats_are_refused() -> None:
    with pytest.raises(InputError, match="10³⁰⁷"):
        solved(Inputs(q=tensor("[[1e200, 0]]"), k=tensor("[[1e200, 1]]"), v=tensor("[[1, 1]]")))


# --- what it is made from ----------------------------------------------------------------------


def test_a_text_becomes_the_same_numbers_each_time() -> None:
    inputs = Inputs(source=TEXT, text="to be or not to be")
    first, again = solved(inputs), solved(inputs)
    assert first.key_names == ("to", "be", "or", "not", "to", "be")
    np.testing.assert_array_equal(first.array("output"), again.array("output"))
    queries = first.array("Q")
    np.testing.assert_array_equal(queries[:2], queries[4:])  # the same tokens, the same rows
    other = solved(replace(inputs, seed=1)).array("output")
    assert not np.allclose(other, first.array("output"))
    longer = solved(replace(inputs, text="to be or not to be that", mask="padding 6"))
    assert longer.array("output").shape == (7, 4)


@pytest.mark.parametrize(
    ("text", "split", "tokens"),
    [
        ("Don't  stop, now!", "words", ("Don't", "stop", ",", "now", "!")),
        ("ab c", "characters", ("a", "b", "␣", "c")),
        ("注意力 is all", "words", ("注", "意", "力", "is", "all")),
    ],
)
def test_tokens(text: str, split: str, tokens: tuple[str, ...]) -> None:
    inputs = Inputs(source=TEXT, text=text, split=split)
    assert solved(inputs).query_names == tokens


def saved(path: Path, **arrays: Any) -> Inputs:
    np.savez(path, **arrays)
    return Inputs(source=FILE, file=load_tensors(path))


def test_a_file_with_x_and_the_weights_gives_what_its_products_give(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    x, w_q, w_k, w_v = (chance.normal(size=shape) for shape in ((5, 4), *[(4, 6)] * 3))
    of_x = saved(tmp_path / "x.npz", X=x, W_Q=w_q, W_K=w_k, W_V=w_v)
    of_q = saved(tmp_path / "q.npz", Q=x @ w_q, K=x @ w_k, V=x @ w_v)
    for heads in (1, 2, 3):
        outputs = [solved(replace(each, heads=heads)).array("output") for each in (of_x, of_q)]
        np.testing.assert_allclose(outputs[0], outputs[1], rtol=1e-12)
    q, k, v = (torch.from_numpy(x @ w) for w in (w_q, w_k, w_v))
    alone = torch.nn.functional.scaled_dot_product_attention(q, k, v)
    np.testing.assert_allclose(solved(of_x).array("output"), alone.numpy(), rtol=1e-9)


def test_cross_attention_from_a_file_and_its_output_weights(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    shapes = {"Q": (2, 4), "K": (7, 4), "V": (7, 6), "W_O": (6, 3)}
    arrays = {name: chance.normal(size=shape) for name, shape in shapes.items()}
    attention = solved(replace(saved(tmp_path / "cross.npz", **arrays), heads=2, project=True))
    assert attention.array("weights").shape == (2, 2, 7)
    assert attention.array("output").shape == (2, 3)


def test_small_letters_in_a_file_are_read_too(tmp_path: Path) -> None:
    arrays = {name: np.eye(2) + place for place, name in enumerate("qkv")}
    np.testing.assert_array_equal(
        solved(saved(tmp_path / "small.npz", **arrays)).array("output"),
        solved(saved(tmp_path / "large.npz", **{n.upper(): a for n, a in arrays.items()})).array(
            "output"
        ),
    )


def test_a_file_that_lacks_something_says_what(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lacks W_K and W_V"):
        solved(saved(tmp_path / "some.npz", X=np.eye(2), W_Q=np.eye(2)))
    projected = replace(
        saved(tmp_path / "all.npz", Q=np.eye(2), K=np.eye(2), V=np.eye(2)), project=True
    )
    with pytest.raises(InputError, match="lacks V:"):
        solved(saved(tmp_path / "c.npz", Q=np.eye(2), K=np.eye(2)))
    with pytest.raises(InputError, match="lacks W_O"):
        solved(projected)
    with pytest.raises(InputError, match="two axes"):
        solved(saved(tmp_path / "deep.npz", Q=np.ones((2, 2, 2)), K=np.eye(2), V=np.eye(2)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"q": tensor("[[1, 2, 3]]")}, "Axis 1 of Q has the length 3, axis 1 of K the length 2"),
        ({"v": tensor("1 2; 3 4")}, "Axis 0 of K has the length 3, axis 0 of V the length 2"),
        ({"heads": 3}, "3 does not divide 2"),
        ({"mask": "1 0; 0 1"}, r"shape \(2, 2\)"),
        ({"mask": "padding 1 2"}, "2 lengths"),
        ({"w_o": tensor("[[1, 0, 0]]"), "project": True}, "axis 0 of W_O"),
        ({"source": TEXT, "text": ""}, "no tokens"),
        ({"source": TEXT, "text": "word " * 10_000}, "10,000 tokens"),
        ({"source": TEXT, "text": "word " * 2048, "heads": 2}, "Take fewer heads"),
    ],
)
def test_what_does_not_fit_is_said_with_its_axes(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        solved(replace(Inputs(), **changes))


def test_2048_tokens_are_attended_to() -> None:
    text = " ".join(f"w{number % 500}" for number in range(2048))
    attention: Attention = solved(Inputs(source=TEXT, text=text, mask="causal"))
    weights = attention.array("weights")
    assert weights.shape == (2048, 2048)
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    assert not np.triu(weights, 1).any()
