"""The composition root: the command line, and the only place that wires everything."""

from eigenscope.main.command_line import run

__all__ = ["run"]
