"""A question that wants yes or no, and a sentence -> True, False, or None where that does not settle it.

What the question turns on (its verb, or what follows «hay», «es», «tiene»), its names, numbers and days and
most of its other words must be in the sentence. That then says so; or it denies it («no cumplió», «rehusó
hacer predicciones»), says the contrary («bajó» of «subió»), or says the very same of another number or
day. A wrong «sí» is worse than none: whatever is not plain is left open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.mentions.counts import misplaced_marks
from assistant.mentions.endings import PRETERITE
from assistant.mentions.roles import exchanged_name, role_of
from assistant.mentions.spellings import POSTS
from assistant.reading.identity import role_beside
from assistant.reading.kinds import DAYS, MEASURES_OF_TIME
from assistant.yes_no.beyond import asks_more, denies_another, leaves_open
from assistant.yes_no.contraries import contrary_in
from assistant.yes_no.doubts import (
    asks_a_bound,
    does_what_it_bears,
    doubts_it,
    is_a_difference,
    is_of_a_part,
    says_it_of_another,
)
from assistant.yes_no.elsewise import THE_REST, is_of_another_mark, orders, other_order
from assistant.yes_no.hedged import denies_only_a_part, is_hearsay, says_another_thing
from assistant.yes_no.matching import Match
from assistant.yes_no.roots import WEAK
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Language
    from assistant.mentions.names import Name
    from assistant.yes_no.matching import Whole

# Shares of what is asked that the sentence must have: to say so, the same where the verb says little
# («¿Hay…?», «¿Es…?»), the same of its words alone, and to deny it.
_SAID, _SAID_OF_WEAK_VERB, _SAID_OF_WORDS, _DENIED = 0.7, 0.85, 0.8, 0.6
_QUESTION = re.compile(r"¿[^?¿]*\?")
# Who was in an office, or is until, need not be.
_WAS, _IS = re.compile(r"\b(?:fue|era|fueron|eran|was|were|foi)\b"), re.compile(r"\W*(?:es|son|is|are|é)\b")
_NO_LONGER = re.compile(r"\b(?:hasta|entonces|until|then|até)\b|\bentre (?:\w+ ){0,2}\d{4}\b")
_AND, _NOW = re.compile(r"\s+[ye]\s+"), re.compile(r"^(?:actual|nuev[oa])\s+", re.IGNORECASE)
_PAST = re.compile(rf"\w+(?:{PRETERITE})")
_FUTURE = re.compile(r"\w{2,}r(?:á|án)")
_INFINITIVE = re.compile(r"\w+(?:ar|er|ir)(?:se|l[aeo]s?)?")
# Before a verb they leave open whether it came true.
_UNREAL = frozenset(
    """punto podria podrian pretende pretenden pretendia intenta intentan intento quiere quieren quiso desea
    desean si puede pueden pidio pide piden espera esperan para would could may might should debe deben
    deberia deberian habria hubiera hubiese""".split()  # noqa: SIM905
)
# Before an infinitive these tell that it did: «consiguió robar», «tras levantar el embargo».
_REALISED = re.compile(r"(?:consig|logr|dud)\w+|al|tras|despues|acab\w+|lleg\w+")
_BEFORE = 3
# Who bears these did not do them.
_OVERCOMES = re.compile(r"(?:gan|venc|derrot|aventaj|super)\w*")
_IDENTITY = re.compile(r"(?:es|era|fue|is|was) ")
# Offices that one holds at a time, folded; of tennis players there are many.
_OFFICE = re.compile(rf"{POSTS.pattern}|campeon")
_TIME = re.compile(rf"{MEASURES_OF_TIME}|{DAYS}")
_REACH = 4
_LEAST_OFFICE = 2
# Words too common to be looked for, without which a question asks another thing.
_TURNING = frozenset({"contra", "sin", "menos"})
_CONTRAST = frozenset({"pero", "sino", "mientras", "but", "while", "enquanto"})


def settle(question: str, sentence: str, *, article: Whole, language: Language = "es") -> bool | None:
    """What the sentence, of an article, answers to the question."""
    # What an article asks itself it does not say.
    sentence = _QUESTION.sub(" ", sentence)
    if asks_more(question, language=language) or not words(sentence):
        return None
    match = Match.of(question, sentence, article, language)
    asks_nothing = not (match.question.wanted or match.asked.names)
    if asks_nothing or match.asks_a_denial or match.is_of_something_else:
        return None
    if role := _role_asked(match):
        return _by_role(match, role)
    return None if doubts_it(match) else _by_words(match)


def _by_words(match: Match) -> bool | None:
    """By what is said, denied, or said to be otherwise."""
    if contrary_in(match):
        # «Ninguno sobrevivió» is no contrary of «murieron».
        is_plain = not match.said.says_no and match.share() + 1 / match.question.count >= _SAID
        return False if is_plain else None
    if match.denied_words or match.is_half_denied:
        return False if _is_denied(match) else None
    if not match.has_all_marks:
        is_another = not asks_a_bound(match) and is_of_another_mark(match)
        return False if is_another and _came_true(match) and not is_hearsay(match) else None
    return _by_assent(match) if _is_spoken_of(match) and not says_it_of_another(match) else None


def _is_denied(match: Match) -> bool:
    """Whether what the sentence denies is what the question turns on, and the rest is the same."""
    if match.is_half_denied or not match.has_all_marks or match.share(with_known_names=True) < _DENIED:
        return False
    if _is_parted(match) or does_what_it_bears(match) or denies_another(match) or denies_only_a_part(match):
        return False
    is_rest_said = match.share() >= (1.0 if match.question.verb_is_weak else THE_REST)
    return match.denied_words[0] == match.heart or is_rest_said


def _is_spoken_of(match: Match) -> bool:
    """Whether the sentence has what the question turns on, and most of the rest."""
    if match.heart is None:
        return match.share() == 1
    least = _SAID_OF_WEAK_VERB if match.question.verb_is_weak else _SAID
    is_most_said = match.share() >= least and match.share_of_words(but=orders(match)) >= _SAID_OF_WORDS
    return bool(match.places[match.heart]) and is_most_said and not _lacks_a_part(match)


def _by_assent(match: Match) -> bool | None:
    """True if it is said of the very same; False where an amount, an order or a doer is plainly another."""
    asked, said = match.asked, match.said
    order = other_order(match)
    if order is not None:
        return False if order else None
    if any(misplaced_marks(asked, [said])):
        return False
    if exchanged_name(asked, [said]):
        overcomes = match.heart is not None and _OVERCOMES.match(fold(asked.tokens[match.heart]))
        return False if overcomes else None
    strays = match.denied_there and not all(map(match.has, asked.names))
    if strays or match.denies_a_name or _is_parted(match) or is_of_a_part(match) or is_a_difference(match):
        return None
    is_so = _came_true(match) and _is_of_the_same(match) and not leaves_open(match)
    is_so = is_so and not (is_hearsay(match) or says_another_thing(match))
    return True if is_so else None


def _lacks_a_part(match: Match) -> bool:
    """Whether a word of time, or one beside a word that is there, or a name is not in the sentence.

    «Sector público» is not said of a «sector privado»; a name may be that of the doer, or whose a thing is.
    """
    tokens = match.asked.tokens
    lacking = [
        place for place in match.question.wanted if not match.places[place] and place not in orders(match)
    ]
    return any(
        _TIME.fullmatch(fold(tokens[place])) or match.places.get(place - 1) for place in lacking
    ) or any(
        not match.has(name) and role_of(match.asked, name) not in ("subject", "part")
        for name in match.asked.names
    )


def _is_parted(match: Match) -> bool:
    """Whether a «pero» stands between what is asked and what it is asked of, or «en contra» is not said."""
    asked, said = ([fold(token) for token in text.tokens] for text in (match.asked, match.said))
    if any(word in asked and word not in said for word in _TURNING):
        return True
    nearest = [
        min(places, key=lambda at: abs(at - heart))
        for heart in match.heart_places[:1]
        for places in match.places.values()
        if places
    ]
    return bool(_CONTRAST & {*said[min(nearest, default=0) : max(nearest, default=0)]})


def _role_asked(match: Match) -> frozenset[str]:
    """What somebody whom the sentence names is asked to be, «¿Es Vega alcaldesa?», in stems; or none."""
    asked = match.asked
    if not asked.names:
        return frozenset()
    name = asked.names[0]
    rest = " ".join(asked.tokens[name.last :] if name.first == 0 else asked.tokens)
    if name.first > 1 or not _IDENTITY.match(f"{fold(rest)} "):
        return frozenset()
    return frozenset(
        stem
        for place, stem in enumerate(asked.stem_at)
        if stem and place >= name.last and fold(asked.tokens[place]) not in WEAK and match.has(name)
    )


def _by_role(match: Match, role: frozenset[str]) -> bool | None:
    """By what the sentence says beside the name; False if another has it there, of an office for one."""
    name, sentence = match.asked.names[0], match.said.text
    for each in (name.text, name.text.split()[-1]):
        beside = role_beside(each, sentence)
        if beside and _IS.match(match.asked.text.lower()) and _is_over(sentence, each, beside):
            return None
        if beside and _opens_with(sentence[slice(*beside)], role):
            return True
    if len(role) < _LEAST_OFFICE or not any(map(_OFFICE.match, role)):
        return None
    known = frozenset(part for each in match.asked.names for part in each.folded)
    others = [
        other.text
        for other in match.said.names
        if not other.folded & known and role_of(match.said, other) == "subject"
    ]
    bounds = [beside for other in others if (beside := role_beside(other, sentence))]
    return False if any(role <= {*words(sentence[slice(*each)])} for each in bounds) else None


def _is_over(sentence: str, name: str, beside: tuple[int, int]) -> bool:
    """Whether what the sentence says somebody is was so, or is until some time."""
    start = sentence.find(name)
    between = sentence[min(start, beside[0]) : max(start, beside[0])]
    return bool(_WAS.search(between) or _NO_LONGER.search(sentence[slice(*beside)]))


def _opens_with(beside: str, role: frozenset[str]) -> bool:
    """Whether a role, or one of two, opens with what is asked.

    «Alcaldesa de Avilés y cabeza de lista por Asturias» is no «alcaldesa de Asturias», nor is «ex alcaldesa».
    """
    return any(role == {*words(_NOW.sub("", each))[: len(role)]} for each in (beside, *_AND.split(beside)))


# -- the same, and of the same -------------------------------------------------------------------


def _came_true(match: Match) -> bool:
    """Whether what is asked is told as such: not of another time, nor as a wish or a condition."""
    asked, said, heart = match.asked, match.said, match.heart
    if heart is None:
        return True
    verb = asked.tokens[heart].lower()
    is_open = any(fold(token) in _UNREAL for token in asked.tokens)
    for place in match.places[heart]:
        told = said.tokens[place].lower()
        before = {fold(token) for token in said.tokens[max(0, place - _BEFORE) : place]}
        is_other_time = (
            (_PAST.fullmatch(verb) and _FUTURE.fullmatch(told))
            or (_FUTURE.fullmatch(verb) and _PAST.fullmatch(told))
            or (
                _PAST.fullmatch(verb)
                and _INFINITIVE.fullmatch(told)
                and not any(map(_REALISED.fullmatch, before))
            )
        )
        if not is_other_time and (is_open or not before & _UNREAL):
            return True
    return False


def _is_of_the_same(match: Match) -> bool:
    """Whether the names beside what is asked, who does it, to whom and of whom, are no others."""
    if match.heart is None:
        return True
    tokens = match.asked.tokens
    clause = tokens.index("que") if "que" in tokens else len(tokens)
    named = [name for name in match.asked.names if name.first <= clause]
    return any(
        not any(_is_of_another(match, name, heart) for name in named) for heart in match.places[match.heart]
    )


def _is_of_another(match: Match, asked: Name, heart: int) -> bool:
    """Whether another stands where the name should, beside the word at a place of the sentence."""
    said, role = match.said, role_of(match.asked, asked)
    alike = [name for name in said.names if role_of(said, name) == role]
    after = [name for name in alike if heart < name.first <= heart + _REACH]
    if role == "object":
        own = match.same_names(asked)
        # «¿Llamó A a B?» of «una llamada de A con B»: who did it to whom is not told.
        is_bare = len(match.question.wanted) == 1 and own and not any(name in alike for name in own)
        return bool(is_bare) or _are_others(after, asked)
    if role == "part":
        nouns = match.places.get(asked.first - 2, [])
        owners = (name for name in alike for noun in nouns if noun < name.first <= noun + _BEFORE)
        return _are_others([*owners], asked)
    if role != "subject":
        return False
    if not any(name.folded & asked.folded for name in said.names):
        return bool(alike)
    if asked.first > (match.heart or 0) + _REACH or any(name.folded & asked.folded for name in after):
        return False
    before = [name for name in said.names if name.last <= heart]
    return _are_others([name for name in before if role_of(said, name) in ("subject", "object")], asked)


def _are_others(names: Sequence[Name], asked: Name) -> bool:
    return bool(names) and not any(name.folded & asked.folded for name in names)
