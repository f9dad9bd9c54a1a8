"""A question that leans, and what was spoken of -> the question with that put where a speaker would put it.

Where no place is found it is put before: «Sobre la reunión, ¿quién lo organiza?».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.conversation.anatomy import ASKING, HAPPENED, INTERROGATIVE, PREPOSITION
from assistant.conversation.naming import is_definite, is_many
from assistant.mentions.facts import facts_of
from assistant.mentions.roles import role_of
from assistant.mentions.saying import SAYS
from assistant.reading.persons import is_person

_BE = r"(?:es|son|era|eran|fue|fueron|será|serán)"
_OF_THINGS = (
    rf"(?:{_BE}|dur(?:a|ó|ará)|cost(?:ó|ará)|cuesta|empez(?:ó|ará)|empieza|comenz(?:ó|ará)|comienza"
    r"|termin(?:a|ó|ará)|acab(?:a|ó|ará)|abr(?:e|ió|irá)|cerr(?:ó|ará)|cierra|se celebr(?:a|ó|ará|aba)"
    r"|ten(?:drá|ía) lugar|tiene lugar|tuvo lugar|ocurr(?:e|ió|irá)|suced(?:e|ió|erá)|se produjo"
    r"|se firm(?:ó|ará)|cost(?:arán|aron)|cuestan|dur(?:an|arán|aron))"
)
_ALONE = (
    r"(?:(?:no|ya|se|le|les)\s+)*(?:(?:ha|han|había|va|van|puede|pueden)\s+(?:a\s+)?)?"
    r"(?-i:[a-záéíóúñâêôãõç])+"
)
_TO_BE_AT = re.compile(
    r"^quién(?:es)?\s+(?:(?:asist|acud|participa|participó|va(?:n)? a (?:ir|asistir|acudir|participar)"
    r"|ir[áa]n?\b|fue\b|intervendrá|intervino|estará|estuvo|habla|hablará)\w*)$",
    re.IGNORECASE,
)
_GOING = re.compile(r"\b(?:asist|acud|ir\b|irá|irán|fue\b)", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\b(?:dijo|dice|opina|opinó|piensa|declaró|respondió|comentó|dijeron|opinan|se dijo|más se dijo)$"
)
_THERE_WAS = re.compile(r"\b(?:hubo|hay|había|habrá)$", re.IGNORECASE)
# «volcó el autobús»; «tuvo lugar la reunión» has a noun that one can be at.
_HAPPENED_ONCE = re.compile(
    r"^(?!(?:tuvo lugar|ocurrió|sucedió|pasó|se produjo|se celebró|empezó|comenzó|acabó|terminó)\b)"
    r"(?:se\s+)?\w+(?:ó|aron|ieron|yeron)\s+(?:el|la|los|las|un|una)\s"
)
_HAS = re.compile(r"^(?:cuántos|qué)\s+\w+\s+(?:tiene|tenía)$", re.IGNORECASE)
_SAID_OF_WHOM = re.compile(r"\b(?:dijo|dice|opina|opinó|declaró|respondió|comentó)\s+(?=[A-ZÁÉÍÓÚ])")
CLITIC = re.compile(
    rf"^(?P<asking>(?:{PREPOSITION}\s+)?{ASKING})\s+(?P<clitic>lo|la|los|las|o|a|os|as)\s+(?P<verb>(?:ha\s+|han\s+)?\w+)$",
    re.IGNORECASE,
)
_LO = re.compile(r"\blo\s+(?P<verb>[^\W\d_]+)", re.IGNORECASE)
# What is said, denied or confirmed is that something is so, and no thing: nobody says a fire.
TOLD = re.compile(
    r"\blo\s+(?:(?:ha|han|había|habían|habrá|va a|van a)\s+)?"
    rf"(?:(?:{SAYS}|dic[eh]|decir|decía|dirá|inform|contad|cuent|opin|sost[eiu]|advi[re]|advert|admit|reconoc"
    r"|neg[óa]|nego\b|nieg|desm[ei]nt|confirm|revel|aclar|asever)\w*|cont(?:[óo]|ar|aron|ará|arán|aba|aban)\b)",
    re.IGNORECASE,
)
# A meeting that is to be is announced, but of what is over it is how it was.
_ANNOUNCED = re.compile(r"^qui[ée]n(?:es)?\s+lo\s+(?:(?:ha|han|había)\s+)?anunci", re.IGNORECASE)
_EVENT = re.compile(
    rf"^(?P<asking>(?:{PREPOSITION}\s+)?{ASKING})\s+(?:{_BE}|{HAPPENED}|foi|será|é"
    r"|(?:is|was|will) (?:it|that)(?: be)?|did (?:it|that) happen)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:el|la|los|las)\b", re.IGNORECASE)
# «El agua» is «la».
_STRESSED = re.compile(
    r"el (?:arma|agua|acta|águila|alma|área|aula|hambre|hacha|ave|ala|alza|habla|ancla|alga|asa)\b",
    re.IGNORECASE,
)
_ITS = re.compile(r"\bits\s+(?P<noun>\w+)", re.IGNORECASE)
_MARKED = re.compile(r"\b(?P<article>el|la|los|las|the|o|a)\s+(?P<noun>\w+)$", re.IGNORECASE)
_CONTRACTED = {
    "de el ": "del ",
    "a el ": "al ",
    "de o ": "do ",
    "de a ": "da ",
    "em o ": "no ",
    "em a ": "na ",
}


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """What the last question was about: a thing, who did it, where that was; and its language.

    ``person`` is who is spoken of, ``bearer`` whether the thing is somebody to whom it was done, ``happened``
    what was said to happen: «cerró la fábrica»; ``over`` whether it has happened, and is not to be;
    ``topic`` what a question can be put under: the thing, or else who.
    """

    thing: str
    person: str
    setting: str
    bearer: bool
    happened: str
    over: bool
    topic: str
    language: str


def event_asked(own: str, spoken_of: SpokenOf) -> str:
    """The interrogative of «cuándo fue», of what happened and of no thing that can be; else ``""``."""
    found = None if own.lower().startswith("de ") else _EVENT.match(own)  # «de dónde es» asks of somebody
    return found["asking"] if found and (spoken_of.happened or not is_definite(spoken_of.thing)) else ""


def put_in(own: str, spoken_of: SpokenOf, relational: frozenset[str]) -> str:
    """The question with what was spoken of in its place; ``relational`` nouns are always something's."""
    by_place = _spanish if spoken_of.language == "es" else _other
    placed = _noun_taken_up(own, spoken_of.thing, relational, spoken_of.language) or by_place(own, spoken_of)
    return placed or framed(own, spoken_of.topic, spoken_of.language)


