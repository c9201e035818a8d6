"""numpy's files: round trips of every kind of number, and headers and zips that lie."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from eigenscope.readers.opening import open_tensors

from .files import KINDS, MATRIX, notes_of, npy_bytes, npy_with, refused, zip_with


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("form", ["npy", "npz", "packed"])
def test_numpy_files_hold_every_kind_of_number(
    tmp_path: Path, kind: str, order: Literal["C", "F"], form: str
) -> None:
    array = np.arange(35).reshape(5, 7).astype(kind).copy(order=order)
    path = tmp_path / ("weights.npy" if form == "npy" else "weights.npz")
    if form == "npy":
        np.save(path, array)
    else:
        (np.savez if form == "npz" else np.savez_compressed)(path, weights=array)
    with open_tensors(path) as file:
        (entry,) = file.entries
        assert (entry.name, entry.shape, entry.dtype) == ("weights", (5, 7), kind)
        assert (entry.nbytes, entry.size) == (array.nbytes, 35)
        found = file.read("weights")
        assert found.dtype == ("float32" if kind == "float16" else kind)
        assert (found == array).all()
        part = file.read_part("weights", slice(1, None, 2), slice(0, 6, 3))
        assert part.dtype == found.dtype
        assert (part == array[1::2, 0:6:3]).all()
        assert (file.read_part("weights", slice(-1, 0, -2), slice(2)) == array[:0:-2, :2]).all()
        assert file.read_part("weights", slice(3, 3), slice(None)).shape == (0, 7)


def test_what_is_read_can_be_changed_without_changing_the_file(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", MATRIX)
    with open_tensors(tmp_path / "a.npy") as file:
        file.read("a")[:] = 0
        assert (file.read("a") == MATRIX).all()


@pytest.mark.parametrize("kind", [">f8", ">f2", ">i4", ">c8", "longdouble"])
def test_strange_orders_of_bytes_and_lengths_become_plain(tmp_path: Path, kind: str) -> None:
    np.save(tmp_path / "a.npy", MATRIX.astype(kind))
    with open_tensors(tmp_path / "a.npy") as file:
        found = file.read("a")
    assert found.dtype.isnative
    assert found.dtype.name in ("float64", "float32", "int32", "complex64")
    assert (found == MATRIX).all()


@pytest.mark.parametrize("shape", [(), (3,), (0,), (0, 4), (2, 3, 4), (1,) * 20])
def test_any_number_of_sides(tmp_path: Path, shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    np.save(tmp_path / "a.npy", array)
    np.savez_compressed(tmp_path / "a.npz", a=array)
    for name in ("a.npy", "a.npz"):
        with open_tensors(tmp_path / name) as file:
            assert file.entries[0].shape == shape
            assert file.read("a").shape == shape
            if array.size:
                expected = array.reshape(shape[0] if shape else 1, -1)[:, ::2]
                part = file.read_part("a", slice(None), slice(0, None, 2))
                np.testing.assert_array_equal(part, expected)


def test_names_in_a_zip_are_names_and_no_places(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = inside / "a.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../x.npy", npy_bytes(MATRIX))
        archive.writestr("/etc/y.npy", npy_bytes(MATRIX))
        archive.writestr("y", npy_bytes(MATRIX))
        archive.writestr("y.npy", npy_bytes(MATRIX))
        archive.writestr("texts.npy", npy_bytes(np.array(["a", "b"])))
        archive.writestr("read me.txt", "hello")
    with open_tensors(path) as file:
        assert [entry.name for entry in file.entries] == ["../x", "/etc/y", "y", "y (2)"]
        assert all((file.read(entry.name) == MATRIX).all() for entry in file.entries)
        assert notes_of(file) == ("Left out because they are not numbers: texts, read me.txt.",)
    assert [found.name for found in tmp_path.rglob("*")] == ["inside", "a.npz"]


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (3, -4)}", "negative"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000)}", "more than"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 10**12)}", "header"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 1000000000000)}", "more than"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (nan,)}", "header"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (1e3,)}", "header"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1," * 65 + ")}", "more than"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (300, 400)}", "cut off"),
        ("{'descr': '<M8[s]', 'fortran_order': False, 'shape': (1,)}", "datetime64"),
        ("{'descr': '<U3', 'fortran_order': False, 'shape': (1,)}", "str"),
        ("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}", "records"),
        ("{'descr': ('<f8', (3,)), 'fortran_order': False, 'shape': (1,)}", ""),
        ("{'descr': 'zz', 'fortran_order': False, 'shape': (1,)}", "header"),
        ("(" * 9000, "header"),
        ("1if 'a' else", "header"),
        ("'''", "header"),
        ("a" * 20_000, "too long"),
    ],
)
def test_headers_of_arrays_that_cannot_be(tmp_path: Path, header: str, word: str) -> None:
    data = npy_with(header, bytes(64))
    (tmp_path / "a.npy").write_bytes(data)
    refused(tmp_path / "a.npy", word)
    with zipfile.ZipFile(tmp_path / "a.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", data)
    refused(tmp_path / "a.npz")


@pytest.mark.parametrize("version", [(2, 0), (3, 0), (9, 9)])
def test_other_versions_of_numpys_format(tmp_path: Path, version: tuple[int, int]) -> None:
    data = npy_bytes(MATRIX)
    longer = b"\x93NUMPY" + bytes(version) + struct.pack("<I", 118) + data[10:]
    (tmp_path / "a.npy").write_bytes(longer)
    if version == (2, 0):
        with open_tensors(tmp_path / "a.npy") as file:
            assert (file.read("a") == MATRIX).all()
    else:
        refused(tmp_path / "a.npy")


def test_zips_that_lie_about_their_size_are_refused(tmp_path: Path) -> None:
    zip_with(tmp_path / "a.npz", 1_000_000)
    with open_tensors(tmp_path / "a.npz") as file:
        assert not file.read("a").any()
    zip_with(tmp_path / "a.npz", 1_000_000, claimed=900_000)
    refused(tmp_path / "a.npz", "not as long")
    zip_with(tmp_path / "a.npz", 1_000_000, claimed=4_000_000_000)
    refused(tmp_path / "a.npz", "claims")
