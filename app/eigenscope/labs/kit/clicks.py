"""What a click changes in a lab's inputs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any


def toggled(inputs: Any, field: str, clicked: object, nothing: object) -> Any | None:
    """Return the inputs with what was clicked in a field; a second click lets go of it.

    ``nothing`` is the field's value where nothing is chosen; None is returned if nothing changes.
    """
    before = getattr(inputs, field)
    after = nothing if clicked == before else clicked
    return None if after == before else replace(inputs, **{field: after})