def framed(own: str, thing: str, language: str) -> str:
    """«Sobre la reunión, ¿quién la organiza?»; of nothing, the question itself."""
    if not thing:
        return own
    if language == "es":
        return f"Sobre {thing}, ¿{own[:1].lower()}{own[1:]}"
    return f"{'As for' if language == 'en' else 'Sobre'} {thing}, {own[:1].lower()}{own[1:]}"


def contracted(text: str) -> str:
    """«del grupo», «al grupo» of «de el grupo», «a el grupo»."""
    for apart, together in _CONTRACTED.items():
        text = re.sub(rf"\b{apart}(?=\S)", together, text)
    return text


def _noun_taken_up(own: str, thing: str, relational: frozenset[str], language: str) -> str:
    """«la próxima reunión» for «la reunión», «el objetivo de la reunión» for «el objetivo», at the end."""
    found = _MARKED.search(own)
    if found is None or not thing:
        return ""
    if is_definite(thing) and re.search(rf"\b{re.escape(found['noun'])}\b", thing, re.IGNORECASE):
        return f"{own[: found.start()]}{thing}"
    if found["noun"].lower() not in relational:
        return ""
    joined = " of " if language == "en" else " de "
    placed = f"{own}{joined}{thing}"
    return placed if language == "en" else contracted(placed)


def _other(own: str, spoken_of: SpokenOf) -> str:
    """English and Portuguese: in the place of a pronoun, or after a verb that ends the question."""
    thing, person = spoken_of.thing, spoken_of.person
    if its := _ITS.search(own):
        return f"{own[: its.start()]}the {its['noun']} of {thing}{own[its.end() :]}" if thing else ""
    if spoken_of.language == "pt":
        clitic = CLITIC.match(own)
        if clitic and thing:
            return f"{clitic['asking']} {clitic['verb']} {thing}"
        if re.fullmatch(
            rf"(?:{PREPOSITION}\s+)?{ASKING}\s+(?:é|será|foi|são|serão|foram)", own, re.IGNORECASE
        ):
            return f"{own} {thing}" if is_definite(thing) else ""
        verb = re.fullmatch(
            rf"(?P<asking>(?:{PREPOSITION}\s+)?{ASKING})\s+(?P<verb>\w+(?:ou|eu|iu|sse|ez))",
            own,
            re.IGNORECASE,
        )
        return (
            f"{verb['asking']} {person} {verb['verb']}"
            if verb and person and verb["asking"] != "quem"
            else ""
        )
    them = re.search(r"\b(?:them|it)$", own)
    return f"{own[: them.start()]}{thing}" if them and thing else ""


def _spanish(own: str, spoken_of: SpokenOf) -> str:
    """The first place that fits; ``""`` if none does."""
    return next(filter(None, (placed(own, spoken_of) for placed in _PLACES)), "")


def _for_clitic(own: str, spoken_of: SpokenOf) -> str:
    """«¿Quién anunció la reunión?» of «¿Quién lo anunció?»; ``""`` if no pronoun has the place."""
    thing = spoken_of.thing
    found = CLITIC.match(own)
    lo = None if found else _LO.search(own)
    if (found is None and lo is None) or not thing or re.search(r"\bse lo\b", own):
        return ""
    if (thing[:1].isupper() and not spoken_of.bearer) or _is_told(own, spoken_of):
        return ""
    to_whom = f"{'a ' if spoken_of.bearer or _is_somebody(thing) else ''}{thing}"
    if found:
        if not _agree(found["clitic"], thing):
            return ""
        return contracted(f"{found['asking']} {found['verb']} {to_whom}")
    return contracted(f"{own[: lo.start()]}{lo['verb']} {to_whom}{own[lo.end() :]}") if lo else ""


