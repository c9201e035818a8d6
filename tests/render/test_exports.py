"""Every format, opened by a reader that is not ours and compared with the picture that was meant.

PNG with Pillow, SVG with librsvg, PDF with poppler, TikZ with pdflatex and poppler, films with PyAV
(FFmpeg) and Pillow. A reader that is not installed is skipped with a word.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from eigenscope.document.codec import set_from_texts
from eigenscope.document.figures import FigureSettings, FilmSettings, Zoom
from eigenscope.export.composing import compose
from eigenscope.export.errors import FigureError
from eigenscope.export.figures import page_image, pixel_size, save_figure
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.films import save_film
from eigenscope.export.pictures import load_palette
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment, moments
from eigenscope.labs.transform.lab import LAB

from .compare import different_at_all, disagreement

PRINT, DARK = load_palette("print"), load_palette("dark")
PLAIN = FigureSettings(600, 400, "px")
FULL = FigureSettings(
    175, moments=(0.0, 0.5, 1.0), title="Eine Scherung · 剪切", matrix=True, readouts=True,
    legend=True, dpi=150,
)  # fmt: skip
CHARTED = replace(PLAIN, charts=("curves",), zooms=(Zoom("curves", 0.2, 0.9, 0.8, 2.2),))
MATRICES = {"plane": "[[2,1],[1,2]]", "space": "[[1,0.5,0],[0,1,0.5],[0.3,0,1]]"}
FILM = FilmSettings(1.0, 10, 320, 180, 0.2, 0.2)


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [name for name in programs if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


@cache
def subject(kind: str) -> Subject:
    inputs = set_from_texts(LAB, LAB.defaults(), {"matrix": MATRICES[kind]})
    return Subject(LAB, inputs, LAB.solve(inputs))


def meant(settings: FigureSettings, kind: str, size: tuple[int, int]) -> QImage:
    """Return the figure's picture, painted here."""
    return page_image(compose(subject(kind), settings, 0.5), PRINT, size)


def written(settings: FigureSettings, kind: str, path: Path) -> Path:
    save_figure(compose(subject(kind), settings, 0.5), settings, PRINT, path)
    return path


def size_of(settings: FigureSettings, kind: str) -> tuple[int, int]:
    return pixel_size(compose(subject(kind), settings, 0.5), settings)


# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [PLAIN, FULL, CHARTED], ids=["plain", "full", "charts"])
@pytest.mark.parametrize("kind", MATRICES)
def test_png_with_pillow(qtbot: QtBot, tmp_path: Path, settings: FigureSettings, kind: str) -> None:
    path = written(settings, kind, tmp_path / "figure.png")
    with Image.open(path) as image:
        assert image.size == size_of(settings, kind)
        dots = 96 if settings.unit == "px" else settings.dpi
        assert image.info["dpi"] == pytest.approx((dots, dots), abs=0.1)
        found = np.asarray(image.convert("RGB"), dtype=np.int16)
    wanted = meant(settings, kind, size_of(settings, kind))
    assert different_at_all(QImage(str(path)), wanted, tolerance=1) == 0
    assert found.shape == (wanted.height(), wanted.width(), 3)


def test_a_transparent_png_has_no_ground(qtbot: QtBot, tmp_path: Path) -> None:
    path = written(replace(PLAIN, transparent=True), "plane", tmp_path / "clear.png")
    with Image.open(path) as image:
        alpha = np.asarray(image.getchannel("A"))
    assert alpha.min() == 0
    assert alpha.max() == 255


@needs("rsvg-convert")
@pytest.mark.parametrize("settings", [PLAIN, FULL, CHARTED], ids=["plain", "full", "charts"])
@pytest.mark.parametrize("kind", MATRICES)
def test_svg_with_librsvg(
    qtbot: QtBot, tmp_path: Path, settings: FigureSettings, kind: str
) -> None:
    path = written(settings, kind, tmp_path / "figure.svg")
    wide, high = size_of(settings, kind)
    seen = tmp_path / "seen.png"
    run("rsvg-convert", "-w", str(wide), "-h", str(high), "-o", str(seen), str(path))
    compare(QImage(str(seen)), meant(settings, kind, (wide, high)))
    head = path.read_text(encoding="utf-8")[:2000]
    if settings.unit == "px":
        assert 'viewBox="0 0 600 400"' in head
    else:
        assert float(re.search(r'width="([\d.]+)mm"', head)[1]) == pytest.approx(175, abs=0.01)  # type: ignore[index]
    assert "<text" not in path.read_text(encoding="utf-8")


