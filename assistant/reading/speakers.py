"""A question of who said some words, and a sentence -> the speaker that it names after them.

«"Pensé que estaba perdido", confesó el rosarino» says it plainly; whom a sentence names before the words is
left to the reader, and so is what follows them and may be no speaker: «dijo tras la reunión».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.letters import CAPITALS
from assistant.mentions.facts import QUOTED
from assistant.mentions.saying import SAYS
from assistant.reading.persons import describes_person, is_person
from index.lexical import fold, words

# Fewer are a title or a nickname.
_FEWEST_WORDS = 3
_SAYS = (
    rf"(?:{SAYS}|dic|anunci|sost|destac|advi"
    r"|opin|consider|denunci|record|confirm|reconoc|confes|lament|respond|contest|pregunt|insist|zanj"
    r"|brome|resum|matiz|aclar|admit|sentenci|relat|cont[oa]|promet|exclam|proclam|pronunci|said|says|disse)\w*"
)
_SAID = re.compile(_SAYS)
# «¿Quién escribió "Cien años de soledad"?» asks for no speaker, nor does «¿a quién le dijo…?».
_ASKS_SPEAKER = re.compile(
    r"(?<!\ba )(?<!\bde )\b(?:quien(?:es)?|quem|who) "
    rf"(?:(?:lo|la|los|las|le|les|nos|se|me|ha|han|habia|had|has) )*{_SAYS}(?! a \W*$)"
    r"|\bde quien(?:es)? \w+ .*\b(?:frase|palabras|cita|declaracion\w*)\b"
)
_DAY = r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|tarde|mañana|noche"
_NO_SPEAKER = re.compile(
    rf"(?:el|la|los|las|este|esta) (?:pasad\w+ |mism\w+ )?(?:{_DAY}|semana|mes|año|dia|madrugada|vispera)\b"
    r"|(?:una|un) (?:y|vez)\b|(?:el|la|los|las) (?:que|cual)\b"
)
_ADVERBS = re.compile(
    r"(?:(?:ayer|hoy|anoche|anteayer|tambien|entonces|luego|despues|mas tarde|horas despues|ademas|asimismo"
    rf"|(?:el|este|esta) (?:{_DAY})) )*"
)
# «…», les dijo (a los periodistas) el alcalde de Vigo, …; the full stop of «J. A.» and «Sr.» ends no name.
_AFTER = re.compile(
    r"[»”\"],?\s+(?:(?:le|les|nos|me|se)\s+)?(?P<said>[^\W\d_]+)\s+"
    r"(?:(?P<to>al?(?: (?:la|las|los|este|esta))?) (?!(?:la|las|los|el|este|esta)\b)(?P<whom>[^\W\d_]+)\s+)?"
    r"(?P<who>(?:(?:el|la|los|las|un|una|su)\s+)?[^\W\d_]"
    rf"(?:[^.,;:«»“”\"()—]|(?<=\b[{CAPITALS}])\.|(?<=\bSra)\.|(?<=\bSr)\.)*)"
)
_ENDS = re.compile(
    r"\s+(?:a|al|ante|anoche|ayer|con|desde|durante|en|esta|este|hoy|mientras|para|por|sobre|tras|que"
    rf"|y(?! [{CAPITALS}]))\b.*",
    re.DOTALL,
)
_NOUN = re.compile(r"(?:el|la|los|las|una?|su) \w")
_TOLD = frozenset({"agencia", "cadena", "canal", "diario", "emisora", "periodico", "ser"})


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """The stems of words whose speaker is asked for; none if nobody's words are."""

    stems: tuple[str, ...] = ()

    @classmethod
    def asked(cls, question: str) -> QuotedWords:
        """Those that stand between quotation marks in a question of who said them."""
        found = QUOTED.search(question)
        if found is None or not _ASKS_SPEAKER.search(fold(QUOTED.sub(" ", question))):
            return cls()
        stems = tuple(words(found[0]))
        return cls(stems if len(stems) >= _FEWEST_WORDS else ())

    def __bool__(self) -> bool:
        return bool(self.stems)

    def are_in(self, text: str) -> bool:
        """Whether a text has them, one after another."""
        return f" {' '.join(self.stems)} " in f" {' '.join(words(text))} "

    def speaker_in(self, sentence: str) -> tuple[int, int] | None:
        """The bounds of the speaker whom a sentence names right after these words; None if it names none."""
        for after in _AFTER.finditer(sentence):
            opened = max(sentence.rfind(mark, 0, after.start()) for mark in '«“"')
            if _SAID.fullmatch(fold(after["said"])) and self.are_in(sentence[max(opened, 0) : after.start()]):
                adverbs = _ADVERBS.match(fold(after["who"]))
                first = after.start("who") + (adverbs.end() if adverbs else 0)
                who = _ENDS.sub("", sentence[first : after.end("who")]).rstrip()
                return (first, first + len(who)) if _is_speaker(who) and not _is_told(after) else None
        return None


def _is_speaker(who: str) -> bool:
    """A name, or «el rosarino»: not «tras la reunión», «el lunes», «visiblemente emocionado»."""
    if not who or _NO_SPEAKER.match(fold(who)):
        return False
    return who[0].isupper() or _NOUN.match(who) is not None or describes_person(who)


def _is_told(after: re.Match[str]) -> bool:
    """Whether what stands there may be who was told: «dijo al presidente Ruiz», «a la Cadena SER»."""
    whom = after["whom"]
    if whom is None or after["to"] not in ("al", "a la"):
        return False
    return is_person(whom) or whom[0].isupper() or fold(whom) in _TOLD
