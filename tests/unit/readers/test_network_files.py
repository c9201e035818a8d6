"""Weights of networks: safetensors and what torch saves, round trips and refusals."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from eigenscope.readers.opening import open_tensors
from eigenscope.readers.sampling import sample
from eigenscope.readers.tensor_file import ReaderError

from .files import MATRIX, notes_of, refused


def test_safetensors_of_every_kind(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file as save_torch

    kinds = [
        *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.uint16, torch.int32),
        *(torch.uint32, torch.int64, torch.uint64, torch.float16, torch.bfloat16, torch.float32),
        *(torch.float64, torch.complex64, torch.float8_e4m3fn, torch.float8_e5m2),
    ]
    tensors = {str(kind): torch.arange(12).reshape(3, 4).to(kind) for kind in kinds}
    save_torch(tensors, tmp_path / "a.safetensors", metadata={"format": "pt"})
    with open_tensors(tmp_path / "a.safetensors") as file:
        assert {f"torch.{entry.dtype}" for entry in file.entries} == set(tensors)
        for entry in file.entries:
            assert entry.name == f"torch.{entry.dtype}"
            found = file.read(entry.name)
            narrow = entry.dtype.startswith(("bfloat", "float8", "float16"))
            assert found.dtype.name == ("float32" if narrow else entry.dtype)
            wanted = tensors[entry.name].to(torch.complex128).numpy()
            assert (found == wanted).all()
            part = file.read_part(entry.name, slice(None, None, 2), slice(1, None, 2))
            assert (part == wanted[::2, 1::2]).all()


def test_all_numbers_of_eight_bits_are_what_torch_says() -> None:
    import torch

    from eigenscope.readers.number_types import widened

    bits = np.arange(256, dtype=np.uint8)
    for kind in (torch.float8_e4m3fn, torch.float8_e5m2):
        wanted = torch.from_numpy(bits).view(kind).float().numpy()
        np.testing.assert_array_equal(widened(bits, str(kind).removeprefix("torch.")), wanted)


@pytest.mark.parametrize("new_kind", [True, False])
@pytest.mark.parametrize("ending", [".pt", ".pth", ".bin"])
def test_torch_files_are_flattened(tmp_path: Path, ending: str, new_kind: bool) -> None:
    import torch

    weights = torch.arange(12.0).reshape(3, 4)
    saved = {
        "model": {"layer.weight": weights, "turned": weights.t(), "half": weights.bfloat16()},
        "parameter": torch.nn.Parameter(weights),
        "moments": [torch.ones(2, dtype=torch.complex64), "text"],
        "model.half": weights,
        "yes": weights > 3,
        3: weights.long(),
        "epoch": 7,
        "sparse": weights.to_sparse(),
    }
    path = tmp_path / f"saved{ending}"
    torch.save(saved, path, _use_new_zipfile_serialization=new_kind)
    with open_tensors(path) as file:
        kinds = {entry.name: (entry.dtype, entry.shape) for entry in file.entries}
        assert kinds == {
            "model.layer.weight": ("float32", (3, 4)),
            "model.turned": ("float32", (4, 3)),
            "model.half": ("bfloat16", (3, 4)),
            "parameter": ("float32", (3, 4)),
            "moments.0": ("complex64", (2,)),
            "model.half (2)": ("float32", (3, 4)),
            "yes": ("bool", (3, 4)),
            "3": ("int64", (3, 4)),
            "sparse": ("float32", (3, 4)),
        }
        assert notes_of(file) == ("Left out because they are not tensors: 2 values.",)
        assert (file.read("sparse") == MATRIX).all()
        assert file.read("model.half").dtype == np.float32
        assert (file.read("model.half") == MATRIX).all()
        assert (file.read("model.turned") == MATRIX.T).all()
        assert (file.read("yes") == (MATRIX > 3)).all()
        part = file.read_part("parameter", slice(None, None, -2), slice(1, None, 2))
        assert (part == MATRIX[::-2, 1::2]).all()
        file.read("parameter")[:] = 0
        assert (file.read("parameter") == MATRIX).all()


def test_a_lone_tensor_is_named_as_its_file(tmp_path: Path) -> None:
    import torch

    torch.save(torch.ones(2, 2), tmp_path / "lone.PT")
    with open_tensors(tmp_path / "lone.PT") as file:
        assert [entry.name for entry in file.entries] == ["lone"]


def test_models_and_programs_of_torch_are_refused_with_a_way_out(tmp_path: Path) -> None:
    import torch

    torch.save(torch.nn.Linear(2, 2), tmp_path / "model.pt")
    refused(tmp_path / "model.pt", "torch.nn.modules.linear.Linear", "state_dict")
    torch.save({"epoch": 3}, tmp_path / "none.pt")
    refused(tmp_path / "none.pt", "no tensors")


def test_dictionaries_that_hold_each_other_end(tmp_path: Path) -> None:
    import torch

    many: list[object] = [torch.ones(1)]
    for _ in range(12):
        many = [many] * 10
    torch.save(many, tmp_path / "many.pt")
    refused(tmp_path / "many.pt", "more than")
    endless: dict[str, object] = {"a": torch.ones(1)}
    endless["b"] = endless
    torch.save(endless, tmp_path / "endless.pt")
    refused(tmp_path / "endless.pt", "far more than tensors")


def test_repeated_numbers_of_torch_may_look_huge_but_are_not_read_as_a_whole(
    tmp_path: Path,
) -> None:
    import torch

    torch.save({"a": torch.ones(1, 1).expand(200_000, 200_000)}, tmp_path / "a.pt")
    with open_tensors(tmp_path / "a.pt") as file:
        with pytest.raises(ReaderError, match="too large"):
            file.read("a")
        assert sample(file, "a", 10, 10).values.shape == (10, 10)
    torch.save({"a": torch.ones(1).expand(10**12)}, tmp_path / "b.pt")
    refused(tmp_path / "b.pt", "more than")


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8000]}}', ""),
        ('{"a":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}', ""),
        ('{"a":{"dtype":"F64","shape":[NaN],"data_offsets":[0,8]}}', ""),
        ('{"a":{"dtype":"F64","shape":[1000000,1000000],"data_offsets":[0,8]}}', ""),
        ('{"a":{"dtype":"F64","shape":[0,1000000000000],"data_offsets":[0,0]}}', ""),
        ('{"a":{"dtype":"X","shape":[1],"data_offsets":[0,8]}}', ""),
        ('{"a":{"dtype":"F8_E8M0","shape":[8],"data_offsets":[0,8]}}', "unknown type"),
        ('{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}', ""),
        ("{}", ""),
        ("[]", ""),
        ("null", ""),
    ],
)
def test_headers_of_safetensors_that_cannot_be(tmp_path: Path, header: str, word: str) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header.encode() + bytes(8))
    refused(path, word)
