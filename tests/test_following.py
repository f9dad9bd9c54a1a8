"""A chat that is open while another process builds the index anew with other settings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.ask import Assistant
from assistant.scribe import Scribe
from assistant.settings import load_settings
from index.errors import StoreOfOtherFolder, StoreUnavailable
from index.storage.chroma import Place
from index.storage.editions import FolderEditions
from index.store import Store
from tests.scripted_model import Script, ScriptedModel, say

BRIDGE = "Oviedo, 3 de marzo de 2026. El nuevo puente de Ribadesella costará {} millones de euros.\n\n" * 3
QUESTION = "¿Cuánto costará el puente de Ribadesella?"


@pytest.fixture
def settings(tmp_path, embedder, monkeypatch):
    monkeypatch.setattr("assistant.archive.load_embedder", lambda _: embedder)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "puente.txt").write_text(BRIDGE.format("14,2", "14,2", "14,2"), encoding="utf-8")
    return load_settings(seeds=tmp_path / "seeds", index=tmp_path / "index")


def test_it_takes_up_the_new_index_and_keeps_that_true_to_the_folder(settings):
    chat = Assistant(settings)
    chat.prepare()
    before = chat._desk.store.passage_count()
    other = Assistant(settings.model_copy(update={"passage_tokens": 30}))
    assert other.prepare().passages > before
    assert "14,2" in chat.ask(QUESTION).text
    assert chat._desk.store.passage_count() == other._desk.store.passage_count()
    (settings.seeds / "puente.txt").write_text(BRIDGE.format("16,5", "16,5", "16,5"), encoding="utf-8")
    assert "16,5" in chat.ask(QUESTION).text
    assert "16,5" in other.ask(QUESTION).text
    assert chat._desk.store.stamp == other._desk.store.stamp


def test_an_answer_under_way_goes_on_with_the_index_that_it_began_with(settings):
    chat = Assistant(settings)
    chat.prepare()
    desk = chat._desk.for_one_answer()
    Assistant(settings.model_copy(update={"passage_tokens": 30})).prepare()
    chat.ask(QUESTION)
    assert desk.search.search(QUESTION, top=3)
    assert "14,2" in desk.library.open("puente.txt").article.body


def test_what_changes_while_a_model_rewrites_the_question_is_in_the_answer(settings):
    chat = Assistant(settings)
    chat.prepare()

    def script(messages):
        if "Última pregunta" not in messages[-1]["content"]:
            return Script(status=500)
        (settings.seeds / "puente.txt").write_text(BRIDGE.format("16,5", "16,5", "16,5"), encoding="utf-8")
        return say(QUESTION)

    before = [Turn(QUESTION, chat.ask(QUESTION))]
    with ScriptedModel(script) as server:
        model = settings.model_copy(update={"llm": "openai-like", "llm_base_url": server.url})
        chat._scribe = Scribe.open(model)
        answer = chat.ask("¿Y cuánto costará eso?", history=before)
    assert answer.rewritten_question == QUESTION
    assert "16,5" in answer.text


def test_a_question_takes_one_look_at_the_index(settings, monkeypatch):
    chat = Assistant(settings)
    chat.prepare()
    looks = []
    glance = FolderEditions.glance
    monkeypatch.setattr(FolderEditions, "glance", lambda *given: looks.append(given) or glance(*given))
    assert "14,2" in chat.ask(QUESTION).text
    assert len(looks) == 1
    assert chat.search(QUESTION, top=1)
    assert len(looks) == 2


def test_an_article_is_shown_without_indexing_what_has_come_meanwhile(settings):
    chat = Assistant(settings)
    chat.prepare()
    (settings.seeds / "otro.txt").write_text(BRIDGE.format("20", "20", "20"), encoding="utf-8")
    assert "14,2" in chat.article("puente.txt").body
    assert [article.path for article in chat.articles()] == ["puente.txt"]
    Assistant(settings.model_copy(update={"passage_tokens": 30})).prepare()
    assert "20" in chat.article("otro.txt").body


@pytest.mark.parametrize("as_is", [True, False])
def test_it_answers_with_what_it_has_open_while_another_process_keeps_it_from_mending(settings, as_is):
    chat = Assistant(settings)
    chat.prepare()
    store = chat._desk.store
    with Store(settings.index).held(wait_seconds=5):
        store.editions.mark_damaged(store.number)
        *_, answer = chat.stream(QUESTION, as_is=as_is)
        assert "14,2" in answer.text
    before = store.number
    assert "14,2" in chat.ask(QUESTION).text
    assert store.number != before


def test_a_chat_whose_index_has_gone_over_to_another_folder_answers_from_neither(settings, tmp_path):
    chat = Assistant(settings)
    chat.prepare()
    assert "14,2" in chat.ask(QUESTION).text
    other = Path(shutil.copytree(settings.seeds, tmp_path / "other"))
    (other / "puente.txt").write_text(BRIDGE.format("16,5", "16,5", "16,5"), encoding="utf-8")
    Assistant(settings.model_copy(update={"seeds": other})).prepare(switch_folder=True)
    for _ in range(2):
        with pytest.raises(StoreOfOtherFolder, match=f"{settings.seeds}: .*{other}"):
            list(chat.stream(QUESTION, as_is=True))
    Assistant(settings).prepare(switch_folder=True)
    assert "14,2" in chat.ask(QUESTION).text


def test_a_file_whose_connection_is_in_use_is_asked_again_and_not_for_long():
    said = iter([RuntimeError("error returned from database: (code: 14) unable to open database file")] * 2)

    def busy():
        if (error := next(said, None)) is not None:
            raise error
        return 3

    assert Place("index", is_server=False).ask(busy) == 3

    def gone():
        raise RuntimeError("error returned from database: (code: 14) unable to open database file")

    with pytest.raises(StoreUnavailable, match="index"):
        Place("index", is_server=False).ask(gone)
