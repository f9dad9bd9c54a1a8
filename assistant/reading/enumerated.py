"""A span of a sentence, where a question asks for several things -> the bounds of the whole enumeration.

The reader marks an enumeration as one span, but often not all: «torturas» of «terrorismo y torturas».
What is joined to the span and of its build belongs to it; where the question says how many, no more. A clause
that an «y» joins, or where and why it was so, is none of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.letters import SMALL_LETTERS
from assistant.mentions.endings import TELLS
from assistant.reading.kinds import MEASURES_OF_TIME
from assistant.reading.persons import is_person
from assistant.reading.wording import OPENS_CLAUSE
from index.lexical import fold

Bounds = tuple[int, int]

_COUNTS = {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6} | {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
_ASKED = re.compile(
    r"\W*(?:(?:a|ante|con|contra|de|desde|en|entre|hacia|para|por|segun|sobre|tras|in|to|with|from) )?"
    r"(?:quienes\b|(?:que|cuales|what|which)(?: son| eran| fueron| are| were)?"
    r"(?: (?:las|los|the))?(?: otr[oa]s)? "
    rf"(?:(?P<count>{'|'.join(_COUNTS)}|\d\d?)\b|(?P<plural>[^\W\d]{{3,}}s)\b))"
)
_ONLY_COUNTED = re.compile(
    rf"(?:[Ll][ao]s |[Ee]st[ao]s )?(?P<count>{'|'.join(_COUNTS)}|\d\d?) [{SMALL_LETTERS} ]+"
)
# Of one thing though they end like several, and what is no noun.
_NOT_SEVERAL = re.compile(
    r"pais|interes|tras|antes|despues|menos|jueves|viernes|lunes|martes|veces|fines|bus|autobus|frances|ingles|dios"
    r"|does|has|was|tienes|\w+(?:sis|us)"
)
_MAY_ACT = re.compile(
    rf"{MEASURES_OF_TIME}|fechas|autoridades|instituciones|organismos|entidades|empresas|administraciones|cuerpos"
    r"|partidos|equipos|clubes|gobiernos|sindicatos|paises|ciudades|provincias|municipios|pueblos|barrios|lugares"
)
_AND = r"(?:y|e|o|u|ni|and|or)"
_BESIDE = r"(?:así como|además de|acompañad[oa]s? de|junto (?:a|con))"
_BRACKETS = r" ?\([^()]*\)"
_ASIDE = rf"(?:{_BRACKETS})?"
_JOINED = re.compile(
    rf"{_ASIDE}(?: ?[,;] ?(?:(?P<after_comma>{_AND})\s|(?P<beside>{_BESIDE})\s)?|\s(?P<and>{_AND})\s)"
)
_JOINED_BEFORE = re.compile(rf"(?:\s{_AND}\s|(?P<comma>{_ASIDE}[,;] ))$")
# «En Lugo, Ana y Eva»: what a clause begins with is where or when it was.
_OPENS_CLAUSE = re.compile(rf"{OPENS_CLAUSE}(?:\s+(?:el|la|los|las))?(?=\s)", re.IGNORECASE)
_MORE = re.compile(rf"{_ASIDE} ?, ?(?P<beside>{_BESIDE})\s")
_WORD = r"(?:[^,;:.()«»\"“”\s]|(?<=\w)[.,](?=\w))+"
_ITEM = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,15}}")
_HAS_AND = re.compile(rf"\s{_AND}\s")
# Where what is said of the last thing begins, or where and why it is so.
_GOES_ON = re.compile(
    rf"\s(?:que|quien|cuy[oa]s?|donde|cuando|aunque|mientras|según|hasta|that|who|se|{_AND}"
    r"|a|ante|antes|con|contra|durante|en|para|por|sin|sobre|tras)\s.*"
)
_IRREGULAR = "ha|han|había|habían|es|son|fue|fueron|era|eran|está|están|dio|dijo|hizo|puso|tuvo|vio"
FINITE = re.compile(rf"(?:\w{{2,}}{TELLS}|{_IRREGULAR})")
_INFINITIVE = re.compile(r"\w{2,}[aei]r(?:se|l[aeo]s?)?")
_ARTICLE = re.compile(r"(?:el|la|los|las|un|una|unos|unas|su|sus|al|del)")
_PREPOSITION = re.compile(r"(?:a|con|contra|de|en|para|por|sin|sobre|si|que)")
# What opens no thing of an enumeration.
_CLAUSE = re.compile(
    r"donde|cuando|aunque|mientras|pero|sino|según|tras|como|también|luego|después|no|ya|se|lo|\w+mente|\W.*"
)
_THINGS = frozenset({"article", "name", "noun"})
MOST_ITEMS, _REACH = 30, 600


@dataclass(frozen=True, slots=True)
class Several:
    """That several things are asked for; how many if the question says it; and whether they may act.

    Who does something, and when it was, is told beside a list and not by it.
    """

    count: int | None = None
    may_act: bool = False

    @classmethod
    def asked(cls, question: str) -> Several | None:
        """What a question asks for; None if it does not ask for several."""
        found = _ASKED.match(fold(question.rpartition("¿")[2]))
        if found is None or (found["plural"] and _NOT_SEVERAL.fullmatch(found["plural"])):
            return None
        plural = found["plural"] or ""
        may_act = "quienes" in found[0] or is_person(plural) or _MAY_ACT.fullmatch(plural) is not None
        return cls(_number(found["count"] or ""), may_act)

    def whole(self, sentence: str, span: Bounds) -> Bounds:
        """The bounds of the enumeration that a span of a sentence is of."""
        start, end = span
        if not sentence[start:end].strip() or self._is_enough(sentence[start:end]):
            return span
        end = self._to_the_end(sentence[: end + _REACH], start, end)
        if ")" in sentence[start:end] and (aside := re.compile(_BRACKETS).match(sentence, end)):
            # Where the others have one: «Lugo (3), Vigo (2) y Ourense (1)».
            end = aside.end()
        return self._from_the_beginning(sentence, start, end), end

    def is_only_counted(self, words: str) -> bool:
        """Whether words say again how many they are, «dos futbolistas», and not which."""
        found = _ONLY_COUNTED.fullmatch(words)
        return found is not None and self.count == _number(found["count"])

    def lacks(self, words: str) -> int:
        """How many things more are asked for than some words tell, if the question says how many."""
        return max(0, self.count - _items_in(words)) if self.count is not None else 0

    def _is_enough(self, words: str) -> bool:
        return self.count is not None and not self.lacks(words)

    def _to_the_end(self, sentence: str, start: int, end: int) -> int:
        """As far as what follows is joined to it and closed by an «y», or makes up the number."""
        build = _build(sentence[start:end])
        is_closed = bool(_HAS_AND.search(sentence, start, end))
        reached, at, commas = end, end, sentence.count(",", start, end)
        for _ in range(MOST_ITEMS):
            joined = (_MORE if is_closed else _JOINED).match(sentence, at)
            item = _ITEM.match(sentence, joined.end()) if joined else None
            if joined is None or item is None or (not is_closed and joined["after_comma"] and not commas):
                # «Aprobó la bajada, y el PP votó en contra»: with no comma before, «, y» opens a clause.
                break
            is_beside = bool(joined["beside"])
            closes = is_closed or is_beside or bool(joined["and"] or joined["after_comma"])
            words = _cut(item[0], build, closes=closes)
            own = _build(words)
            # The last of several names may have an article that they have not.
            if not _are_alike(build, own, loosely=closes):
                break
            build = own if own in _THINGS else build
            at, commas = joined.end() + len(words), commas + 1
            # What is added may be an enumeration itself: «así como Ana, Luis y Eva».
            is_closed = closes and not is_beside
            if closes or self._is_enough(sentence[start:at]):
                reached = at
            if self._is_enough(sentence[start:reached]):
                break
        return reached

    def _may_begin_before(self, words: str, comma: str) -> bool:
        """Whether an enumeration may have begun before a comma: more are asked for, or its marks are alike.

        «Vox, Ana, Eva y Luis» may be anything, but «Eva (3), Ana (2) y Luis (1)» are three.
        """
        if not _HAS_AND.search(words):
            return False
        return self.count is not None or any(mark in words and mark in comma for mark in ";)")

    def _from_the_beginning(self, sentence: str, start: int, end: int) -> int:
        """From where what stands before is joined to it by an «y», or by commas where more are asked for."""
        for _ in range(MOST_ITEMS):
            if self._is_enough(sentence[start:end]):
                break
            before = sentence[max(0, start - _REACH) : start]
            joined = _JOINED_BEFORE.search(before)
            comma = joined["comma"] if joined else None
            if joined is None or (comma and not self._may_begin_before(sentence[start:end], comma)):
                break
            item = _last_item(before[: joined.start()], _build(sentence[start:end]))
            if item is None or (comma and self.count is None and _is_aside(before[: joined.start()], item)):
                break
            start += item - len(before)
        return start


def are_of_one_kind(one: str, other: str) -> bool:
    """Whether two things are told alike, so that both may be of what is asked for: «la X», «la Y»."""
    return _build(one) == _build(other) in _THINGS


def _is_aside(before: str, item: int) -> bool:
    """Whether an item, from a place of some words to their end, is only where or when: «En Lugo»."""
    return any(item - found.end() <= 1 for found in _OPENS_CLAUSE.finditer(before))


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else _COUNTS.get(word)


def _items_in(words: str) -> int:
    return len([part for part in re.split(rf"[,;]|\b{_AND}\b", words) if part.strip()])


def _cut(item: str, build: str, *, closes: bool) -> str:
    """An item without another that an «y» joins to it; the last, without what is said of it."""
    if closes and build in _THINGS:
        return _GOES_ON.sub("", item)
    found = None if closes else _HAS_AND.search(item)
    return item[: found.start()] if found else item


def _build(words: str) -> str:
    """What an item opens with: a name, a verb, an infinitive, a preposition, an article, another noun."""
    first = next(iter(words.split()), "").strip("«\"“'(")
    if not first or _CLAUSE.fullmatch(first.lower()):
        return "clause"
    if first[0].isupper():
        return "name"
    if FINITE.fullmatch(first) or _INFINITIVE.fullmatch(first):
        return "finite" if FINITE.fullmatch(first) else "infinitive"
    if _PREPOSITION.fullmatch(first):
        return first
    if any(map(FINITE.fullmatch, words.split(" que ", maxsplit=1)[0].split())):
        return "clause"
    return "article" if _ARTICLE.fullmatch(first) else "noun"


def _are_alike(one: str, other: str, *, loosely: bool) -> bool:
    if "clause" in (one, other):
        return False
    is_thing = other in _THINGS and (one in ("con", "de", "por", "en") or (loosely and one in _THINGS))
    return one == other or {one, other} == {"a", "infinitive"} or is_thing


def _last_item(text: str, build: str) -> int | None:
    """Where the last item of a text begins, of a build; None if it ends with none."""
    words = [*re.finditer(r"[^\s,;:.()«»\"“”]+|[,;:.()«»\"“”]", text)]
    mark = max((place for place, word in enumerate(words) if not word[0][0].isalnum()), default=-1)
    words = words[mark + 1 :]
    if build in _THINGS:
        place = _last_name([word[0] for word in words], build)
        return words[place].start() if place is not None else None
    opens = {"finite": FINITE, "infinitive": _INFINITIVE}.get(build) or re.compile(build)
    return next((word.start() for word in reversed(words) if opens.fullmatch(word[0])), None)


def _last_name(words: list[str], build: str) -> int | None:
    """The place of the first word of the noun phrase that some words end with; None if they end with none.

    Where those of its enumeration have an article, so has it; a name begins with its first capital, and a
    bare noun is one word. What a «de» joins to it belongs to it.
    """
    place = len(words) - 1
    while place > 0:
        word, before = words[place], words[place - 1]
        is_within = before.lower() in ("de", "del")
        if build == "article" and _ARTICLE.fullmatch(word.lower()) and not is_within:
            break
        if is_within and place > 1 and (word[0].isupper() or build == "article"):
            place -= 2
        elif _goes_on(before, build):
            place -= 1
        else:
            break
    if place < 0 or (build == "article" and not _ARTICLE.fullmatch(words[place].lower())):
        return None
    if build == "name" and _PREPOSITION.fullmatch(words[place].lower()):
        # Of «con goles de Ana Gil», which is no name, the run of capitals at its end.
        place = max((at for at, word in enumerate(words) if not word[0].isupper()), default=place) + 1
        return place if place < len(words) else None
    return place if build != "name" or words[place][0].isupper() else None


def _goes_on(before: str, build: str) -> bool:
    """Whether a thing of some build may have begun before a word."""
    if build == "article":
        return not (FINITE.fullmatch(before) or re.fullmatch(_AND, before.lower()))
    return build == "name" and before[0].isupper()
