"""A question -> a proved answer: follow the folder, retrieve, read, then answer or refuse, in that order."""

from __future__ import annotations

import threading
import time
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant.answer import Answer, Refusal
from assistant.finding import Found
from assistant.holdings import greeting_language, still_of_holdings, to_lean_on
from assistant.messages import EMPTY, RECALLING
from assistant.question import understand
from assistant.spoken_of import found_in_context
from assistant.telling import tell
from index.errors import StoreLocked, StoreUnavailable
from index.folder import require

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from assistant.answer import Language, Turn
    from assistant.desk import Desk
    from assistant.filter import Filter
    from assistant.question import Question
    from assistant.retrieve import Hit
    from assistant.scribe import Scribe
    from assistant.settings import Settings
    from index.article import Article
    from index.sync import SyncReport

Stage = Literal["models", "embedding", "ready"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the preparation is: ``done`` of ``total`` articles; ``total`` is 0 where nothing is counted."""

    stage: Stage
    done: int = 0
    total: int = 0


class Assistant:
    """Answers questions about a folder of articles. Safe to share between threads."""

    def __init__(self, settings: Settings, *, answers: bool = True) -> None:
        """Load nothing yet: ``prepare`` does, or the first question.

        One that is not there for answers does not load what only they need until it is asked for one.
        """
        self.settings = settings
        self._answers = answers
        self._desk: Desk | None = None
        self._scribe: Scribe | None = None
        self._lock = threading.Lock()

    # -- getting ready -------------------------------------------------------------

    def prepare(
        self,
        report: Callable[[Progress], None] | None = None,
        *,
        wait_seconds: float = 60.0,
        switch_folder: bool = False,
    ) -> SyncReport:
        """Load the models and make the index true to the folder; later calls only do the latter.

        Another process that is updating the index is waited for ``wait_seconds``. With ``switch_folder`` an
        index of another folder goes over to this one.

        Raises:
            SeedsFolderMissing: there is no folder of articles.
            StoreLocked: another process was updating the index all the while.
            ModelError: a model cannot be loaded.
            StoreError: the index cannot be opened, or was built otherwise.
        """
        say = report or (lambda _: None)
        with self._lock:
            if self._desk is None:
                require(self.settings.seeds)
                say(Progress("models"))
                from assistant.desk import Desk

                self._scribe = self._open_scribe()
                self._desk = Desk.open(self.settings)
            done = self._desk.sync(
                lambda count, total: say(Progress("embedding", count, total)),
                wait_seconds=wait_seconds,
                switch_folder=switch_folder,
            )
            if self._answers:
                self._desk.load_reader()
            say(Progress("ready"))
        return done

    @property
    def is_ready(self) -> bool:
        """Whether a question would be answered at once."""
        return self._desk is not None and not self._lock.locked()

    def _ready(self, *, as_is: bool = False) -> Desk:
        """The desk, with the index true to the folder.

        With ``as_is``, an update under way is not waited for, and one that cannot be made is done without.
        """
        if as_is and self._desk is not None and self._lock.locked():
            return self._desk
        with self._lock:
            if self._desk is not None:
                with suppress(StoreUnavailable, StoreLocked) if as_is else nullcontext():
                    self._desk.follow_folder()
                return self._desk
        self.prepare()
        return self._ready()

    # -- asking --------------------------------------------------------------------

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        where: Filter | None = None,
    ) -> Answer:
        """The whole answer; ``language`` is that of messages (the question's own if not given)."""
        *_, answer = self.stream(question, language=language, history=history, where=where)
        return answer

    def stream(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        where: Filter | None = None,
        as_is: bool = False,
    ) -> Generator[Answer]:
        """Growing answers; the last is whole. Citation numbers never change between them.

        The same answer comes again while a language model is silent: closing the iterator
        then hangs up on it.

        ``history`` is the conversation so far, oldest first; nothing of it is kept. Only
        articles that meet ``where`` are read. With ``as_is``, an update under way is not
        waited for, nor one needed that cannot be made; who writes while damage is met is.

        Raises:
            FilterInvalid: a condition of ``where`` is met by no article.
        """
        desk = self._ready(as_is=as_is).for_one_answer(where)
        started = time.perf_counter()
        rewritten = still_of_holdings(question, history)
        history = to_lean_on(rewritten or question, history)
        rewritten = rewritten or (yield from self._in_full(question, history, language))
        if history and self._scribe is not None:
            # The model may have taken minutes, and the folder changed meanwhile.
            desk = self._ready(as_is=as_is).for_one_answer(where)
        asked = understand(rewritten or question)
        said_in = language or greeting_language(question) or asked.language
        found = _find(desk, asked, said_in)
        if found is None:
            desk = self._ready(as_is=as_is).for_one_answer(where)
            found = Found.by(desk, asked, said_in)
        # What a model makes of a question stands.
        if history and (rewritten is None or self._scribe is None) and not desk.was_mended:
            in_context = found_in_context(desk, question, rewritten, history, found, said_in)
            if in_context:
                rewritten, asked, found = in_context
        if not desk.store.catalogue.by_path:
            yield Answer(question, said_in, refusal=Refusal(EMPTY[said_in]))
            return
        spent = (time.perf_counter() - started) * 1000
        base = Answer(
            question,
            said_in,
            timings_ms=replace(found.timings, total=spent),
            rewritten_question=rewritten,
        )
        yield from tell(base, asked, found, desk, self._scribe)

    def search(self, question: str, *, top: int, where: Filter | None = None) -> list[Hit]:
        """The ``top`` passages most likely to hold the answer, best first; ``where`` filters articles.

        Raises:
            FilterInvalid: a condition of ``where`` is met by no article.
        """
        return [hit for hit, _ in self.search_articles(question, top=top, where=where)]

    def search_articles(
        self, question: str, *, top: int, where: Filter | None = None
    ) -> list[tuple[Hit, Article]]:
        """What ``search`` gives, each with its article; without what has gone since it was found."""
        desk = self._ready()
        found = _search(desk, question, top, where)
        return _search(self._ready(), question, top, where) if desk.was_mended else found

    def _open_scribe(self) -> Scribe | None:
        """What tells the answers, if a language model is to; nothing of it is imported otherwise."""
        if self.settings.llm == "none":
            return None
        from assistant.scribe import Scribe

        return Scribe.open(self.settings)

    def _in_full(
        self, question: str, history: Sequence[Turn], language: Language | None
    ) -> Generator[Answer, None, str | None]:
        """A follow-up as it would be asked alone, None for any other; yields while a model is at it."""
        if not history:
            return None
        from assistant.conversation.followup import in_full

        rewriting = in_full(question, history, self._scribe.model if self._scribe else None)
        with closing(rewriting):
            while True:
                try:
                    next(rewriting)
                except StopIteration as ended:
                    rewritten: str | None = ended.value
                    return rewritten
                said_in = language or understand(question).language
                yield Answer(question, said_in, notice=RECALLING[said_in])

    # -- what is in the archive ----------------------------------------------------

    def article(self, path: str) -> Article:
        """One article with its body.

        Raises:
            KeyError: it is not in the archive.
        """
        desk = self._desk or self._ready()
        # What is shown waits for nothing to be indexed: at most another process's new index is taken up.
        if self._lock.acquire(blocking=False):
            try:
                with suppress(StoreUnavailable, StoreLocked):
                    desk.follow_index()
            finally:
                self._lock.release()
        return desk.library.open(path).article

    def articles(self) -> list[Article]:
        """Every article that is indexed, without its body, in path order; none while nothing is open."""
        return self._desk.store.articles() if self._desk else []

    @property
    def article_count(self) -> int:
        """How many articles are indexed; 0 while nothing is open."""
        return len(self._desk.store.catalogue.by_path) if self._desk else 0

    def example_questions(self, language: Language, count: int) -> list[str]:
        """Questions that the archive answers, to show what can be asked; empty while nothing is open."""
        if self._desk is None:
            return []
        from assistant.examples import example_questions

        return example_questions(self._desk.store, language, count)


def _search(desk: Desk, question: str, top: int, where: Filter | None) -> list[tuple[Hit, Article]]:
    desk = desk.for_one_answer()
    found = []
    for hit in desk.search.search(question, top=top, where=where):
        with suppress(KeyError):
            found.append((hit, desk.library.open(hit.article).article))
    return found


def _find(desk: Desk, asked: Question, said_in: Language) -> Found | None:
    """What answers; None if the index had to be mended meanwhile, for then articles may be missing."""
    try:
        found = Found.by(desk, asked, said_in)
    except KeyError:
        if not desk.was_mended:
            raise
        return None
    return None if desk.was_mended else found
