"""A span of a sentence, where a question asks for several things -> the bounds of the whole enumeration.

The reader marks an enumeration as one span, but often not all: «torturas» of «terrorismo y torturas».
What is joined to the span and of its build belongs to it; where the question says how many, no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.mentions.endings import TELLS
from index.lexical import fold

Bounds = tuple[int, int]

_COUNTS = {
    "dos": 2,
    "two": 2,
    "tres": 3,
    "three": 3,
    "cuatro": 4,
    "four": 4,
    "cinco": 5,
    "five": 5,
    "seis": 6,
}
_LEADS = r"(?:a|ante|con|contra|de|desde|en|entre|hacia|para|por|segun|sobre|tras|in|to|with|from)"
_ASKED = re.compile(
    rf"\b(?:{_LEADS} )?(?:(?:que|cuales|what|which)(?: son| eran| fueron| are| were)?(?: (?:las|los|the))?"
    r"(?: otr[oa]s)? (?:(?P<count>dos|tres|cuatro|cinco|seis|two|three|four|five)\b|(?P<plural>\w{3,}s)\b)"
    r"|(?P<persons>quienes)\b)"
)
# Of one thing though they end like several, and what of several would be asked by no list.
_NOT_SEVERAL = re.compile(
    r"mes|pais|interes|tras|antes|despues|mas|menos|jueves|viernes|lunes|martes|crisis|gas|veces|es|fines"
)
_AND = r"(?:y|e|o|u|ni|and|or)"
_BESIDE = r"(?:así como|además de|acompañad[oa]s? de|junto (?:a|con))"
_ASIDE = r"(?:\s*\([^()]*\))?"
_JOINED = re.compile(rf"{_ASIDE}(?:\s*[,;]\s*(?:(?P<closed>{_AND}|{_BESIDE})\s+)?|\s+(?P<closes>{_AND})\s+)")
_MORE = re.compile(rf"{_ASIDE}\s*,\s*{_BESIDE}\s+")
_ITEM = re.compile(
    r"(?:[^,;:.()«»\"“”\s]|(?<=\w)[.,](?=\w))+(?:\s+(?:[^,;:.()«»\"“”\s]|(?<=\w)[.,](?=\w))+)*"
)
_HAS_AND = re.compile(rf"\s{_AND}\s")
# Where what is said of the last thing begins.
_GOES_ON = re.compile(
    rf"\s+(?:(?:que|quien|cuy[oa]s?|donde|cuando|aunque|mientras|tras|según|hasta|that|who)\b|(?={_AND}\s)).*"
)
_FINITE = re.compile(
    rf"(?:\w{{2,}}{TELLS}|ha|han|había|habían|es|son|fue|fueron|era|eran|está|están|dio|dijo|hizo|puso|tuvo|vio)"
)
_INFINITIVE = re.compile(r"\w{2,}[aei]r(?:se|l[aeo]s?)?")
_ARTICLE = re.compile(r"(?:el|la|los|las|un|una|unos|unas|su|sus|al|del)")
_PREPOSITION = re.compile(r"(?:a|con|contra|de|en|para|por|sin|sobre|si|que)")
# What opens no thing of an enumeration.
_CLAUSE = re.compile(
    r"donde|cuando|aunque|mientras|pero|sino|según|tras|como|también|luego|después|no|ya|se|lo|\w+mente|[^\w\d].*"
)
_THINGS = frozenset({"article", "name", "noun"})
_LONGEST_ITEM = 16


@dataclass(frozen=True, slots=True)
class Several:
    """That several things are asked for, and how many if the question says it."""

    count: int | None = None

    @classmethod
    def asked(cls, question: str) -> Several | None:
        """What a question asks for; None if it does not ask for several."""
        found = _ASKED.search(fold(question))
        if found is None or (found["plural"] and _NOT_SEVERAL.fullmatch(found["plural"])):
            return None
        return cls(_COUNTS.get(found["count"] or ""))

    def whole(self, sentence: str, span: Bounds) -> Bounds:
        """The bounds of the enumeration that a span of a sentence is of."""
        start, end = span
        if not sentence[start:end].strip() or self._is_enough(sentence[start:end]):
            return span
        end = self._to_the_end(sentence, start, end)
        return self._from_the_beginning(sentence, start, end), end

    def _is_enough(self, words: str) -> bool:
        return self.count is not None and _items_in(words) >= self.count

    def _to_the_end(self, sentence: str, start: int, end: int) -> int:
        """As far as what follows is joined to it and closed by an «y», or makes up the number."""
        build = _build(sentence[start:end])
        is_closed = bool(_HAS_AND.search(sentence, start, end))
        reached, at = end, end
        while joined := (_MORE if is_closed else _JOINED).match(sentence, at):
            item = _ITEM.match(sentence, joined.end())
            if item is None:
                break
            closes = is_closed or bool(joined["closed"] or joined["closes"])
            words = _GOES_ON.sub("", item[0]) if closes else _before_and(item[0])
            own = _build(words)
            # The last of several names may have an article that they have not.
            if len(words.split()) > _LONGEST_ITEM or not _are_alike(build, own, loosely=closes):
                break
            build = own if own in _THINGS else build
            at = joined.end() + len(words)
            # What is added may be an enumeration itself: «así como Ana, Luis y Eva».
            is_closed = closes and not _MORE.match(sentence, joined.start())
            if closes or self._is_enough(sentence[start:at]):
                reached = at
            if self._is_enough(sentence[start:reached]):
                break
        return reached

    def _from_the_beginning(self, sentence: str, start: int, end: int) -> int:
        """From where what stands before is joined to it by an «y», or by commas in an enumeration."""
        while not self._is_enough(sentence[start:end]):
            before = sentence[:start]
            joined = re.search(rf"(?:(?P<and>\s+{_AND}\s+)|(?P<comma>,\s+))$", before)
            if joined is None or (joined["comma"] and not _HAS_AND.search(sentence, start, end)):
                break
            if joined["comma"] and self.count is None:
                break
            item = _last_item(before[: joined.start()], _build(sentence[start:end]))
            if item is None:
                break
            start = item
        return start


def _items_in(words: str) -> int:
    return len([part for part in re.split(rf"[,;]|\b{_AND}\b", words) if part.strip()])


def _before_and(item: str) -> str:
    """An item that a comma joins, without the one that an «y» joins to it."""
    found = _HAS_AND.search(item)
    return item[: found.start()] if found else item


def _build(words: str) -> str:
    """What an item opens with: a verb, an infinitive, a preposition, an article, a name, another noun."""
    first = next(iter(words.split()), "").strip("«\"“'(")
    if not first or _CLAUSE.fullmatch(first.lower()):
        return "clause"
    if _FINITE.fullmatch(first) or _INFINITIVE.fullmatch(first):
        return "finite" if _FINITE.fullmatch(first) else "infinitive"
    if _PREPOSITION.fullmatch(first.lower()):
        return first.lower()
    if any(map(_FINITE.fullmatch, words.split(" que ", maxsplit=1)[0].split())):
        return "clause"
    thing = "name" if first[0].isupper() else "noun"
    return "article" if _ARTICLE.fullmatch(first.lower()) else thing


def _are_alike(one: str, other: str, *, loosely: bool) -> bool:
    if "clause" in (one, other):
        return False
    is_thing = other in _THINGS and (one in ("con", "de", "por", "en") or (loosely and one in _THINGS))
    return one == other or {one, other} == {"a", "infinitive"} or is_thing


def _last_item(text: str, build: str) -> int | None:
    """Where the last item of a text begins, of a build; None if it ends with none."""
    words = [*re.finditer(r"[^\s,;:.()«»\"“”]+|[,;:.()«»\"“”]", text)][-_LONGEST_ITEM:]
    mark = max((place for place, word in enumerate(words) if not word[0][0].isalnum()), default=-1)
    words = words[mark + 1 :]
    if build in _THINGS:
        place = _last_name([word[0] for word in words], with_article=build == "article")
        return words[place].start() if place is not None else None
    opens = {"finite": _FINITE, "infinitive": _INFINITIVE}.get(build) or re.compile(build, re.IGNORECASE)
    return next((word.start() for word in reversed(words) if opens.fullmatch(word[0])), None)


def _last_name(words: list[str], *, with_article: bool) -> int | None:
    """The place of the first word of the noun phrase that some words end with; None if they end with none.

    It begins with the article, if those of its enumeration do, or after a verb or a preposition that is
    no «de» within it.
    """
    place = len(words) - 1
    while place > 0:
        word, before = words[place], words[place - 1]
        is_within = before.lower() in ("de", "del")
        if with_article and _ARTICLE.fullmatch(word.lower()) and not is_within:
            break
        if is_within and place > 1 and (word[0].isupper() or with_article):
            place -= 2
        elif _FINITE.fullmatch(before) or _PREPOSITION.fullmatch(before.lower()):
            break
        else:
            place -= 1
    is_one = place >= 0 and (not with_article or _opens_with_article(words[place]))
    return place if is_one else None


def _opens_with_article(words: str) -> bool:
    return _ARTICLE.fullmatch(words.split(maxsplit=1)[0].lower()) is not None
