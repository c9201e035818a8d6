"""Programs with files, as they run elsewhere: each file gives the tensor that it gives here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from eigenscope.labs.kit.programs.gradient_program import gradient_program
from eigenscope.labs.kit.programs.own_readers import with_own_readers
from eigenscope.labs.kit.programs.whole_program import RESULT, whole_program

NUMBERS = torch.tensor([[1.5, -2.0], [0.25, 4.0]], dtype=torch.float64)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with the same numbers in a file of each kind."""
    monkeypatch.chdir(tmp_path)
    array = NUMBERS.numpy()
    np.save("a.npy", array)
    np.savez("a.npz", w=array)
    np.savetxt("a.csv", array, delimiter=",")
    np.savetxt("a.txt", array)
    save_file({"w": NUMBERS}, "a.safetensors")
    torch.save(NUMBERS, "a.pt")
    torch.save({"w": NUMBERS}, "several.pt")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "file",
    ["a.npy", "a.npz", "a.npz:w", "a.csv", "a.txt", "a.safetensors", "a.safetensors:w", "a.pt",
     "several.pt:w"],
)  # fmt: skip
def test_a_file_gives_what_it_gives_here(file: str) -> None:
    names: dict[str, Any] = {}
    exec(whole_program(f'2 * load("{file}") + load("{file}")', 0), names)
    assert torch.equal(names[RESULT], 3 * NUMBERS)


@pytest.mark.usefixtures("folder")
def test_a_leaf_from_a_file_has_its_gradient() -> None:
    source = 'W = load("a.npy").requires_grad_()\n(W * W).sum().backward()'
    names: dict[str, Any] = {}
    exec(gradient_program(source, 0, {}), names)
    assert torch.equal(names["grad_W"], 2 * NUMBERS)


@pytest.mark.parametrize(
    "source", ["load(name)", 'load("a.gguf:w")', 'load = 3\nload("a.npy")', "load(", "x.load('a')"]
)
def test_what_cannot_be_told_stays(source: str) -> None:
    assert with_own_readers(source) == source
