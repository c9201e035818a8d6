"""Files of tensors: round trips, tables as people write them, and broken or hostile files."""

from __future__ import annotations

import io
import os
import pickle
import random
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Literal

import numpy as np
import numpy.typing as npt
import pytest
from safetensors.numpy import save_file

from eigenscope.readers.images import read_image
from eigenscope.readers.sampling import sample
from eigenscope.readers.tensor_file import ENDINGS, ReaderError, open_tensors

MATRIX = np.arange(12.0).reshape(3, 4)
KINDS = [
    *("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
]
tells_memory = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="this system does not tell the peak of memory"
)


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


# --- round trips ---------------------------------------------------------------------------------


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
    array = np.ones(shape)
    np.save(tmp_path / "a.npy", array)
    np.savez_compressed(tmp_path / "a.npz", a=array)
    for name in ("a.npy", "a.npz"):
        with open_tensors(tmp_path / name) as file:
            assert file.entries[0].shape == shape
            assert file.read("a").shape == shape
            if len(shape) != 2:
                with pytest.raises(ReaderError, match="not a matrix"):
                    file.read_part("a", slice(None), slice(None))


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
        assert file.notes == ("Left out, for they are not numbers: texts, read me.txt.",)
    assert [found.name for found in tmp_path.rglob("*")] == ["inside", "a.npz"]


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
        }
        assert file.notes == ("Left out, for they are not tensors: 3 values.",)
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


