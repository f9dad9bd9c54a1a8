"""Days, outlet, place, author or language, as typed -> the condition that articles to be searched meet."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from index.errors import FilterInvalid, FilterMeaningless
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.article import Article

_NAMES = ("outlet", "place", "author", "language")
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
_WORD = re.compile(r"[^\W_]+")
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on articles; all that are given must hold, and an article that says nothing of one fails it.

    ``since`` and ``until`` are the first and the last day. Outlet, place and author
    are whole words of what the article says, whatever their case and accents:
    «mexico» is in «Ciudad de México», and «pena», typed without ñ, in «Lucía Peña».
    ``language`` is an ISO 639 code, ``paths`` are the only articles meant.
    """

    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    place: str | None = None
    author: str | None = None
    language: str | None = None
    paths: frozenset[str] | None = None

    @classmethod
    def parse(
        cls,
        *,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        place: str | None = None,
        author: str | None = None,
        language: str | None = None,
    ) -> Filter:
        """From what a user types: days as 2026-01-16, or whole months or years: 2026-01, 2026.

        Raises:
            FilterMeaningless: a day is none, or the last comes before the first.
        """
        first = _day(since, last=False) if since else None
        last = _day(until, last=True) if until else None
        if first and last and last < first:
            raise FilterMeaningless(f"{first} - {last}: it ends before it begins; give the earlier day first")
        return cls(first, last, outlet or None, place or None, author or None, language or None)

    @property
    def is_empty(self) -> bool:
        """Whether every article meets it."""
        return self == Filter()

    def accepts(self, article: Article) -> bool:
        """Whether an article meets all conditions."""
        return self.condition()(article)

    def condition(self) -> Callable[[Article], bool]:
        """What tells that of many articles: it compares each name once, however many articles have it."""
        wanted = {name: getattr(self, name) for name in _NAMES}
        names = [(attrgetter(name), _finder(value)) for name, value in wanted.items() if value is not None]

        def is_met(article: Article) -> bool:
            # No generator: this is asked of every article of the archive.
            for value_of, is_found_in in names:
                if not is_found_in(value_of(article)):
                    return False
            return self._is_of_its_days(article) and (self.paths is None or article.path in self.paths)

        return is_met

    def check(self, articles: Sequence[Article]) -> None:
        """Nothing, if each condition by itself is met by an article.

        Raises:
            FilterInvalid: one is met by none; the message says what there is.
        """
        if not articles:
            return
        for name in _NAMES:
            if not any(self._names(name, article) for article in articles):
                raise FilterInvalid(_unknown(name, str(getattr(self, name)), articles))
        if not any(self._is_of_its_days(article) for article in articles):
            raise FilterInvalid(self._no_such_days(articles))

    def _is_of_its_days(self, article: Article) -> bool:
        if self.since is None and self.until is None:
            return True
        day = article.published
        return day is not None and (self.since or day) <= day <= (self.until or day)

    def _names(self, name: str, article: Article) -> bool:
        wanted = getattr(self, name)
        return wanted is None or _has(getattr(article, name) or "", _plain(wanted))

    def _no_such_days(self, articles: Sequence[Article]) -> str:
        wanted = f"{self.since or '…'} - {self.until or '…'}"
        days = [article.published for article in articles if article.published]
        message = f"{wanted}: no article has a date; leave the days out"
        if days:
            first, last = min(days), max(days)
            message = f"{wanted}: no article is of those days; those with a date go from {first} to {last}"
        return message


def _day(text: str, *, last: bool) -> date:
    """The first or last day that «2026», «2026-01» or «2026-01-16» means."""
    match = _DAY.fullmatch(text.strip())
    with suppress(ValueError):  # of no calendar
        if match is not None:
            year = int(match["year"])
            month = int(match["month"] or (12 if last else 1))
            return date(year, month, int(match["day"] or (_days_in(year, month) if last else 1)))
    raise FilterMeaningless(f"{text}: not a day; write it as 2026-01-16, 2026-01 or 2026")


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _unknown(name: str, wanted: str, articles: Sequence[Article]) -> str:
    """What to say of a name that no article has: the likest that there are, then the commonest."""
    counts = Counter(value for article in articles if (value := getattr(article, name)))
    plain = {_plain(value): value for value in counts}
    alike = [plain[key] for key in get_close_matches(_plain(wanted), plain, n=3)]
    common = [value for value, _ in counts.most_common() if value not in alike]
    listed = [f"{value} ({counts[value]})" for value in [*alike, *common][:_LISTED]]
    there = ", ".join([*listed, *(["…"] if len(counts) > _LISTED else [])])
    message = f"{wanted!r}: no article says its {name}; leave that filter out"
    if there:
        message = f"{wanted!r}: no article has that {name}; there are {there}"
    return message


def _finder(wanted: str) -> Callable[[str | None], bool]:
    """What tells whether the words of a name are among those of what an article says."""
    words = _plain(wanted)

    @cache
    def is_found_in(value: str | None) -> bool:
        return _has(value or "", words)

    return is_found_in


def _has(value: str, words: str) -> bool:
    """Whether plain words are among those of what an article says; their n stands for ñ too."""
    plain = _plain(value)
    return words in plain or words in plain.replace("ñ", "n")


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """The words of a name, folded, each between spaces; a single space for none."""
    return " ".join(["", *_WORD.findall(fold(text)), ""])
