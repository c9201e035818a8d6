"""Models of llama.cpp and ONNX, and models in several files."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper
from safetensors.numpy import save_file

from eigenscope.readers.loading import load_matrix
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.tensor_file import ReaderError

from .files import notes_of, refused

Q = gguf.GGMLQuantizationType
WIDE = np.random.default_rng(3).normal(size=(3, 256)).astype(np.float32)


def write_gguf(path: Path, kinds: list[Q], *, vocabulary: int = 100) -> None:
    """Write a GGUF file of one plain tensor, one of three axes, and one of each kind."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_array("words", [f"w{k}" for k in range(vocabulary)])
    writer.add_uint32("count", 3)
    writer.add_tensor("plain", WIDE)
    writer.add_tensor("cube", WIDE.reshape(2, 3, 128).astype(np.float16))
    for kind in kinds:
        rows = gguf.quants.quantize(WIDE, kind)
        writer.add_tensor(kind.name, rows, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_quantised_tensors_of_llama_cpp(tmp_path: Path) -> None:
    kinds = [Q.Q8_0, Q.Q4_0, Q.Q5_1, Q.BF16]
    path = tmp_path / "m.gguf"
    write_gguf(path, kinds)
    with open_tensors(path) as file:
        assert [(entry.name, entry.dtype, entry.shape) for entry in file.entries] == [
            ("plain", "float32", (3, 256)),
            ("cube", "float16", (2, 3, 128)),
            *((kind.name, kind.name.lower(), (3, 256)) for kind in kinds[:3]),
            ("BF16", "bfloat16", (3, 256)),
        ]
        assert "q8_0, q4_0, q5_1" in notes_of(file)[0]
        assert (file.read("plain") == WIDE).all()
        assert (file.read("cube") == WIDE.reshape(2, 3, 128).astype(np.float16)).all()
        for kind in kinds:
            wanted = gguf.quants.dequantize(gguf.quants.quantize(WIDE, kind), kind)
            found = file.read(kind.name)
            np.testing.assert_array_equal(found, wanted)
            assert np.allclose(np.asarray(found, np.float64), WIDE, atol=0.5)
            part = file.read_part(kind.name, slice(None, None, -2), slice(1, None, 3))
            np.testing.assert_array_equal(part, wanted[::-2, 1::3])


def cut(data: bytes) -> bytes:
    return data[: len(data) - 100]


def _with(place: int, new: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + new + data[place + len(new) :]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (cut, "cut off"),
        (_with(0, b"GGML"), "not a GGUF file"),
        (_with(4, struct.pack("<I", 1)), "version"),
        (_with(8, struct.pack("<Q", 2**60)), "more than"),
        (_with(16, struct.pack("<Q", 2**60)), "more than"),
        (_with(24, struct.pack("<Q", 2**60)), "broken"),
        (lambda data: data.replace(b"words" + struct.pack("<IIQ", 9, 8, 100),
                                   b"words" + struct.pack("<IIQ", 9, 0, 2**62)), "cut off"),
        (lambda data: data.replace(b"words" + struct.pack("<IIQ", 9, 8, 100),
                                   b"words" + struct.pack("<IIQ", 9, 8, 2**62)), ""),
        (lambda data: data.replace(b"words" + struct.pack("<I", 9),
                                   b"words" + struct.pack("<I", 77)), "broken"),
        (lambda data: data.replace(b"plain" + struct.pack("<IQQ", 2, 256, 3),
                                   b"plain" + struct.pack("<IQQ", 2, 2**40, 3)), "more than"),
        (lambda data: data.replace(b"plain" + struct.pack("<I", 2),
                                   b"plain" + struct.pack("<I", 2**31)), "broken"),
        (lambda data: data.replace(struct.pack("<QQI", 256, 3, 8),
                                   struct.pack("<QQI", 255, 3, 8)), "blocks"),
    ],
)  # fmt: skip
def test_gguf_files_that_cannot_be(
    tmp_path: Path, change: Callable[[bytes], bytes], word: str
) -> None:
    path = tmp_path / "m.gguf"
    write_gguf(path, [Q.Q8_0])
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    refused(path, word)


