"""A question that describes what it asks of -> the question that finds that, and the one to ask of it then.

«¿Cuándo nació el atleta que entrena De la Torre?» is «¿Qué atleta entrena De la Torre?», and then «¿Cuándo
nació Sotomayor?». What a question of one clause asks, and who or what the described thing is, is no such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.letters import CAPITALS
from assistant.mentions.endings import TELLS
from assistant.mentions.saying import SAYS
from index.lexical import fold, words

_LONGEST = 300
_PREPOSITION = r"(?:a|con|de|en|por|para|contra|sobre|desde|hasta|ante)"
_DESCRIBED = re.compile(
    r"(?P<asked>.+\w) (?P<article>el|la|los|las|al|del) (?P<noun>[^\W\d_][\w-]*(?: [\w.-]+){0,4}?) "
    rf"(?:(?P<preposition>al|del|{_PREPOSITION}) )?(?P<its>(?:el|la|los|las) )?"
    r"(?P<relative>que|cual|quien|quienes|donde) (?P<clause>(?:[^,;:¿?]|(?<=\d)[,:](?=\d))+)"
)
# A name is no noun to ask for: «el jefe del Gobierno que…» is of a chief.
_OF_A_NAME = re.compile(r"(?P<asked>.+\w) (?P<article>el|la|los|las|al|del) (?P<noun>[^\W\d_][^,;:¿?]*)")
_ASKS = re.compile(
    rf"(?:{_PREPOSITION} )?"
    r"(?:qu[eé]|qui[eé]n(?:es)?|cu[aá]l(?:es)?|cu[aá]nt[oa]s?|cu[aá]ndo|a?d[oó]nde|c[oó]mo)\b",
    re.IGNORECASE,
)
# «¿Quién es el ministro que…?» asks for what is described itself.
_ASKS_WHICH = re.compile(
    r"(?:qu[eé]|qui[eé]n(?:es)?|cu[aá]l(?:es)?|c[oó]mo)(?: se)?"
    r" (?:es|son|era|eran|fue|fueron|ser[aá]n?|llama\w*)",
    re.IGNORECASE,
)
# «El portal X», at the beginning of its sentence; not «El Salvador».
_ARTICLE_FIRST = re.compile(rf"^(?:El|La|Los|Las)(?= [^\W\d_{CAPITALS}])")
_CONTRACTED = {"al": "a", "del": "de"}
_NO_NOUN = frozenset(
    """año mes dia semana noche mañana tarde momento lunes martes miercoles jueves viernes sabado domingo
    hecho vez dos tres que uno misma mismo mas menos""".split()  # noqa: SIM905
)
# «El plazo antes de que…», «los gobiernos si quieren que…»: no clause of the noun.
_JOINS = frozenset("antes despues si como para desde".split())  # noqa: SIM905
# «¿Cuándo dijo el ministro que…?» asks of what he said: no clause of his, but after «qué» and «quién».
_SAYS = re.compile(
    rf"(?:(?:{SAYS}|anunci|confirm|advirt|promet|neg|pid|exig|orden"
    r"|sab|supo|descubr|recomend|propus|suger)\w+"
    r"|dice|dicen|niega|pide|piden|cree|creen|cre[ií]a|creyó|espera|esperan|quiere|quieren|quería|teme|temen"
    r"|sostiene|sostuvo|opina|considera|consideran|consideró|propone|sugiere|decidió|acordó)",
    re.IGNORECASE,
)
_OF_WHAT_IS_SAID = re.compile(r"(?:(?:a )?qu[eé]|qui[eé]n(?:es)?)\b", re.IGNORECASE)
# «Las autoridades no dejan que…», «el tribunal electoral aclaró que…».
_VERB = re.compile(rf"no|\w{{2,}}{TELLS}")
_COMPARES = re.compile(r"\b(?:m[aá]s|menos|mejor|peor|mayor|menor|tan|tant[oa]s?)\b", re.IGNORECASE)
_NO_CLAUSE = re.compile(r"(?:el|la|los|las|su|sus|un|una) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bridge:
    """What is described, the question that finds it, and the rest of the question, up to its place."""

    described: str
    first: str
    _rest: str
    _question: str

    @classmethod
    def of(cls, question: str) -> Bridge | None:
        """The two steps of a Spanish question; None for one that has no described noun."""
        asked = " ".join(question.split()).strip("¿?. ")
        found = _DESCRIBED.fullmatch(asked) if len(asked) <= _LONGEST else None
        if found is None:
            return None
        before, article, noun = found["asked"], found["article"], found["noun"]
        while noun[0].isupper() and (whole := _OF_A_NAME.fullmatch(before)):
            between = f"{article} {noun}"
            before, article, noun = whole["asked"], whole["article"], f"{whole['noun']} {between}"
        if _is_none(noun) or not _ASKS.match(before) or _ASKS_WHICH.fullmatch(before):
            return None
        if _is_no_relative(before, found):
            return None
        preposition = found["preposition"] or ("en" if found["relative"] == "donde" else "")
        preposition = _CONTRACTED.get(preposition, preposition)
        asks = f"{preposition} qué".strip()
        relative = asked[found.start("noun") + len(found["noun"]) :].strip()
        return cls(
            described=f"{'el' if article in _CONTRACTED else article} {noun} {relative}",
            first=f"¿{asks[0].upper()}{asks[1:]} {noun} {found['clause']}?",
            _rest=f"{before} {_CONTRACTED.get(article, '')}".strip(),
            _question=asked,
        )

    def second(self, found: str) -> str | None:
        """The question with what was found in its place; None if that has no name that is new to it."""
        known = set(words(self._question))
        names = [word for word in found.split() if word.strip('«“"(')[:1].isupper()]
        if not set(words(" ".join(names))) - known:
            return None
        placed = _ARTICLE_FIRST.sub(lambda article: article[0].lower(), found)
        return _contracted(f"¿{self._rest} {placed}?")


def _is_none(noun: str) -> bool:
    """Whether what seems to be described is none: a name, a time, or two clauses taken for one."""
    said = fold(noun).split()
    if noun[0].isupper() or said[0] in _NO_NOUN or not _JOINS.isdisjoint(said):
        return True
    return any(_VERB.fullmatch(word) or _SAYS.fullmatch(word) for word in noun.lower().split()[1:])


def _is_no_relative(before: str, found: re.Match[str]) -> bool:
    """Whether «que» joins what is said, or compared: «la idea de que…», «más caro el aceite que la…»."""
    last = before.rpartition(" ")[2]
    if last == "que" or (_SAYS.fullmatch(last) and not _OF_WHAT_IS_SAID.match(before)):
        return True
    if found["relative"] == "que" and not found["its"] and found["preposition"] in ("a", "de", "para", "por"):
        return True
    return bool(_COMPARES.search(before) and _NO_CLAUSE.match(found["clause"]))


def _contracted(text: str) -> str:
    """«Al equipo», not «a el equipo»; what is named with its article, «de El Salvador», stays."""
    return re.sub(r"\bde el (?=\w)", "del ", re.sub(r"\ba el (?=\w)", "al ", text))
