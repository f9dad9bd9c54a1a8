"""A question that leans on those before it -> by rule, the same question in full.

What is missing is taken from the last question: its subject, the person it was answered with, or all of it
where only another interrogative, place, name or day is asked for. What comes of it is a sentence that a
speaker could have typed, however many questions lean on each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.conversation import english
from assistant.conversation.anatomy import (
    ASKING,
    ASKS,
    ASKS_OF_NOUN,
    COUNTED,
    INTERROGATIVE,
    LINKING_VERB,
    OPENING,
    PREPOSITION,
    bare_words,
)
from assistant.conversation.anew import asked_anew
from assistant.conversation.exchanging import exchanged
from assistant.conversation.leaning import (
    PERSON,
    RELATIONAL,
    THING,
    WHAT_ONE_HAS,
    asked_before,
    has_clitic,
    is_question,
)
from assistant.conversation.mentioned import answered, topic_of_answer, what_was_spoken_of
from assistant.conversation.more import asks_for_more, summarised, summary_of
from assistant.conversation.naming import FRAME, is_definite, thing_of
from assistant.conversation.placing import SpokenOf, contracted, event_asked, framed, put_in
from assistant.mentions.endings import TELLS
from assistant.mentions.facts import facts_of
from assistant.mentions.roles import role_of
from assistant.question import understand
from index.lexical import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Turn

# A thing: the «it» of the weather is seldom asked about in news.
_IT = re.compile(r"\bit\b", re.IGNORECASE)
# «¿De qué hablaron?» has no word for who did; one, «habló», may be of anybody.
_WHAT_THEY_DID = re.compile(
    rf"^(?:{PREPOSITION}\s+)?{ASKING}\s+\w+(?:aron|ieron|yeron|aban|ían|arán|erán|irán)$", re.IGNORECASE
)
_WITH = frozenset({"con", "entre", "y", "e", "a", "al"})
# «con qué porcentaje»: of nouns, those that no verb looks like.
_WITH_NOUN = re.compile(
    rf"^{PREPOSITION}\s+(?:qué|cuánt[oa]s?)\s+(?:porcentaje|resultado|ventaja|dinero|partido|edad|equipo|empresa|fin"
    r"|objetivo|medios?|modo|manera|pretexto|condiciones|precio|argumentos?|votos|barrio|calle)$",
    re.IGNORECASE,
)
# «¿Y tendrá biblioteca?» wants yes or no; what ends so and has no capital is a verb.
_OPENS_WITH_VERB = re.compile(
    rf"(?:(?:no|se|les?|l[ao]s?|ya) )*(?:[a-záéíóúñ]{{2,}}{TELLS}|[a-záéíóúñ]+r(?:á|án)"
    r"|ha|han|hay|hubo|es|era|está|fue|fueron|va|van|tiene|tienen)\b"
)
_ACCENTED = {"cuant": "cuánt", "que": "qué"}
_TO_THE = re.compile(r"\sal\s+([^?()]+?)\s*\?*$", re.IGNORECASE)


def merge(question: str, history: Sequence[Turn]) -> str:
    """The question with what the last ones were about put where it leans on them."""
    last = history[-1]
    before = asked_before(last)
    own = OPENING.sub("", question).strip(" ¿?¡!.")
    wants_more = asks_for_more(question)
    if wants_more or (not words(own) and not ASKS.search(own)):
        return (_told_more(history) if wants_more else "") or question
    points = PERSON.search(own) or THING.search(own) or has_clitic(own) or LINKING_VERB.match(own)
    if not ASKS.search(own) and not points:
        # «¿Tiene hijos?» has its capital from where it stands; «¿Y Irán?» has its own.
        opens = own if OPENING.match(question) else own[:1].lower() + own[1:]
        if _OPENS_WITH_VERB.match(opens):
            text = framed(own, what_was_spoken_of(own, history).topic, understand(before).language)
        else:
            text = _kept_to_its_topic(exchanged(own, before), before, history)
        return text if text.endswith("?") else _as_question(text, before)
    language = understand(before).language
    spoken_of = what_was_spoken_of(own, history)
    if language == "es" and ASKS_OF_NOUN.match(own):
        return _as_question(_of_noun(own, before, spoken_of), before)
    bare = own if _is_bare(own) else event_asked(own, spoken_of)
    if bare and (language == understand(own).language or language == "pt"):
        is_summary = summarised(before) is not None
        anew = "" if is_summary else _asked_anew(bare, last, answered(history), language)
        return _as_question(anew or framed(bare, spoken_of.topic, language), before)
    if language == "en" and (told := english.told_by(own, bare_words(before))):
        return _as_question(told, before)
    person = answered(history)
    of_one = f"{own} {person}" if person and WHAT_ONE_HAS.fullmatch(own) else ""
    doers = _with_doers(own, before, person, spoken_of.thing)
    return _as_question(of_one or doers or _put_in(own, spoken_of), before)


def _told_more(history: Sequence[Turn]) -> str:
    """«Resume la noticia sobre el incendio de Valparaíso»; ``""`` where nothing was spoken of.

    A question of its own that is about no thing, or about what somebody did, leaves the title of the article
    that it cited.
    """
    answer, asked = history[-1].answer, asked_before(history[-1])
    spoken_of = what_was_spoken_of("", history)
    place = spoken_of.setting.removeprefix("en ")
    topic = place if is_definite(place) else spoken_of.topic
    title = answer.citations[0].title if answer.citations else ""
    is_of_nothing = answer.rewritten_question is None and not thing_of(asked, answer.text)
    if is_of_nothing or (title and topic.startswith("lo que ")):
        topic = ""
    return summary_of(topic, title, understand(asked).language)


def _kept_to_its_topic(text: str, before: str, history: Sequence[Turn]) -> str:
    """«Sobre el Premio Alborada, ¿cuántos años tiene el finalista?» where its winner was named before.

    ``text`` is ``before`` with another in its place. Who was named was the answer to a question: where nobody
    is named any more, what that was about says of what the other is.
    """
    names = facts_of(before).names
    if len(names) != 1 or facts_of(text).names or FRAME.match(text):
        return text
    topic = topic_of_answer(names[0].text, history[:-1])
    return framed(text.strip(" ¿?"), topic, understand(before).language)


def _is_bare(own: str) -> bool:
    """Whether it is an interrogative and nothing else: «por qué»."""
    return bool(_WITH_NOUN.match(own) or (INTERROGATIVE.match(own) and not INTERROGATIVE.sub("", own)))


def _of_noun(own: str, before: str, spoken_of: SpokenOf) -> str:
    """«¿Cuántas dosis recibió Paraguay?» after another count, else «Sobre Paraguay, ¿cuántas dosis?»."""
    own = re.sub(r"^(?:cuant|que\b)", lambda found: _ACCENTED[found[0]], own.lower())
    counts, framed_as = COUNTED.match(bare_words(before)), FRAME.match(before)
    if own.startswith("cuánt") and counts and not counts["preposition"]:
        own = f"{own} {counts['rest']}"
        return framed(own, framed_as["thing"] if framed_as else "", "es")
    return framed(own, spoken_of.topic, "es")


def _with_doers(own: str, before: str, person: str, thing: str) -> str:
    """«¿De qué hablaron Rubio y De la Fuente?»; ``""`` if it is no such question, or of fewer than two.

    ``person`` is who the last question that asked who was answered with.
    """
    if not _WHAT_THEY_DID.match(own):
        return ""
    said, known = facts_of(before), facts_of(f"es {person}").names if person else ()
    others = [
        thing if thing and thing in name.text else name.text
        for name in said.names
        if not any(name.folded & each.folded for each in known)
        and (role_of(said, name) == "subject" or fold(said.tokens[name.first - 1]) in _WITH)
    ]
    if not others and (bearer := _TO_THE.search(before)):
        others = [f"el {bearer[1]}"]
    people = list(dict.fromkeys(filter(None, [person, *others])))
    return f"{own} {', '.join(people[:-1])} y {people[-1]}" if len(people) > 1 else ""


def _put_in(own: str, spoken_of: SpokenOf) -> str:
    """The question with the person or the thing where a word points to it, or where it belongs."""
    if spoken_of.person and PERSON.search(own):
        return PERSON.sub(lambda _: spoken_of.person, own, count=1)
    if is_definite(spoken_of.thing):
        for pattern in (THING, _IT):
            if pattern.search(own):
                return contracted(pattern.sub(lambda _: spoken_of.thing, own, count=1))
    return put_in(own, spoken_of, RELATIONAL)


def _asked_anew(own: str, last: Turn, person: str, language: str) -> str:
    """«¿Y dónde?» after «¿Cuándo es la reunión?»: «¿Dónde es la reunión?»; ``""`` where it cannot be put."""
    before = asked_before(last)
    framed_as = FRAME.match(before)
    answered = person if understand(before).kind == "who" else ""
    of_event = last.answer.rewritten_question is not None
    asked = framed_as["asked"] if framed_as else before
    anew = asked_anew(own, asked, answered, language=language, of_event=of_event)
    return framed(anew, framed_as["thing"], language) if framed_as and anew else anew


def _as_question(text: str, before: str) -> str:
    text = " ".join(text.split()).lstrip("¿")
    if not is_question(before) and not ASKS.search(text):
        return text
    is_spanish = "¿" in before or understand(before).language == understand(text).language == "es"
    is_spanish = is_spanish and "¿" not in text
    return f"{'¿' if is_spanish else ''}{text[:1].upper()}{text[1:]}?"
