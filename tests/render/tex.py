"""What pdflatex makes of TikZ: many figures in one run, for most of a run is its beginning."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from eigenscope.render.tikz.writing import tikz_document

_BEGIN, _END = "% The figure begins here", "% The figure ends here"

needs_tex = pytest.mark.skipif(
    not (shutil.which("pdflatex") and shutil.which("pdftoppm") and shutil.which("pdftotext")),
    reason="needs pdflatex, pdftoppm and pdftotext",
)


def compiled(
    bodies: Sequence[str], size: tuple[int, int], unit: float, folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run pdflatex over figures of one size, a page for each, into ``figure.pdf``."""
    documents = [tikz_document(body, size, unit) for body in bodies]
    head, tail = documents[0].split(_BEGIN)[0], documents[0].split(_END)[1]
    figures = [_BEGIN + text.split(_BEGIN)[1].split(_END)[0] + _END for text in documents]
    text = head + "\n\\newpage\n".join(figures) + tail
    (folder / "figure.tex").write_text(text, encoding="ascii")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "figure.tex"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def checked(done: subprocess.CompletedProcess[str], pages: int = 1) -> None:
    """Check that pdflatex ended well, with so many pages."""
    assert done.returncode == 0, done.stdout[-2000:]
    found = re.search(r"\((\d+) pages?,", done.stdout.replace("\n", ""))
    assert found is not None
    assert int(found[1]) == pages


def rasterised(folder: Path, unit: float) -> list[QImage]:
    """Return the pages, a pixel of their own for each logical one, as their sizes say."""
    command = ["pdftoppm", "-png", "-r", str(72 / unit), "figure.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return [QImage(str(path)) for path in sorted(folder.glob("page-*.png"))]


def pages_of(
    bodies: Sequence[str], size: tuple[int, int], unit: float, folder: Path
) -> list[QImage] | None:
    """Return the pictures of figures, or None where any of them stops pdflatex.

    A test then compiles its own figure alone, so that only the one that is wrong fails.
    """
    if compiled(bodies, size, unit, folder).returncode != 0:
        return None
    pages = rasterised(folder, unit)
    return pages if len(pages) == len(bodies) else None


def page_alone(body: str, size: tuple[int, int], unit: float, folder: Path) -> QImage:
    """Return a figure's picture; fail with TeX's words if it does not compile to one page."""
    checked(compiled([body], size, unit, folder))
    (page,) = rasterised(folder, unit)
    return page
