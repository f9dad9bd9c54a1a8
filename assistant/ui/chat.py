"""From a question to the turns of a conversation, growing while the answer is found."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant.ui.article_pane import render_article, render_missing
from assistant.ui.texts import texts_in, write_progress
from index.errors import HemerotecaError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answer import Answer, Citation, Language
    from assistant.ui.engine import Engine
    from assistant.ui.warmup import Warmup

_PROGRESS_SECONDS = 0.25

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and as much of its answer as there is; ``note`` says why there is no more."""

    question: str
    language: Language
    answer: Answer | None = None
    state: Literal["open", "whole", "stopped", "failed"] = "open"
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether more is to come."""
        return self.state == "open"

    @property
    def shown_citations(self) -> tuple[Citation, ...]:
        """The citations that a reader can open, in the order in which they are listed."""
        if self.answer is None:
            return ()
        return self.answer.near_misses if self.answer.refused else self.answer.citations


class Chat:
    """Holds no conversation: each belongs to its browser session, and is handed in and out."""

    def __init__(self, engine: Engine, warmup: Warmup) -> None:
        self._engine = engine
        self._warmup = warmup

    def ask(self, question: str, language: Language) -> Iterator[Turn]:
        """The same turn again and again, each time with more of its answer; the last one is not open."""
        texts = texts_in(language)
        turn = Turn(question, language, note=texts.searching)
        try:
            while not (self._engine.is_ready or self._warmup.has_ended):
                yield replace(turn, note=write_progress(self._warmup.progress, texts))
                self._warmup.wait(timeout_seconds=_PROGRESS_SECONDS)
            if self._warmup.failure:
                yield replace(turn, state="failed", note=self._warmup.failure)
                return
            yield turn
            for answer in self._engine.stream(question, language=language):
                turn = replace(turn, answer=answer, note="")
                yield turn
            yield replace(turn, state="whole", note="")
        except HemerotecaError as error:
            yield replace(turn, state="failed", note=str(error))
        except Exception:
            # Nothing above would tell the reader: the page would wait for ever.
            logger.exception("The question could not be answered: %s", question)
            yield replace(turn, state="failed", note=texts.failed)

    def open_article(self, citation: Citation, language: Language) -> str:
        """The HTML of the article that is cited."""
        texts = texts_in(language)
        try:
            article = self._engine.article(citation.article)
        except KeyError:
            return render_missing(citation, texts)
        return render_article(article, citation, texts)


def stop(turns: list[Turn]) -> list[Turn]:
    """The conversation with its open turn left as it is."""
    return [
        replace(turn, state="stopped", note=texts_in(turn.language).stopped) if turn.is_open else turn
        for turn in turns
    ]
