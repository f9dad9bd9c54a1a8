"""What tests of several files share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from index.embed import Embedder

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled model, loaded once."""
    from index.embed import LateEmbedder

    return LateEmbedder().load()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    """An assistant ready to answer from a copy of ``seeds/``; nothing may change that folder."""
    from assistant.ask import Assistant
    from assistant.settings import load_settings

    folder = tmp_path_factory.mktemp("archive")
    shutil.copytree(SEEDS, folder / "seeds")
    assistant = Assistant(load_settings(seeds=folder / "seeds", index=folder / "index"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.desk.load_embedder", lambda _: embedder)
        assistant.prepare()
    return assistant
