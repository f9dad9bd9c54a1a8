"""Articles and passages <-> Chroma: the one source of truth.

Two collections. ``passages`` holds the tiles, with their vectors; ``articles``
has one record an article, which names the digest whose passages count. So an
article changes in one step, when its record is replaced: its new passages are
written before that, its old ones deleted after. Whatever a kill leaves beside the
records is never returned, and the next writer removes it. The record's vector is
the mean of its passages'.

``articles`` also carries the stamp (model, dimension and splitter), a generation
that moves with every change, by which readers in other processes know that they
must reopen (see `opened`), and a mark while somebody writes (see `building`).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import StoreDamaged, StoreLocked
from index.selection import Selection, nearest_ids
from index.storage.building import writing
from index.storage.opened import OpenIndex
from index.storage.records import FORM
from index.storage.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import Self

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article, Passage
    from index.storage.records import StoredPassage
    from index.storage.view import View
    from index.storage.write import Writer

__all__ = ["Stamp", "Store"]


class Store(OpenIndex):
    """An open store. Safe to share between threads; writing is for one process at a time."""

    def writing(self, *, wait_seconds: float = 60.0) -> AbstractContextManager[Writer[Self]]:
        """Hold the store for writing; what a writer before left unfinished is cleared away first.

        If the store is of another stamp than the one claimed, the writer's is one beside
        it, empty or as far as it was built before; it takes the place of the old one when
        the block ends well, and is kept for the next writer if it does not. The old one is
        deleted by the writer after that.

        Raises:
            StoreLocked: another process held it all the while.
            StoreMismatch: another process has put an index of another stamp in its place.
        """
        return writing(self, wait_seconds=wait_seconds)

    # -- articles ------------------------------------------------------------------

    def digests(self) -> dict[str, str]:
        """Path -> digest of every article, in path order."""
        records = self.catalogue.by_path
        return {path: records[path].article.digest for path in sorted(records)}

    def copies(self) -> dict[str, tuple[str, ...]]:
        """Path -> the other paths with the same content, of the articles that have any."""
        catalogue = self.catalogue
        paths = set(catalogue.by_copy.values())
        return {path: catalogue.by_path[path].article.copies for path in paths}

    def signatures(self) -> dict[str, str]:
        """Path -> signature of every article, in path order; see ``alike``."""
        records = self.catalogue.by_path
        return {path: records[path].signature for path in sorted(records)}

    def path_of(self, path: str) -> str:
        """The path by which an article is known that may be named by that of a copy."""
        catalogue = self.catalogue
        return path if path in catalogue.by_path else catalogue.by_copy.get(path, path)

    def outdated(self) -> set[str]:
        """The articles to be written anew, their vectors kept: of a former form, or found wanting.

        Of those with passages that are broken, only such as somebody has tried to read are known.
        """
        records = self.catalogue.by_path
        return {path for path, record in records.items() if record.form != FORM} | self._incomplete()

    def _incomplete(self) -> set[str]:
        """The articles that lack passages, or whose passages could not be read here."""
        view = self._view
        if view.chroma.passages.count() < view.catalogue.passages:
            there = set(view.chroma.passages.every_id())
            lacking = (
                path
                for path, record in view.catalogue.by_path.items()
                if not there.issuperset(record.passage_ids())
            )
            self.wanting.update(lacking)
        return self.wanting & view.catalogue.by_path.keys()

    def articles(self) -> list[Article]:
        """Every article without its body (``""``), in path order."""
        records = self.catalogue.by_path
        return [records[path].article for path in sorted(records)]

    def digest(self, path: str) -> str:
        """The digest of one article.

        Raises:
            KeyError: there is none at that path.
        """
        return self.catalogue.by_path[path].article.digest

    def article(self, path: str, passages: Sequence[Passage] | None = None) -> Article:
        """One article, its body joined from its passages (read, if the caller has them not).

        Raises:
            KeyError: there is none at that path.
        """
        record = self.catalogue.by_path[path]
        tiles = passages if passages is not None else [stored.passage for stored in self.passages(path)]
        return replace(record.article, body="".join(tile.text for tile in tiles))

    # -- passages ------------------------------------------------------------------

    def passages(self, path: str) -> list[StoredPassage]:
        """An article's passages in order, with their vectors.

        Raises:
            KeyError: there is no such article.
            StoreDamaged: some of them are missing, and it could not be mended.
        """

        def read(view: View) -> list[StoredPassage]:
            record = view.catalogue.by_path[path]
            stored = view.stored(record.passage_ids())
            if len(stored) < record.passages:
                raise StoreDamaged(
                    f"{self.place}: passages of {path} are missing; run `hemeroteca sync`, which mends it"
                )
            return list(stored.values())

        try:
            return self._read(read)
        except StoreDamaged:
            if not self.mends_itself:
                self.wanting.add(path)
            raise

    def passage_count(self) -> int:
        """How many passages count."""
        return self.catalogue.passages

    def every_passage(self, paths: Iterable[str] | None = None) -> Iterator[tuple[str, Passage]]:
        """All passages that count, or those of some articles, with their ids, in the order of paths.

        While another process writes, the passages that it has just replaced are left out.
        """
        view = self._view
        records = view.catalogue.by_path
        wanted = sorted(records if paths is None else records.keys() & set(paths))
        for start in range(0, len(wanted), 100):
            ids = [key for path in wanted[start : start + 100] for key in records[path].passage_ids()]
            try:
                found = view.passages(ids)
            except StoreDamaged:
                self.editions.mark_damaged(view.number)
                raise
            yield from found.items()

    def select(self, is_wanted: Callable[[Article], bool]) -> Selection:
        """The articles, given without their bodies, that are wanted."""
        records = self.catalogue.by_path.values()
        return Selection.of([record for record in records if is_wanted(record.article)])

    def nearest(
        self, vector: NDArray[np.float32], count: int, *, within: Selection | None = None
    ) -> dict[str, float]:
        """Id -> cosine similarity of the passages most like a unit vector, best first; at most ``count``.

        They are of all articles, or of some.

        Raises:
            StoreMismatch: the store is of another stamp than the one claimed.
        """

        def read(view: View) -> dict[str, float]:
            self._check_stamp(view)
            counts = view.catalogue.counts
            if within is not None:
                return {key: one for key, one in nearest_ids(view, vector, count, within) if counts(key)}
            wanted = count
            while True:
                rows = view.chroma.passages.nearest_ids(vector, wanted)
                found = [row for row in rows if counts(row[0])]
                if len(found) >= count or len(rows) < wanted:
                    return dict(found[:count])
                wanted *= 2  # passages being written or replaced stood in the way

        return self._read(read)

    def similarities(self, ids: Iterable[str], vector: NDArray[np.float32]) -> dict[str, float]:
        """Id -> cosine similarity to a unit vector, of named passages in their order, if they count.

        Raises:
            StoreMismatch: the store is of another stamp than the one claimed.
        """

        def read(view: View) -> dict[str, float]:
            self._check_stamp(view)
            wanted = [key for key in ids if view.catalogue.counts(key)]
            found = {key: float(other @ vector) for key, other in view.chroma.passages.vectors(wanted)}
            return {key: found[key] for key in wanted if key in found}

        return self._read(read)

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Id -> passage, of named passages in their order, if they count and are there.

        One that counts here and is not there has been replaced by another process: its
        state of the store is then taken up, if that is not damaged while somebody writes.
        """
        view = self._view
        found = self._read(lambda view: view.passages(ids))
        if any(view.catalogue.counts(key) for key in ids if key not in found):
            with suppress(StoreLocked):
                self.refresh()
        return found
