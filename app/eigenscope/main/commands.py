"""The commands of the command line: what each takes, and what carries it out.

Nothing heavy is imported before the command that needs it is known.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

from eigenscope import __version__
from eigenscope.main.errors import UserError
from eigenscope.main.parser_words import HelpFormatter, speak_in_parsers
from eigenscope.main.render_options import add_inputs, add_options, add_subject, options_of
from eigenscope.main.speech import OPTION
from eigenscope.main.table_options import add_table_options
from eigenscope.main.terminal_text import cells_of, padded
from eigenscope.wording.language import LANGUAGES
from eigenscope.wording.words import Words, say


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, like every other message of the program."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=HelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise UserError, naming the command."""
        command = self.prog.partition(" ")[2]
        raise UserError(f"{command}: {message}" if command else message)


def make_parser() -> argparse.ArgumentParser:
    """Return what knows all commands and their options."""
    speak_in_parsers()
    parser = _Parser(
        prog="eigenscope",
        description=say(
            "See the linear algebra of deep learning. Without a command, opens the window."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"eigenscope {__version__}",
        help=say("show program's version number and exit"),
    )
    parser.add_argument(
        "--temp-basedir",
        action="store_true",
        help=say("start fresh: remember nothing from earlier runs, nor for later ones"),
    )
    parser.add_argument(
        OPTION,
        choices=tuple(LANGUAGES),  # read before there is a parser
        help=say("the language of everything that is said (the system's)"),
    )
    parser.set_defaults(command=_window, session=None)
    commands = parser.add_subparsers(title=say("commands"), metavar=say("COMMAND"))

    opening = commands.add_parser(
        "open", help=say("open a session (the word open can be left out)")
    )
    opening.add_argument("session", metavar=say("session"), help=say("a .eigen file"))
    opening.set_defaults(command=_window)

    analyse = commands.add_parser("analyse", help=say("analyse a matrix"))
    analyse.add_argument(
        "matrix",
        metavar=say("matrix"),
        help=say('such as "[[2,1],[1,2]]" or "[2 1; 1 2]"; or a FILE[:tensor]'),
    )
    _add_json(analyse)
    analyse.add_argument("--device", help=say("cpu, cuda or mps; the best by default"))
    add_table_options(analyse)
    analyse.set_defaults(command=_analyse)

    evaluate = commands.add_parser("evaluate", help=say("evaluate an expression"))
    evaluate.add_argument(
        "expression",
        metavar=say("expression"),
        help=say('such as "A^-1 B A" or "rot(30) [1, 0]"; or a FILE[:tensor]'),
    )
    evaluate.add_argument(
        "--define",
        action="append",
        default=[],
        metavar=say("NAME=EXPRESSION"),
        help=say("what a name stands for; can be given several times, in any order"),
    )
    evaluate.add_argument(
        "--exact", action="store_true", help=say("print exact values where they are known")
    )
    _add_json(evaluate)
    add_table_options(evaluate)
    evaluate.set_defaults(command=_evaluate)

    render = commands.add_parser("render", help=say("make a figure or a film, without a window"))
    add_options(render)
    render.set_defaults(command=_render)

    numbers = commands.add_parser("numbers", help=say("print what stands beside a lab's picture"))
    _add_lab(numbers)
    numbers.add_argument(
        "--at", default="1", metavar="T", help=say("a time from 0 to 1 (1, the end)")
    )
    _add_json(numbers)
    add_table_options(numbers)
    numbers.set_defaults(command=_numbers)

    code = commands.add_parser("code", help=say("print the torch program that computes the same"))
    _add_lab(code)
    add_table_options(code)
    code.set_defaults(command=_code)

    labs = commands.add_parser("labs", help=say("list the labs, or what one of them takes"))
    labs.add_argument(
        "lab",
        nargs="?",
        metavar=say("lab"),
        help=say("a lab's name: its inputs, topics, experiments"),
    )
    _add_json(labs)
    labs.set_defaults(command=_labs)
    trace = commands.add_parser("trace", help=say("the steps of lines of torch or NumPy"))
    trace.add_argument("program", metavar=say("code"), help=say("lines of code, or a FILE.py"))
    _add_json(trace)
    trace.add_argument(
        "--seed", type=int, default=0, metavar="N", help=say("of random numbers; 0 if not said")
    )
    trace.set_defaults(command=_trace)

    info = commands.add_parser("info", help=say("versions, computing device, OpenGL"))
    info.set_defaults(command=_info)
    return parser


def _window(options: argparse.Namespace) -> int:
    from eigenscope.main.application import open_window

    path = None if options.session is None else Path(options.session)
    return open_window(temporary=options.temp_basedir, path=path, language=options.language)


def _analyse(options: argparse.Namespace) -> int:
    from eigenscope.main.matrix_argument import matrix_argument
    from eigenscope.main.table_options import choices_of

    matrix = matrix_argument(options.matrix, choices_of(options))
    from eigenscope.engine.analysis.analyse import analyse
    from eigenscope.engine.analysis.report import as_json, as_table
    from eigenscope.wording.errors import reason_of

    try:
        analysis = analyse(matrix.array, matrix.exact, device=options.device)
    except ValueError as error:
        raise UserError(reason_of(error)) from error
    if options.json:
        import json

        print(json.dumps(as_json(analysis), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(as_table(analysis, matrix.typed))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from eigenscope.main.evaluating import evaluate
    from eigenscope.main.file_report import report
    from eigenscope.main.table_options import choices_of
    from eigenscope.readers.formats import file_and_tensor

    choices = choices_of(options)
    file = file_and_tensor(options.expression)
    if file is not None:
        if options.exact or options.define:
            raise UserError("evaluate: --exact and --define are for expressions, not for files")
        print(report(*file, as_json=options.json, choices=choices))
        return 0
    printed = evaluate(
        options.expression,
        options.define,
        exact=options.exact,
        as_json=options.json,
        choices=choices,
    )
    print(printed)
    return 0


def _render(options: argparse.Namespace) -> int:
    from eigenscope.main.rendering import render

    render(options_of(options))
    return 0


def _add_lab(parser: argparse.ArgumentParser) -> None:
    add_subject(parser)
    add_inputs(parser)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=say("as JSON"))


def _numbers(options: argparse.Namespace) -> int:
    from eigenscope.main.lab_numbers import numbers, time_of
    from eigenscope.main.session_argument import session_of
    from eigenscope.main.table_options import choices_of

    time = time_of(options.at)
    session = session_of(options.what, options.set, choices_of(options))
    text, wrong = numbers(session, time, as_json=options.json)
    print(text)
    return _status(wrong)


def _code(options: argparse.Namespace) -> int:
    from eigenscope.main.session_argument import previewed, session_of
    from eigenscope.main.table_options import choices_of

    session = session_of(options.what, options.set, choices_of(options))
    print(session.lab.code(previewed(session)).rstrip("\n"))
    return 0


def _labs(options: argparse.Namespace) -> int:
    from eigenscope.main.lab_description import all_labs, one_lab

    name, as_json = options.lab, options.json
    print(all_labs(as_json=as_json) if name is None else one_lab(name, as_json=as_json))
    return 0


def _trace(options: argparse.Namespace) -> int:
    from eigenscope.main.tracing import traced

    text, wrong = traced(options.program, options.seed, as_json=options.json)
    if options.json or wrong is None:
        print(text)
    return _status(wrong)


def _status(wrong: Words | None) -> int:
    """Tell what is wrong with a program, if anything is, and return the exit status."""
    if wrong is None:
        return 0
    print(f"eigenscope: {wrong}", file=sys.stderr)
    return 2


def _info(_: argparse.Namespace) -> int:
    from eigenscope.main.information import information

    lines = information()
    width = 2 + max((cells_of(name) for name, _ in lines), default=0)
    print("\n".join(f"{padded(name, width)}{value}" for name, value in lines))
    return 0
