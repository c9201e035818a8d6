"""What the tests of readers share: small files of every format, and ways to check refusals."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path
from textwrap import dedent

import numpy as np
import numpy.typing as npt
import pytest
from safetensors.numpy import save_file

from eigenscope.readers.opening import open_tensors
from eigenscope.readers.tensor_file import ReaderError, TensorFile
from eigenscope.wording.words import say

MATRIX = np.arange(12.0).reshape(3, 4)


KINDS = [
    *("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
]


tells_memory = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="this system does not tell the peak of memory"
)


def notes_of(file: TensorFile) -> tuple[str, ...]:
    return tuple(map(say, file.notes))


def read_all(path: Path) -> None:
    with open_tensors(path) as file:
        for entry in file.entries:
            file.read(entry.name)


def refused(path: Path, *words: str) -> str:
    """Check that a file is refused, at the latest when it is read, and return the message."""
    with pytest.raises(ReaderError) as caught:
        read_all(path)
    text = str(caught.value)
    assert text.startswith(path.name)
    assert text.endswith((".", "?"))
    for word in words:
        assert word in text
    return text


def npy_bytes(array: npt.NDArray[np.generic], *, pickles: bool = False) -> bytes:
    out = io.BytesIO()
    np.save(out, array, allow_pickle=pickles)
    return out.getvalue()


def npy_with(header: str, data: bytes = b"", version: tuple[int, int] = (1, 0)) -> bytes:
    text = header.encode()
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H", len(text)) + text + data


def in_a_process(script: str) -> list[float]:
    """Run a script whose peak of memory counts from its own start; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [float(part) for part in done.stdout.split()]


def valid_files(folder: Path) -> dict[str, bytes]:
    """Write a small file of every format; return their names and contents."""
    import torch
    from PIL import Image

    np.save(folder / "a.npy", MATRIX)
    np.savez(folder / "stored.npz", a=MATRIX, b=MATRIX.T.astype(np.float16))
    np.savez_compressed(folder / "packed.npz", a=MATRIX, b=MATRIX.T > 3)
    save_file({"a": MATRIX, "b": MATRIX > 3}, folder / "a.safetensors")
    torch.save({"a": torch.ones(3, 4), "b": {"c": torch.ones(2)}}, folder / "a.pt")
    torch.save([torch.ones(3, 4)], folder / "old.pt", _use_new_zipfile_serialization=False)
    (folder / "a.csv").write_text("name,a,b\nx,1,2.5\ny,,4\n", encoding="utf-8")
    (folder / "b.csv").write_text('"größe";b\n"1,5";2\n7;NA\n', encoding="utf-16")
    (folder / "a.tsv").write_text("1\t2\n3\t4\n", encoding="utf-8")
    picture = Image.fromarray(np.arange(48, dtype=np.uint8).reshape(4, 4, 3))
    for ending in ("png", "jpg", "bmp", "webp", "gif", "tif"):
        picture.save(folder / f"a.{ending}")
    (folder / "a.txt").write_text("# x y\n1 2.5\n3 1'000\n", encoding="utf-8")
    (folder / "a.mtx").write_text(
        "%%MatrixMarket matrix coordinate real general\n3 3 3\n1 1 1.5\n2 3 4\n3 1 6\n",
        encoding="utf-8",
    )
    _models(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _models(folder: Path) -> None:
    """Write small models of ONNX, GGUF and TorchScript, and a sparse matrix of scipy."""
    import gguf
    import onnx
    import scipy.sparse
    import torch

    weights = onnx.numpy_helper.from_array(MATRIX, "a")
    graph = onnx.helper.make_graph([], "net", [], [], [weights])
    (folder / "a.onnx").write_bytes(onnx.helper.make_model(graph).SerializeToString())
    kind = gguf.GGMLQuantizationType.Q8_0
    writer = gguf.GGUFWriter(folder / "a.gguf", "net")
    writer.add_tensor("a", MATRIX.astype(np.float32))
    wide = np.arange(64, dtype=np.float32).reshape(2, 32)
    writer.add_tensor("b", gguf.quants.quantize(wide, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    scipy.sparse.save_npz(folder / "sparse.npz", scipy.sparse.csr_matrix(MATRIX))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch.jit is about to be replaced
        torch.jit.script(torch.nn.Linear(3, 2)).save(str(folder / "script.pt"))


FORMATS = [
    *("a.npy", "stored.npz", "packed.npz", "a.safetensors", "a.pt", "old.pt"),
    *("a.csv", "b.csv", "a.tsv", "a.txt", "a.png", "a.jpg", "a.bmp", "a.webp", "a.gif", "a.tif"),
    *("a.mtx", "a.onnx", "a.gguf", "sparse.npz", "script.pt"),
]


def zip_with(path: Path, size: int, claimed: int | None = None) -> None:
    """Write an .npz of one array of zeros that is packed a thousandfold."""
    header = str({"descr": "|u1", "fortran_order": False, "shape": (1, size - 128)}).ljust(117)
    zeros = bytes(1_000_000)
    pieces = [npy_with(header + "\n"), zeros[128:], *[zeros] * (size // len(zeros) - 1)]
    crc, packed = 0, {}
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
        if piece not in packed:  # after a full flush nothing depends on what was before
            packed[piece] = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    content = b"".join(packed[piece] for piece in pieces) + packer.flush()
    fields = (0, 0, crc, len(content), size if claimed is None else claimed)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, *fields, 5, 0) + b"a.npy"
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, *fields, 5, 0, 0, 0, 0, 0, 0)
    place = len(local) + len(content)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry) + 5, place, 0)
    path.write_bytes(local + content + entry + b"a.npy" + end)
