"""Sparse matrices: what scipy saves, and Matrix Market files with their halves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import scipy.io
import scipy.sparse

from eigenscope.readers.opening import open_tensors
from eigenscope.readers.sampling import sample

from .files import npy_bytes, refused

DENSE = np.array([[0, 0, 1.5, 0], [2, 0, 0, -3], [0, 0, 0, 0], [0, 4, 0, 0], [5, 0, 0, 6], [0] * 4])
FORMATS = ("csr", "csc", "coo", "bsr", "dia")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("compressed", [True, False])
def test_what_scipy_saves(tmp_path: Path, form: str, compressed: bool) -> None:
    path = tmp_path / "s.npz"
    matrix = scipy.sparse.csr_matrix(DENSE).asformat(form)
    if form == "bsr":
        matrix = scipy.sparse.bsr_matrix(DENSE, blocksize=(3, 2))
    scipy.sparse.save_npz(path, matrix, compressed=compressed)
    with open_tensors(path) as file:
        (entry,) = file.entries
        assert (entry.name, entry.shape, entry.dtype) == ("s", (6, 4), "float64")
        assert (file.read("s") == DENSE).all()
        part = file.read_part("s", slice(None, None, -2), slice(1, None, 2))
        assert (part == DENSE[::-2, 1::2]).all()


def test_sparse_arrays_of_three_axes_and_of_other_types(tmp_path: Path) -> None:
    cube = np.arange(24).reshape(2, 3, 4) % 5
    scipy.sparse.save_npz(tmp_path / "c.npz", scipy.sparse.coo_array(cube))
    with open_tensors(tmp_path / "c.npz") as file:
        assert (file.read("c") == cube).all()
        part = file.read_part("c", slice(1, 2), slice(0, None, 5))
        assert (part == cube.reshape(2, 12)[1:2, ::5]).all()
    scipy.sparse.save_npz(tmp_path / "b.npz", scipy.sparse.csr_matrix(DENSE > 0))
    with open_tensors(tmp_path / "b.npz") as file:
        assert (file.read("b") == (DENSE > 0)).all()


def test_a_huge_sparse_matrix_is_sampled(tmp_path: Path) -> None:
    matrix = scipy.sparse.eye(300_000, format="csr")
    scipy.sparse.save_npz(tmp_path / "s.npz", matrix)
    with open_tensors(tmp_path / "s.npz") as file:
        found = sample(file, "s", 100, 100)
    assert (found.values == np.eye(100)).all()


def test_arrays_that_only_look_sparse_stay_arrays(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", format="rgb", shape=[2, 2], data=np.eye(2))
    with open_tensors(tmp_path / "a.npz") as file:
        assert [entry.name for entry in file.entries] == ["shape", "data"]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("shape", [6, 3]),
        ("shape", [-6, 4]),
        ("shape", [10**9, 10**9]),
        ("shape", [6, 4, 1]),
        ("indices", [9] * 6),
        ("indices", [-1] * 6),
        ("indices", [0.5] * 6),
        ("indptr", [0, 9, 9, 9, 9, 9, 9]),
        ("indptr", [0, 3, 2, 3, 4, 5, 6]),
        ("indptr", [0, 10**12, 10**12, 10**12, 10**12, 10**12, 10**12]),
        ("indptr", [0]),
        ("data", [[1.0]]),
        ("indptr", None),
    ],
)
def test_sparse_files_that_cannot_be(tmp_path: Path, member: str, value: object) -> None:
    path = tmp_path / "s.npz"
    scipy.sparse.save_npz(path, scipy.sparse.csr_matrix(DENSE))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if value is None:
        del members[f"{member}.npy"]
    else:
        members[f"{member}.npy"] = npy_bytes(np.array(value))
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    refused(path)


@pytest.mark.parametrize("sparse", [True, False])
@pytest.mark.parametrize(
    ("field", "symmetry"),
    [
        *(("real", symmetry) for symmetry in ("general", "symmetric", "skew-symmetric")),
        *(("integer", symmetry) for symmetry in ("general", "symmetric", "skew-symmetric")),
        *(("complex", symmetry) for symmetry in ("general", "skew-symmetric", "hermitian")),
    ],
)
def test_matrix_market(tmp_path: Path, field: str, symmetry: str, sparse: bool) -> None:
    square = np.arange(1.0, 17).reshape(4, 4) * (np.arange(16).reshape(4, 4) % 3 > 0)
    if field == "complex":
        square = square + 1j * square.T
    turned = {"symmetric": square.T, "skew-symmetric": -square.T, "hermitian": square.conj().T}
    matrix = square + turned[symmetry] if symmetry in turned else square[:3]
    path = tmp_path / "m.mtx"
    typed = matrix.astype(int) if field == "integer" else matrix
    written = scipy.sparse.coo_matrix(typed) if sparse else typed
    scipy.io.mmwrite(path, written, comment="a remark", symmetry=symmetry, precision=17)
    layout = "coordinate" if sparse else "array"
    assert path.read_text().splitlines()[0].split()[2:] == [layout, field, symmetry]
    with open_tensors(path) as file:
        np.testing.assert_array_equal(file.read("m"), matrix)


def test_matrix_market_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "m.mtx"
    path.write_text(
        "%%MatrixMarket matrix coordinate pattern symmetric\n2 2 2\n1 1\n2 1\n", encoding="utf-8"
    )
    with open_tensors(path) as file:
        assert file.read("m").tolist() == [[1, 1], [1, 0]]
    path.write_text(
        "%%MatrixMarket matrix coordinate real general\n% a remark\n\n2 3 3\n"
        "1 1 1.5\n\n2 3 -1e2\n1 1 1\n",
        encoding="utf-8",
    )
    with open_tensors(path) as file:
        assert file.read("m").tolist() == [[2.5, 0, 0], [0, 0, -100]]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1 2\n3 4\n", "not a Matrix Market file"),
        ("%%MatrixMarket matrix coordinate real general\n2 2\n", "how large"),
        ("%%MatrixMarket matrix coordinate real general\n2 2 5\n1 1 1\n", "cut off"),
        ("%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 1\n", "outside"),
        ("%%MatrixMarket matrix coordinate real general\n2 2 1\n0 1 1\n", "outside"),
        ("%%MatrixMarket matrix coordinate real general\n2 2 1\n1.5 1 1\n", "whole number"),
        ("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 x\n", "broken"),
        ("%%MatrixMarket matrix coordinate real symmetric\n2 3 1\n1 1 1\n", "not square"),
        ("%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n", "cut off"),
        ("%%MatrixMarket matrix array real general\n99999999999 99999999999\n1\n", "more than"),
        ("%%MatrixMarket matrix coordinate real general\n9 9 999999999999\n1 1 1\n", "cut off"),
        ("%%MatrixMarket vector array real general\n2 1\n1\n2\n", "vector"),
        ("%%MatrixMarket matrix array pattern general\n2 1\n", "first line"),
        ("%%MatrixMarket matrix array real general\n0 0\n", ""),
    ],
)
def test_matrix_market_files_that_cannot_be(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "m.mtx"
    path.write_bytes(text.encode())
    if word:
        refused(path, word)
    else:
        with open_tensors(path) as file:
            assert file.read("m").shape == (0, 0)


def test_scipy_reads_the_same(tmp_path: Path) -> None:
    draw = np.random.default_rng(5)
    matrix = scipy.sparse.random(40, 30, 0.2, random_state=draw)
    out = io.BytesIO()
    scipy.io.mmwrite(out, matrix)
    path = tmp_path / "m.mtx"
    path.write_bytes(out.getvalue())
    with open_tensors(path) as file:
        np.testing.assert_array_equal(file.read("m"), scipy.io.mmread(path).toarray())