@pytest.mark.parametrize("ending", [".png", ".bmp", ".webp", ".jpg", ".jpeg"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_pictures_at_their_full_size(tmp_path: Path, ending: str, mode: str) -> None:
    from PIL import Image

    if mode == "RGBA" and ending in (".jpg", ".jpeg", ".bmp"):
        pytest.skip("has no alpha")
    path = tmp_path / f"p{ending}"
    colours: dict[str, int | tuple[int, ...]] = {
        "RGB": (200, 0, 0),
        "L": 200,
        "RGBA": (200, 0, 0, 9),
    }
    picture = Image.new(mode, (1500, 20), colours[mode])
    picture.save(path, lossless=ending == ".webp")
    with open_tensors(path) as file:
        channels = 4 if mode == "RGBA" else 3
        assert [(e.name, e.shape) for e in file.entries] == [("p", (20, 1500, channels))]
        pixels = file.read("p")
    assert pixels.dtype == np.uint8
    assert pixels.shape == (20, 1500, channels)
    assert abs(int(pixels[3, 3, 0]) - 200) < 3


@pytest.mark.parametrize("ending", [".png", ".jpg", ".webp"])
def test_a_turned_picture_stands_upright(tmp_path: Path, ending: str) -> None:
    from PIL import Image

    picture = Image.new("RGB", (40, 20), (0, 0, 0))
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / f"p{ending}", exif=exif)
    with open_tensors(tmp_path / f"p{ending}") as file:
        assert file.entries[0].shape == (40, 20, 3)
        assert file.read("p").shape == (40, 20, 3)


def test_grey_of_sixteen_bits_is_not_cut_off(tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray(np.array([[0, 0x7F00, 0xFF00]], dtype=np.uint16)).save(tmp_path / "p.png")
    with open_tensors(tmp_path / "p.png") as file:
        assert file.read("p")[0, :, 1].tolist() == [0, 127, 255]
    assert read_image(tmp_path / "p.png").pixels[0, :, 1].tolist() == [0, 127, 255]


# --- tables --------------------------------------------------------------------------------------


def table(
    tmp_path: Path, text: str, encoding: str = "utf-8", ending: str = ".csv"
) -> tuple[list[list[float]], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the numbers, the names of rows and columns, and the notes of a table."""
    path = tmp_path / f"t{ending}"
    path.write_bytes(text.encode(encoding))
    with open_tensors(path) as file:
        (entry,) = file.entries
        values = file.read("t")
        assert (entry.name, entry.dtype, entry.shape) == ("t", "float64", values.shape)
        assert len(file.row_names) in (0, values.shape[0])
        assert len(file.column_names) in (0, values.shape[1])
        return values.tolist(), file.row_names, file.column_names, file.notes


@pytest.mark.parametrize(
    ("text", "values", "rows", "columns"),
    [
        ("1,2\n3,4\n", [[1, 2], [3, 4]], "", ""),
        ("1,2\r\n3,4", [[1, 2], [3, 4]], "", ""),
        ("1,2\r3,4\r", [[1, 2], [3, 4]], "", ""),
        ("a,b\n1,2\n3,4\n", [[1, 2], [3, 4]], "", "ab"),
        ("n,a,b\nx,1,2\ny,3,4\n", [[1, 2], [3, 4]], "xy", "ab"),
        ("x,1,2\ny,3,4\n", [[1, 2], [3, 4]], "xy", ""),
        (",5,6\nx,1,2\ny,3,4\n", [[1, 2], [3, 4]], "xy", "56"),
        ('"","a","b"\n"1",1,2\n"2",3,4\n', [[1, 2], [3, 4]], "12", "ab"),
        ("1;2,5\n3;-4e1\n", [[1, 2.5], [3, -40]], "", ""),
        ("1,5;2,5\n3,5;4,5\n", [[1.5, 2.5], [3.5, 4.5]], "", ""),
        ("1.234,5;2\n3,5;4\n", [[1234.5, 2], [3.5, 4]], "", ""),
        ("1\t2\n3\t4\n", [[1, 2], [3, 4]], "", ""),
        ("1|2\n3|4\n", [[1, 2], [3, 4]], "", ""),
        ("1 2\n3 4 \n", [[1, 2], [3, 4]], "", ""),
        (" 1.0   2.0\n-3.0   4.0\n", [[1, 2], [-3, 4]], "", ""),
        ('a,"b, c"\n1, "2"\n', [[1, 2]], "", ["a", "b, c"]),
        ('a,"b\nc"\n1,2\n', [[1, 2]], "", ["a", "b\nc"]),
        ("5", [[5]], "", ""),
        ("x\n1\n\n2\n", [[1], [2]], "", "x"),
        ("a,b\n−1,inf\n", [[-1, np.inf]], "", "ab"),
    ],
)
def test_tables_of_many_kinds(
    tmp_path: Path,
    text: str,
    values: list[list[float]],
    rows: str | list[str],
    columns: str | list[str],
) -> None:
    found = table(tmp_path, text)
    assert found == (values, tuple(rows), tuple(columns), ())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"]
)
def test_tables_of_many_encodings(tmp_path: Path, encoding: str) -> None:
    found = table(tmp_path, "größe;b\n1;2\n", encoding)
    assert found == ([[1, 2]], (), ("größe", "b"), ())


def test_a_late_letter_beyond_utf_8_is_found(tmp_path: Path) -> None:
    found = table(tmp_path, "n,a\n" + "x,1\n" * 400_000 + "é,2\n", "latin-1")
    assert found[0][-1] == [2]
    assert found[1][-1] == "é"


def test_missing_values_are_named_by_row_and_column(tmp_path: Path) -> None:
    values, _, _, notes = table(tmp_path, "n,price,b\nx,1,2\ny,?,3\nz,NA,4\nv,5,\n")
    np.testing.assert_array_equal(values, [[1, 2], [np.nan, 3], [np.nan, 4], [5, np.nan]])
    places = "row 2, column price; row 3, column price; row 4, column b"
    assert notes == (f"3 values are missing: {places}.",)
    assert table(tmp_path, "1,2\nnull,NaN\n3,4")[3] == (
        "2 values are missing: row 2, column 1; row 2, column 2.",
    )
    assert table(tmp_path, ",2\n3,4")[3] == ("1 value is missing: row 1, column 1.",)
    many = "a,b\n" + "1,\n" * 9 + "1,1\n"
    assert table(tmp_path, many)[3][0].endswith("row 3, column b; and 6 more.")


def test_columns_of_texts_and_empty_columns_are_left_out_and_said(tmp_path: Path) -> None:
    values, rows, columns, notes = table(tmp_path, "a,city,b,\n1,Rome,2,\n3,,4,\n")
    assert (values, rows, columns) == ([[1, 2], [3, 4]], (), ("a", "b"))
    assert notes == (
        "Column city holds texts and is left out.",
        "Column 4 is empty and is left out.",
    )


def test_a_late_text_in_the_first_column_makes_names_of_its_numbers(tmp_path: Path) -> None:
    values, rows, _, notes = table(tmp_path, "1,2\n2,3\nB,4\n4,5\n")
    assert (values, rows) == ([[2], [3], [4], [5]], ("1", "2", "B", "4"))
    assert "'B'" in notes[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1,2\n3\n", "line 2"),
        ("a,b\n\n1,2\n3,4,5\n", "line 4"),
        ("a,b\n", "no column of numbers"),
        ("a,b\nx,y\n", "no column of numbers"),
        ("\n \n", "empty lines"),
        ('1,"2\n3,4\n', "quotation"),
        ("9" * 5_000_000, "million characters"),
        ("x" * 200_000 + ",1\n", "limit"),
        ("1,2\n" + '"' + "x" * 200_000 + '",1\n', "limit"),
        ('1,2\n"3,' + "\n" * 5_000_000, "line"),
        ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a table"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode("latin-1"))
    refused(path, word)


def test_half_a_character_of_two_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("a;b\n1;2\n".encode("utf-16")[:-1])
    refused(path, "UTF-16")


def test_a_table_of_too_many_cells_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        for _ in range(52):
            file.write(b"1,1,1,1,1,1,1,1,1,1\n" * 100_000)
    refused(path, "50 million")


# --- samples -------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("form", ["npy", "npz", "packed"])
@pytest.mark.parametrize("shape", [(1000, 30), (30, 20_000), (3, 40_000), (40_000, 3), (1, 1)])
def test_a_sample_is_even_and_true(
    tmp_path: Path, shape: tuple[int, int], form: str, order: Literal["C", "F"]
) -> None:
    matrix = np.arange(shape[0] * shape[1]).reshape(shape).copy(order=order)
    path = tmp_path / ("m.npy" if form == "npy" else "m.npz")
    if form == "npy":
        np.save(path, matrix)
    else:
        (np.savez if form == "npz" else np.savez_compressed)(path, m=matrix)
    with open_tensors(path) as file:
        for rows, columns in ((64, 64), (1, 7), (40_000, 40_000)):
            found = sample(file, "m", rows, columns)
            assert found.values.shape[0] <= rows
            assert found.values.shape[1] <= columns
            assert (found.values == matrix[np.ix_(found.row_numbers, found.column_numbers)]).all()
            assert found.whole == (rows >= shape[0] and columns >= shape[1])
            pairs = ((found.row_numbers, shape[0]), (found.column_numbers, shape[1]))
            for numbers, count in pairs:
                step = int(numbers[1] - numbers[0]) if len(numbers) > 1 else count
                assert (np.diff(numbers) == step).all()
                assert 0 <= count - 1 - int(numbers[-1]) - int(numbers[0]) <= 1 or step == count
        with pytest.raises(ReaderError, match="no tensor"):
            sample(file, "x", 3, 3)
        with pytest.raises(ValueError, match="at least"):
            sample(file, "m", 0, 3)


@tells_memory
def test_ten_gigabytes_are_sampled_quickly_in_little_memory(tmp_path: Path) -> None:
    header = str({"descr": "<f4", "fortran_order": False, "shape": (50_000, 50_000)}).ljust(117)
    shapes = {
        "square": header,
        "columns": header.replace("False", "True "),
        "wide": header.replace("(50000, 50000)", "(250, 10000000)").ljust(117)[:117],
    }
    for name, text in shapes.items():
        path = tmp_path / f"{name}.npy"
        path.write_bytes(npy_with(text + "\n"))
        with path.open("r+b") as file:
            file.truncate(128 + 10**10)
            file.seek(128)
            file.write(struct.pack("<f", 2.5))
    script = f"""
        import time
        from pathlib import Path
        import numpy
        from eigenscope.readers.sampling import sample
        from eigenscope.readers.tensor_file import open_tensors
        def peak():
            for line in open("/proc/self/status"):
                if line.startswith("VmHWM"):
                    return int(line.split()[1])
        before, start = peak(), time.perf_counter()
        for name in {list(shapes)}:
            with open_tensors(Path({str(tmp_path)!r}) / (name + ".npy")) as file:
                assert file.entries[0].nbytes == 10**10
                found = sample(file, name, 512, 512)
                assert min(found.values.shape) > 200 and not found.whole
                assert not found.values.any()
                assert file.read_part(name, slice(1), slice(1)) == 2.5
        print(peak() - before, time.perf_counter() - start)
        """
    memory, seconds = in_a_process(script)
    assert memory < 100_000  # kB
    assert seconds < 20


def in_a_process(script: str) -> list[float]:
    """Run a script whose peak of memory counts from its own start; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [float(part) for part in done.stdout.split()]


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty_and_missing_files_folders_and_nonsense(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    refused(path, "is not there")
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
    for ending in ("png", "jpg", "bmp", "webp"):
        picture.save(folder / f"a.{ending}")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


FORMATS = [
    *("a.npy", "stored.npz", "packed.npz", "a.safetensors", "a.pt", "old.pt"),
    *("a.csv", "b.csv", "a.tsv", "a.png", "a.jpg", "a.bmp", "a.webp"),
]


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return valid_files(tmp_path_factory.mktemp("valid"))


@pytest.mark.parametrize("name", [name for name in FORMATS if not name.endswith((".csv", ".tsv"))])
def test_files_cut_off_anywhere(tmp_path: Path, valid: dict[str, bytes], name: str) -> None:
    data = valid[name]
    path = tmp_path / name
    for length in {1, 4, 7, 8, 9, 11, 40, len(data) // 3, len(data) // 2, len(data) * 9 // 10}:
        path.write_bytes(data[:length])
        if name in ("a.jpg", "a.png") and length > len(data) // 2:
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
    generator = random.Random(20_260_101)
    path = tmp_path / name
    results = {"read": 0, "refused": 0}
    messages: list[str] = []
    for _ in range(2000):
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
    assert results["read"] > 20
    assert results["refused"] > 20


# --- hostile files -------------------------------------------------------------------------------


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


def test_models_and_programs_of_torch_are_refused_with_a_way_out(tmp_path: Path) -> None:
    import torch

    torch.save(torch.nn.Linear(2, 2), tmp_path / "model.pt")
    refused(tmp_path / "model.pt", "torch.nn.modules.linear.Linear", "state_dict")
    with zipfile.ZipFile(tmp_path / "program.pt", "w") as archive:
        archive.writestr("program/constants.pkl", b"\x80\x02.")
        archive.writestr("program/data.pkl", b"\x80\x02.")
    refused(tmp_path / "program.pt", "TorchScript")
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


def test_zips_that_lie_about_their_size_are_refused(tmp_path: Path) -> None:
    zip_with(tmp_path / "a.npz", 1_000_000)
    with open_tensors(tmp_path / "a.npz") as file:
        assert not file.read("a").any()
    zip_with(tmp_path / "a.npz", 1_000_000, claimed=900_000)
    refused(tmp_path / "a.npz", "not as long")
    zip_with(tmp_path / "a.npz", 1_000_000, claimed=4_000_000_000)
    refused(tmp_path / "a.npz", "claims")


@tells_memory
def test_refusals_take_little_memory(tmp_path: Path) -> None:
    from PIL import Image

    zip_with(tmp_path / "bomb.npz", 2_100_000_000)  # its two million bytes unpack to 2 GB
    with zipfile.ZipFile(tmp_path / "lzma.npz", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.npy", npy_bytes(MATRIX))
    with zipfile.ZipFile(tmp_path / "text.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"\x93NUMPY\2\0" + struct.pack("<I", 4 * 10**9) + bytes(10**8))
    with zipfile.ZipFile(tmp_path / "bomb.pt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb/data.pkl", b"]" * 10**8)
    with zipfile.ZipFile(tmp_path / "lists.pt", "w") as archive:
        archive.writestr("lists/data.pkl", b"]" * 10**8)
    (tmp_path / "old.pt").write_bytes(b"\x80\x02" + b"]" * 10**8)
    sparse = {
        "long.safetensors": struct.pack("<Q", 10**10) + b"{",
        "list.npz": b"PK\3\4",
        "zeros.csv": b"1,2\n",
        "zeros.npy": b"\x93NUMPY\1\0",
        "zeros.pt": b"\x80",
        "zeros.png": b"\x89PNG",
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
    Image.new("1", (20_000, 20_000)).save(tmp_path / "huge.png")
    (tmp_path / "line.csv").write_bytes(b"1," * 50_000_000)
    (tmp_path / "quote.csv").write_bytes(b'"\n",' * 25_000_000)
    names = sorted(path.name for path in tmp_path.iterdir())
    script = f"""
        import sys, warnings
        from pathlib import Path
        import numpy, torch, PIL.Image
        from eigenscope.readers.tensor_file import ReaderError, open_tensors
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


# --- files that change, and several threads ------------------------------------------------------


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
    "name", ["a.npy", "stored.npz", "packed.npz", "a.safetensors", "a.pt", "a.png"]
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
