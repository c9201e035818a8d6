"""The options of ``eigenscope render``, apart from what they do: asking for help stays quick."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from eigenscope.document.figures import OUTLINES, PALETTES, QUALITIES, TEXT
from eigenscope.main.table_options import add_table_options, choices_of
from eigenscope.wording.words import Text, Words, as_it_is, say, together

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
    language: str = ""
    table: TableChoices | None = None


def options_of(arguments: argparse.Namespace) -> Options:
    """Return the options that argparse found."""
    parsed = vars(arguments)
    values = {f.name: parsed[f.name] for f in fields(Options) if f.name in parsed}
    listed = {"settings": tuple(parsed["set"]), "beside": tuple(parsed["beside"])}
    return Options(**{**values, **listed, "table": choices_of(arguments)})


def add_subject(parser: argparse.ArgumentParser) -> None:
    """Add what every command that opens a lab begins with: its name, or a session."""
    parser.add_argument(
        "what",
        metavar=say("what"),
        help=say("a lab's name (see: eigenscope labs) or a .eigen session"),
    )


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Add the option that sets the inputs of a lab."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar=say("NAME=VALUE"),
        help=say("an input of the lab"),
    )


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``render`` to its parser."""
    add_subject(parser)
    parser.add_argument("-o", "--output", required=True, metavar=say("FILE"), help=say(_OUTPUT))
    add_inputs(parser)
    parser.add_argument(
        "--beside", action="append", default=[], metavar=say("NAME=VALUE"), help=say(_BESIDE)
    )
    colours = Words("colours: {names}", {"names": together([*map(as_it_is, PALETTES)])})
    parser.add_argument("--palette", help=say(colours))
    parser.add_argument("--view", choices=("2d", "3d"), help=say("the plane face on, or space"))
    parser.add_argument("--size", help=say("in pixels, such as 1600x1000 (films: 1920x1080)"))
    parser.add_argument(
        "--width", help=say("such as 85mm, 3.3in, 800px, single or double (columns)")
    )
    parser.add_argument("--height", help=say("like the width; by default as the contents require"))
    parser.add_argument("--include", metavar=say("LIST"), help=say("of matrix, readouts, legend"))
    parser.add_argument(
        "--charts", metavar=say("LIST"), help=say("names of charts beside it, or all")
    )
    parser.add_argument(
        "--text-size",
        type=float,
        metavar="N",
        help=say("of labels: points in figures, × 1 in films"),
    )
    clear: Text = "no background (figures, .webm, .apng, folders)"
    parser.add_argument("--transparent", action="store_true", help=say(clear))
    figures = parser.add_argument_group(say("figures"))
    figures.add_argument("--at", metavar="T[,T…]", help=say("times 0 to 1, one picture each"))
    figures.add_argument("--dpi", type=float, help=say("dots per inch of a PNG (300)"))
    figures.add_argument(
        "--line-width", type=float, metavar=say("FACTOR"), help=say("of all lines (1)")
    )
    figures.add_argument("--columns", type=int, help=say("pictures beside each other"))
    figures.add_argument("--no-picture", action="store_true", help=say("charts alone"))
    figures.add_argument("--title", help=say("written above"))
    letters: Text = (
        "of .svg and .pdf: outlines look the same everywhere, text can be searched and edited"
    )
    figures.add_argument("--letters", choices=(OUTLINES, TEXT), help=say(letters))
    fragment: Text = "of .tex: a picture for \\input instead of a document"
    figures.add_argument("--fragment", action="store_true", help=say(fragment))
    films = parser.add_argument_group(say("films"))
    films.add_argument("--seconds", type=float, help=say("length, holds included (4)"))
    films.add_argument("--fps", type=int, help=say("frames per second (60)"))
    films.add_argument("--hold", metavar="S[,S]", help=say("seconds of rest at both ends (0.5)"))
    films.add_argument("--back", action="store_true", help=say("forwards and back, to be looped"))
    films.add_argument(
        "--orbit", type=float, metavar=say("DEGREES"), help=say("orbit of the camera, in space")
    )
    films.add_argument("--quality", choices=QUALITIES, help=say("of .mp4 and .webm (good)"))
    add_table_options(parser)


_BESIDE: Text = (
    "a second picture beside it with this input, or one that the lab knows (transpose); --beside "
    "none leaves out that of a session"
)
_OUTPUT: Text = (
    "figure (.png .svg .pdf .tex), film (.mp4 .webm .gif .apng) or a new folder of pictures "
    "(a name without an extension)"
)