@pytest.mark.parametrize("shape", [(0, 3), (256, 0)])
def test_quantised_tensors_without_numbers(tmp_path: Path, shape: tuple[int, int]) -> None:
    path = tmp_path / "m.gguf"
    write_gguf(path, [Q.Q8_0])
    sizes = struct.pack("<QQI", 256, 3, 8), struct.pack("<QQI", *shape, 8)
    path.write_bytes(path.read_bytes().replace(*sizes))
    with open_tensors(path) as file:
        assert file.read("Q8_0").shape == shape[::-1]
        part = file.read_part("Q8_0", slice(0, 2), slice(0, 2))
        assert part.shape == (min(shape[1], 2), min(shape[0], 2))


def test_types_that_the_package_does_not_know_are_named(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    write_gguf(path, [Q.Q8_0])
    path.write_bytes(
        path.read_bytes().replace(struct.pack("<QQI", 256, 3, 8), struct.pack("<QQI", 256, 3, 999))
    )
    with open_tensors(path) as file:
        assert [entry.name for entry in file.entries] == ["plain", "cube"]
        assert notes_of(file) == ("Left out because they cannot be read: type 999 (1).",)


@pytest.mark.parametrize(("package", "ending"), [("gguf", ".gguf"), ("onnx", ".onnx")])
def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, ending: str
) -> None:
    path = tmp_path / f"m{ending}"
    if ending == ".gguf":
        write_gguf(path, [Q.Q8_0])
    else:
        path.write_bytes(b"x")
    monkeypatch.setitem(sys.modules, package, None)
    refused(path, f"package {package} is needed", "eigenscope[models]")


def write_onnx(
    path: Path, tensors: dict[str, onnx.TensorProto], *sparse: onnx.SparseTensorProto
) -> None:
    constant = numpy_helper.from_array(np.arange(3), "ignored")
    inner = helper.make_graph([], "inner", [], [], [numpy_helper.from_array(WIDE, "inside")])
    nodes = [
        helper.make_node("Constant", [], ["steps"], value=constant),
        helper.make_node("If", ["c"], ["d"], then_branch=inner, else_branch=inner),
    ]
    weights = list(tensors.values())
    graph = helper.make_graph(nodes, "net", [], [], weights, sparse_initializer=sparse)
    path.write_bytes(helper.make_model(graph).SerializeToString())


def test_the_weights_of_an_onnx_model(tmp_path: Path) -> None:
    kinds = ["float32", "float64", "float16", "int8", "uint8", "int32", "int64", "bool"]
    tensors = {
        kind: numpy_helper.from_array(np.arange(6).reshape(2, 3).astype(kind), kind)
        for kind in kinds
    }
    for kind in ("BFLOAT16", "FLOAT8E4M3FN", "INT4"):
        code = getattr(onnx.TensorProto, kind)
        tensors[kind] = helper.make_tensor(kind, code, (2, 3), [0, 1, 2, 3, 4, 5])
    sparse = helper.make_sparse_tensor(
        numpy_helper.from_array(np.array([1.5, 2], np.float32), "sparse"),
        numpy_helper.from_array(np.array([1, 5]), "places"),
        [2, 3],
    )
    tensors["text"] = onnx.TensorProto(
        name="text", data_type=onnx.TensorProto.STRING, dims=[1], string_data=[b"a"]
    )
    path = tmp_path / "m.onnx"
    write_onnx(path, tensors, sparse)
    with open_tensors(path) as file:
        names = [*kinds, "BFLOAT16", "FLOAT8E4M3FN", "INT4", "steps", "inside", "sparse"]
        assert [entry.name for entry in file.entries] == names
        assert notes_of(file) == ("Left out because they are not numbers: text.",)
        for name in names[:11]:
            wanted = np.arange(6).reshape(2, 3)
            np.testing.assert_array_equal(file.read(name), wanted > 0 if name == "bool" else wanted)
            part = file.read_part(name, slice(1, None), slice(None, None, 2))
            np.testing.assert_array_equal(part, file.read(name)[1:, ::2])
        assert (file.read("steps") == np.arange(3)).all()
        assert (file.read("inside") == WIDE).all()
        assert file.read("sparse").tolist() == [[0, 1.5, 0], [0, 0, 2]]


def outside(location: str, length: int = 24) -> onnx.TensorProto:
    """Return a tensor of (2, 3) that lies in another file."""
    proto = onnx.TensorProto(name="far", data_type=onnx.TensorProto.FLOAT, dims=[2, 3])
    proto.data_location = onnx.TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", "8"), ("length", str(length))):
        proto.external_data.add(key=key, value=value)
    return proto


