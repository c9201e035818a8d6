"""What torch saves beside plain tensors: sparse and quantised ones, and TorchScript programs."""

from __future__ import annotations

import pickle
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from eigenscope.readers.opening import open_tensors

from .files import notes_of, refused


def test_sparse_tensors_of_every_layout(tmp_path: Path) -> None:
    import torch

    dense = torch.tensor([[0, 1.5, 0, 0], [2, 0, 0, -3], [0, 0, 4, 0], [0, 0, 0, 5]])
    hybrid = torch.sparse_coo_tensor(
        torch.tensor([[0, 2, 2]]), torch.arange(12.0).reshape(3, 4), (3, 4)
    )
    tensors = {
        "coo": dense.to_sparse(),
        "half": dense.half().to_sparse(),
        "bool": (dense > 0).to_sparse(),
        "csr": dense.to_sparse_csr(),
        "csc": dense.to_sparse_csc(),
        "bsr": dense.to_sparse_bsr((2, 2)),
        "bsc": dense.to_sparse_bsc((2, 2)),
        "hybrid": hybrid,
        "cube": torch.arange(24.0).reshape(2, 3, 4).relu().to_sparse(),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch calls its sparse layouts new
        torch.save(tensors, tmp_path / "a.ckpt")
        with open_tensors(tmp_path / "a.ckpt") as file:
            assert [entry.name for entry in file.entries] == list(tensors)
            assert not notes_of(file)
            for name, tensor in tensors.items():
                wanted = tensor.to_dense().numpy()
                np.testing.assert_array_equal(file.read(name), wanted)
                flat = wanted.reshape(len(wanted), -1)
                part = file.read_part(name, slice(1, None, 2), slice(None, None, 3))
                np.testing.assert_array_equal(part, flat[1::2, ::3])


def test_sparse_tensors_that_reach_outside_are_refused(tmp_path: Path) -> None:
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        far = torch.tensor([0, 10**9])
        csr = torch.sparse_csr_tensor(
            torch.tensor([0, 1, 2]), far, torch.ones(2), (2, 2), check_invariants=False
        )
        coo = torch.sparse_coo_tensor(
            torch.stack([far, far]), torch.ones(2), (2, 2), check_invariants=False
        )
        for name, tensor in (("csr", csr), ("coo", coo)):
            torch.save(tensor, tmp_path / f"{name}.pt")
            refused(tmp_path / f"{name}.pt", "outside")


def test_quantised_tensors_are_the_numbers_that_they_stand_for(tmp_path: Path) -> None:
    import torch

    whole = torch.linspace(-3, 3, 12).reshape(3, 4)
    scales, zeros = torch.tensor([0.1, 0.2, 0.3]), torch.tensor([0, 1, 2])
    tensors = {
        "a": torch.quantize_per_tensor(whole, 0.05, 60, torch.quint8),
        "b": torch.quantize_per_channel(whole, scales, zeros, 0, torch.qint8),
        "c": torch.quantize_per_tensor(whole, 0.01, 0, torch.qint32),
    }
    torch.save(tensors, tmp_path / "q.pt")
    with open_tensors(tmp_path / "q.pt") as file:
        assert [entry.dtype for entry in file.entries] == ["quint8", "qint8", "qint32"]
        assert file.entries[0].nbytes == 48
        assert notes_of(file) == (
            "Quantised tensors are shown as the numbers that they stand for.",
        )
        for name, tensor in tensors.items():
            np.testing.assert_array_equal(file.read(name), tensor.dequantize().numpy())
            part = file.read_part(name, slice(1, None), slice(None, None, 2))
            np.testing.assert_array_equal(part, tensor.dequantize().numpy()[1:, ::2])


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nested = torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])
    empty = torch.empty(2, device="meta")
    torch.save({"n": nested, "m": empty, "a": torch.ones(2), "v": 3}, tmp_path / "a.pt")
    with open_tensors(tmp_path / "a.pt") as file:
        assert notes_of(file)[0] == "Left out because it is not a tensor: 1 value."
        assert notes_of(file)[1].endswith(": nested tensors (1), tensors without numbers (1).")
    torch.save({"m": empty}, tmp_path / "b.pt")
    refused(tmp_path / "b.pt", "tensors without numbers")


def script(path: Path) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    """Save a TorchScript program; return its tensors."""
    import torch

    class Net(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.names = [1, 2]
            self.settings = {"a": 1.5}
            self.body = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Linear(3, 2))
            self.register_buffer("turned", torch.arange(6.0).half().reshape(3, 2).t())
            self.register_buffer("steps", torch.arange(10)[2::3])

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch.jit is about to be replaced
        program = torch.jit.script(Net())
        program.save(str(path))
        return {name: tensor.numpy() for name, tensor in program.state_dict().items()}


def test_the_tensors_of_a_torchscript_program(tmp_path: Path) -> None:
    wanted = script(tmp_path / "s.pt")
    assert "turned" in wanted
    with open_tensors(tmp_path / "s.pt") as file:
        assert {entry.name for entry in file.entries} == set(wanted)
        assert "nothing of it is run" in notes_of(file)[0]
        for name, values in wanted.items():
            np.testing.assert_array_equal(file.read(name), values)
            flat = values.reshape(len(values), -1)
            part = file.read_part(name, slice(None, None, -1), slice(0, None, 2))
            np.testing.assert_array_equal(part, flat[::-1, ::2])


class _Harm:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, str]]:
        return open, (str(self.marker), "w")


def changed(path: Path, member: str, change: Callable[[bytes], bytes]) -> None:
    """Change what is in one member of a zip."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, change(data) if name.endswith(member) else data)


def _strided(data: bytes) -> bytes:
    """Let the last row of the first tensor of two axes lie beyond its numbers."""
    at = data.index(b"K\x01K\x03K\x03t")  # the end of a shape (2, 1, 3, 3)
    return data[:at] + b"K\xffK\x03K\x03t" + data[at + 7 :]


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("data.pkl", lambda data: data[: len(data) // 2]),
        ("data.pkl", lambda _: b"\x80\x02."),
        ("data.pkl", lambda _: b"\x80\x02]\xff."),
        (
            "data.pkl",
            lambda _: b"\x80\x02]r\xff\xff\xff\xff.",
        ),  # four thousand million
        ("data.pkl", _strided),
        ("data/0", lambda data: data[:4]),
    ],
)
def test_broken_torchscript_programs(
    tmp_path: Path, member: str, change: Callable[[bytes], bytes]
) -> None:
    script(tmp_path / "s.pt")
    changed(tmp_path / "s.pt", member, change)
    refused(tmp_path / "s.pt", "TorchScript")


def test_nothing_of_a_torchscript_program_is_run(tmp_path: Path) -> None:
    script(tmp_path / "s.pt")
    marker = tmp_path / "harmed"
    hostile = pickle.dumps({"a": _Harm(marker), "b": _Harm(marker)}, protocol=2)
    changed(tmp_path / "s.pt", "data.pkl", lambda _: hostile)
    refused(tmp_path / "s.pt", "without tensors")
    assert not marker.exists()
