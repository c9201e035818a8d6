"""From files of every kind to the matrix that is shown: whole, sampled, flattened or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch
from PIL import Image
from safetensors.numpy import save_file

from eigenscope.engine.runtime.jobs import Cancellation, Cancelled
from eigenscope.readers import loading, origin
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.loading import load_matrix, memory_needed
from eigenscope.readers.tensor_file import ReaderError, TensorEntry
from eigenscope.wording.words import Text, say

from .readers.files import MATRIX, in_a_process, npy_with, tells_memory

CUBE = np.arange(2 * 3 * 4 * 5, dtype=np.float32).reshape(2, 3, 4, 5)


def small(monkeypatch: pytest.MonkeyPatch, whole: int, side: int) -> None:
    monkeypatch.setattr(loading, "LARGEST_WHOLE", whole)
    monkeypatch.setattr(loading, "SAMPLED_SIDE", side)


def saved(folder: Path, ending: str, tensors: dict[str, npt.NDArray[np.generic]]) -> Path:
    path = folder / f"file{ending}"
    if ending == ".npy":
        np.save(path, next(iter(tensors.values())))
    elif ending == ".npz":
        np.savez(path, allow_pickle=False, **tensors)
    elif ending == ".packed.npz":
        np.savez_compressed(path, allow_pickle=False, **tensors)
    elif ending == ".safetensors":
        save_file(tensors, path)
    else:
        torch.save({name: torch.from_numpy(value) for name, value in tensors.items()}, path)
    return path


NUMPY_LIKE = [".npy", ".npz", ".packed.npz", ".safetensors", ".pt"]


@pytest.mark.parametrize("ending", NUMPY_LIKE)
def test_a_lone_tensor_needs_no_name(tmp_path: Path, ending: str) -> None:
    path = saved(tmp_path, ending, {"w": MATRIX.astype(np.float32)})
    found = load_matrix(path)
    assert found.name == path.name
    assert found.values.dtype == np.float32
    assert found.shape == (3, 4)
    assert found.whole
    assert found.notes == ()
    np.testing.assert_array_equal(found.values, MATRIX)


@pytest.mark.parametrize("ending", NUMPY_LIKE[1:])
def test_of_several_tensors_the_named_one_comes(tmp_path: Path, ending: str) -> None:
    path = saved(tmp_path, ending, {"a": MATRIX, "b": MATRIX.T.copy(), "c": MATRIX})
    found = load_matrix(path, "b")
    assert found.name == f"{path.name}: b"
    np.testing.assert_array_equal(found.values, MATRIX.T)
    with pytest.raises(ReaderError, match=r"holds 3 tensors\. Name one of these: a, b, c"):
        load_matrix(path)
    with pytest.raises(ReaderError, match=r"no tensor named nothing\. Name one of these: a, b"):
        load_matrix(path, "nothing")


@pytest.mark.parametrize("ending", NUMPY_LIKE)
@pytest.mark.parametrize(
    ("tensor", "shown"),
    [(np.float64(2.5), (1, 1)), (np.arange(5), (5, 1)), (CUBE, (2, 60)), (MATRIX > 3, (3, 4))],
)
def test_any_number_of_axes_becomes_a_matrix(
    tmp_path: Path, ending: str, tensor: npt.NDArray[np.generic], shown: tuple[int, int]
) -> None:
    tensor = np.asarray(tensor)
    found = load_matrix(saved(tmp_path, ending, {"w": tensor}))
    assert found.shape == tensor.shape
    assert found.values.dtype == tensor.dtype
    np.testing.assert_array_equal(found.values, tensor.reshape(shown))
    assert [("2 × 3 × 4 × 5" in note, "2 × 60" in note) for note in map(say, found.notes)] == (
        [(True, True)] if tensor.ndim > 2 else []
    )


@pytest.mark.parametrize("ending", NUMPY_LIKE)
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("shape", [(40, 3, 5), (17, 30), (100,), (7, 2, 2, 6)])
def test_what_is_too_large_is_sampled_evenly(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    order: str,
    shape: tuple[int, ...],
) -> None:
    tensor = np.arange(np.prod(shape)).reshape(shape)
    if ending != ".safetensors":  # its writer takes the memory as it lies
        tensor = tensor.copy(order="F" if order == "F" else "C")
    path = saved(tmp_path, ending, {"w": tensor})
    small(monkeypatch, whole=64, side=9)
    found = load_matrix(path)
    flat = tensor.reshape(shape[0], -1)
    assert not found.whole
    assert found.shape == shape
    assert max(found.values.shape) <= 9
    rows = np.arange(flat.shape[0]) if found.row_numbers is None else found.row_numbers
    columns = np.arange(flat.shape[1]) if found.column_numbers is None else found.column_numbers
    np.testing.assert_array_equal(found.values, flat[np.ix_(rows, columns)])
    assert (found.row_numbers is None) == (flat.shape[0] <= 9)
    assert (found.column_numbers is None) == (flat.shape[1] <= 9)


@pytest.mark.parametrize("ending", [*NUMPY_LIKE, ".csv"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_all_rows_can_be_read_from_where_a_sample_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, order: str
) -> None:
    tensor = np.arange(600, dtype=np.float64).reshape(200, 3)
    if ending == ".csv":
        path = tmp_path / "table.csv"
        np.savetxt(path, tensor, delimiter=",")
    else:
        turned = order == "F" and ending != ".safetensors"
        path = saved(tmp_path, ending, {"w": tensor.copy(order="F" if turned else "C")})
    small(monkeypatch, whole=64, side=9)
    for size in ("_BLOCK", "_PACKED_BLOCK"):
        monkeypatch.setattr(origin, size, 240)  # ten rows
    found = load_matrix(path)
    assert not found.whole
    assert found.origin is not None
    blocks = list(found.origin.blocks())
    assert [len(block) for block in blocks] == [10] * 20
    np.testing.assert_array_equal(np.concatenate(blocks), tensor)


def test_a_file_that_has_changed_is_another(tmp_path: Path) -> None:
    path = saved(tmp_path, ".npy", {"w": MATRIX})
    found = load_matrix(path)
    assert found.origin is not None
    assert found.origin.there()
    np.save(path, np.zeros((9, 9)))
    assert not found.origin.there()
    with pytest.raises(ReaderError, match=r"moved or changed"):
        next(found.origin.blocks())
    path.unlink()
    assert not found.origin.there()


def test_narrow_numbers_come_as_float32_and_count_as_such(tmp_path: Path) -> None:
    path = tmp_path / "file.pt"
    torch.save({"w": torch.tensor([[1.5, -2.0]], dtype=torch.bfloat16)}, path)
    found = load_matrix(path)
    assert found.values.dtype == np.float32
    assert found.values.tolist() == [[1.5, -2.0]]
    assert memory_needed(TensorEntry("w", (3, 5), "bfloat16", 30)) == 60
    assert memory_needed(TensorEntry("w", (3, 5), "float8_e5m2", 15)) == 60
    assert memory_needed(TensorEntry("w", (3, 5), "float64", 120)) == 120


def test_a_table_keeps_its_names_and_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "table.csv"
    lines = ["name,a,b", *(f"r{k},{k},{'' if k == 5 else k / 2}" for k in range(10))]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = load_matrix(path)
    assert found.name == "table.csv"
    assert found.row_names == tuple(f"r{k}" for k in range(10))
    assert found.column_names == ("a", "b")
    assert say(found.notes[-1]) == "1 value is missing: row 6, column b."
    assert np.isnan(found.values[5, 1])
    small(monkeypatch, whole=8, side=3)
    part = load_matrix(path)
    assert part.row_numbers is not None
    assert part.row_names == tuple(f"r{k}" for k in part.row_numbers)
    assert part.column_names == ("a", "b")


def test_a_picture_has_its_colours_side_by_side(tmp_path: Path) -> None:
    pixels = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    path = tmp_path / "picture.png"
    Image.fromarray(pixels).save(path)
    found = load_matrix(path)
    assert found.shape == (2, 3, 3)
    assert found.values.tolist() == pixels.reshape(2, 9).tolist()


@pytest.mark.parametrize(
    ("tensor", "words"),
    [(MATRIX + 1j, "holds complex numbers"), (np.zeros((0, 4)), "is empty (0 × 4)")],
)
@pytest.mark.parametrize("ending", [".npz", ".pt"])
def test_what_cannot_be_shown_says_what_to_do(
    tmp_path: Path, ending: str, tensor: npt.NDArray[np.generic], words: str
) -> None:
    path = saved(tmp_path, ending, {"w": tensor, "v": MATRIX})
    with pytest.raises(ReaderError) as caught:
        load_matrix(path, "w")
    assert str(caught.value).startswith(f"{path.name}: w {words}")
    assert str(caught.value).endswith(".")
    assert load_matrix(path, "v").whole


def test_a_missing_file_and_a_cut_one(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="was not found"):
        load_matrix(tmp_path / "nowhere.npy")
    path = saved(tmp_path, ".npy", {"w": MATRIX})
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(ReaderError, match="cut off"):
        load_matrix(path)


def test_it_tells_its_progress_and_can_be_stopped(tmp_path: Path) -> None:
    path = saved(tmp_path, ".npy", {"w": MATRIX})
    told: list[float] = []
    load_matrix(path, cancellation=Cancellation(lambda fraction, _: told.append(fraction)))
    assert told == sorted(told)
    assert len(told) >= 3
    stopped: list[Cancellation] = []

    def stop(fraction: float, _words: Text) -> None:
        if fraction > 0:
            stopped[0].cancel()

    stopped.append(Cancellation(stop))
    with pytest.raises(Cancelled):
        load_matrix(path, cancellation=stopped[0])


def test_columns_of_scattered_rows_are_refused_when_large(tmp_path: Path) -> None:
    text = str({"descr": "<f4", "fortran_order": True, "shape": (50, 50_000, 1000)}).ljust(117)
    path = tmp_path / "turned.npy"
    path.write_bytes(npy_with(text + "\n"))
    with path.open("r+b") as file:
        file.truncate(128 + 10**10)
    with pytest.raises(ReaderError, match="ascontiguousarray"):
        load_matrix(path)


@tells_memory
@pytest.mark.parametrize("shape", [(50_000, 50_000), (50_000, 500, 100)])
def test_ten_gigabytes_load_in_a_second_and_little_memory(
    tmp_path: Path, shape: tuple[int, ...]
) -> None:
    path = tmp_path / "large.npy"
    text = str({"descr": "<f4", "fortran_order": False, "shape": shape}).ljust(117)
    path.write_bytes(npy_with(text + "\n"))
    with path.open("r+b") as file:
        file.truncate(128 + 10**10)
    script = f"""
        import time
        import numpy
        from eigenscope.readers.loading import load_matrix
        def peak():
            for line in open("/proc/self/status"):
                if line.startswith("VmHWM"):
                    return int(line.split()[1])
        before, start = peak(), time.perf_counter()
        found = load_matrix({str(path)!r})
        assert found.values.shape == (2000, 2000), found.values.shape
        print(peak() - before, time.perf_counter() - start)
        """
    memory, seconds = in_a_process(script)
    assert memory < 300_000  # kB
    assert seconds < 10  # 0.3 on a quiet machine; others may use it, too


def test_loaded_matrices_are_equal_if_files_are(tmp_path: Path) -> None:
    path = saved(tmp_path, ".npz", {"a": MATRIX, "b": MATRIX})
    assert load_matrix(path, "a") == load_matrix(path, "a")
    assert load_matrix(path, "a") != load_matrix(path, "b")
    assert isinstance(load_matrix(path, "a"), LoadedMatrix)
