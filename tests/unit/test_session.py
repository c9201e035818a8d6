"""Session files: round trips, old versions, and files that are broken or mean harm."""

from __future__ import annotations

import io
import json
import random
import struct
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load, save

from eigenscope.document.codec import set_from_texts
from eigenscope.document.eigen_file import (
    SessionError,
    load_session,
    read_session_bytes,
    save_session,
)
from eigenscope.document.figures import FigureSettings, FilmSettings, Zoom
from eigenscope.document.safetensors_writer import safetensors_pieces
from eigenscope.document.session import Look, Playback, Session
from eigenscope.document.session_text import read_session, session_text
from eigenscope.labs.contract.lab import Lab
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.transform.lab import LAB
from eigenscope.readers.images import LoadedImage
from eigenscope.scene.camera import SPACE

from .. import sampling
from ..sessions import session_bytes
from .inputs import inputs_of

PLAIN = Session(LAB, LAB.defaults())
PIXELS = np.arange(48, dtype=np.uint8).reshape(3, 4, 4)
PICTURED = Session(
    LAB,
    replace(LAB.defaults(), shape="picture", picture=LoadedImage("猫.png", PIXELS)),
    look=Look.of(SPACE),
    looks={"matrix": Look.of(SPACE, 1.5)},
    playback=Playback(0.25, 2.0, "repeat", "even"),
    theme="colourblind",
    figure=FigureSettings(85.0, 60.0, "mm", moments=(0.0, 0.5, 1.0), title="A shear", matrix=True),
    film=FilmSettings(
        2.0,
        30,
        back=True,
        readouts=True,
        legend=True,
        charts=("curves",),
        transparent=True,
        quality="best",
    ),
)
ZOOMS = st.builds(
    lambda chart, left, bottom, wide, high: Zoom(chart, left, left + wide, bottom, bottom + high),
    st.text(max_size=60),
    *(st.floats(-1e6, 1e6),) * 2,
    *(st.floats(1e-3, 1e6),) * 2,
)
FIGURES = st.builds(
    FigureSettings,
    width=st.floats(1, 16384),
    unit=st.sampled_from(["px", "mm", "in", "single", "double"]),
    moments=st.lists(st.floats(0, 1), max_size=12).map(tuple),
    title=st.text(max_size=200),
    legend=st.booleans(),
    picture=st.booleans(),
    charts=st.lists(st.text(max_size=60), max_size=24).map(tuple),
    zooms=st.lists(ZOOMS, max_size=3).map(tuple),
)
DEFINITIONS = st.dictionaries(
    st.sampled_from(["A", "B1", "W_q", "Σ", "ab"]), st.text(max_size=30), max_size=4
).map(lambda texts: tuple(texts.items()))
LOOKS = st.builds(Look, x=st.floats(-9, 9), azimuth=st.floats(-4, 4), height=st.floats(1e-12, 1e15))


