"""Samples of tensors too large to be looked at: even, true, quick and small."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from eigenscope.readers.opening import open_tensors
from eigenscope.readers.sampling import sample
from eigenscope.readers.tensor_file import ReaderError

from .files import in_a_process, npy_with, tells_memory


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
        from eigenscope.readers.opening import open_tensors
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