@needs("pdftoppm", "pdffonts", "pdfinfo")
@pytest.mark.parametrize("settings", [PLAIN, FULL, CHARTED], ids=["plain", "full", "charts"])
@pytest.mark.parametrize("kind", MATRICES)
def test_pdf_with_poppler(
    qtbot: QtBot, tmp_path: Path, settings: FigureSettings, kind: str
) -> None:
    path = written(settings, kind, tmp_path / "figure.pdf")
    page = compose(subject(kind), settings, 0.5)
    compare(
        rasterised(path, size_of(settings, kind)), meant(settings, kind, size_of(settings, kind))
    )
    sides = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", run("pdfinfo", str(path)))
    assert sides is not None
    for number in (0, 1):  # Qt's pages are whole points
        assert float(sides[number + 1]) == pytest.approx(page.size[number] * page.unit, abs=0.51)
    assert len(run("pdffonts", str(path)).splitlines()) == 2  # the heading alone: no fonts


@needs("pdflatex", "pdftoppm")
@pytest.mark.parametrize("settings", [PLAIN, FULL, CHARTED], ids=["plain", "full", "charts"])
@pytest.mark.parametrize("kind", MATRICES)
def test_tikz_with_pdflatex(
    qtbot: QtBot, tmp_path: Path, settings: FigureSettings, kind: str
) -> None:
    path = written(settings, kind, tmp_path / "figure.tex")
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", path.name, folder=tmp_path)
    size = size_of(settings, kind)
    seen = rasterised(tmp_path / "figure.pdf", size)
    # TeX writes labels in its own font, so letters differ; all else must not.
    compare(seen, meant(settings, kind, size), coarse=0.06)


def test_a_figure_that_cannot_be_made_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    page = compose(subject("plane"), PLAIN, 0.5)
    for settings, name, words in (
        (PLAIN, "figure.docx", "figures end in"),
        (replace(PLAIN, unit="in", width=90.0, dpi=2400.0), "huge.png", "too many"),
    ):
        with pytest.raises(FigureError, match=words):
            save_figure(
                page if settings is PLAIN else compose(subject("plane"), settings, 0.5),
                settings, PRINT, tmp_path / name,
            )  # fmt: skip
    with pytest.raises(OSError, match="no folder"):
        save_figure(page, PLAIN, PRINT, tmp_path / "nowhere" / "figure.png")
    assert not list(tmp_path.iterdir())


