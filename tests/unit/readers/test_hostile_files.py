"""Files that were made to run code or to fill the memory."""

from __future__ import annotations

import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from .files import MATRIX, in_a_process, npy_bytes, refused, tells_memory, zip_with

MANY = 40_000_000  # bytes, each of which naive reading makes an object of


class Harm:
    """Makes a file when it is unpickled, as a hostile pickle would do worse."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, str]]:
        return open, (str(self.marker), "w")


def test_pickles_run_no_code(tmp_path: Path) -> None:
    import torch

    marker = tmp_path / "harmed"
    harm = Harm(marker)
    objects = np.empty(1, dtype=object)
    objects[0] = harm
    data = npy_bytes(objects, pickles=True)
    (tmp_path / "a.npy").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("a.npy", data)
    torch.save({"a": torch.ones(2), "b": harm}, tmp_path / "a.pt")
    torch.save({"b": harm}, tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    (tmp_path / "a.bin").write_bytes(pickle.dumps(harm))
    refused(tmp_path / "a.npy", "Python objects", "np.save")
    refused(tmp_path / "a.npz", "Python objects", "np.save")
    refused(tmp_path / "a.pt", "io.open", "torch.save(model.state_dict()")
    refused(tmp_path / "old.pt", "io.open", "torch.save(model.state_dict()")
    refused(tmp_path / "a.bin", "pickle", "torch.save(model.state_dict()")
    assert not marker.exists()
    pickle.loads(pickle.dumps(harm)).close()
    assert marker.exists()  # so the test would have seen it


@tells_memory
def test_refusals_take_little_memory(tmp_path: Path) -> None:
    from PIL import Image

    zip_with(tmp_path / "bomb.npz", 2_100_000_000)  # its two million bytes unpack to 2 GB
    with zipfile.ZipFile(tmp_path / "lzma.npz", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.npy", npy_bytes(MATRIX))
    with zipfile.ZipFile(tmp_path / "text.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"\x93NUMPY\2\0" + struct.pack("<I", 4 * 10**9) + bytes(MANY))
    with zipfile.ZipFile(tmp_path / "bomb.pt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb/data.pkl", b"]" * MANY)
    with zipfile.ZipFile(tmp_path / "lists.pt", "w") as archive:
        archive.writestr("lists/data.pkl", b"]" * MANY)
    (tmp_path / "old.pt").write_bytes(b"\x80\x02" + b"]" * MANY)
    sparse = {
        "long.safetensors": struct.pack("<Q", 10**10) + b"{",
        "list.npz": b"PK\3\4",
        "zeros.csv": b"1,2\n",
        "zeros.npy": b"\x93NUMPY\1\0",
        "zeros.pt": b"\x80",
        "zeros.png": b"\x89PNG",
        "zeros.gguf": b"GGUF\3\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0",
        "zeros.onnx": b"\x08\x08",
        "zeros.mtx": b"%%MatrixMarket matrix array real general\n3 3\n",
        "zeros.ckpt": b"PK\3\4",
        "zeros.index.json": b"{",
    }
    for name, start in sparse.items():
        with (tmp_path / name).open("wb") as file:
            file.write(start)
            file.truncate(2 * 10**10)
    with (tmp_path / "list.npz").open("ab") as file:  # a list of names of 4 GB
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, 4 * 10**9, 10**6, 0))
    (tmp_path / "nested.safetensors").write_bytes(
        struct.pack("<Q", 9_000_000) + b'{"a":' + b"[" * 8_999_995
    )
    Image.new("1", (16_000, 16_000)).save(tmp_path / "huge.png")
    (tmp_path / "line.csv").write_bytes(b"1," * (MANY // 2))
    (tmp_path / "quote.csv").write_bytes(b'"\n",' * 25_000_000)
    names = sorted(path.name for path in tmp_path.iterdir())
    script = f"""
        import sys, warnings
        from pathlib import Path
        import gguf, numpy, onnx, torch, PIL.Image
        from eigenscope.readers.opening import open_tensors
        from eigenscope.readers.tensor_file import ReaderError
        warnings.simplefilter("ignore")
        def peak():
            for line in open("/proc/self/status"):
                if line.startswith("VmHWM"):
                    return int(line.split()[1])
        before = peak()
        for name in {names}:
            try:
                with open_tensors(Path({str(tmp_path)!r}) / name) as file:
                    for entry in file.entries:
                        file.read(entry.name)
            except ReaderError as error:
                print(name, (peak() - before) // 1000, "MB", error, file=sys.stderr)
                assert str(error).startswith(name), error
            else:
                raise AssertionError(name)
        print(peak() - before)
        """
    (memory,) = in_a_process(script)
    assert memory < 200_000  # kB
