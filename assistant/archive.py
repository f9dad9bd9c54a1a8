"""Settings -> an archive open to be worked with, in one state: store, model, what searches and cites it.

All parts are of the same store. Whoever has one goes on with it while another takes its place.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from assistant.compose import Composer
from assistant.library import Library, Snapshot
from assistant.retrieve import HybridSearch
from assistant.translate import translate
from index.embed import BUNDLED, load_embedder
from index.encoder.weights import BUNDLED_NAME
from index.errors import StoreMismatch
from index.split import SPLITTER
from index.storage.private import private_copy
from index.store import Stamp, Store

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.embed import Embedder, LateEmbedder

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Archive:
    """An open store, the model that it was embedded with and how long its passages are, in tokens.

    ``library`` gives its articles, ``composer`` cites them, ``search`` finds their passages; ``settings`` are
    as they were given, but for an index that may not be written.
    """

    settings: Settings
    store: Store
    embedder: Embedder | LateEmbedder
    tokens: int
    library: Library
    composer: Composer
    search: HybridSearch

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the store that the settings name and load its model.

        Raises:
            ModelError: the model cannot be loaded.
            StoreError: the index cannot be opened, or was built otherwise.
        """
        settings = _with_index_to_write(settings)
        store = Store(settings.index, url=settings.chroma_url)
        embedder = load_embedder(settings.embedding_model)
        tokens = settings.passage_tokens
        store.claim(Stamp(embedder.name, embedder.dimension, _splitter(tokens)))
        return cls._of(settings, store, embedder, tokens)

    @classmethod
    def _of(cls, settings: Settings, store: Store, embedder: Embedder | LateEmbedder, tokens: int) -> Self:
        library = Library(store)
        search = HybridSearch(store, embedder, lexical_weight=settings.lexical_weight)
        return cls(settings, store, embedder, tokens, library, Composer(library), search)

    def anew(self) -> Self:
        """The same store read anew: what it holds is another than it was."""
        return self._of(self.settings, self.store, self.embedder, self.tokens)

    def taken_up(self, stamp: Stamp) -> Self:
        """The index that another process has built in this one's place, with another model or passage size.

        Raises:
            ModelError: its model cannot be loaded here.
            StoreMismatch: another version of this program has built it.
        """
        tokens = _tokens_of(stamp.splitter)
        if tokens is None:
            raise StoreMismatch(
                f"{self.settings.index}: another version has built it anew; start this one again"
            )
        embedder = self.embedder
        if stamp.model != embedder.name:
            embedder = load_embedder(BUNDLED if stamp.model == BUNDLED_NAME else stamp.model)
        store = Store(self.settings.index, url=self.settings.chroma_url)
        store.claim(stamp)
        return self._of(self.settings, store, embedder, tokens)

    def for_one_answer(self) -> Self:
        """The same with every article staying as it is when first opened."""
        snapshot = Snapshot(self.library)
        return replace(self, library=snapshot, composer=Composer(snapshot))


def _with_index_to_write(settings: Settings) -> Settings:
    """The settings, their index a copy if it may not be written; on a server there is nothing to copy."""
    copy = None if settings.chroma_url else private_copy(settings.index)
    if copy is None:
        return settings
    said = f"{settings.index}: the index may not be written: a temporary copy answers, which is not kept"
    logger.warning("%s", translate(said, settings.language))
    return settings.model_copy(update={"index": copy})


def _splitter(tokens: int) -> str:
    return f"{SPLITTER}, {tokens} tokens"


def _tokens_of(splitter: str) -> int | None:
    """The inverse of ``_splitter``; None if passages are cut otherwise."""
    found = re.fullmatch(rf"{re.escape(SPLITTER)}, (\d+) tokens", splitter)
    return int(found[1]) if found else None