# --- round trips ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lab", [load_lab(name) for name in lab_names()], ids=lab_names())
@settings(
    max_examples=sampling.count(12, 150), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def test_what_is_saved_comes_back_for_every_lab_and_kind_of_input(
    lab: Lab, data: st.DataObject
) -> None:
    session = Session(
        lab,
        data.draw(inputs_of(lab)),
        definitions=data.draw(DEFINITIONS),
        beside=data.draw(st.dictionaries(st.just(lab.name), inputs_of(lab))),
        look=data.draw(st.none() | LOOKS),
        looks=data.draw(st.dictionaries(st.sampled_from(lab_names()), LOOKS)),
        playback=data.draw(st.builds(Playback, position=st.floats(0, 1))),
        theme=data.draw(st.sampled_from(["", "dark", "print"])),
        figure=data.draw(FIGURES),
        film=data.draw(st.builds(FilmSettings, seconds=st.floats(0.1, 600))),
    )
    first = session_bytes(session)
    again = read_session_bytes(first)
    assert again == session
    assert session_bytes(again) == first


def test_a_session_is_text_that_diffs_line_by_line() -> None:
    before = session_bytes(PLAIN).decode().splitlines()
    changed = replace(LAB.defaults(), matrix=LAB.defaults().matrix.with_entry(0, 1, "7"))
    after = session_bytes(Session(LAB, changed)).decode().splitlines()
    differing = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert differing == [('        ["1", "1"],', '        ["1", "7"],')]
    assert json.loads("\n".join(after))["version"] == 4


def test_a_picture_travels_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cat.eigen"
    save_session(PICTURED, path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["session.json", "tensors.safetensors"]
    again = load_session(path)
    assert again == PICTURED
    assert (again.inputs.picture.pixels == PIXELS).all()
    assert session_bytes(again) == path.read_bytes()


def test_inputs_of_labs_that_are_not_installed_are_kept(tmp_path: Path) -> None:
    data = json.loads(session_bytes(PLAIN))
    for key in ("inputs", "beside"):
        data[key]["faraway"] = {"depth": [1, 2.5, "x"]}
    again = json.loads(session_bytes(read_session_bytes(json.dumps(data).encode())))
    for key in ("inputs", "beside"):
        assert again[key]["faraway"] == {"depth": [1, 2.5, "x"]}


def test_version_1_is_still_read() -> None:
    old = {
        "version": 1,
        "lab": "transform",
        "inputs": {"matrix": [["2", "1"], ["1", "2"]], "path": "turning", "picture": "/gone.png"},
        "theme": "dark",
        "player": {"speed": 2.0, "loop": "repeat", "ease": "even"},
        "layout": {"geometry": "AdnQ"},
    }
    session = read_session_bytes(json.dumps(old).encode())
    assert session.inputs.matrix.to_array().tolist() == [[2, 1], [1, 2]]
    assert session.inputs.path == "turning"
    assert session.inputs.picture is None
    assert session.playback == Playback(0.0, 2.0, "repeat", "even")
    assert session.figure == FigureSettings()


@pytest.mark.parametrize("version", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("lab", "formerly", "topic"),
    [
        ("systems", "view", "least squares"),
        ("components", "view", "polar"),
        ("product", "operation", "reduction"),
    ],
)
def test_a_topic_of_an_older_file_is_read_by_its_older_name(
    lab: str, formerly: str, topic: str, version: int
) -> None:
    inputs: dict[str, object] = {formerly: topic}
    old = {"version": version, "lab": lab, "inputs": inputs if version == 1 else {lab: inputs}}
    session = read_session_bytes(json.dumps(old).encode())
    assert session.inputs.topic == topic
    (saved,) = json.loads(session_bytes(session))["inputs"].values()
    assert saved["topic"] == topic
    assert formerly not in saved
    inputs[formerly] = "sideways"
    with pytest.raises(InputError, match=f"{formerly} is one of .*{topic}.*, not 'sideways'"):
        read_session_bytes(json.dumps(old).encode())


def test_a_lab_of_an_older_file_is_read_by_its_older_name(tmp_path: Path) -> None:
    np.save(tmp_path / "cloud.npy", np.arange(12.0).reshape(6, 2) ** 2)
    lab = load_lab("svd_pca")
    inputs = set_from_texts(lab, lab.defaults(), {"data": str(tmp_path / "cloud.npy")})
    beside, look = replace(inputs, standardise=True), Look.of(SPACE, 1.5)
    open_now = Session(lab, inputs, beside={lab.name: beside}, looks={lab.name: look})
    closed = Session(LAB, LAB.defaults(), closed={lab.name: inputs}, looks={lab.name: look})
    for session in (open_now, closed):
        saved = session_text(session)
        text = saved[0].replace('"svd_pca', '"components')
        tensors = {
            name.replace("svd_pca.", "components."): array for name, array in saved[1].items()
        }
        assert tensors
        assert (text, tensors) != saved
        again = read_session(text, tensors)
        assert again.lab is session.lab
        assert session_text(again) == saved


def test_saving_into_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no folder"):
        save_session(PLAIN, tmp_path / "nowhere" / "a.eigen")


# --- what means harm -----------------------------------------------------------------------------


def zipped(*members: tuple[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", kind) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def altered(**changes: object) -> bytes:
    return json.dumps({**json.loads(session_bytes(PLAIN)), **changes}).encode()


TEXT = session_bytes(PLAIN)
HUGE_HEADER = json.dumps(
    {"a": {"dtype": "F32", "shape": [50_000, 50_000], "data_offsets": [0, 10_000_000_000]}}
).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"hello", "not JSON: expecting value at line 1, column 1"),
        (b"\xff\xfe\x00", "not text"),
        (b"[]", "not a session"),
        (b"{}", "no version"),
        (b'{"version": true}', "no version"),
        (altered(format="word processor"), "not a session"),
        (altered(version=99), "newer version .* Update"),
        (altered(version=10**40), "newer version"),
        (altered(lab="faraway"), "not installed here: no lab is called 'faraway'"),
        (altered(lab=None), "lab is a text"),
        (altered(inputs=[]), "inputs is a table"),
        (altered(inputs={"transform": 3}), "not a table"),
        (altered(inputs={"transform": {"matrix": [["9" * 5000]]}}), "at most 1000 characters"),
        (altered(inputs={"transform": {"matrix": [["1"], ["2", "3"]]}}), "matrix: Row 2"),
        (altered(view={"height": -1}), "view: height is from"),
        (altered(view={"azimuth": "left"}), "view: azimuth is a number, not 'left'"),
        (altered(theme="neon"), "theme is one of dark"),
        (altered(playback={"loop": "ever"}), "playback: loop is one of"),
        (altered(figure={"width": 1e9}), "figure: width is from 1 to 16384"),
        (altered(figure={"moments": [0.5] * 99}), "figure: moments is a list of at most 12"),
        (altered(figure={"moments": [2]}), "figure: moments 1 is from 0 to 1"),
        (altered(figure={"zooms": [7]}), "figure: zooms 1 is a table of names and values, not 7"),
        (altered(figure={"zooms": [{"left": 2}]}), "a zoom goes from left to right"),
        (altered(figure={"zooms": [{"top": 1e200}]}), "zooms 1: top is from"),
        (altered(film={"fps": 29.97}), "film: fps is a whole number"),
        (altered(figure={"width": 10**400}), "not finite"),
        (TEXT.replace(b'"width": 160.0', b'"width": NaN'), "holds NaN"),
        (TEXT.replace(b'"width": 160.0', b'"width": 1e999'), "too large"),
        (TEXT.replace(b'"width": 160.0', b'"width": ' + b"9" * 9000), "cannot be read"),
        (b'{"version": 2, "x": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"version": 2, "x": ' + b"[" * 60 + b"]" * 60 + b"}", "nested too deeply"),
        (b" " * 5_000_000 + TEXT, "longer than"),
        (b"PK\x03\x04 not a zip", "zip is broken"),
        (zipped(("other.txt", b"x")), "holds 'other.txt', which belongs to no session"),
        (zipped(("../../etc/passwd", b"x"), ("session.json", TEXT)), "belongs to no session"),
        (zipped(("tensors.safetensors", b"x")), "holds no session.json"),
        (zipped(("session.json", b"0" * 30_000_000)), "larger than 4 MB"),
        (zipped(("session.json", TEXT), ("tensors.safetensors", b"")), "header"),
        (
            zipped(("session.json", TEXT), ("tensors.safetensors", struct.pack("<Q", 2**60))),
            "header of its tensors is too long",
        ),
        (
            zipped(
                ("session.json", TEXT),
                ("tensors.safetensors", struct.pack("<Q", len(HUGE_HEADER)) + HUGE_HEADER),
            ),
            "tensors are broken",
        ),
        (zipped(("session.json", TEXT), kind=zipfile.ZIP_LZMA), "packed in a strange way"),
        (zipped(*((f"{k}", b"") for k in range(500))), "more than a session's two parts"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_session_bytes(data)


@pytest.mark.parametrize(
    "array",
    [np.zeros((3, 4, 3), np.uint8), np.zeros((3, 4, 4)), np.zeros(4, np.uint8),
     np.zeros((0, 4, 4), np.uint8), np.zeros((2000, 1, 4), np.uint8)],
)  # fmt: skip
def test_a_tensor_that_is_no_picture_is_refused(array: npt.NDArray[np.generic]) -> None:
    inputs = {"transform": {"picture": {"name": "a.png", "tensor": "p"}}}
    packed = zipped(
        ("session.json", altered(inputs=inputs)), ("tensors.safetensors", save({"p": array}))
    )
    with pytest.raises(InputError, match="picture: "):
        read_session_bytes(packed)


def test_the_message_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lesson.eigen"
    with pytest.raises(SessionError, match=r"lesson\.eigen was not found"):
        load_session(path)
    path.write_text("{}")
    with pytest.raises(SessionError, match=r"lesson\.eigen cannot be opened: it has no version"):
        load_session(path)
    with pytest.raises(SessionError, match="cannot be read"):
        load_session(tmp_path)


_MUTATE = """
import random, re, sys
from pathlib import Path
from tests.unit.test_session import mutations, outcome
folder = Path(sys.argv[1])
before = sorted(p.name for p in folder.parent.rglob("*"))
found = {}
for data in mutations(int(sys.argv[2]), seed=int(sys.argv[3])):
    kind = outcome(data)
    found[kind] = found.get(kind, 0) + 1
assert sorted(p.name for p in folder.parent.rglob("*")) == before
status = Path("/proc/self/status")  # of this process alone; getrusage counts its parent's, too
found_peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
peak = int(found_peak[1]) // 1024 if found_peak else 0
print(found.get("document", 0), found.get("message", 0), sum(found.values()), peak)
"""


def mutations(count: int, seed: int) -> list[bytes]:
    """Return session files with bits flipped, pieces cut, doubled, moved, or values replaced."""
    chance = random.Random(seed)
    words = [b"null", b"NaN", b"-1", b"1e999", b'"x"', b"[]", b"{}", b"true", b"9" * 400, b"[[[["]
    made = []
    for number in range(count):
        data = bytearray(session_bytes(PICTURED if number % 2 else PLAIN))
        for _ in range(chance.choice((1, 1, 2, 8))):
            place = chance.randrange(len(data))
            match chance.randrange(5):
                case 0:
                    data[place] ^= 1 << chance.randrange(8)
                case 1:
                    del data[place : place + chance.choice((1, 4, 100, 10_000))]
                case 2:
                    data[place:place] = data[place : place + chance.choice((1, 40, 400))]
                case 3:
                    data[place : place + chance.randrange(8)] = chance.choice(words)
                case 4:
                    data[place : place + 4] = chance.randbytes(4)
            if not data:
                data = bytearray(b"x")
        made.append(bytes(data))
    return made


def outcome(data: bytes) -> str:
    """Return what a file's bytes lead to; let every exception but the message through."""
    try:
        session = read_session_bytes(data)
    except InputError as error:
        return "message" if str(error) else "silence"
    assert read_session_bytes(session_bytes(session)) == session
    return "document"


def test_mutated_files_end_in_a_message_or_a_document(tmp_path: Path) -> None:
    files = sampling.count(200, 2000)
    wanted = (str(files), str(sampling.seed_of("mutated sessions")))
    command = [sys.executable, "-c", _MUTATE, str(tmp_path), *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr[-2000:]
    documents, messages, all_of_them, peak = map(int, done.stdout.split())
    assert all_of_them == files
    assert documents > files / 100  # else the mutations would be too coarse to find anything
    assert messages > files / 10
    assert peak < 1000, f"{peak} MB"


@settings(max_examples=sampling.count(60, 300), deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
), st.sampled_from(["lab", "inputs", "view", "playback", "figure", "film", "version"]))  # fmt: skip
def test_any_json_in_any_place_is_a_message_or_a_document(value: object, key: str) -> None:
    assert outcome(json.dumps({**json.loads(TEXT), key: value}).encode()) != "silence"


@settings(max_examples=sampling.count(60, 300), deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
), st.sampled_from(sorted(json.loads(TEXT)["inputs"]["transform"])))  # fmt: skip
def test_any_json_as_any_input_is_a_message_or_a_document(value: object, key: str) -> None:
    assert outcome(altered(inputs={"transform": {key: value}})) != "silence"


@pytest.mark.parametrize(
    "kind", ["bool", "uint8", "int16", "int64", "float16", "float32", "float64", ">f4"]
)
def test_tensors_are_written_as_the_library_reads_them(kind: str) -> None:
    values = (np.arange(600_000).reshape(300, 2000) % 2).astype(kind)
    tensors = {"b": values, "a.x": np.zeros((0, 3), np.float32), "ä": np.array(7.5)}
    again = load(b"".join(safetensors_pieces(tensors)))
    assert sorted(again) == sorted(tensors)
    assert all((again[name] == tensors[name]).all() for name in tensors)
    assert again["b"].dtype == values.dtype.newbyteorder("=")
    assert again["a.x"].shape == (0, 3)


def test_a_type_that_cannot_be_kept_is_said() -> None:
    with pytest.raises(ValueError, match="complex128"):
        list(safetensors_pieces({"z": np.array([1j])}))
