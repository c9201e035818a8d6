"""What is written beside its place and then put there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from eigenscope.document.atomic import replacing, replacing_folder


@pytest.mark.parametrize(("making", "maker"), [(replacing, "open"), (replacing_folder, "mkdir")])
def test_what_is_interrupted_as_soon_as_it_is_there_leaves_nothing(
    making: Callable[[Path], AbstractContextManager[Path]],
    maker: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = getattr(Path, maker)

    def interrupted(path: Path, *mode: str) -> None:
        made = make(path, *mode)
        if made is not None:
            made.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, maker, interrupted)
    with pytest.raises(KeyboardInterrupt), making(tmp_path / "film.mp4"):
        pass
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())
