"""The folder of question sets and stories that the benchmarks read: the one that HEMEROTECA_DATA names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_NAMED = os.environ.get("HEMEROTECA_DATA")
DATA = Path(_NAMED) if _NAMED else Path(__file__).parent / "unnamed"
if _NAMED and not DATA.is_dir():
    raise NotADirectoryError(f"{DATA}: HEMEROTECA_DATA names no folder")
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="HEMEROTECA_DATA names no folder: make bench DATA=folder"
)
