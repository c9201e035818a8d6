"""Files of any format that are broken, missing, changed or read by several threads."""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path

import numpy as np
import pytest

from eigenscope.readers.formats import ENDINGS, TABLE
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.tensor_file import ReaderError

from ... import sampling
from .files import FORMATS, refused


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty_and_missing_files_folders_and_nonsense(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    refused(path, "was not found")
    path.mkdir()
    refused(path, "folder")
    path.rmdir()
    path.write_bytes(b"")
    refused(path, "empty")
    generator = random.Random(1)
    for content in (b"\0", b"\0" * 5000, b"PK\x03\x04", b"\x80\x02.", generator.randbytes(3000)):
        path.write_bytes(content)
        refused(path)


def test_unknown_endings_and_impossible_names() -> None:
    refused(Path(__file__), ".safetensors")
    for name in ("a\0b.npy", "x" * 4000 + ".npy"):
        with pytest.raises(ReaderError):
            open_tensors(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.npy")
    refused(tmp_path / "a.npy", "not a file")


@pytest.mark.parametrize("name", ["a.npy", "a.npz", "a.csv", "a.png", "a.safetensors", "a.pt"])
def test_no_permission(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")

    def no(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", no)
    monkeypatch.setattr("eigenscope.readers.zip_checks._Careful.__init__", no)
    monkeypatch.setattr("PIL.Image.open", no)
    refused(path)


@pytest.mark.parametrize(
    "name", [each for each in FORMATS if Path(each).suffix not in TABLE.endings]
)
def test_files_cut_off_anywhere(tmp_path: Path, valid: dict[str, bytes], name: str) -> None:
    data = valid[name]
    path = tmp_path / name
    for length in {1, 4, 7, 8, 9, 11, 40, len(data) // 3, len(data) // 2, len(data) * 9 // 10}:
        path.write_bytes(data[:length])
        if name in ("a.jpg", "a.png", "a.gif", "a.tif") and length > len(data) // 2:
            continue  # the decoders make up for what is missing at the end
        refused(path)


def mutated(data: bytes, generator: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(generator.choice((1, 1, 2, 8))):
        at = generator.randrange(len(found) or 1)
        kind = generator.randrange(6)
        if kind == 0:
            found[at : at + 1] = generator.randbytes(1)
        elif kind == 1:
            del found[at : at + generator.randrange(1, 9)]
        elif kind == 2:
            found[at:at] = generator.randbytes(generator.randrange(1, 9))
        elif kind == 3:
            found[at : at + 1] = generator.choice((b"\0", b"\xff", b"-", b"9", b"\n", b","))
        elif kind == 4:
            found[at : at + 8] = generator.choice((b"\xff" * 8, b"\0" * 8, b"\xff\xff\xff\x7f"))
        elif found:
            found[at] ^= 1 << generator.randrange(8)
    return bytes(found)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FORMATS)
def test_whatever_happens_to_a_file_it_is_read_or_refused(
    tmp_path: Path, valid: dict[str, bytes], name: str
) -> None:
    generator, files = sampling.chance(f"broken {name}"), sampling.count(120, 2000)
    path = tmp_path / name
    results = {"read": 0, "refused": 0}
    messages: list[str] = []
    for _ in range(files):
        path.write_bytes(mutated(valid[name], generator))
        try:
            with open_tensors(path) as file:
                assert file.entries
                for entry in file.entries:
                    if entry.nbytes > 10_000_000:
                        continue
                    found = file.read(entry.name)
                    assert found.shape == entry.shape
                    assert found.dtype.isnative
                    assert found.dtype.kind in "biufc"
                    if len(entry.shape) == 2:
                        part = file.read_part(entry.name, slice(0, 2), slice(0, None, 2))
                        np.testing.assert_array_equal(part, found[0:2, 0::2])
            results["read"] += 1
        except ReaderError as error:
            messages.append(str(error))
    results["refused"] = len(messages)
    assert all(message.startswith(path.name) for message in messages)
    assert results["refused"] > files / 100
    if files >= 1000:  # else a format of which little can be changed may be read by no chance
        assert results["read"] > files / 100


@pytest.mark.parametrize("name", FORMATS)
def test_a_closed_file_says_so(tmp_path: Path, valid: dict[str, bytes], name: str) -> None:
    (tmp_path / name).write_bytes(valid[name])
    file = open_tensors(tmp_path / name)
    entry = file.entries[0]
    file.close()
    file.close()
    with pytest.raises(ReaderError, match="closed"):
        file.read(entry.name)
    with pytest.raises(ReaderError, match="closed"):
        file.read_part(entry.name, slice(None), slice(None))
    (tmp_path / name).unlink()


@pytest.mark.parametrize(
    "name", ["a.npy", "stored.npz", "packed.npz", "a.safetensors", "a.pt", "a.png", "a.gguf"]
)
def test_a_file_that_is_cut_short_while_open_is_refused(
    tmp_path: Path, valid: dict[str, bytes], name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(valid[name])
    with open_tensors(path) as file:
        entry = file.entries[0]
        with path.open("r+b") as other:
            other.truncate(30)
        with pytest.raises(ReaderError):
            file.read(entry.name)


def test_several_threads_may_read_one_file(tmp_path: Path) -> None:
    matrices = {f"m{n}": np.full((300, 400), n) for n in range(8)}
    np.savez(tmp_path / "stored.npz", **matrices)  # type: ignore[arg-type]
    np.savez_compressed(tmp_path / "packed.npz", **matrices)  # type: ignore[arg-type]
    for name in ("stored.npz", "packed.npz"):
        with open_tensors(tmp_path / name) as file:
            wrong: list[str] = []

            def read(key: str, file=file, wrong=wrong) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
                for _ in range(10):
                    if not (file.read(key) == matrices[key]).all():
                        wrong.append(key)

            threads = [threading.Thread(target=read, args=(key,)) for key in matrices]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert not wrong
