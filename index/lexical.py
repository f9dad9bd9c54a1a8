"""Passages -> a Spanish BM25 index on disk, derived from the store and changed by what changes in it.

A word is lower-cased, its accents are folded (ñ is a letter and stays), and it is
stemmed (Snowball Spanish); folding comes first, so that a question typed without
accents finds the same words. tantivy does the rest: BM25 with Lucene's idf,
k1 = 1.2, b = 0.75, over all passages that are or, until their segment of the index
is merged with others, were in it. (bm25s scores alike but can neither add nor delete:
with 100,000 passages an edit would cost it making the whole anew; see `make bench-scale`.)
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from tantivy import Document, Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher

from index.errors import StoreUnavailable
from index.storage.seals import SEAL, Checksums, is_broken, seal, unsealed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

# Moves whenever the same passages would be indexed otherwise than before.
FORMAT = 3
_STAMP = "stamp"
_WRITER_BYTES = 32_000_000
_TRIES = 3
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:\d+)?")
# «2.400» and, in America, «2,400».
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?!\1?\d)")
_ENYE = str.maketrans({"ñ": "\ue000"})
_ENYE_BACK = str.maketrans({"\ue000": "ñ"})
_STOP_WORDS = frozenset(
    """
    a al algo ante aquel como con contra cual cuales cuando cuanta cuantas cuanto cuantos de del
    desde donde durante e el ella ellas ellos en entre era es esa ese eso esta este esto fue ha han
    hasta hay la las le les lo los mas me mi muy no nos o para pero por porque que quien quienes se
    ser si sin sobre son su sus tambien te tiene todo tras tu u un una unas uno unos y ya
    """.split()  # noqa: SIM905  (a hundred quotation marks help nobody)
)


def words(text: str) -> list[str]:
    """The stems of a text's words, in order, without stop words; «2.400», «2,400» and «2400» are one."""
    joined = _THOUSANDS.sub(lambda number: re.sub(r"\D", "", number[0]), fold(text))
    found = _WORD.findall(joined)
    kept: list[str] = _stemmer().stemWords([word for word in found if word not in _STOP_WORDS])
    return kept


def is_within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words of ``part`` stand together, in order, in ``whole``; never if it is empty."""
    return bool(part) and any(
        whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1)
    )


def fold(text: str) -> str:
    """Lower case without accents; ñ is kept."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text.lower()).translate(_ENYE))
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    # Again, for letters that have no small form of their own: «𝑨».
    return plain.lower().translate(_ENYE_BACK)


class LexicalIndex:
    """A BM25 index in a folder of its own, open. Safe to share between threads; one may write at a time.

    Passages come and go with the version of an article that they belong to. Each
    change carries a stamp, in the same step: what is on disk always says which state
    of the store it is true to. A folder that is missing or damaged is an empty index
    with no stamp, which the next change makes anew.
    """

    def __init__(self, folder: Path) -> None:
        """Open what there is; creates nothing."""
        self._folder = folder
        self._schema = _schema()
        self._checksums = Checksums()
        self._searcher: Searcher | None = None
        self.stamp: str | None = None
        self.reload()

    def reload(self) -> None:
        """Take up what another process has written; one that writes just now takes nothing away."""
        for _ in range(_TRIES):
            if is_broken(self._folder, self._checksums):
                break
            # How tantivy says whatever goes wrong: a file of its list may have gone meanwhile.
            with suppress(ValueError):
                self._take_up(Index.open(str(self._folder)))
                return
        self._searcher, self.stamp = None, None

    def versions(self) -> set[str]:
        """The versions of articles whose passages are here."""
        if self._searcher is None:
            return set()
        every = Query.all_query()
        return {version for version, _ in self._searcher.terms_with_prefix("version", "", every)}

    def change(self, *, gone: Iterable[str], came: Iterable[tuple[str, str, str]], stamp: str) -> None:
        """Take out versions, put in passages (version, id, text), and set the stamp, all in one step.

        Raises:
            StoreUnavailable: the files cannot be written.
        """
        try:
            if self._searcher is None:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            with unsealed(self._folder):
                index = Index(self._schema, path=str(self._folder))
                with _writer(index) as writer:
                    for version in gone:
                        writer.delete_documents_by_term("version", version)
                    for version, key, text in came:
                        writer.add_document(Document(id=key, version=version, words=" ".join(words(text))))
                    writer.delete_documents_by_term("id", _STAMP)
                    writer.add_document(Document(id=_STAMP, stamp=stamp))
                self._take_up(index)
                files = [file for file in self._folder.iterdir() if _is_sealed(file.name)]
                seal(self._folder, files, self._checksums)
            self._checksums.forget_all_but(files)
        except (ValueError, OSError) as error:
            self.reload()  # what there was before may be as good as it was
            raise StoreUnavailable(
                f"{self._folder}: the index of words cannot be written ({error}); check the folder's rights "
                "and the free space, or delete it: it is made anew"
            ) from error

    def best(
        self, question: str, count: int, *, within: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Ids and scores of the passages that have words of the question, best first; at most ``count``.

        ``within`` keeps to the passages of some versions of articles.
        """
        return self._search(question, count, None if within is None else ("version", within))

    def scores(self, question: str, ids: Collection[str]) -> dict[str, float]:
        """The scores of those of the named passages that have words of the question."""
        return dict(self._search(question, len(ids), ("id", ids)))

    def _search(
        self, question: str, count: int, only: tuple[str, Collection[str]] | None
    ) -> list[tuple[str, float]]:
        searcher, times = self._searcher, Counter(words(question))
        if searcher is None or not times or (only and not only[1]):
            return []
        clauses = []
        for word, number in times.items():
            term = Query.term_query(self._schema, "words", word, "freq")
            clauses.append((Occur.Should, Query.boost_query(term, float(number)) if number > 1 else term))
        query = Query.boolean_query(clauses)
        if only:
            kept = Query.term_set_query(self._schema, only[0], list(only[1]))
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.const_score_query(kept, 0.0))]
            )
        hits = searcher.search(query, count, count=False).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def _take_up(self, index: Index) -> None:
        """Search what an index now has."""
        index.reload()
        searcher = index.searcher()
        found = searcher.search(Query.term_query(self._schema, "id", _STAMP), 1).hits
        stamp = searcher.doc(found[0][1])["stamp"][0] if found else None
        self._searcher, self.stamp = searcher, stamp


@contextmanager
def _writer(index: Index) -> Iterator[IndexWriter]:
    """What writes in one step all that it is told in the block, or nothing; its lock ends with it."""
    writer = index.writer(_WRITER_BYTES, 1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        # What failed before is told; that it cannot be taken back either would hide it.
        with suppress(ValueError):
            writer.rollback()
            writer.wait_merging_threads()
        raise
    # Else it would never be done, and every change leave one more segment to search.
    writer.wait_merging_threads()


def _is_sealed(name: str) -> bool:
    """Whether a file holds what is searched: not locks, seals, or the list of what may be deleted."""
    return not name.endswith(".lock") and not name.startswith((SEAL, ".managed"))


def _schema() -> Schema:
    """A passage's id, its article's version and the stems of its words; the stamp is a record of its own."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("version", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("stamp", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("spanish")
