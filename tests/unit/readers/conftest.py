"""Small files of every format, written once for all tests of a module."""

from __future__ import annotations

import pytest

from .files import valid_files


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return valid_files(tmp_path_factory.mktemp("valid"))
