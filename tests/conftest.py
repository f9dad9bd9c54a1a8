"""What tests of several files share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.ask import Assistant
    from index.encoder.bundled import BundledEmbedder

# How long an example takes says how busy the machine is; a text that takes for ever meets the time-out.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="session")
def embedder() -> BundledEmbedder:
    """The bundled model, loaded once."""
    from index.embed import LateEmbedder

    return LateEmbedder().load()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: BundledEmbedder) -> Assistant:
    """An assistant ready to answer from a copy of ``seeds/``; nothing may change that folder."""
    folder = tmp_path_factory.mktemp("archive")
    shutil.copytree(SEEDS, folder / "seeds")
    return ready_over(folder, embedder)


@pytest.fixture(scope="session")
def archive_of(
    tmp_path_factory: pytest.TempPathFactory, embedder: BundledEmbedder
) -> Callable[[dict[str, str]], Assistant]:
    """Makes an assistant ready to answer from articles given by file name."""

    def made(texts: dict[str, str]) -> Assistant:
        folder = tmp_path_factory.mktemp("archive_of")
        (folder / "seeds").mkdir()
        for name, text in texts.items():
            (folder / "seeds" / name).write_text(text, encoding="utf-8")
        return ready_over(folder, embedder)

    return made


def ready_over(folder: Path, embedder: BundledEmbedder) -> Assistant:
    """An assistant ready to answer from the ``seeds`` of a folder, its index beside them."""
    from assistant.ask import Assistant
    from assistant.settings import load_settings

    assistant = Assistant(load_settings(seeds=folder / "seeds", index=folder / "index"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.archive.load_embedder", lambda _: embedder)
        assistant.prepare()
    return assistant
