"""The command line; without a word on it, the window, which then waits for no parser."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Sequence

from eigenscope.document.ending import ENDING
from eigenscope.main.errors import UserError
from eigenscope.main.speech import speak_as_asked
from eigenscope.wording.words import say

_WRONG = 2  # exit code for wrong input, as argparse has it
_TAKING_TEXT = ("analyse", "evaluate", "trace")  # what may begin with a minus
_OPTION = re.compile(r"-h|--[a-z][\w-]+(=.*)?", re.DOTALL)
_INTERRUPTED = 130  # as a shell has it after Ctrl+C


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # λ and √ must not stop a terminal that knows only ASCII
            reconfigure(errors="replace")
    with warnings.catch_warnings():
        if not sys.warnoptions:  # what libraries tell developers; -W and PYTHONWARNINGS show it
            warnings.simplefilter("ignore")
            os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")
        try:
            asked, rest = speak_as_asked(arguments)
            return _carried_out(rest, asked)
        except UserError as error:
            if "--json" in arguments:
                import json

                print(json.dumps({"error": str(error).splitlines()[0]}, ensure_ascii=False))
            print(f"eigenscope: {error}", file=sys.stderr)
            return _WRONG
        except KeyboardInterrupt:
            print(f"\neigenscope: {say('interrupted')}", file=sys.stderr, flush=True)
            # At once: painters that were at work must not be taken apart one after the other.
            os._exit(_INTERRUPTED)
        except BrokenPipeError:
            return 1


def _carried_out(arguments: Sequence[str], language: str) -> int:
    if not arguments:
        from eigenscope.main.application import open_window

        return open_window(temporary=False, language=language)
    from argparse import Namespace

    from eigenscope.main.commands import make_parser

    known = Namespace(language=language)  # it was read before there was a parser
    options = make_parser().parse_args(_with_expression(_with_open(arguments)), known)
    return int(options.command(options))


def _with_open(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the command "open" before a session, where there is none."""
    words = list(arguments)
    first = next((k for k, word in enumerate(words) if not word.startswith("-")), None)
    if first is not None and words[first].endswith(ENDING):
        words.insert(first, "open")
    return words


def _with_expression(words: list[str]) -> list[str]:
    """Return the arguments with texts such as -2A where they are not taken for options."""
    command = next((word for word in words if not word.startswith("-")), "")
    if command not in _TAKING_TEXT or "--" in words:
        return words
    start = words.index(command) + 1
    arguments, texts = words[:start], []
    for before, word in zip(words[start - 1 :], words[start:], strict=False):
        if before == "--define" and word.startswith("-"):
            arguments[-1] = f"{before}={word}"
        elif word.startswith("-") and not _OPTION.fullmatch(word):
            texts.append(word)
        else:
            arguments.append(word)
    return [*arguments, "--", *texts] if texts else arguments
