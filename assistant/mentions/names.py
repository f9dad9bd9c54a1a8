"""Tokens of a text -> the names in it, and whether another text has them, also in another language.

A name is a run of capitalised words. The first word of a sentence is one only if
something says so: another capital after it, or a verb of which it is the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.mentions.endings import TELLS
from assistant.mentions.spellings import (
    CONNECTORS,
    DEMONYMS,
    METONYMS,
    OPENERS,
    PHRASES,
    SHORT,
    SPANISH,
    TITLES,
)
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# No acronym is longer; of a page of names every run would be one.
MOST_INITIALS = 8
# How many tokens apart two words of a name may stand.
_REACH, _REACH_ABROAD = 5, 8
# Of words of so many letters the fourth last may differ: «Department», «Departamento».
_LONG = 9
# Of so few letters a name has no other spelling: XVI is not XVII.
_SHORT = 4
_BEFORE_A_SENTENCE = frozenset("«“\"¿¡:.!?…(—–[*'‘")
_VERB_AHEAD = re.compile(
    rf"(?:\w+(?:{TELLS}|ía|ían)|fue|es|era|ha|han|será|dijo|dio|hizo|tiene|está|quiso|puso|pidió|quiere|afirma"
    r"|se|no|le|les|lo|también|tampoco|ya|nunca|cree|considera|pod\w+|tendr\w+|habr\w+|deb(?:e|ió|ía|erá)|vino|fueron|son|están|tuvo|va|puede"
    r"|estuvo|supo|hubo|anduvo|condujo|redujo|produjo|obtuvo|propuso|mantuvo|sostiene|mantiene|gana|pierde|compra|vende|juega"
    r"|anuncia|dice|pide|niega|exige|asegura|defiende|critica|acusa|preside|dirige|vive|trabaja|llega|recibe|controla|posee"
    r"|met|spoke|took|made|won|lost|became|came|went|gave|got|left|led|bought|sold|beat|held|did"
    r"|said|says|was|is|has|had|will|told|announced|\w{3,}ed|foi|disse|é|tem|anunciou)"
)
_VERB = re.compile(rf"\w+(?:{TELLS}|mente|ly|ing|ndo)")
# A verb that no name looks like, though a name follows: «Ganó Martínez», «Según dijo Rubio».
_VERB_FIRST = re.compile(rf"\w+(?:{TELLS}|mente)")
_PRESENT = re.compile(r"[^\W\d_]{2,}(?:a|e|an|en)")
_DONE_TO = frozenset("el la los las un una unos unas su sus a al".split())  # noqa: SIM905
# What is made from a name: «madrileño», «cordobés».
_DERIVED = re.compile(
    r"\w+(?:an[oa]|es|es[ae]|ens[e]|eñ[oa]|en[oa]|ol|ola|in[oa]|e[oa]|i|al|ic[oa])s?|\w+eses"
)
_SAME = re.compile(
    r"\b(?:EE\.? ?UU\b\.?|EEUU\b|EUA\b|USA\b|U\.S\.(?:A\.)?|US\b|United States(?: of America)?\b)"
)
_BEFORE_PLACES = frozenset("en a desde hasta de in at from to of visitó em".split())  # noqa: SIM905
_TYPED_YEAR = re.compile(r"\bl(?=9\d\d\b)")
# «1.º de mayo», «1o. de mayo», «1ro de mayo» are «1 de mayo».
_FIRST_OF_MONTH = re.compile(r"(?<=\b1)(?:\.?[ºo]\.?|ro|er)(?=\s+de\s)")
_POSSESSIVE = re.compile(r"['’]s?$")
_IN_SPANISH = re.compile(rf"\b(?:{'|'.join(sorted(PHRASES, key=len, reverse=True))})\b")


@dataclass(frozen=True, slots=True)
class Name:
    """The capitalised words of a name (no connectors), the bounds of its tokens, and the word before."""

    parts: tuple[str, ...]
    text: str
    first: int
    last: int
    before: str = ""

    @property
    def folded(self) -> frozenset[str]:
        """Its words, without accents and in lower case."""
        return frozenset(fold(part) for part in self.parts)


def canonical(text: str) -> str:
    """The text with the United States always called «Estados Unidos», and others as they are in Spanish.

    A year typed «l999», with a letter for its one, is read as it is meant.
    """
    text = _FIRST_OF_MONTH.sub("", _TYPED_YEAR.sub("1", text))
    return _IN_SPANISH.sub(lambda found: PHRASES[found[0]], _SAME.sub("Estados Unidos", text))


def may_be_verb(word: str) -> bool:
    """Whether a word, in lower case, is likely to be what somebody named right before it does."""
    return bool(_VERB_AHEAD.fullmatch(word))


def names_in(tokens: Sequence[str], taken: Iterable[int] = ()) -> list[Name]:
    """The names among the tokens of a sentence, in order; ``taken`` are tokens that belong to a date."""
    dates = set(taken)
    found: list[Name] = []
    position = 0
    while position < len(tokens):
        last = _end(tokens, position, dates)
        if last > position:
            parts = tuple(
                token for token in tokens[position:last] if token[0].isupper() and fold(token) not in TITLES
            )
            if parts:
                before = "".join(tokens[max(0, position - 1) : position]).lower()
                found.append(Name(parts, " ".join(tokens[position:last]), position, last, before))
        position = max(last, position + 1)
    return found


def _end(tokens: Sequence[str], first: int, dates: set[int]) -> int:
    """Where a name that begins at a token ends; ``first`` itself if none does."""
    if not _is_capital(tokens, first, dates) or not _names_something(tokens, first, dates):
        return first
    last = first + 1
    while last < len(tokens):
        ahead = last
        while ahead < len(tokens) and ahead < last + 2 and tokens[ahead] in CONNECTORS:
            ahead += 1
        if ahead >= len(tokens) or not _is_capital(tokens, ahead, dates):
            break
        last = ahead + 1
    return last


def _is_capital(tokens: Sequence[str], position: int, dates: set[int]) -> bool:
    return tokens[position][0].isupper() and position not in dates


def _names_something(tokens: Sequence[str], position: int, dates: set[int]) -> bool:
    """Whether a capitalised token is a name and not just the first of its sentence."""
    if position > 0 and tokens[position - 1] not in _BEFORE_A_SENTENCE:
        return True
    word = tokens[position]
    if fold(word) in OPENERS or word.lower() in OPENERS:
        return False
    if len(word) > 1 and word.isupper():
        return True
    if _VERB_FIRST.fullmatch(word.lower()):
        return False
    following = tokens[position + 1] if position + 1 < len(tokens) else ""
    if following in ("", ","):
        return not _VERB.fullmatch(word.lower()) if following else position > 0
    ahead = position + 1 + (following in CONNECTORS)
    is_longer = ahead < len(tokens) and _is_capital(tokens, ahead, dates)
    return is_longer or may_be_verb(following.lower()) or _is_doer(tokens, position + 1)


def _is_doer(tokens: Sequence[str], verb: int) -> bool:
    """«Colombia acumula una deuda»: what looks like a verb, and what it is done to."""
    return (
        bool(_PRESENT.fullmatch(tokens[verb].lower()))
        and fold(tokens[verb]) not in OPENERS
        and verb + 1 < len(tokens)
        and (fold(tokens[verb + 1]) in _DONE_TO or tokens[verb + 1][0].isdigit())
    )


def _initials(name: Name) -> list[str]:
    """«CGT» of «Confederación General del Trabajo», and those of each run of its words."""
    capitals = [word for word in name.text.split() if word[0].isupper()]
    runs = (
        capitals[first:last]
        for first in range(len(capitals))
        for last in range(first + 2, min(len(capitals), first + MOST_INITIALS) + 1)
    )
    return ["".join(word[0] for word in run) for run in runs if _may_be_short(run)]


def _may_be_short(run: Sequence[str]) -> bool:
    """Whether a name may be called by its initials; two letters are anybody's, but for a few known ones."""
    known = SHORT.get("".join(word[0] for word in run))
    return len(run) > 2 or [fold(word) for word in run] == [*(known or ())]


