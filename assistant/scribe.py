"""An extractive answer -> the same told by a language model, proved; the extractive one if the model fails.

What is on the page stays there: if the model fails after some sentences, they stand
and the extractive answer follows them, and one line says why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.llm import open_model
from assistant.writer import Writer, Written
from index.errors import ModelFailed
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.answer import Answer, Language
    from assistant.desk import Desk
    from assistant.llm import LanguageModel
    from assistant.question import Question
    from assistant.settings import Settings
    from assistant.windows import Window
    from index.errors import FailureReason

_WHY: dict[Language, dict[FailureReason, str]] = {
    "es": {
        "timeout": "el modelo ha tardado demasiado",
        "connection": "no hay conexión con el modelo",
        "rate_limit": "el modelo no admite más preguntas por ahora",
        "key": "el modelo no acepta la clave",
        "malformed": "la respuesta del modelo no se entiende",
        "empty": "el modelo no ha escrito nada",
        "server": "el servidor del modelo ha fallado",
    },
    "en": {
        "timeout": "the model took too long",
        "connection": "there is no connection with the model",
        "rate_limit": "the model takes no more questions for now",
        "key": "the model does not accept the key",
        "malformed": "the model's answer makes no sense",
        "empty": "the model wrote nothing",
        "server": "the model's server failed",
    },
    "pt": {
        "timeout": "o modelo demorou demais",
        "connection": "não há conexão com o modelo",
        "rate_limit": "o modelo não aceita mais perguntas por agora",
        "key": "o modelo não aceita a chave",
        "malformed": "não se entende a resposta do modelo",
        "empty": "o modelo não escreveu nada",
        "server": "o servidor do modelo falhou",
    },
}
WRITING: dict[Language, str] = {"es": "Redactando…", "en": "Writing…", "pt": "Redigindo…"}
_QUOTED_INSTEAD: dict[Language, str] = {
    "es": "Con las palabras de los artículos: {}.",
    "en": "In the articles' own words: {}.",
    "pt": "Com as palavras dos artigos: {}.",
}
_NOTHING_PROVED: dict[Language, str] = {
    "es": "nada de lo que ha escrito el modelo se puede probar",
    "en": "nothing that the model wrote can be proved",
    "pt": "nada do que o modelo escreveu se pode provar",
}
_DROPPED: dict[Language, tuple[str, str]] = {
    "es": (
        "No se muestra 1 frase del modelo: no está probada.",
        "No se muestran {} frases del modelo: no están probadas.",
    ),
    "en": (
        "1 sentence of the model is not shown: it is not proved.",
        "{} sentences of the model are not shown: they are not proved.",
    ),
    "pt": (
        "1 frase do modelo não se mostra: não está provada.",
        "{} frases do modelo não se mostram: não estão provadas.",
    ),
}


class Scribe:
    """Tells answers with the configured model. Safe to share between threads.

    A sentence is shown when it is whole and proved, never before; until then, and from
    the model's first word on, the notice says that more is being written.
    """

    def __init__(self, model: LanguageModel) -> None:
        self.model = model

    @classmethod
    def open(cls, settings: Settings) -> Scribe | None:
        """The configured model's scribe, or None; raises what ``open_model`` does."""
        model = open_model(settings)
        return cls(model) if model else None

    def tell(
        self, quoted: Answer, question: Question, windows: Sequence[Window], desk: Desk
    ) -> Iterator[Answer]:
        """The answer as the model tells it, growing; ``quoted`` is the extractive answer, whole."""
        writer = Writer(self.model, desk.library, desk.composer, desk.meaning, desk.reader)
        written, failure = Written(), _NOTHING_PROVED[quoted.language]
        try:
            for written in writer.write(question, windows):
                yield _told(quoted, written, notice=WRITING[quoted.language])
        except ModelFailed as error:
            yield _completed(quoted, written, _WHY[quoted.language][error.reason])
            return
        if written.statements:
            yield _told(quoted, written, notice=_dropped_notice(quoted, written))
        else:
            yield _completed(quoted, written, failure)


def _told(quoted: Answer, written: Written, *, notice: str | None = None) -> Answer:
    text = fold(" ".join(statement.text for statement in written.statements))
    keeps_short = bool(quoted.short) and fold(quoted.short) in text
    return replace(
        quoted,
        statements=written.statements,
        citations=written.citations,
        dropped=written.dropped,
        short=quoted.short if keeps_short else "",
        resolved_date=quoted.resolved_date if keeps_short else None,
        written=True,
        notice=notice,
    )


def _completed(quoted: Answer, written: Written, why: str) -> Answer:
    """What was told before the model failed, and then the extractive answer, with numbers that go on."""
    notice = _QUOTED_INSTEAD[quoted.language].format(why)
    places = {(cited.article, cited.start, cited.end): cited.number for cited in written.citations}
    citations, numbers = list(written.citations), {}
    for citation in quoted.citations:
        place = (citation.article, citation.start, citation.end)
        if place not in places:
            places[place] = len(citations) + 1
            citations.append(replace(citation, number=places[place]))
        numbers[citation.number] = places[place]
    told = {number for statement in written.statements for number in statement.citations}
    more = [
        replace(statement, citations=tuple(numbers[number] for number in statement.citations))
        for statement in quoted.statements
    ]
    return replace(
        quoted,
        statements=(*written.statements, *(one for one in more if not told >= set(one.citations))),
        citations=tuple(citations),
        dropped=written.dropped,
        written=bool(written.statements),
        notice=notice,
    )


def _dropped_notice(quoted: Answer, written: Written) -> str | None:
    count = len(written.dropped)
    if not count:
        return None
    one, many = _DROPPED[quoted.language]
    return one if count == 1 else many.format(count)
