"""An extractive answer -> the same told by a language model, proved; the extractive one if the model fails.

What is on the page stays there: if the model fails after some sentences, or they are
proved but say something else, they stand and the extractive answer follows them, and one
line says why.
"""

from __future__ import annotations

import re
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.messages import READING, WRITING, YES_AND_NO
from assistant.model.failures import why
from assistant.model.llm import open_model
from assistant.reading.confidence import SURE_ENOUGH
from assistant.writer import Writer, Written
from index.errors import ModelFailed
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.answer import Answer, Citation, Language
    from assistant.desk import Desk
    from assistant.model.llm import LanguageModel
    from assistant.question import Question
    from assistant.settings import Settings
    from assistant.windows import Window

_QUOTED_INSTEAD: dict[Language, str] = {
    "es": "Se responde con las palabras de los artículos: {}.",
    "en": "Answered in the articles' own words: {}.",
    "pt": "Responde-se com as palavras dos artigos: {}.",
}
# Where what was written cites the very words that would follow it.
_ENDS_HERE: dict[Language, str] = {
    "es": "La respuesta acaba aquí: {}.",
    "en": "The answer ends here: {}.",
    "pt": "A resposta acaba aqui: {}.",
}
_NOT_FOUND: dict[Language, str] = {
    "es": "el modelo no encuentra la respuesta en los pasajes",
    "en": "the model does not find the answer in the passages",
    "pt": "o modelo não encontra a resposta nas passagens",
}
_SOMETHING_ELSE: dict[Language, str] = {
    "es": "el modelo ha escrito otra cosa",
    "en": "the model wrote something else",
    "pt": "o modelo escreveu outra coisa",
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

    A sentence is shown when it is whole and proved, never before; until then the notice
    says that the model reads and, from its first word on, that it writes.
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
        started, written, reason = time.perf_counter(), Written(), ""
        try:
            with closing(writer.write(question, windows)) as growing:
                for written in growing:
                    doing = WRITING if written.has_begun else READING
                    yield _told(quoted, written, notice=doing[quoted.language])
        except ModelFailed as error:
            reason = why(error.reason, quoted.language)
        reason = reason or _shortcoming(quoted, question, written)
        spent = (time.perf_counter() - started) * 1000
        timed = replace(quoted.timings_ms, write=spent, total=quoted.timings_ms.total + spent)
        quoted = replace(quoted, timings_ms=timed)
        if reason:
            yield _completed(quoted, written, reason)
        else:
            yield _told(quoted, written, notice=_joined(quoted.notice, _dropped_notice(quoted, written)))


def _shortcoming(quoted: Answer, question: Question, written: Written) -> str:
    """Why what was written does not do; ``""`` if it does."""
    if written.finds_nothing:
        return _NOT_FOUND[quoted.language]
    if not written.statements:
        return _NOTHING_PROVED[quoted.language]
    if question.kind == "summary" or quoted.confidence < SURE_ENOUGH or _says_what(quoted, written):
        return ""
    return _SOMETHING_ELSE[quoted.language]


def _says_what(quoted: Answer, written: Written) -> bool:
    """Whether the words that answer, or the sentence they are in, are in what was written.

    A true sentence of something else is no answer where the reader has found one.
    """
    return _keeps_short(quoted, written) or _cites_any(quoted.citations, written)


def _cites_any(citations: Sequence[Citation], written: Written) -> bool:
    answering = {(cited.article, cited.start, cited.end) for cited in citations}
    return any((cited.article, cited.start, cited.end) in answering for cited in written.citations)


def _keeps_short(quoted: Answer, written: Written) -> bool:
    """Whether the bare answer is in what was written; «sí» is, where that rests on what settled it."""
    text = fold(" ".join(statement.text for statement in written.statements))
    if quoted.short not in YES_AND_NO:
        short = re.escape(fold(quoted.short))
        return bool(short) and bool(re.search(rf"(?<![\w])(?<!\d[.,]){short}(?![\w]|[.,]\d)", text))
    # «No obstante, …» is no «no».
    opening = re.match(r"\W*(\w+)(?=[,.:;])", text)
    if opening and opening[1] in {fold(word) for word in YES_AND_NO}:
        return opening[1] == fold(quoted.short)
    return _cites_any(quoted.citations[:1], written)


def _told(quoted: Answer, written: Written, *, notice: str | None) -> Answer:
    keeps_short = _keeps_short(quoted, written)
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


def _completed(quoted: Answer, written: Written, reason: str) -> Answer:
    """What was told before the model failed, and then the extractive answer, with numbers that go on."""
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
    added = [one for one in more if not told >= set(one.citations)]
    # That nothing is proved is said of every sentence already.
    tells_more = reason != _NOTHING_PROVED[quoted.language]
    line = (_QUOTED_INSTEAD if added else _ENDS_HERE)[quoted.language].format(reason)
    return replace(
        quoted,
        statements=(*written.statements, *added),
        citations=tuple(citations),
        dropped=written.dropped,
        written=bool(written.statements),
        notice=_joined(quoted.notice, line, _dropped_notice(quoted, written) if tells_more else None),
    )


def _dropped_notice(quoted: Answer, written: Written) -> str | None:
    count = len(written.dropped)
    if not count:
        return None
    one, many = _DROPPED[quoted.language]
    return one if count == 1 else many.format(count)


def _joined(*notices: str | None) -> str | None:
    """One line; a doubt about the answer stays, whoever tells it."""
    return " ".join(filter(None, notices)) or None
