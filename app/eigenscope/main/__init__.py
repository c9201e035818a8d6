"""The composition root: the command line, and the only place that wires everything.

What holds for the whole process stands here, so that it holds before anything large is imported.
"""

import gc
import os

from eigenscope.main.command_line import run

__all__ = ["run"]

# Imports make tens of thousands of objects and hardly any garbage: Python's threshold of 700 has it
# look for some a hundred times before the first picture.
gc.set_threshold(100_000, 10, 10)

# numpy's OpenBLAS starts its threads when it is imported, and they spin for a tenth of a second
# each time they have nothing to do, unless told to sleep at once (2⁴ cycles).
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")
