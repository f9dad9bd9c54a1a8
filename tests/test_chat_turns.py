"""A question becomes a turn that grows; it waits for the archive, not for ever, and remembers a little."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.answer import Answer, Statement
from assistant.ui import chat as chat_module
from assistant.ui.chat import Chat, Turn, grow, stop
from assistant.ui.keeper import Keeper
from assistant.ui.render import render_conversation, write_answer
from assistant.ui.texts import texts_in
from index.errors import SeedsFolderMissing, StoreUnavailable
from tests.fakes import MEETING_QUESTION, FakeAssistant, FakeProgress
from tests.waiting import wait_until, write_whole


class Slow(FakeAssistant):
    """Its second preparation does not end until it is let go."""

    def __init__(self):
        super().__init__()
        self.let_go = threading.Event()
        self.given = []
        self.languages = []

    def prepare(self, report, *, wait_seconds):
        if self._ready.is_set():
            report(FakeProgress("embedding", 3, 40))
            assert self.let_go.wait(120)
        return super().prepare(report, wait_seconds=wait_seconds)

    def stream(self, question, *, language, history, as_is):
        self.given.append((len(history), as_is))
        self.languages.append(language)
        language = "es" if language == "pt" else language
        return super().stream(question, language=language, history=history, as_is=as_is)


@pytest.fixture
def engine():
    engine = Slow()
    yield engine
    engine.let_go.set()


@pytest.fixture
def keeper(engine, tmp_path):
    keeper = Keeper(engine, tmp_path)
    keeper.start()
    keeper.wait(timeout_seconds=60)
    return keeper


def test_a_question_during_a_long_update_is_answered_from_what_is_there_and_says_so(
    engine, keeper, tmp_path, monkeypatch
):
    write_whole(tmp_path / "nuevo.txt", "texto")
    keeper.catch_up()
    wait_until(lambda: keeper.state.progress == FakeProgress("embedding", 3, 40))
    # Its clock goes by how often it is looked at: the third time, the ten seconds are over.
    clock = SimpleNamespace(monotonic=itertools.count(0.0, 4.0).__next__)
    with monkeypatch.context() as patch:
        patch.setattr(chat_module, "time", clock)
        turns = list(Chat(engine, keeper).ask(MEETING_QUESTION, "es", []))
    assert "Indexando 3 de 40" in [turn.note for turn in turns]
    assert turns[-1].state == "whole"
    assert turns[-1].answer.short == "23 de enero"
    assert turns[-1].note == "Se están indexando artículos: la respuesta aún no cuenta con todos."
    assert engine.given == [(0, True)]
    engine.let_go.set()
    keeper.wait(timeout_seconds=60)
    after = list(Chat(engine, keeper).ask(MEETING_QUESTION, "es", turns[-1:]))[-1]
    assert (after.note, engine.given[-1]) == ("", (1, False))


def test_many_questions_are_asked_with_the_last_few_and_the_page_keeps_fifty(engine, keeper):
    chat, turns = Chat(engine, keeper), []
    for _ in range(60):
        *_, last = chat.ask(MEETING_QUESTION, "es", turns)
        assert last.answer.short == "23 de enero"
        turns = grow(turns, last)
    assert [turn.number for turn in turns] == list(range(10, 60))
    assert engine.given[-1] == (6, False)


def test_a_question_that_failed_is_not_leant_on(engine, keeper):
    before = [Turn("¿Quién?", "es", 0, state="failed", note="No se pudo.")]
    *_, last = Chat(engine, keeper).ask("¿Y quién lo anunció?", "es", before)
    assert engine.given == [(0, False)]
    assert last.number == 1


@pytest.mark.parametrize(
    ("question", "page", "answer"),
    [
        ("Quando é a próxima reunião do Grupo de Segurança?", "es", "pt"),
        ("Quando é a próxima reunião do Grupo de Segurança?", "en", "pt"),
        (MEETING_QUESTION, "es", "es"),
        (MEETING_QUESTION, "en", "en"),
    ],
)
def test_a_portuguese_question_is_answered_in_portuguese_whatever_the_page_speaks(
    engine, keeper, question, page, answer
):
    *_, last = Chat(engine, keeper).ask(question, page, [])
    assert engine.languages == [answer]
    assert last.language == page


@pytest.mark.parametrize(("confidence", "doubt"), [(0.2, "No es seguro que esto responda"), (0.9, None)])
def test_a_doubt_stays_under_a_written_answer_that_is_stopped(confidence, doubt):
    said = (Statement("La reunión será el 23 de enero.", (1,), quoted=False),)
    writing = Answer(MEETING_QUESTION, "es", said, confidence=confidence, notice="Redactando…", written=True)
    [stopped] = stop([Turn(MEETING_QUESTION, "es", answer=writing)])
    assert stopped.answer.statements == said
    assert (stopped.answer.notice or "").startswith(doubt or "")
    assert (stopped.answer.notice is None) == (doubt is None)


def test_a_turn_that_is_stopped_before_its_first_words_has_no_answer(engine, keeper):
    nothing_yet = Answer(MEETING_QUESTION, "es", notice="El modelo lee los pasajes…", written=True)
    [stopped] = stop([Turn(MEETING_QUESTION, "es", answer=nothing_yet)])
    assert (stopped.answer, stopped.note, stopped.state) == (None, "Detenido.", "stopped")


class Away(FakeAssistant):
    """Its folder has been taken away."""

    def article(self, path):
        raise SeedsFolderMissing(f"{path}: the folder has been taken away; put it back")

    def example_questions(self, language, count):
        raise StoreUnavailable("the index is away")


def test_an_article_that_cannot_be_opened_now_says_why_in_its_place(tmp_path):
    chat = Chat(Away(), Keeper(Away(), tmp_path))
    shown = chat.read_article("a<b.txt", "es")
    assert "a&lt;b.txt: la carpeta ya no está; vuelva a ponerla" in shown
    cited = next(iter(_whole(FakeAssistant(), tmp_path).answer.citations))
    assert "la carpeta ya no está" in chat.open_article(cited, "es")
    assert chat.examples("es", 3) == []


def _whole(engine, folder):
    """The turn of a question that a fake answers."""
    keeper = Keeper(engine, folder)
    keeper.start()
    keeper.wait(timeout_seconds=60)
    return list(Chat(engine, keeper).ask(MEETING_QUESTION, "es", []))[-1]


def test_a_copy_has_the_bare_answer_and_what_is_not_sure_of_it():
    said = Answer("¿Se abrió?", "es", short="Sí", statements=(Statement("El puente se abrió.", (1,)),))
    doubtful = replace(said, notice="No es seguro que esto responda.")
    assert write_answer(doubtful, texts_in("es")) == (
        "Sí\n«El puente se abrió.» [1]\n\nNo es seguro que esto responda."
    )
    bare = replace(said, short="", notice=None)
    assert write_answer(bare, texts_in("es")) == "«El puente se abrió.» [1]"
    assert "short" not in render_conversation([Turn("¿Se abrió?", "es", answer=bare, state="whole")])