def _acronym(name: Name) -> str:
    return max(_initials(name), key=len, default="")


class Lexicon:
    """The words of a text, to look names up in."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._folded = [fold(token) for token in tokens]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._folded):
            self._places.setdefault(word, []).append(place)
            for part in DEMONYMS.get(word, ()):
                self._places.setdefault(part, []).append(place)
        self._lower = {fold(token) for token in tokens if token[0].islower() and len(token) > 3}
        self._acronyms = {token for token in tokens if len(token) > 1 and token.isupper()}
        self._initials: dict[str, list[int]] = {}
        for name in names_in(tokens):
            for initials in _initials(name):
                self._initials.setdefault(initials, []).append(name.first)
        long = [token for token in tokens if token[0].isalpha() and len(token) > 3]
        self._sounds = {
            _sound(token) for token in long if token[0].isupper() or _DERIVED.fullmatch(fold(token))
        }
        self._name_sounds = {
            _sound(part) for name in names_in(tokens) for part in name.parts if len(part) > _SHORT
        }
        self._common_sounds = {_sound(token) for token in long}

    def has(self, name: Name, *, in_another_tongue: bool = False) -> bool:
        """Whether the text has every part of the name, and those that belong together near each other.

        In another tongue words are spelt otherwise, and one of an institution's may be another word.
        An office and a person may have run together: «ministro de Economía Luis Caputo».
        """
        if name.text in self._initials or _acronym(name) in self._acronyms or self._has_by_metonymy(name):
            return True
        if in_another_tongue:
            is_long = len(name.parts) > 2
            is_institution = is_long and any(word in CONNECTORS for word in name.text.split())
            strange = sum(
                not self._where(part)
                # «Physiotherapist Petrone» opens with a common word.
                and not self._has_like(
                    part, is_common=is_institution or (is_long and not place and not name.first)
                )
                for place, part in enumerate(name.parts)
            )
            return strange <= is_institution
        places = [self._where(part) for part in name.parts]
        if not all(places):
            return False
        splits = range(1, len(places) - 1)
        return self._are_near(name.parts, places) or any(
            self._are_near(name.parts[:at], places[:at]) and self._are_near(name.parts[at:], places[at:])
            for at in splits
        )

    def _are_near(self, parts: Sequence[str], places: Sequence[list[int]]) -> bool:
        if any(fold(part) not in self._places for part in parts):
            # Another language puts the words of a name in another order.
            return all(
                any(abs(there - here) <= _REACH_ABROAD for here in earlier for there in later)
                or -1 in (*earlier, *later)
                for earlier, later in pairwise(places)
            )
        return all(
            any(0 < there - here <= _REACH for here in earlier for there in later)
            for earlier, later in pairwise(places)
        )

    def _where(self, part: str) -> list[int]:
        """The places of a word; [-1] if the text has it in another form, [] if not at all."""
        word = fold(part)
        if part in self._initials:
            return self._initials[part]
        # «UGT's leader», where the text has no «Sotheby's».
        bare = _POSSESSIVE.sub("", word)
        in_spanish = SPANISH.get(part.lower()) or SPANISH.get(word)
        for known in (word, bare, in_spanish, word.replace("tion", "cion")):
            if known and fold(known) in self._places:
                return self._places[fold(known)]
        least = max(4, len(word) - 2)
        if len(part) > _SHORT and _sound(part) in self._name_sounds:
            return [-1]
        if any(other.startswith(word[:least]) and _DERIVED.fullmatch(other) for other in self._lower):
            return [-1]
        # «Los Pirineos» of «el Pirineo».
        singulars = (fold(known).rstrip("s") for known in (word, in_spanish) if known)
        return [-1] if any(len(one) > 2 and one in self._places for one in singulars) else []

    def _has_by_metonymy(self, name: Name) -> bool:
        """Whether «el Ejecutivo» or, as who does something, «Washington» is there by another word."""
        words = METONYMS.get(fold(name.text), ())
        is_place = name.before in _BEFORE_PLACES
        return bool(words) and not is_place and all(word in self._places for word in words)

    def _has_like(self, part: str, *, is_common: bool) -> bool:
        """Whether the text has a name, or a common word, that sounds alike: «Commission», «Comisión»."""
        sound = _sound(part)
        least = max(4, len(sound) - (3 if len(sound) < _LONG else 4))
        sounds = self._common_sounds if is_common else self._sounds
        return any(sound[:least] == other[:least] for other in sounds)


def _sound(word: str) -> str:
    """A word without what the three languages spell each in its own way."""
    plain = fold(word).replace("tion", "cion").replace("ph", "f").replace("th", "t").replace("k", "c")
    return re.sub(r"(.)\1", r"\1", plain.replace("y", "i").replace("j", "i"))
