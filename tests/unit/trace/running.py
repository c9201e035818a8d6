"""Lines of drawn programs, as Python itself runs them."""

from __future__ import annotations

import warnings
from typing import Any


def runs(line: str, scope: dict[str, Any]) -> bool:
    """Run a line on what its names stand for; tell whether it ran to its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(line, scope)
    except Exception:
        return False
    return True
