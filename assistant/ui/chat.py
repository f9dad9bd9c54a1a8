"""From a question to the turns of a conversation, growing while the answer is found."""

from __future__ import annotations

import logging
import time
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant.answer import Turn as Said
from assistant.messages import UNSURE
from assistant.question import understand
from assistant.reading.confidence import SURE_ENOUGH
from assistant.translate import translate
from assistant.ui.article_pane import render_article, render_gone, render_missing, render_unread
from assistant.ui.texts import texts_in
from assistant.ui.writing import write_progress
from index.errors import HemerotecaError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from assistant.answer import Answer, Citation, Language
    from assistant.ui.engine import Engine
    from assistant.ui.keeper import Keeper

_PROGRESS_SECONDS = 0.25
# A long update of an archive that can answer already is waited for no longer.
_MOST_SECONDS_WAITED = 10.0
_TURNS_REMEMBERED = 6
_TURNS_KEPT = 50

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and as much of its answer as there is; ``note`` says why there is no more.

    ``number`` counts the conversation's questions from 0.
    """

    question: str
    language: Language
    number: int = 0
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

    def __init__(self, engine: Engine, keeper: Keeper) -> None:
        self._engine = engine
        self._keeper = keeper

    def ask(self, question: str, language: Language, before: Sequence[Turn]) -> Generator[Turn]:
        """The same turn again and again, each time with more of its answer; the last one is not open.

        ``before`` is the conversation so far, which a follow-up leans on.
        """
        texts = texts_in(language)
        number = before[-1].number + 1 if before else 0
        turn = Turn(question, language, number, note=texts.searching)
        try:
            self._keeper.catch_up()
            latest = time.monotonic() + _MOST_SECONDS_WAITED
            while (archive := self._keeper.state).is_busy:
                if archive.is_ready and time.monotonic() > latest:
                    break
                yield replace(turn, note=write_progress(archive.progress, texts))
                self._keeper.wait(timeout_seconds=_PROGRESS_SECONDS)
            if archive.failure:
                yield replace(
                    turn, state="failed", note=f"{translate(archive.failure, language)}\n{texts.retried}"
                )
                return
            yield turn
            said, as_is = _said(before), archive.is_busy or archive.trouble is not None
            partial = (texts.partial if archive.is_busy else texts.outdated) if as_is else ""
            # The page has no Portuguese; who asks in it is answered in it all the same.
            in_words: Language = "pt" if understand(question).language == "pt" else language
            growing = self._engine.stream(question, language=in_words, history=said, as_is=as_is)
            with closing(growing):
                for answer in growing:
                    turn = replace(turn, answer=answer, note=partial)
                    yield turn
            yield replace(turn, state="whole")
        except HemerotecaError as error:
            yield replace(turn, state="failed", note=translate(str(error), language))
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
        except HemerotecaError as error:
            return render_unread(citation.title or citation.article, str(error), texts)
        return render_article(article, citation, texts)

    def read_article(self, path: str, language: Language) -> str:
        """The HTML of the article at a path, nothing in it marked."""
        texts = texts_in(language)
        try:
            article = self._engine.article(path)
        except KeyError:
            return render_gone(path, texts)
        except HemerotecaError as error:
            return render_unread(path, str(error), texts)
        return render_article(article, None, texts)

    def examples(self, language: Language, count: int) -> list[str]:
        """Questions to begin with; none where the archive cannot tell any: its state says why."""
        with suppress(HemerotecaError):
            return self._engine.example_questions(language, count)
        return []


def grow(turns: list[Turn], turn: Turn) -> list[Turn]:
    """The conversation with one turn more; the oldest makes room where there are many."""
    return [*turns[1 - _TURNS_KEPT :], turn]


def _said(turns: Sequence[Turn]) -> list[Said]:
    """What a follow-up may lean on: the last questions and their answers, refusals among them."""
    answered = [Said(turn.question, turn.answer) for turn in turns if turn.answer is not None]
    return answered[-_TURNS_REMEMBERED:]


def stop(turns: list[Turn]) -> list[Turn]:
    """The conversation with its open turn left as it is."""
    return [_stopped(turn) if turn.is_open else turn for turn in turns]


def _stopped(turn: Turn) -> Turn:
    answer = turn.answer if turn.answer and turn.answer.text else None
    if answer and answer.written:
        # It says that it is being written, and is no longer; that it may be no answer stays true.
        doubt = UNSURE[answer.language] if answer.confidence < SURE_ENOUGH else None
        answer = replace(answer, notice=doubt)
    return replace(turn, answer=answer, state="stopped", note=texts_in(turn.language).stopped)
