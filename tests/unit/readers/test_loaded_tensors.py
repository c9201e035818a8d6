"""Tensors out of files with all their axes: what comes whole, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from eigenscope.readers.loaded_tensor import (
    MOST_TENSORS,
    LoadedTensor,
    load_tensor,
    load_tensors,
)
from eigenscope.readers.tensor_file import ReaderError

KERNELS = np.random.default_rng(0).normal(size=(4, 3, 2, 5)).astype(np.float32)


def _saved(folder: Path, ending: str) -> Path:
    path = folder / f"weights{ending}"
    match ending:
        case ".npy":
            np.save(path, KERNELS)
        case ".npz":
            np.savez(path, kernels=KERNELS, bias=np.arange(4))
        case ".safetensors":
            save_file({"kernels": KERNELS, "bias": np.arange(4)}, path)
        case ".pt":
            torch.save({"kernels": torch.tensor(KERNELS), "bias": torch.arange(4)}, path)
    return path


@pytest.mark.parametrize("ending", [".npy", ".npz", ".safetensors", ".pt"])
def test_all_axes_are_there(tmp_path: Path, ending: str) -> None:
    path = _saved(tmp_path, ending)
    tensor = load_tensor(path, "" if ending == ".npy" else "kernels")
    assert tensor.shape == (4, 3, 2, 5)
    np.testing.assert_array_equal(tensor.to_array(), KERNELS.astype(np.float64))
    assert tensor.name == (path.name if ending == ".npy" else f"{path.name}: kernels")


def test_all_tensors_of_a_file_are_there(tmp_path: Path) -> None:
    loaded = load_tensors(_saved(tmp_path, ".npz"))
    assert loaded.name == "weights.npz"
    assert {each.name: each.shape for each in loaded.tensors} == {
        "kernels": (4, 3, 2, 5),
        "bias": (4,),
    }
    assert loaded.tensor("bias").name == "weights.npz: bias"


def test_they_are_equal_if_name_and_numbers_are() -> None:
    one = LoadedTensor("k", KERNELS.copy())
    assert one == LoadedTensor("k", KERNELS.copy())
    assert one != LoadedTensor("other", KERNELS.copy())
    assert one != LoadedTensor("k", KERNELS + 1)
    assert one != LoadedTensor("k", KERNELS.reshape(12, 10))


@pytest.mark.parametrize(
    ("array", "says"),
    [
        (np.full((2, 2, 2), np.nan), "t.npy holds nan at [0][0][0], which is not a number."),
        (np.where(KERNELS[1, 2, 0, 3] == KERNELS, np.inf, 0), "holds inf at [1][2][0][3]"),
        (np.zeros((2, 0, 3)), "is empty (2 × 0 × 3)"),
        (np.zeros((2, 2), complex), "complex"),
        (np.float64(3), "t.npy is empty or has no axes"),
        (np.zeros(8_000_001), "has more than 64 MB"),
    ],
)
def test_what_cannot_be_computed_with_is_refused(
    tmp_path: Path, array: np.ndarray, says: str
) -> None:
    np.save(tmp_path / "t.npy", array)
    with pytest.raises(ReaderError) as caught:
        load_tensor(tmp_path / "t.npy")
    assert says in str(caught.value)


def test_a_checkpoint_of_many_tensors_is_refused(tmp_path: Path) -> None:
    many: dict[str, Any] = {f"w{k}": np.ones(2) for k in range(MOST_TENSORS + 1)}
    np.savez(tmp_path / "many.npz", **many)
    with pytest.raises(
        ReaderError, match=r"many\.npz holds 33 tensors, and at most 32 can be read"
    ):
        load_tensors(tmp_path / "many.npz")
