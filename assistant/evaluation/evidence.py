"""Gold sentences and excerpts of articles in, how much of the one lies in the other out.

Letters are compared and counted without whitespace, so that line breaks and
doubled spaces never matter.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.article import Article

ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Characters ``start`` to ``end`` of an article's body, which read ``text``."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Letters:
    """A body without whitespace; ``offsets[i]`` is where letter ``i`` stands in the body."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, body: str) -> _Letters:
        offsets = tuple(offset for offset, letter in enumerate(body) if not letter.isspace())
        return cls("".join(body[offset] for offset in offsets), offsets)

    def places(self, sentence: str) -> list[range]:
        """Where the letters of ``sentence`` stand, as ranges of letters, every occurrence."""
        places: list[range] = []
        start = self.text.find(sentence)
        while sentence and start >= 0:
            places.append(range(start, start + len(sentence)))
            start = self.text.find(sentence, start + 1)
        return places

    def letters_of(self, excerpt: Excerpt) -> range:
        return range(bisect_left(self.offsets, excerpt.start), bisect_left(self.offsets, excerpt.end))


class EvidenceFinder:
    """Finds gold sentences in the articles of one archive.

    ``body_of`` gives an article by its path, or None if the archive has none such.
    A sentence that is in none of its gold articles is compared by its text alone.
    Gold articles may be named by the paths of copies; excerpts name the article that
    stands for them.
    """

    def __init__(self, body_of: Callable[[str], Article | None]) -> None:
        self._body_of = body_of
        self._letters: dict[str, _Letters | None] = {}

    def known_as(self, articles: Iterable[str]) -> tuple[str, ...]:
        """The paths by which the archive knows articles, each once: a copy goes by that of its article."""
        found = ((path, self._body_of(path)) for path in articles)
        return tuple(dict.fromkeys(path if article is None else article.path for path, article in found))

    def is_covered(self, sentence: str, articles: Sequence[str], excerpts: Sequence[Excerpt]) -> bool:
        """Whether the excerpts together hold at least half of the sentence's letters."""
        letters = _squeeze(sentence)
        places = self._places(letters, articles)
        if not places:
            return any(_shared_text(letters, excerpt) >= ENOUGH * len(letters) for excerpt in excerpts)
        return any(
            self._letters_held(article, place, excerpts) >= ENOUGH * len(place) for article, place in places
        )

    def is_shown(self, sentence: str, articles: Sequence[str], excerpts: Iterable[Excerpt]) -> bool:
        """Whether one excerpt shares with the sentence at least half of the shorter of the two."""
        letters = _squeeze(sentence)
        places = self._places(letters, articles)
        return any(self._shows(excerpt, letters, places) for excerpt in excerpts)

    def is_located(self, sentence: str, articles: Sequence[str]) -> bool:
        """Whether the sentence stands word for word in one of ``articles``."""
        return bool(self._places(_squeeze(sentence), articles))

    def _shows(self, excerpt: Excerpt, letters: str, places: Sequence[tuple[str, range]]) -> bool:
        if not places:
            shorter = min(len(letters), len(_squeeze(excerpt.text)))
            return 0 < ENOUGH * shorter <= _shared_text(letters, excerpt)
        for article, place in places:
            for covered in self._covered(article, [excerpt]):
                shared = min(place.stop, covered.stop) - max(place.start, covered.start)
                if shared > 0 and shared >= ENOUGH * min(len(place), len(covered)):
                    return True
        return False

    def _letters_held(self, article: str, place: range, excerpts: Iterable[Excerpt]) -> int:
        held: set[int] = set()
        for covered in self._covered(article, excerpts):
            held.update(range(max(place.start, covered.start), min(place.stop, covered.stop)))
        return len(held)

    def _places(self, letters: str, articles: Sequence[str]) -> list[tuple[str, range]]:
        found: list[tuple[str, range]] = []
        for article in self.known_as(articles):
            body = self._letters_in(article)
            if body is not None:
                found += [(article, place) for place in body.places(letters)]
        return found

    def _covered(self, article: str, excerpts: Iterable[Excerpt]) -> list[range]:
        body = self._letters_in(article)
        if body is None:
            return []
        return [body.letters_of(excerpt) for excerpt in excerpts if excerpt.article == article]

    def _letters_in(self, path: str) -> _Letters | None:
        if path not in self._letters:
            article = self._body_of(path)
            self._letters[path] = None if article is None else _Letters.of(article.body)
        return self._letters[path]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _shared_text(letters: str, excerpt: Excerpt) -> int:
    other = _squeeze(excerpt.text)
    if letters in other:
        return len(letters)
    return len(other) if other in letters else 0
