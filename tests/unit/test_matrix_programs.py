"""The lab Matrix's presets, and the torch programs that compute what it shows."""

from __future__ import annotations

import contextlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import save_file

from eigenscope.export.texts.values import value_of
from eigenscope.labs.kit.data_program import file_and_tensor
from eigenscope.labs.matrix.inputs import Inputs
from eigenscope.labs.matrix.lab import LAB
from eigenscope.labs.matrix.presets import GENERATED
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.loading import load_matrix
from eigenscope.wording.words import Words

from .matrix_lab_inputs import loaded, numbers, preset, shown, texts, typed

# --- programs and presets ------------------------------------------------------------------------


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "program", "exec"), names)
    names["torch"].set_default_dtype(names["torch"].float32)  # as other tests know it
    return names


@pytest.mark.parametrize("map_", ["entries", "approximation"])
@pytest.mark.parametrize(
    "values",
    [
        np.diag([4, 3, 2, 1]),
        np.arange(12).reshape(3, 4) ** 2,
        [[5]],
        np.random.default_rng(0).standard_normal((9, 5)),
        np.random.default_rng(0).standard_normal((60, 45)) + 0.4 * np.ones((60, 45)),
    ],
)
def test_the_program_computes_the_readouts(values: object, map_: str) -> None:
    inputs = typed(values, map=map_)
    names, found = run(LAB.code(LAB.preview(inputs))), numbers(inputs)
    pairs = {
        "minimum": "minimum",
        "maximum": "maximum",
        "mean": "mean",
        "deviation": "deviation",
        "rank": "rank",
        "effective_rank": "effective_rank",
        "stable_rank": "stable_rank",
        "frobenius": "frobenius",
        "spectral": "spectral",
        "nuclear": "nuclear",
        "condition": "condition_number",
    }
    if inputs.data.shape[0] == inputs.data.shape[1]:
        pairs["spectral_radius"] = "spectral_radius"
    if min(inputs.data.shape) >= 40:
        pairs["above_noise"] = "above_noise"
    for key, name in pairs.items():
        text = str(found[key].text).split(" of ")[0]
        told = value_of(replace(found[key], text=Words(text)))
        assert told == pytest.approx(float(names[name]), rel=1e-4, abs=1e-4), key
    error = float(str(found["error"].text).removesuffix(" %"))
    assert error == pytest.approx(100 * float(names["error"]), abs=1e-4)
    if map_ == "approximation":
        np.testing.assert_allclose(names["A_k"].numpy(), shown(inputs), atol=1e-9)


@pytest.mark.parametrize("made", GENERATED, ids=lambda made: made.key)
def test_programs_make_the_presets_themselves(made: Any) -> None:
    names = run(LAB.code(LAB.preview(preset(made.key))))
    np.testing.assert_array_equal(names["A"].numpy(), made.matrix.values)
    assert texts(preset(made.key))["rank"].startswith(str(names["rank"]))


def test_presets_are_what_they_are_called() -> None:
    assert texts(preset("orthogonal"))["condition"] == "1"
    assert texts(preset("attention"))["spectral_radius"] == "1"
    assert float(texts(preset("circular"))["spectral_radius"]) == pytest.approx(1, abs=0.1)
    keys = [each.key for each in LAB.presets()]
    assert len(set(keys)) == len(keys)
    assert texts(preset("first")) == texts(LAB.defaults())


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "model.safetensors: layer.0.weight",
            "A = load_file('model.safetensors')['layer.0.weight']",
        ),
        ("w.npy", "A = torch.from_numpy(np.load('w.npy'))"),
        ("all.npz: w", "A = torch.from_numpy(np.load('all.npz')['w'])"),
        ("net.pt", "A = torch.load('net.pt', map_location=\"cpu\", weights_only=True)"),
        ("a b.csv", "A = torch.from_numpy(np.genfromtxt('a b.csv', delimiter=\",\"))"),
    ],
)
def test_the_program_reads_the_file_by_its_kind(name: str, line: str) -> None:
    code = LAB.code(LAB.preview(loaded(np.eye(3), name)))
    assert line in code
    compile(code, "program", "exec")


