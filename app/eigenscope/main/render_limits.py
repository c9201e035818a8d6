"""Which options of ``eigenscope render`` are for which kinds of output: the others are refused."""

from __future__ import annotations

from typing import Final

from eigenscope.export.film_formats import FORMATS
from eigenscope.main.errors import UserError
from eigenscope.main.render_options import Options
from eigenscope.wording.words import Text, Words, as_it_is, as_words, listed

FIGURES: Final = (".png", ".svg", ".pdf", ".tex")
FILMS: Final = (".mp4", ".webm", ".gif", ".apng")
FOLDER: Final = ""
"""The ending of a folder of pictures."""

_GIF_FPS = next(kind.most_fps for kind in FORMATS if kind.ending == ".gif")
_ALL_FILMS = (*FILMS, FOLDER)
_CLEAR = (*FIGURES, ".webm", ".apng", FOLDER)

TAKEN_BY: Final[dict[str, tuple[str, ...]]] = {
    "settings": (*FIGURES, *_ALL_FILMS),
    "beside": (*FIGURES, *_ALL_FILMS),
    "palette": (*FIGURES, *_ALL_FILMS),
    "language": (*FIGURES, *_ALL_FILMS),
    "view": (*FIGURES, *_ALL_FILMS),
    "size": (*FIGURES, *_ALL_FILMS),
    "width": (*FIGURES, *_ALL_FILMS),
    "height": (*FIGURES, *_ALL_FILMS),
    "text_size": (*FIGURES, *_ALL_FILMS),
    "include": (*FIGURES, *_ALL_FILMS),
    "charts": (*FIGURES, *_ALL_FILMS),
    "transparent": _CLEAR,
    "at": FIGURES,
    "dpi": (".png",),
    "line_width": FIGURES,
    "title": FIGURES,
    "columns": FIGURES,
    "no_picture": FIGURES,
    "letters": (".svg", ".pdf"),
    "fragment": (".tex",),
    "seconds": _ALL_FILMS,
    "fps": _ALL_FILMS,
    "hold": _ALL_FILMS,
    "back": _ALL_FILMS,
    "orbit": _ALL_FILMS,
    "quality": (".mp4", ".webm"),
}
"""For each option, the endings of the files that it changes something of."""


def refuse_unused(options: Options, ending: str) -> None:
    """Raise UserError if an option that was given would change nothing of such a file."""
    for name, endings in TAKEN_BY.items():
        if getattr(options, name) not in (None, False, (), "") and ending not in endings:
            option = as_it_is("--" + ("set" if name == "settings" else name.replace("_", "-")))
            raise UserError(
                Words(
                    "{option} is for {kinds}, not for {kind}",
                    {
                        "option": option,
                        "kinds": as_words(_kinds(endings)),
                        "kind": as_words(_kind(ending)),
                    },
                )
            )
    if ending == ".gif" and (options.fps or 0) > _GIF_FPS:
        raise UserError(
            Words(
                "--fps: players show at most {most} frames per second of a .gif",
                {"most": f"{_GIF_FPS}"},
            )
        )
    if options.no_picture and not options.charts:
        raise UserError("--no-picture leaves nothing: name charts with --charts")
    if options.size is not None and (options.width or options.height):
        raise UserError("--size is the width and the height: give it, or --width and --height")


def _kind(ending: str) -> Text:
    if not ending:
        return "a folder of pictures"
    return Words("a {ending} file", {"ending": ending})


def _kinds(endings: tuple[str, ...]) -> Text:
    if endings == FIGURES:
        return "figures"
    if endings == _ALL_FILMS:
        return "films"
    return listed([as_it_is(ending) if ending else Words("folders") for ending in endings])
