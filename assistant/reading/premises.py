"""«¿Por qué dimitió X?» and an article -> whether it tells of X that he resigned at all.

Such questions take for granted what befell somebody: that they resigned, were arrested, died, were condemned.
An article that says nothing of the kind has no answer, whatever reads like one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from assistant.library import OpenArticle
    from assistant.question import Question

_AUXILIARY = r"(?:(?:se|le|lo|la|ha|han|habia|habian|fue|fueron|ser|sido|va a|van a) )*"
# «Se detuvo el partido»: nobody was arrested.
_NOT_STOPPED = r"(?<!se (?=detuv))"
_POST = (
    "cargo|puesto|alcald|presiden|direcc|ministeri|conse|secretar|escaño|acta|seleccion|banquillo|gobierno|partido"
    "|equipo|politica|jefatura|portavoc|concej|coordina|empresa|club|mando|lideraz|cupula|ejecutiva|organiza"
)
# How it is asked, and in what words it may be told; folded.
_EVENTS = (
    (
        r"(?:dimit|renunci)\w+",
        (
            r"dimi(?:t|s)\w+|renunci\w+|ces(?:e|o|ado|ada|ar|ara)\b|march\w+"
            rf"|(?:dej|abandon)\w* (?:el|la|su) (?:{_POST})\w*|apart\w+ del?"
        ),
    ),
    (
        r"(?:deten(?:id\w+|er\w*)|detuvieron|detuvo|arrest\w+)",
        r"deten\w+|detuv\w+|arrest\w+|captur\w+|apres\w+|redada|calabozo|entreg\w+|prision|carcel",
    ),
    (
        r"(?:muri\w+|fallec\w+)",
        (
            r"sin vida|muer\w+|muri\w+|mort\w+|fallec\w+|perec\w+|mat\w+|asesin\w+|vida|cadaver\w*|victim\w+"
            r"|ahog\w+|expir\w+|atropell\w+|arroll\w+|suicid\w+|quit\w+|restos|funeral\w*|entierr\w+|enterr\w+"
        ),
    ),
    (
        r"(?:conden\w+)",
        r"conden\w+|senten\w+|pena|penas|prision|carcel|culpabl\w+|multa\w*|debera\w*|indemniz\w+|inhabilit\w+",
    ),
    (r"(?:absolvi\w+|absuelt\w+)", r"absuel\w+|absol\w+|inocen\w+|libr\w+"),
)
_DENIED = re.compile(
    r"\b(?:no|ni|nunca|jamas|sin|descart\w+|rechaz\w+|neg(?:o|aba|aban|aron|ar)|nieg(?:a|an|ue)"
    r"|exig\w+|ped(?:ir|ia|ian)|pid(?:e|en|io|ieron|iendo))(?: \w+){0,2} $"
)
_OPENING = 2
_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑÜ][\w'’-]{2,}")
_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes for granted: words that tell of it, and the names, folded, of whom it befell."""

    told: re.Pattern[str]
    names: frozenset[str]

    @classmethod
    def of(cls, question: Question) -> Premise | None:
        """What a Spanish question for why, when, where or how takes for granted; None if no such thing."""
        if question.language != "es" or question.kind not in ("why", "when", "where", "how"):
            return None
        asked = fold(question.text)
        # The question begins with a capital, and with no name.
        named = [found[0] for found in _NAME.finditer(question.text) if found.start() > _OPENING]
        names = frozenset(map(fold, named))
        for verb, told in _EVENTS:
            if names and re.match(
                rf"\W*(?:(?!no\b)\w+ ){{1,3}}?{_AUXILIARY}{_NOT_STOPPED}{verb}\b(?! a\b)", asked
            ):
                return cls(re.compile(rf"\b(?:{told})"), names)
        return None

    def is_untold(self, opened: OpenArticle) -> bool:
        """Whether an article tells of nobody that it befell him."""
        said = [opened.article.title, *(opened.article.body[slice(*bounds)] for bounds in opened.sentences)]
        return not any(self._is_told(fold(sentence)) for sentence in said)

    def is_untold_near(self, opened: OpenArticle) -> bool:
        """Whether no sentence of an article tells of it near one that names somebody so."""
        body = opened.article.body
        said = [fold(body[slice(*bounds)]) for bounds in opened.sentences]
        title = fold(opened.article.title)
        named = [any(name in sentence for name in self.names) for sentence in said]
        if any(name in title for name in self.names) and self._is_told(title):
            return False
        return not any(
            self._is_told(sentence) and any(named[max(0, place - _BESIDE) : place + _BESIDE + 1])
            for place, sentence in enumerate(said)
        )

    def _is_told(self, sentence: str) -> bool:
        return any(not _DENIED.search(sentence[: found.start()]) for found in self.told.finditer(sentence))
