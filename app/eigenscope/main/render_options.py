"""The options of ``eigenscope render``, apart from what they do: asking for help stays quick."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from eigenscope.document.figures import OUTLINES, PALETTES, QUALITIES, TEXT
from eigenscope.main.table_options import add_table_options, choices_of

if TYPE_CHECKING:
    from eigenscope.readers.table_reading import TableChoices


@dataclass(frozen=True)
class Options:
    """The command's options as they were typed; None where they were not."""

    what: str
    output: str
    settings: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    at: str | None = None
    size: str | None = None
    width: str | None = None
    height: str | None = None
    dpi: float | None = None
    palette: str | None = None
    view: str | None = None
    text_size: float | None = None
    line_width: float | None = None
    title: str | None = None
    include: str | None = None
    columns: int | None = None
    charts: str | None = None
    no_picture: bool = False
    transparent: bool = False
    seconds: float | None = None
    fps: int | None = None
    hold: str | None = None
    back: bool = False
    orbit: float | None = None
    letters: str | None = None
    fragment: bool = False
    quality: str | None = None
    table: TableChoices | None = None


def options_of(arguments: argparse.Namespace) -> Options:
    """Return the options that argparse found."""
    parsed = vars(arguments)
    values = {f.name: parsed[f.name] for f in fields(Options) if f.name in parsed}
    listed = {"settings": tuple(parsed["set"]), "beside": tuple(parsed["beside"])}
    return Options(**{**values, **listed, "table": choices_of(arguments)})


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``render`` to its parser."""
    parser.add_argument("what", help="a lab's name (see: eigenscope labs) or a .eigen session")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=_OUTPUT)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="an input of the lab"
    )
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=VALUE", help=_BESIDE)
    parser.add_argument("--palette", help=f"colours: {', '.join(PALETTES)}")
    parser.add_argument("--view", choices=("2d", "3d"), help="the plane face on, or space")
    parser.add_argument("--size", help="in pixels, such as 1600x1000 (films: 1920x1080)")
    parser.add_argument("--width", help="such as 85mm, 3.3in, 800px, single or double (columns)")
    parser.add_argument("--height", help="like the width; by default as the contents require")
    parser.add_argument("--include", metavar="LIST", help="of matrix, readouts, legend")
    parser.add_argument("--charts", metavar="LIST", help="names of charts beside it, or all")
    parser.add_argument(
        "--text-size", type=float, metavar="N", help="of labels: points in figures, × 1 in films"
    )
    clear = "no background (figures, .webm, .apng, folders)"
    parser.add_argument("--transparent", action="store_true", help=clear)
    figures = parser.add_argument_group("figures")
    figures.add_argument("--at", metavar="T[,T…]", help="times 0 to 1, one picture each")
    figures.add_argument("--dpi", type=float, help="dots per inch of a PNG (300)")
    figures.add_argument("--line-width", type=float, metavar="FACTOR", help="of all lines (1)")
    figures.add_argument("--columns", type=int, help="pictures beside each other")
    figures.add_argument("--no-picture", action="store_true", help="charts alone")
    figures.add_argument("--title", help="written above")
    letters = "of .svg and .pdf: outlines look the same everywhere, text can be searched and edited"
    figures.add_argument("--letters", choices=(OUTLINES, TEXT), help=letters)
    fragment = "of .tex: a picture for \\input instead of a document"
    figures.add_argument("--fragment", action="store_true", help=fragment)
    films = parser.add_argument_group("films")
    films.add_argument("--seconds", type=float, help="length, holds included (4)")
    films.add_argument("--fps", type=int, help="frames per second (60)")
    films.add_argument("--hold", metavar="S[,S]", help="seconds of rest at both ends (0.5)")
    films.add_argument("--back", action="store_true", help="forwards and back, to be looped")
    films.add_argument(
        "--orbit", type=float, metavar="DEGREES", help="orbit of the camera, in space"
    )
    films.add_argument("--quality", choices=QUALITIES, help="of .mp4 and .webm (good)")
    add_table_options(parser)


_BESIDE = (
    "a second picture beside it with this input, or one that the lab knows (transpose); --beside "
    "none leaves out that of a session"
)
_OUTPUT = (
    "figure (.png .svg .pdf .tex), film (.mp4 .webm .gif .apng) or a new folder of pictures "
    "(a name without an extension)"
)