def test_onnx_weights_beside_the_model(tmp_path: Path) -> None:
    values = np.arange(6, dtype="<f4").reshape(2, 3)
    (tmp_path / "m.data").write_bytes(b"\0" * 8 + values.tobytes())
    write_onnx(tmp_path / "m.onnx", {"far": outside("m.data")})
    with open_tensors(tmp_path / "m.onnx") as file:
        assert (file.read("far") == values).all()


@pytest.mark.parametrize(
    ("location", "word"),
    [
        ("none.data", "not beside it"),
        ("../secret.data", "outside of its folder"),
        ("/etc/passwd", "outside of its folder"),
        ("link.data", "outside of its folder"),
        ("", "outside of its folder"),
    ],
)
def test_onnx_models_read_nothing_from_elsewhere(tmp_path: Path, location: str, word: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.data").write_bytes(bytes(32))
    (folder / "link.data").symlink_to(tmp_path / "secret.data")
    (folder / "short.data").write_bytes(bytes(20))
    write_onnx(folder / "m.onnx", {"far": outside(location)})
    refused(folder / "m.onnx", word)
    write_onnx(folder / "m.onnx", {"far": outside("short.data")})
    with pytest.raises(ReaderError, match=r"short\.data is cut off"):
        open_tensors(folder / "m.onnx")


@pytest.mark.parametrize("content", [b"\x08", b"nonsense" * 100, b"\x12\x04test", b"\x3a\xff\xff"])
def test_what_is_no_onnx_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.onnx"
    path.write_bytes(content)
    refused(path)
    short = numpy_helper.from_array(WIDE, "a")
    short.raw_data = short.raw_data[:-4]
    write_onnx(path, {"a": short})
    refused(path, "broken")


def sharded(folder: Path) -> Path:
    import torch

    save_file({"a": WIDE, "b": np.eye(2)}, folder / "m-1.safetensors")
    torch.save({"c": torch.ones(2, 3, 2)}, folder / "m-2.bin")
    places = {"a": "m-1.safetensors", "b": "m-1.safetensors", "c": "m-2.bin"}
    path = folder / "m.safetensors.index.json"
    path.write_text(json.dumps({"metadata": {"total_size": 1}, "weight_map": places}))
    return path


def test_only_the_file_that_is_needed_is_opened(tmp_path: Path) -> None:
    path = sharded(tmp_path)
    with open_tensors(path) as file:
        assert [entry.name for entry in file.entries] == ["a", "b", "c"]
        assert [entry.shape for entry in file.entries] == [(3, 256), (2, 2), (2, 3, 2)]
        assert (file.read_part("a", slice(1, 2), slice(None)) == WIDE[1:2]).all()
        assert (file.read("c") == 1).all()
    (tmp_path / "m-2.bin").write_bytes(b"broken")
    found = load_matrix(path, "a")
    assert (found.values == WIDE).all()
    assert found.name == "m.safetensors.index.json: a"
    (tmp_path / "m-2.bin").unlink()
    with open_tensors(path) as file:
        assert [entry.name for entry in file.entries] == ["a", "b"]
        assert "tensors in m-2.bin (1)" in notes_of(file)[0]
    with pytest.raises(ReaderError, match=r"lies in m-2\.bin, which is not beside it"):
        load_matrix(path, "c")
    with pytest.raises(ReaderError, match=r"no tensor named d\. Name one of these: a, b, c"):
        load_matrix(path, "d")
    (tmp_path / "m-1.safetensors").unlink()
    refused(path, "none of its files")


@pytest.mark.parametrize(
    "text",
    [
        *("[]", "{}", "{", '{"weight_map": []}', '{"weight_map": {}}', "[" * 100_000),
        *('{"weight_map": {"a": "../x.safetensors"}}', '{"weight_map": {"a": "/x.safetensors"}}'),
        *('{"weight_map": {"a": 3}}', '{"weight_map": {"a": "m.safetensors.index.json"}}'),
        '{"weight_map": {"a": "x.exe"}}',
    ],
)
def test_indices_that_cannot_be(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.safetensors.index.json"
    path.write_text(text)
    refused(path)