def _agree(clitic: str, thing: str) -> bool:
    """Whether «la» may stand for a thing: not for «los heridos»; «lo» is also all that was said."""
    article, said = _ARTICLE.match(thing), clitic.lower()
    if article is None or said in ("lo", "o"):
        return True
    if " y " in thing:
        return said in ("los", "las")
    return said == article[0].lower() or (said == "la" and _STRESSED.match(thing) is not None)


def _is_somebody(thing: str) -> bool:
    """Whether what is done is done to a person: «al ministro de Sanidad»."""
    noun = re.match(r"(?:el|la|los|las)\s+([a-záéíóúñ]+)", thing)
    return noun is not None and is_person(noun[1])


def _is_told(own: str, spoken_of: SpokenOf) -> bool:
    """Whether «lo» is what was said, and not the thing: «¿Quién lo dijo?» after «¿Dónde fue el incendio?»."""
    is_told = TOLD.search(own) or (spoken_of.over and _ANNOUNCED.match(own))
    return bool(is_told) and not spoken_of.thing.startswith("lo que")


def _where_it_was(own: str, spoken_of: SpokenOf) -> str:
    """«¿Quién marcó en el Santa Laura?»; «¿Cuántos heridos hubo cuando volcó el autobús?»."""
    if spoken_of.setting and " en " not in own and not _LO.search(own):
        return f"{own} {spoken_of.setting}"
    if not _THERE_WAS.search(own) or not is_definite(spoken_of.thing):
        return ""
    if _HAPPENED_ONCE.match(spoken_of.happened):
        return f"{own} cuando {spoken_of.happened}"
    return contracted(f"{own} en {spoken_of.thing}")


def _as_what_happens(own: str, spoken_of: SpokenOf) -> str:
    """«¿Cuánto duró la llamada?»."""
    verb, thing = INTERROGATIVE.sub("", own), spoken_of.thing
    is_event = thing and not thing.startswith("lo que") and re.fullmatch(_OF_THINGS, verb)
    return f"{own} {thing}" if is_event and _agrees(verb, thing) else ""


def _as_where_one_goes(own: str, spoken_of: SpokenOf) -> str:
    """«¿Quién asistirá a la reunión?»."""
    if not _TO_BE_AT.match(own) or not is_definite(spoken_of.thing):
        return ""
    return contracted(f"{own} {'a' if _GOING.search(own) else 'en'} {spoken_of.thing}")


def _as_what_is_said_of(own: str, spoken_of: SpokenOf) -> str:
    """«¿Qué dijo Rubio sobre la reunión?»."""
    thing = spoken_of.thing
    says = _SAID_OF_WHOM.search(own) or (
        _SPEAKS.search(own) and not spoken_of.person and not thing[:1].isupper()
    )
    return f"{own} sobre {thing}" if says and thing and _is_after_asking(own) else ""


def _is_after_asking(own: str) -> bool:
    """Whether what is said is asked for, and not who says it."""
    return not _asks_who(own) and INTERROGATIVE.match(own) is not None


def _as_it_is(own: str, _: SpokenOf) -> str:
    """«¿Quién entrena al Ademar?»: a name is in the place."""
    rest = INTERROGATIVE.sub("", own)
    names_all = facts_of(f"x {rest}").names and (_asks_who(own) or _has_subject(own))
    return own if names_all or _SAID_OF_WHOM.search(own) else ""


def _as_who_does(own: str, spoken_of: SpokenOf) -> str:
    """«¿Qué dijo Marco Rubio?», of a question that ends with its verb."""
    verb = INTERROGATIVE.sub("", own)
    if _asks_who(own) or not (re.fullmatch(_ALONE, verb) or _HAS.match(own)):
        return ""
    if spoken_of.person:
        return f"{own} {spoken_of.person}" if _agrees(verb, spoken_of.person) else ""
    is_name = re.match(r"[A-ZÁÉÍÓÚ]|(?:el|la) [A-Z]{2}", spoken_of.thing)
    return f"{own} {spoken_of.thing}" if is_name and _agrees(verb, spoken_of.thing) else ""


def _asks_who(own: str) -> bool:
    return own.lower().startswith("qui")


def _agrees(verb: str, subject: str) -> bool:
    """Whether a verb is in the number of its subject."""
    is_plural = bool(re.search(r"(?:[aeoá]n|son|[aeiá]ron)$", verb.rsplit(maxsplit=1)[-1])) if verb else False
    return is_plural == (is_many(subject) or (subject[:1].isupper() and " y " in subject))


def _has_subject(own: str) -> bool:
    said = facts_of(own)
    return any(role_of(said, name) == "subject" for name in said.names if name.first > 0)


_PLACES = (
    _for_clitic,
    _where_it_was,
    _as_what_happens,
    _as_where_one_goes,
    _as_what_is_said_of,
    _as_it_is,
    _as_who_does,
)