def run(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    return done.stdout


def rasterised(path: Path, size: tuple[int, int]) -> QImage:
    """Return a PDF's page, as poppler sees it."""
    base = path.with_suffix("")
    run("pdftoppm", "-png", "-singlefile", "-scale-to-x", str(size[0]), "-scale-to-y",
        str(size[1]), str(path), str(base))  # fmt: skip
    return QImage(f"{base}.png")


def compare(seen: QImage, wanted: QImage, coarse: float = 0.003) -> None:
    """Compare away from edges; and edges, thin lines among them, by the colour around them."""
    assert (seen.width(), seen.height()) == (wanted.width(), wanted.height())
    assert disagreement(seen, wanted) < 0.002
    assert different_at_all(coarsened(seen), coarsened(wanted)) < coarse


def coarsened(image: QImage) -> QImage:
    """Return a picture at a quarter of its size: where a line's edge is matters no more."""
    smooth, stretch = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (image.width() // 4, image.height() // 4)
    return plain.scaled(*size, stretch.IgnoreAspectRatio, smooth)


# --- films ---------------------------------------------------------------------------------------


def painted(settings: FilmSettings, kind: str, moment: Moment) -> npt.NDArray[np.int16]:
    """Return the picture that a film's frame should have, red first."""
    pixels = FilmPainter(subject(kind), settings, DARK).paint(moment)
    return pixels[:, :, 2::-1].astype(np.int16)


def frames_of(path: Path) -> tuple[list[npt.NDArray[np.int16]], float]:
    """Return a film's frames, and the seconds that it lasts."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        found = [f.to_ndarray(format="rgb24").astype(np.int16) for f in film.decode(stream)]
        length = film.duration
    return found, (length or 0) / 1_000_000


@pytest.mark.parametrize("kind", MATRICES)
@pytest.mark.parametrize("ending", [".mp4", ".webm", ".gif", ".apng"])
def test_films_with_ffmpeg(qtbot: QtBot, tmp_path: Path, ending: str, kind: str) -> None:
    path = tmp_path / f"film{ending}"
    assert save_film(subject(kind), FILM, DARK, "smooth", path) == 10
    found, seconds = frames_of(path)
    assert len(found) == 10
    assert {frame.shape for frame in found} == {(180, 320, 3)}
    if ending != ".apng":  # FFmpeg tells no duration of those
        assert seconds == pytest.approx(1.0, abs=0.11)
    shown = moments(FILM, "smooth")
    for number in (0, 5, 9):
        difference = np.abs(found[number] - painted(FILM, kind, shown[number]))
        # MP4 and WebM leave three chroma samples in four out; a GIF has 256 colours.
        limit = {".apng": 0.0, ".gif": 2.0}.get(ending, 4.5)
        assert difference.mean() <= limit, f"frame {number}"
        assert np.median(difference) <= 3, f"frame {number}"


def test_a_folder_of_pictures_with_pillow(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    save_film(subject("plane"), FILM, DARK, "smooth", folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"pictures-{k}.png" for k in range(10)]
    for number, moment in enumerate(moments(FILM, "smooth")):
        with Image.open(folder / names[number]) as image:
            found = np.asarray(image.convert("RGB"), dtype=np.int16)
        assert (found == painted(FILM, "plane", moment)).all()
    with pytest.raises(OSError, match="not an empty folder"):
        save_film(subject("plane"), FILM, DARK, "smooth", folder)


def test_apng_and_gif_with_pillow(qtbot: QtBot, tmp_path: Path) -> None:
    for ending in (".gif", ".apng"):
        path = tmp_path / f"film{ending}"
        save_film(subject("plane"), FILM, DARK, "smooth", path)
        with Image.open(path) as image:
            # Pillow joins equal GIF frames, those of the rests.
            assert getattr(image, "n_frames", 0) in range(7, 11)
            assert image.info.get("loop") == 0


def test_the_same_film_is_made_twice_alike(qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_film(subject("plane"), FILM, DARK, "smooth", tmp_path / f"{name}.gif")
    assert (tmp_path / "one.gif").read_bytes() == (tmp_path / "two.gif").read_bytes()


def test_a_cancelled_film_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    class Enough(BaseException):
        pass

    def progress(part: float, _words: str) -> None:
        if part > 0.5:
            raise Enough

    for name in ("film.mp4", "film.gif", "pictures"):
        with pytest.raises(Enough):
            save_film(subject("plane"), FILM, DARK, "smooth", tmp_path / name, progress)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_full_is_said_and_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no folder"):
        save_film(subject("plane"), FILM, DARK, "smooth", tmp_path / "nowhere" / "film.mp4")


@pytest.mark.parametrize(
    ("name", "settings", "words"),
    [
        ("film.avi", FILM, "the extension must be one of"),
        ("film.mp4", replace(FILM, width=321), "even width"),
    ],
)
def test_a_film_that_cannot_be_made_says_why(
    qtbot: QtBot, tmp_path: Path, name: str, settings: FilmSettings, words: str
) -> None:
    with pytest.raises(FigureError, match=words):
        save_film(subject("plane"), settings, DARK, "smooth", tmp_path / name)
    assert not list(tmp_path.iterdir())


# --- the clock of a film -------------------------------------------------------------------------


def test_a_film_begins_at_nought_rests_and_ends_at_one() -> None:
    shown = moments(FilmSettings(2.0, 10, hold_start=0.5, hold_end=0.5), "even")
    times = [moment.t for moment in shown]
    assert len(times) == 20
    assert times[:5] == [0.0] * 5
    assert times[-5:] == [1.0] * 5
    assert times == sorted(times)
    assert moments(FilmSettings(2.0, 10, hold_start=0, hold_end=0), "even")[-1].t == 1.0


def test_a_film_there_and_back_loops_without_a_jump() -> None:
    times = [
        m.t for m in moments(FilmSettings(2.0, 20, hold_start=0, hold_end=0, back=True), "even")
    ]
    assert times[0] == 0.0
    assert max(times) == pytest.approx(1.0)
    steps = np.abs(np.diff([*times, times[0]]))
    assert steps == pytest.approx(np.full(40, 0.05))


def test_rests_longer_than_the_film_leave_room_for_the_motion() -> None:
    shown = moments(FilmSettings(1.0, 30, hold_start=5.0, hold_end=5.0), "even")
    assert len(shown) == 30
    assert shown[0].t == 0.0
    assert shown[-1].t == 1.0
    assert len({moment.t for moment in shown}) > 4


def test_the_camera_goes_round_as_far_as_asked() -> None:
    shown = moments(FilmSettings(1.0, 10, orbit=90), "even")
    assert shown[0].orbit == 0.0
    assert shown[-1].orbit == pytest.approx(np.pi / 2)
    first, last = (subject("space").camera((16, 9), m.orbit).azimuth for m in (shown[0], shown[-1]))
    assert last - first == pytest.approx(np.pi / 2)
    assert subject("plane").camera((16, 9), 1.0) == subject("plane").camera((16, 9))
