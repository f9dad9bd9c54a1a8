"""A question of who did something -> whether somebody in a sentence is the other one: whom it was done to.

Of «la llamada de Rubio con el canciller mexicano Juan Ramón de la Fuente» the latter is not who called the
«canciller mexicano»; nor is «el finalista» who won. The question's own words are looked for, and where a
sentence may be read otherwise nobody is ruled out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.mentions.spellings import POSTS
from assistant.reading.persons import describes_person, is_person
from index.lexical import fold

# «¿Quién llamó…?», and no «¿A quién llamó…?», which asks for the other one.
_DOER = re.compile(
    r"(?<!\ba )(?<!\bde )(?<!\bcon )(?<!\bpor )(?<!\bpara )(?<!\bante )(?<!\bcontra )"
    r"\bquien(?:es)?\s+(?P<done>.+)"
)
# As far as the next word that opens another thing.
_DONE_TO = re.compile(
    r"\b(?:al|a (?:la|los|las|su|sus|un|una))\s+"
    r"(?P<whom>\w+(?:\s+(?!(?:a|al|con|de|del|durante|e|en|o|para|por|que|segun|sin|sobre|tras|y)\b)\w+){0,3})"
)
# «El premio al mejor actor» is that of who won it; who succeeds a minister is «el nuevo ministro» himself.
_RANK = re.compile(r"(?:mejor|peor|nuev|primer)")
_SUCCEEDS = re.compile(r"(?:\w+ ){0,2}(?:suced|sustit|reempl|relev)\w*")
_ARTICLE = re.compile(r"(?:el|la|los|las|un|una|su) ")
_NO_OWNER = r"(?<!\bdel )(?<!\bde la )(?<!\bde los )(?<!\bde las )(?<!\bde su )"
_WON = r"(?:gan|venc|derrot|triunf)"
_ASKS_WINNER = re.compile(rf"(?:se |ha |han |habia |habian )*{_WON}\w*")
# Of a contest: who lost «la vida», «el control» or «3 millones» had no rival.
_ASKS_LOSER = re.compile(
    r"(?:ha |han |habia |habian )*(?:perd|pierd)\w*(?:$| (?:ante|contra|frente|en|por|ayer|hoy|anoche)\b"
    r"| (?:el|la|los|las|un|una) (?:\w+ )?(?:partid|encuentro|final|semifinal|duelo|derbi|clasico|combate"
    r"|pelea|set|elecci|comicios|referend|votaci|debate|juicio|batalla|guerra|liga|copa|serie|eliminatoria))"
)
# «Fue derrotado por» turns it round, and is left alone.
_BEATS = re.compile(
    r"(?<!\bfue )(?<!\bfueron )(?<!\bser )(?<!\bsido )(?<!\bhaber )"
    r"\b(?:gano|ganaron|gana|vencio|vencieron|vence|derroto|derrotaron|supero|superaron|batio|elimino)\b"
)
_LOSES = re.compile(r"\b(?:perd\w+|pierd\w+|cayo|cae|cedio|sucumb\w+)\b")
_WINS = re.compile(
    r"\b(?:gan(?:o|a|ado|aron|ador\w*)|venci\w*|impuso|alzo|llevo|lleva|elig\w+|proclam\w+|premi\w+)\b"
)
_SECOND = r"\b(?:finalista|finalistas(?! a\b)|subcampe\w+)\b"
_IS_SECOND = re.compile(rf"(?<!entre )(?<!de ){_SECOND}(?P<between>[^.,;:]{{0,40}})$")
_SECOND_NEXT = re.compile(rf",? (?:el |la |(?:fue|quedo) )?{_SECOND}")
_FOR = re.compile(r"\bpara (?:el |la )?$")
# «Venció al italiano X», «al campeón de Lugo X»; not «al sprint», nor «junto a su marido».
_BEATEN = re.compile(
    r"(?<!junto )(?<!gracias )(?<!frente )\b(?:a|al)(?: (?:la|los|las|su|sus))?(?P<what>(?: [a-zñ]+){0,2}) $"
)
_TO = re.compile(r"\b(?:a|al)(?: (?:la|los|las))? $")
# Another clause, in which somebody else may be spoken of.
_OTHER_CLAUSE = re.compile(
    r"[.;:()«»\"]|\b(?:que|quien|quienes|cual|lo|le|les|perd\w+|pierd\w+|cayo|cae|y|pero)\b"
)


@dataclass(frozen=True)
class Parties:
    """What the question says of who it is done to, folded; empty if it says nothing."""

    done: str

    @classmethod
    def asked(cls, question: str) -> Parties:
        """Read a question."""
        found = _DOER.search(fold(question).strip(" ?!.¿¡"))
        return cls(found["done"] if found else "")

    @property
    def ask_who_won(self) -> bool:
        """Whether it is asked who won, something or over somebody."""
        return _ASKS_WINNER.match(self.done) is not None

    def is_the_other(self, sentence: str, start: int, end: int) -> bool:
        """Whether what stands at two offsets of a sentence is not who did it."""
        said = fold(sentence)
        if not self.done or len(said) != len(sentence):
            return False
        if _ASKS_LOSER.match(self.done):
            return _is_winner(said, start, end)
        if self.ask_who_won and (_is_second(said, start, end) or _is_beaten(said, start)):
            return True
        return self._is_whom(said, start, end)

    @cached_property
    def _whom(self) -> str:
        """The person it is done to, «canciller mexicano»; ``""`` for none, and for a meeting or a place."""
        found = None if _SUCCEEDS.match(self.done) else _DONE_TO.search(self.done)
        if found is None or _RANK.match(found["whom"]) or not describes_person(found["whom"]):
            return ""
        return found["whom"]

    def _is_whom(self, said: str, start: int, end: int) -> bool:
        """«El canciller mexicano |Juan|» of «al canciller mexicano», and «|Juan|, canciller mexicano»."""
        whom = re.escape(self._whom)
        if not whom or len(re.findall(rf"\b{whom}\b", said)) != 1:
            return False
        stands = [
            re.search(rf"{_NO_OWNER}\b{whom}, $", said[:start]),
            re.match(rf", (?:el |la )?{whom}\b", said[end:]),
            re.search(rf"\b{whom}\b", said[start:end]),
        ]
        # A name stands right beside an office; «detuvo al sospechoso |la Guardia Civil|» is of no such kind.
        if POSTS.fullmatch(self._whom.split()[0]) and not _ARTICLE.match(said[start:]):
            stands.append(re.search(rf"\b{whom} $", said[:start]))
        return any(stands)


def _is_winner(said: str, start: int, end: int) -> bool:
    """«|X| derrotó a Y»: X did not lose, if it is he who did."""
    beats = _BEATS.search(said)
    if beats is None or end > beats.start() or _LOSES.search(said, beats.end()) or _TO.search(said[:start]):
        return False
    return not _OTHER_CLAUSE.search(said[end : beats.start()])


def _is_second(said: str, start: int, end: int) -> bool:
    """«El finalista fue |X|», «|X|, finalista», where nothing tells of winning."""
    before = _IS_SECOND.search(said[:start])
    if before and not _WINS.search(before["between"]):
        return True
    return bool(_SECOND_NEXT.match(said[end:])) and not (_WINS.search(said, end) or _FOR.search(said[:start]))


def _is_beaten(said: str, start: int) -> bool:
    """«X derrotó al italiano |Y|»: Y did not win."""
    beats = _BEATS.search(said)
    between = said[beats.end() : start] if beats and beats.end() <= start else ""
    found = _BEATEN.search(between)
    if found is None or _OTHER_CLAUSE.search(between):
        return False
    what = found["what"].split()
    return not what or (what[0] != "mejor" and is_person(what[-1]))
