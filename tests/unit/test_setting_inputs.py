"""Inputs set from texts, as ``--set`` gives them: together, in any order, honoured or refused."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from eigenscope.document.codec import set_from_texts, to_json
from eigenscope.document.session import Session
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.main.errors import UserError
from eigenscope.main.render_inputs import inputs_with

TOGETHER = {
    "attention": {"topic": "plane", "q": "[[1, 2]]", "scale": "1/2", "mask": "causal"},
    "calculus": {"topic": "derivative", "show": "taylor", "f": "1/(1 + x^2)", "order": "4"},
    "convolution": {"groups": "2", "kernel": "[[[[1]]], [[[2]]]]", "image": "[[[1]], [[2]]]"},
    "network": {"layers": "2-3-1", "data": "xor", "activations": "relu", "activation": "each"},
    "svd_pca": {"topic": "low_rank", "data": "DATA", "source": "table", "colour": "5"},
    "descent": {"matrix": "[3 1; 1 2]", "start": "[[4, -1]]", "steps": "40", "view": "surface"},
    "layer": {"bias": "[1, 2, 3]", "weight": "[1; 2; 3]", "points": "[1; -1]", "point": "2"},
    "matrix": {"rank": "6", "data": "DATA"},
    "product": {"a": "[1 2 3; 4 5 6]", "b": "[1; 2; 3]", "bias": "[7]", "topic": "layer"},
    "systems": {"right": "[1; 2; 3]", "matrix": "[1 2; 3 4; 5 6]", "topic": "least squares"},
    "tensors": {"topic": "memory", "code": "torch.rand(3)", "seed": "7", "cell": "0:2"},
    "transform": {
        "matrix": "[1 0 2; 0 1 0; 0 0 1]", "vectors": "[[1, 2, 3]]", "shape": "none",
        "polygon": "[[0, 0], [1, 0], [0, 1]]",
    },
    "vectors": {"dimension": "3", "vectors": "[[1, 2, 3], [0, 1, 4]]", "topic": "cross"},
}  # fmt: skip
"""Of each lab some inputs that depend on each other; DATA is a file of 8 × 6 entries."""


def test_there_is_a_case_for_every_lab() -> None:
    assert sorted(TOGETHER) == list(lab_names())


@pytest.mark.parametrize("name", TOGETHER)
def test_the_order_in_which_inputs_are_set_does_not_matter(name: str, tmp_path: Path) -> None:
    np.save(tmp_path / "m.npy", np.random.default_rng(0).normal(size=(8, 6)))
    lab = load_lab(name)
    texts = {
        key: str(tmp_path / "m.npy") if text == "DATA" else text
        for key, text in TOGETHER[name].items()
    }
    seen = [
        to_json(set_from_texts(lab, lab.defaults(), {key: texts[key] for key in order}), {})
        for order in permutations(texts)
    ]
    assert all(one == seen[0] for one in seen)
    choices = {key: text for key, text in texts.items() if key in ("view", "shape", "topic")}
    # What is set itself comes before what another input would select.
    assert {key: seen[0][key] for key in choices} == choices


def test_a_file_selects_the_view_that_shows_it_unless_another_is_set() -> None:
    lab = load_lab("svd_pca")
    alone = to_json(set_from_texts(lab, lab.defaults(), {"data": "[1 2; 3 5; 4 4]"}), {})
    assert (alone["topic"], alone["source"]) == ("components", "table")
    lab = load_lab("systems")
    alone = to_json(set_from_texts(lab, lab.defaults(), {"table": "[1 2; 3 5; 4 4]"}), {})
    assert (alone["topic"], alone["source"]) == ("regression", "own")


@pytest.mark.parametrize(
    ("name", "texts", "words"),
    [
        ("svd_pca", {"drawn": "[[1, 2]]", "data": "[1 2; 3 4; 5 7]"}, "set source too"),
        ("matrix", {"data": "[1 2; 3 4]", "rank": "3"}, "rank: '3' .* 2 would"),
        ("transform", {"matrix": "[1 0 0; 0 1 0; 0 0 1]", "path": "flip"}, "path: 'flip'"),
        ("systems", {"matrix": "[1 2; 3 4]", "right": "[1; 2; 3]"}, r"right: .* \[1; 2\] would"),
        ("product", {"reading": "maps", "a": "[1 2 3 4]"}, "reading: 'maps'"),
        ("convolution", {"cell": "9", "padding": "0"}, "cell is from -1 to 8, not 9"),
        ("convolution", {"cell": "1", "topic": "pooling", "size": "4"}, "cell is from -1 to 0"),
        ("convolution", {"cell": "9", "topic": "layers"}, "cell is from -1 to 8, not 9"),
        (
            "convolution",
            {"cell": "50", "topic": "matrix", "kernel": "ones(2,1,2,2)", "padding": "1"},
            "cell is from -1 to 49, not 50",
        ),
        (
            "convolution",
            {"kernels": "blur, ones, blur", "stack": "[3; 3]", "topic": "layers"},
            "lists 3 names, and only the first 2 are used",
        ),
        ("tensors", {"cell": "9:0"}, "cell is from 0:0 to .*, not '9:0'"),
        (
            "tensors",
            {"topic": "shape", "code": "a = torch.rand(2, 3)\nb = a.T", "cell": "1:6"},
            "cell is from 1:0 to 1:5, not '1:6'",
        ),
        ("tensors", {"code": "print(1)", "cell": "0:0"}, "no step of the program has cells"),
        (
            "calculus",
            {"topic": "graph", "program": "x = torch.tensor(2.0)\ny = x * x", "chosen": "5:0"},
            "chosen is from 0:0 to 1:2, not '5:0'",
        ),
        (
            "calculus",
            {"topic": "graph", "program": "x = torch.tensor(2.0)\ny = x * x", "chosen": "1:3"},
            "chosen is from 1:0 to 1:2, not '1:3'",
        ),
        (
            "network",
            {"activations": "relu, tanh", "activation": "each", "layers": "2-3-1"},
            "lists 2 names, and only the first is used",
        ),
    ],
)
def test_inputs_that_do_not_go_together_are_refused(
    name: str, texts: dict[str, str], words: str
) -> None:
    lab = load_lab(name)
    for order in permutations(texts):
        with pytest.raises(InputError, match=words):
            set_from_texts(lab, lab.defaults(), {key: texts[key] for key in order})


@pytest.mark.parametrize("text", ["ones(6, 3)", "[1 2 3 4]", "FILE"])
def test_of_a_matrix_that_is_too_large_the_shape_that_fits_is_said(
    text: str, tmp_path: Path
) -> None:
    np.save(tmp_path / "m.npy", np.ones((4, 4)))
    lab = load_lab("systems")
    with pytest.raises(InputError, match="up to 5×3 fit here"):
        set_from_texts(
            lab, lab.defaults(), {"matrix": text.replace("FILE", str(tmp_path / "m.npy"))}
        )


@pytest.mark.parametrize(
    ("name", "settings", "words"),
    [
        ("svd_pca", ("topic=svd", "data=[1 2; 3 4]"), "--set data is not used with topic=svd"),
        (
            "vectors",
            ("power=3",),
            "--set power is not used with topic=sum, norm=1; topic=norm, norm=p",
        ),
        (
            "convolution",
            ("padding_mode=reflect", "transposed=true"),
            "padding_mode is not used with transposed=true; transposed=false would use it",
        ),
        ("systems", ("ridge=1",), "--set ridge is not used with topic=rows; topic=least squares"),
        ("transform", ("grid",), "NAME=VALUE"),
        ("transform", ("grid=on", "grid=off"), "grid twice"),
    ],
)
def test_an_input_that_would_do_nothing_is_refused(
    name: str, settings: tuple[str, ...], words: str
) -> None:
    lab = load_lab(name)
    with pytest.raises(UserError, match=words):
        inputs_with(Session(lab, lab.defaults()), settings)
