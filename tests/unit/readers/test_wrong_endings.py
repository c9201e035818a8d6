"""Files whose ending says something else than their contents are refused for what they are."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from eigenscope.readers.formats import ENDINGS, FORMATS, format_of, not_opened

from .files import refused


@pytest.mark.parametrize(
    ("true", "ending", "words"),
    [
        ("a.npy", ".csv", "a NumPy array by its contents, not a table"),
        ("a.npy", ".pt", "a NumPy array"),
        ("stored.npz", ".npy", "a NumPy archive"),
        ("a.safetensors", ".bin", "a safetensors file by its contents, not a PyTorch file"),
        ("a.pt", ".safetensors", "a PyTorch file"),
        ("a.gguf", ".bin", "a GGUF model"),
        ("a.gguf", ".onnx", "a GGUF model"),
        ("a.mtx", ".npy", "a Matrix Market file"),
        ("a.png", ".csv", "a PNG picture"),
        ("a.webp", ".npz", "a WebP picture"),
        ("a.tif", ".txt", "a TIFF picture"),
    ],
)
def test_a_wrong_ending_is_said(
    tmp_path: Path, valid: dict[str, bytes], true: str, ending: str, words: str
) -> None:
    path = tmp_path / f"wrong{ending}"
    path.write_bytes(valid[true])
    right = Path(true).suffix
    assert refused(path, words).endswith(f"Give it the ending {right}.")


def packed(member: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "ending", "words"),
    [
        (packed("xl/workbook.xml"), ".csv", "an Excel spreadsheet"),
        (packed("xl/workbook.xml"), ".npz", "an Excel spreadsheet"),
        (packed("readme"), ".pt", "a zip archive"),
        (gzip.compress(b"1,2\n", mtime=0), ".csv", "a gzip archive"),
        (b"\x89HDF\r\n\x1a\n" + bytes(100), ".bin", "an HDF5 file"),
        (b"<!DOCTYPE html><html>", ".safetensors", "a web page"),
        (b"version https://git-lfs.github.com/spec/v1\n", ".bin", "a Git LFS pointer"),
    ],
    # Archives have the time in them: workers that start apart would name other tests.
    ids=lambda part: part if isinstance(part, str) else "content",
)
def test_what_is_never_read_is_named(
    tmp_path: Path, content: bytes, ending: str, words: str
) -> None:
    path = tmp_path / f"wrong{ending}"
    path.write_bytes(content)
    refused(path, words, "by its contents")


@pytest.mark.parametrize("name", ["a.xlsx", "a.mat", "a.h5", "a.pkl", "a.parquet", "a.json"])
def test_files_that_are_not_read_are_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    assert refused(path).startswith(f"{name} is ")


def test_there_is_one_list_of_formats() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert [ending for ending in ENDINGS if f"`{ending}`" not in readme] == []
    assert len(set(ENDINGS)) == len(ENDINGS)
    for each in FORMATS:
        assert all(format_of(Path(f"A{ending.upper()}")) is each for ending in each.endings)
    assert ".npy" in str(not_opened(Path("a.foo")))
