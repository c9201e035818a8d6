"""Pictures as tensors: their full size, upright, with all their bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eigenscope.readers.images import read_image
from eigenscope.readers.opening import open_tensors


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
