"""A folder and a store -> the store true to the folder.

First the difference between the digests of both, then article by article until
there is none. Each article changes in one step (see `store`), so a run that is
cut short leaves every article whole, old or new, and the next run does the rest.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from index.errors import ArticleError, ModelUnavailable, StoreDamaged, UnreadableArticle
from index.folder import difference, refusal, survey
from index.lexical_sync import follow_store, open_lexical, write_lexical
from index.readers import file_of, is_container, read_article, read_container
from index.split import contextual_text, split
from index.storage.findings import Failure, Findings
from index.storage.hnsw import is_unit
from index.storage.home import require_home, settle
from index.storage.records import StoredPassage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article, Passage, Source
    from index.folder import Difference, Survey
    from index.lexical import LexicalIndex
    from index.storage.write import Writer
    from index.store import Store

    Tiled = tuple[Article, list[Passage]]

_PASSAGES_AT_ONCE = 128
_MOST_TRIED = 500
# A digest that no file has.
_OUTDATED = "outdated"


class PassageEmbedder(Protocol):
    """What sync needs of an embedder."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 [texts, dimension]."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did to the index; each article is in one of the lists, save for failures and copies.

    ``removed`` has what the index no longer holds: files that are gone, and files
    edited into something that cannot be read, which are in ``failed`` too.
    ``renamed`` has pairs of old and new path; ``relisted`` the articles that have come
    to be under more paths or fewer. ``copies`` has pairs: a path in the folder, and the
    article that has the same content. ``passages`` counts those in the store at its end,
    ``embedded`` those it computed.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    relisted: tuple[str, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0

    @property
    def changed_something(self) -> bool:
        """Whether the index is another than before."""
        return bool(self.added or self.updated or self.removed or self.renamed or self.relisted)


def sync(
    folder: Path,
    store: Store,
    embedder: PassageEmbedder,
    *,
    max_tokens: int,
    report: Callable[[int, int], None] | None = None,
    wait_seconds: float = 60.0,
) -> SyncReport:
    """Make the store true to the folder; ``report`` is told articles done and articles to do.

    Another process that is writing is waited for ``wait_seconds``.

    A file that cannot be read is listed in ``failed``, and is not in the index
    afterwards whatever it said before.

    Raises:
        SeedsFolderMissing: there is no such folder.
        StoreLocked: another process was writing all the while.
        StoreOfOtherFolder: the index is of another folder; nothing was done.
        StoreUnavailable: the index cannot be read or written; what it holds still counts.
    """
    started = time.perf_counter()

    works: list[_Work] = []

    def make_true() -> Survey:
        with store.writing(wait_seconds=wait_seconds) as writer:
            findings = Findings.load(store.folder)
            found = survey(folder, findings)
            require_home(folder, store, found.sources)
            settle(folder, writer.store)
            plan = _difference(found, writer.store)
            words = open_lexical(store) if writer.store is store else None
            work = _Work(folder, writer, embedder, plan, words)
            works.append(work)
            work.do(max_tokens, report or (lambda _done, _total: None))
            findings.learn_failures(work.refused)
            findings.save(found.files)
            work.save_words()
        return found

    found: Survey | None = None
    with suppress(StoreDamaged):
        found = make_true()
    if found is None:
        # It is mended as it is opened again, and what was done before still counts.
        found = make_true()
    store.wanting.clear()
    if works[-1].words is None:
        follow_store(open_lexical(store), store)
    return replace(
        _report(works, store),
        failed=(*works[-1].failed, *found.failures),
        seconds=time.perf_counter() - started,
    )


def _report(works: Sequence[_Work], store: Store) -> SyncReport:
    """What was done: in one go, or in the one that met damage and in the one that did the rest."""
    renames = [rename for work in works for rename in work.plan.renamed]
    # An article that a copy has taken over is still where it was.
    renamed = {each.source.path: each.old for each in renames if each.old not in each.source.copies}
    relisted = {source.path for work in works for source in work.plan.relisted} | (
        {each.source.path for each in renames} - renamed.keys()
    )
    updated = {source.path for work in works for source in work.plan.updated}
    stored = dict.fromkeys(path for work in works for path in work.stored)
    copies = store.copies()
    return SyncReport(
        added=tuple(path for path in stored if path not in {*renamed, *updated, *relisted}),
        updated=tuple(path for path in stored if path in updated),
        removed=tuple(sorted({path for work in works for path in work.removed})),
        unchanged=tuple(path for path in works[-1].plan.unchanged if path not in stored),
        renamed=tuple((renamed[path], path) for path in stored if path in renamed),
        relisted=tuple(path for path in stored if path in relisted),
        copies=tuple((copy, path) for path in sorted(copies) for copy in copies[path]),
        passages=store.passage_count(),
        embedded=sum(work.embedded for work in works),
    )


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sync would do, and what the last one could not take in, which the next will not either."""

    plan: Difference
    failed: tuple[Failure, ...]


def compare(folder: Path, store: Store | None) -> Outlook:
    """How the folder and the store (None: an empty one) differ; no model is needed.

    Of what was never tried, the first ``_MOST_TRIED`` articles are read, to tell whether they can be.

    Raises:
        SeedsFolderMissing: there is no such folder, or it cannot be listed.
    """
    findings = Findings.load(store.folder) if store else Findings(folder)
    found = survey(folder, findings)
    plan = _difference(found, store) if store else difference(found.sources, {})
    reasons = {source.path: findings.reason(source) for source in (*plan.added, *plan.updated)}
    untried = [source for source in plan.added if reasons[source.path] is None]
    reasons |= {source.path: refusal(folder, source) for source in untried[:_MOST_TRIED]}
    failed = (Failure(_shown(path), reason) for path, reason in reasons.items() if reason is not None)
    plan = replace(plan, added=tuple(source for source in plan.added if reasons[source.path] is None))
    return Outlook(plan, (*failed, *found.failures))


def _difference(found: Survey, store: Store) -> Difference:
    """What must be done; an article whose record is of a former form is to be updated."""
    stored = store.digests() | dict.fromkeys(store.outdated(), _OUTDATED)
    return difference(found.sources, stored, store.copies())


@dataclass(slots=True)
class _Work:
    """A difference being made good; its lists grow as it is."""

    folder: Path
    writer: Writer
    embedder: PassageEmbedder
    plan: Difference
    words: LexicalIndex | None
    stored: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: list[tuple[Source, str]] = field(default_factory=list)
    embedded: int = 0
    _opened: tuple[str, dict[str, Article]] = ("", {})

    @property
    def failed(self) -> tuple[Failure, ...]:
        """The refused files, as they are reported."""
        return tuple(Failure(_shown(source.path), reason) for source, reason in self.refused)

    def do(self, max_tokens: int, report: Callable[[int, int], None]) -> None:
        """Take out what is gone, then read, embed and store the rest."""
        self._remove(self.plan.removed)
        former = {rename.source.path: rename.old for rename in self.plan.renamed}
        # What changes goes last: until then what comes may have its vectors, as a copy of what it was.
        plan = self.plan
        todo = [*(rename.source for rename in plan.renamed), *plan.added, *plan.relisted, *plan.updated]
        refused: list[str] = []
        if todo:
            report(0, len(todo))
        for batch in _batches(self._read(todo, max_tokens, refused)):
            self._put(batch, former)
            self.save_words()
            report(len(self.stored) + len(refused), len(todo))
        stale = {former.get(path, path) for path in refused}
        self._remove(sorted(stale & self.writer.store.catalogue.by_path.keys()))

    def save_words(self) -> None:
        """Bring the index of words up to the store; none is made of what is built beside it."""
        if self.words:
            write_lexical(self.words, self.writer.store, self.writer.take_changes())

    def _remove(self, paths: Sequence[str]) -> None:
        self.writer.remove(paths)
        self.removed += paths

    def _read(self, todo: Iterable[Source], max_tokens: int, refused: list[str]) -> Iterator[Tiled]:
        """Read and split what can be; ``refused`` grows by what cannot."""
        for source in todo:
            try:
                article = self._read_one(source)
            except ArticleError as error:
                refused.append(source.path)
                # A file taken away meanwhile is no failure.
                if os.path.lexists(self.folder / file_of(source.path)):
                    self.refused.append((source, str(error)))
            except KeyError:
                # A row taken away meanwhile is no failure either.
                refused.append(source.path)
            else:
                article = replace(article, copies=source.copies)
                yield article, split(article, max_tokens=max_tokens)

    def _read_one(self, source: Source) -> Article:
        """The article as its file has it now.

        Raises:
            ArticleError: it cannot be read.
            KeyError: it is no longer in its file.
        """
        if _shown(source.path) != source.path:
            raise UnreadableArticle(f"{_shown(source.path)}: its name is not text; rename the file")
        file = file_of(source.path)
        if not is_container(file):
            return read_article(self.folder / source.path, source.path)
        if self._opened[0] != file:
            contents = read_container(self.folder / file, file)
            self._opened = file, {article.path: article for article in contents.articles}
        return self._opened[1][source.path]

    def _put(self, batch: list[Tiled], former: dict[str, str]) -> None:
        """Write a batch, embedding what is new: a text that was embedded before keeps its vector."""
        vectors = self._known_vectors([article for article, _ in batch])
        texts = {_hash(text): text for article, passages in batch for text in _texts(article, passages)}
        vectors.update(self.writer.known([key for key in texts if key not in vectors]))
        missing = [key for key in texts if key not in vectors]
        if missing:
            fresh = self.embedder.embed_passages([texts[key] for key in missing])
            _require_units(fresh, batch, missing)
            vectors.update(zip(missing, fresh, strict=True))
        self.embedded += len(missing)
        rows = [(article, _stored(article, passages, vectors)) for article, passages in batch]
        paths = [article.path for article, _ in batch]
        self.writer.put(rows, instead_of=[former[path] for path in paths if path in former])
        self.stored += paths

    def _known_vectors(self, articles: Iterable[Article]) -> dict[str, NDArray[np.float32]]:
        """Hash of embedded text -> vector, of the articles' old versions and of what was the same.

        What cannot be read is mended first, or, where it does not mend itself, embedded again.
        """
        catalogue = self.writer.store.catalogue
        donors = chain.from_iterable(
            (article.path, catalogue.by_digest.get(article.digest), catalogue.by_copy.get(article.path))
            for article in articles
        )
        found: dict[str, NDArray[np.float32]] = {}
        for path in {path for path in donors if path in catalogue.by_path}:
            try:
                found.update((old.embedded, old.vector) for old in self.writer.store.passages(path))
            except StoreDamaged:
                if self.writer.store.mends_itself:
                    raise
        return found


def _batches(articles: Iterable[Tiled]) -> Iterator[list[Tiled]]:
    """Group articles so that a batch to embed is neither small nor without bound."""
    batch: list[Tiled] = []
    size = 0
    for article, passages in articles:
        batch.append((article, passages))
        size += len(passages)
        if size >= _PASSAGES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _require_units(vectors: NDArray[np.float32], batch: list[Tiled], keys: list[str]) -> None:
    """Nothing, if the vectors are of unit length: any other would make the index one that cannot be opened.

    Raises:
        ModelUnavailable: the model gives no direction to the text that has this hash.
    """
    broken = {key for key, vector in zip(keys, vectors, strict=True) if not is_unit(vector)}
    for article, passages in batch if broken else ():
        if broken & {_hash(text) for text in _texts(article, passages)}:
            raise ModelUnavailable(
                f"HEMEROTECA_EMBEDDING_MODEL: the model gives no vector of unit length for a passage of "
                f"{article.path}; set another model, or take the file out of the folder"
            )


def _stored(
    article: Article, passages: list[Passage], vectors: dict[str, NDArray[np.float32]]
) -> list[StoredPassage]:
    hashes = [_hash(text) for text in _texts(article, passages)]
    return [StoredPassage(passage, vectors[key], key) for passage, key in zip(passages, hashes, strict=True)]


def _shown(path: str) -> str:
    """A path fit to be printed and stored: what is not text in it comes as an escape."""
    return path.encode(errors="backslashreplace").decode()


def _texts(article: Article, passages: list[Passage]) -> list[str]:
    return [contextual_text(article, passage) for passage in passages]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
