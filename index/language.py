"""A text -> the language it is in, told by the small words that each language repeats."""

from __future__ import annotations

import re

_SMALL_WORDS = {
    "ca": "els amb i és ha per dels les una que aquest aquesta també són seva seu més pel entre però va",
    "de": "der die und das den von zu mit ist des im für auf nicht dem ein eine als auch es an wurde hat",
    "en": "the of and to in is was were that with for by has have had will would on at from it this as",
    "es": "el la los las del y en que una con por para su sus al lo se es fue son pero según ha más también",
    "eu": "eta da ez dute du bat ere zuen dela izan den baina egin dira hau beste duen zen hori gehiago",
    "fr": "le les des et est une dans du que qui pour sur avec par au aux ce cette il elle sont pas plus a",
    "gl": "o os as do da dos das e en que unha con por para seu súa ao polo pola non foi é máis tamén na no",
    "it": "il di che è la per un una del della dei nel con sono anche non gli alla dal si da più ha le e",
    "pt": "o os as do da dos das e em que uma com por para seu sua ao pelo pela não foi é mais também na no",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_CHARACTERS_READ = 4000
_LEAST_WORDS = 12
_LEAST_SHARE = 0.12
_LEAST_LEAD = 1.15


def language_of(text: str) -> str | None:
    """The ISO 639 code of a text's language; ``None`` if it is short, mixed or in another."""
    found = re.findall(r"[^\W\d_]+", text[:_CHARACTERS_READ].lower())
    if len(found) < _LEAST_WORDS:
        return None
    counts = {language: sum(word in words for word in found) for language, words in _WORDS.items()}
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    is_clear = counts[first] >= _LEAST_SHARE * len(found) and counts[first] >= _LEAST_LEAD * counts[second]
    return first if is_clear else None
