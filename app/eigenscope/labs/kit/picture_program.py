"""The lines of a program that read a picture as the program itself reads it."""

from __future__ import annotations

import base64
import textwrap
from pathlib import Path

from eigenscope.readers.images import LARGEST_SIDE

_IMPORTS = "import numpy as np\nfrom PIL import {names}\n\n"
_WITHIN = "import base64\nimport io\n\n"
_UPRIGHT = """\
opened = Image.open({file})
{draft}picture = ImageOps.exif_transpose(opened)
"""
_DRAFT = f'opened.draft("RGB", ({LARGEST_SIDE}, {LARGEST_SIDE}))\n'
_SHRUNK = f"picture.thumbnail(({LARGEST_SIDE}, {LARGEST_SIDE}))\n"
_SIXTEEN_BITS = """\
if picture.mode.startswith("I"):  # 16 bits of grey
    grey = np.clip(np.asarray(picture).astype(int) >> 8, 0, 255)
    picture = Image.fromarray(grey.astype(np.uint8))
"""
_WIDE = 88  # characters of a line


def picture_lines(name: str, file: str, mode: str = "RGB", *, shrunk: bool = False) -> str:
    """Return the lines that read a file into a tensor (height, width, channels) of 0 to 255.

    Parameters
    ----------
    name
        Of the tensor.
    file
        Of the picture, as it is called beside the program.
    mode
        "RGB" or "RGBA".
    shrunk
        Whether it is made smaller as `read_image` does, else it is read as a tensor is.
    """
    upright = _UPRIGHT.format(file=repr(file), draft=_DRAFT if shrunk else "")
    shrink = _SHRUNK if shrunk else ""
    imports = _IMPORTS.format(names="Image, ImageOps")
    return f"{imports}{upright}{shrink}{_SIXTEEN_BITS}{_tensor(name, mode)}"


def picture_within(name: str, path: Path, mode: str = "RGB") -> str:
    """Return lines that hold a small picture themselves, for whoever has not got its file."""
    text = base64.b64encode(path.read_bytes()).decode()
    lines = "\n    ".join(f'"{line}"' for line in textwrap.wrap(text, _WIDE))
    sample = f"sample = (  # the picture's file as text\n    {lines}\n)\n"
    opened = "picture = Image.open(io.BytesIO(base64.b64decode(sample)))\n"
    imports = _IMPORTS.format(names="Image")
    return f"{_WITHIN}{imports}{sample}{opened}{_tensor(name, mode)}"


def _tensor(name: str, mode: str) -> str:
    return f'{name} = torch.from_numpy(np.array(picture.convert("{mode}")))\n'
