"""The command line. Nothing heavy is imported before the command that needs it is known."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from eigenscope import __version__
from eigenscope.main.errors import UserError

_WRONG = 2  # exit code for wrong input, as argparse has it


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # λ and √ must not stop a terminal that knows only ASCII
            reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except UserError as error:
        print(f"eigenscope: {error}", file=sys.stderr)
        return _WRONG
    except BrokenPipeError:
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="eigenscope",
        description="See the linear algebra of deep learning. Without a command, opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"eigenscope {__version__}")
    parser.add_argument(
        "--temp-basedir",
        action="store_true",
        help="start fresh: remember nothing from earlier runs, nor for later ones",
    )
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    analyse = commands.add_parser("analyse", help="tell everything about a matrix")
    analyse.add_argument("matrix", help='such as "[[2,1],[1,2]]" or "[2 1; 1 2]"')
    analyse.add_argument("--json", action="store_true", help="as JSON")
    analyse.add_argument("--device", help="cpu, cuda or mps; the best by default")
    analyse.set_defaults(command=_analyse)

    render = commands.add_parser("render", help="draw a lab's picture to a file")
    render.add_argument("lab", help="a lab's name, see: eigenscope labs")
    render.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="an input of the lab"
    )
    render.add_argument("--at", default="1", help="time, 0 to 1 (default 1)")
    render.add_argument("--size", default="1600x1000", help="in pixels (default 1600x1000)")
    render.add_argument("--palette", default="light", help="dark, light, print or colourblind")
    render.add_argument("--view", choices=("2d", "3d"), help="the plane face on, or space")
    render.add_argument("-o", "--output", required=True, help="a .png or .svg file")
    render.set_defaults(command=_render)

    labs = commands.add_parser("labs", help="list the labs")
    labs.set_defaults(command=_labs)
    info = commands.add_parser("info", help="versions, computing device, OpenGL")
    info.set_defaults(command=_info)
    return parser


def _window(options: argparse.Namespace) -> int:
    from eigenscope.main.application import open_window

    path = None if options.session is None else Path(options.session)
    return open_window(temporary=options.temp_basedir, path=path)


def _analyse(options: argparse.Namespace) -> int:
    from eigenscope.language.matrix_text import parse_matrix
    from eigenscope.language.messages import LanguageError

    try:
        matrix = parse_matrix(options.matrix, maximum=None)
    except LanguageError as error:
        raise UserError(f"the matrix cannot be read: {error}") from error
    from eigenscope.engine.analysis import analyse
    from eigenscope.engine.report import as_json, as_table

    try:
        analysis = analyse(matrix.to_array(), matrix.fractions(), device=options.device)
    except ValueError as error:
        raise UserError(str(error)) from error
    if options.json:
        import json

        print(json.dumps(as_json(analysis), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(as_table(analysis))
    return 0


def _render(options: argparse.Namespace) -> int:
    from eigenscope.main.rendering import render

    render(
        lab_name=options.lab,
        settings=options.set,
        at=options.at,
        size=options.size,
        palette=options.palette,
        view=options.view,
        output=options.output,
    )
    return 0


def _labs(_: argparse.Namespace) -> int:
    from eigenscope.labs.registry import lab_names, load_lab

    names = lab_names()
    for name in names:
        print(f"{name:<{max(map(len, names))}}  {load_lab(name).title}")
    return 0


def _info(_: argparse.Namespace) -> int:
    from eigenscope.main.information import information

    print("\n".join(f"{name:<12}{value}" for name, value in information()))
    return 0
