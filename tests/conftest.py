"""What tests of several files share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from index.embed import Embedder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled model, loaded once."""
    from index.embed import BUNDLED, load_embedder

    return load_embedder(BUNDLED)