@pytest.mark.parametrize(
    "text",
    [
        "a,who,b\n1,x,2\n4,y,5\n",
        "a;who;b\n1;x;2\n4;y;5\n",
        "who;a;b\nx;1,0;2\ny;4;5\n",
        "a;b;who\n1,0;2;x\n4;5;y\n",
    ],
)
def test_a_program_leaves_out_the_columns_of_texts(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """They were read as numbers that are missing."""
    (tmp_path / "t.csv").write_text(text)
    monkeypatch.chdir(tmp_path)
    data = load_matrix(tmp_path / "t.csv")
    names = run(LAB.code(LAB.preview(LAB.check(Inputs(data=data)))))
    assert names["A"].tolist() == [[1.0, 2.0], [4.0, 5.0]] == data.values.tolist()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "I;16"])
def test_a_program_reads_the_numbers_of_a_picture(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """It read shades of grey from 0 to 1, where all channels from 0 to 255 are shown."""
    kind = np.uint16 if mode == "I;16" else np.uint8
    shape = (6, 9, len(mode)) if mode.startswith("RGB") else (6, 9)
    numbers = np.random.default_rng(2).integers(0, np.iinfo(kind).max, shape).astype(kind)
    Image.fromarray(numbers).save(tmp_path / "p.png")
    monkeypatch.chdir(tmp_path)
    data = load_matrix(tmp_path / "p.png")
    names = run(LAB.code(LAB.preview(LAB.check(Inputs(data=data)))))
    np.testing.assert_array_equal(names["A"], data.values)


def test_names_are_parted_at_the_ending() -> None:
    assert file_and_tensor("a.npy.NPZ [x.pt]") == ("a.npy.NPZ", ".npz", "x.pt")
    assert file_and_tensor("untitled") == ("untitled", "", "")


def test_a_program_for_a_file_runs(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(6).standard_normal((20, 3, 2)).astype(np.float32)
    np.save(tmp_path / "w.npy", values)
    monkeypatch.chdir(tmp_path)
    data = LoadedMatrix("w.npy", values.reshape(20, 6), (20, 3, 2))
    inputs = LAB.check(Inputs(data=data))
    names = run(LAB.code(LAB.preview(inputs)))
    np.testing.assert_array_equal(names["A"].numpy(), data.values)
    assert texts(inputs)["rank"] == f"{names['rank']} of 6"


def _file(folder: Path, kind: str) -> Path:
    """Write a matrix into a file and return it."""
    import gguf
    import onnx
    import scipy.io
    import scipy.sparse

    matrix = np.arange(6.0).reshape(2, 3)
    path = folder / f"m{kind}"
    match kind:
        case "-de.csv":
            path.write_text("a;b;c\n0,5;1,25;2\n3;4;-5,5\n", encoding="utf-8")
        case "-us.csv":
            path.write_text('x,"1,000.5",2\ny,3,"4,000"\n', encoding="utf-8")
        case "-bar.txt":
            path.write_text("größe|b\n1|2\n3|4\n", encoding="cp1252")
        case ".dat":
            path.write_text("# a b\n 1  2\n 3  4\n", encoding="utf-8")
        case ".mtx":
            scipy.io.mmwrite(path, scipy.sparse.coo_matrix(matrix))
        case "-sparse.npz":
            scipy.sparse.save_npz(path, scipy.sparse.csr_matrix(matrix))
        case "-one.npz":
            np.savez(path, w=matrix)
        case ".ckpt":
            torch.save({"w": torch.from_numpy(matrix).to_sparse()}, path)
        case ".onnx":
            weight = onnx.numpy_helper.from_array(matrix, "w")
            graph = onnx.helper.make_graph([], "net", [], [], [weight])
            path.write_bytes(onnx.helper.make_model(graph).SerializeToString())
        case ".gguf":
            writer = gguf.GGUFWriter(path, "net")
            writer.add_tensor("w", matrix.astype(np.float32).reshape(1, 2, 3))
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()
            writer.close()
        case ".safetensors.index.json":
            save_file({"w": matrix}, folder / "m-1.safetensors")
            path.write_text('{"weight_map": {"w": "m-1.safetensors"}}', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "kind",
    [
        *("-de.csv", "-us.csv", "-bar.txt", ".dat", ".mtx", "-sparse.npz", "-one.npz", ".ckpt"),
        *(".onnx", ".gguf", ".safetensors.index.json"),
    ],
)
def test_programs_read_files_of_every_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    data = load_matrix(_file(tmp_path, kind))
    names = run(LAB.code(LAB.preview(LAB.check(Inputs(data=data)))))
    np.testing.assert_array_equal(names["A"].numpy(), data.values)
