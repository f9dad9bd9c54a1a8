"""Copies and other versions of a story: told by their words, and cited as one source."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Refusal
from assistant.command.render_text import render
from assistant.compose import Composer
from assistant.library import Library
from assistant.question import understand
from assistant.reading.candidate import Candidate
from assistant.ui.texts import texts_in
from assistant.ui.writing import write_source
from assistant.windows import open_windows
from index.alike import Alike, says_all_of, signature
from index.store import Store
from tests.hashed import open_store, run_sync
from tests.test_formats_pdf import LEAD as PRINTED
from tests.test_formats_pdf import SECOND, pdf
from tests.test_windows import hits_for

PLACES = ["la plaza", "el puerto", "la estación", "el mercado", "la catedral", "el estadio", "la biblioteca"]
STORY = "\n\n".join(
    f"El Ayuntamiento informó de que las obras de {place} costarán {7 * number + 3} millones de euros, "
    f"y de que acabarán en {2027 + number}, después de que la empresa adjudicataria {number} renunciara."
    for number, place in enumerate(PLACES)
)
OTHER = (
    STORY.replace("Ayuntamiento", "Gobierno").replace("las obras", "la reforma").replace("informó", "dijo")
)
LEAD, _, REST = STORY.partition("\n\n")
VERSIONS = {
    "another headline": "Las obras se encarecen\n\n" + STORY,
    "another lead": "Nuevo retraso en las obras de la ciudad, según el diario.\n\n" + REST,
    "cut end": STORY[: int(len(STORY) * 0.6)],
    "other words here and there": STORY.replace("euros", "€").replace("renunciara", "abandonara"),
    "capitals": STORY.upper(),
}


def like(first, second):
    return Alike({"a": signature(first), "b": signature(second)}).to("a") == ["b"]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_edited_version_is_the_same_story(version):
    assert like(STORY, VERSIONS[version])


def test_stories_that_share_their_phrases_or_have_hardly_any_words_are_others():
    assert not like(STORY, "\n\n".join(reversed(PLACES)) + "\n\n" + LEAD)
    assert not like("Sin comentarios.", "Sin comentarios.")
    assert Alike({}).to("a") == []


def test_a_passage_is_said_in_a_body_that_has_its_words():
    assert says_all_of(STORY, REST[50:300])
    assert not says_all_of(REST, LEAD)


@pytest.fixture
def archive(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "agencia.txt").write_text(STORY)
    (seeds / "copia de agencia.txt").write_text(STORY)
    (seeds / "diario.txt").write_text(VERSIONS["another headline"])
    (seeds / "corto.txt").write_text(VERSIONS["cut end"])
    (seeds / "otra.txt").write_text(
        "El equipo ganó el partido por tres goles a uno.\n\nEl público aplaudió mucho."
    )
    store = open_store(tmp_path / "index")
    run_sync(seeds, store)
    return Store(store.folder)


def test_copies_and_versions_are_listed_with_each_of_them(archive):
    library = Library(archive)
    assert library.copies_of("agencia.txt") == ("copia de agencia.txt", "corto.txt", "diario.txt")
    assert library.copies_of("corto.txt") == ("agencia.txt", "copia de agencia.txt", "diario.txt")
    assert library.copies_of("otra.txt") == ()


def test_versions_open_no_window_on_words_that_another_has_and_do_not_count(archive):
    library = Library(archive)
    cut, whole, other = (library.open(path).passages for path in ("corto.txt", "agencia.txt", "otra.txt"))
    hits = [*hits_for(cut, [0]), *hits_for(whole, [0, len(whole) - 1]), *hits_for(other, [0])]
    windows = open_windows(hits, library, most=6, among=3)
    # The end, which the first version lacks, is read in the second.
    assert [window.article for window in windows] == ["corto.txt", "agencia.txt", "otra.txt"]
    assert windows[1].passage.number == len(whole) - 1


def test_an_answer_cites_one_version_and_says_where_the_others_are(archive):
    library = Library(archive)
    candidates = []
    for path in ("agencia.txt", "diario.txt", "corto.txt"):
        passage = library.open(path).passages[0]
        (window,) = open_windows(hits_for([passage], [0]), library, most=1)
        sentence = library.open(path).sentences[0]
        candidates.append(Candidate(path, *sentence, sentence, 5.0, 0.9, 5.0, window))
    question = understand("¿Cuánto costarán las obras?")
    (citation,) = Composer(library).compose(question, candidates).citations
    assert citation.copies == ("copia de agencia.txt", "corto.txt", "diario.txt")
    assert "4 copias de la misma nota" in write_source(citation, texts_in("es"))
    answer = Answer("¿?", "es", refusal=Refusal("No consta."), near_misses=(citation,))
    assert "4 copias de la misma nota" in render(answer)
    (shown,) = answer.to_json()["near_misses"]
    assert list(shown["copies"]) == list(citation.copies)


def test_a_citation_of_a_paginated_file_gives_its_page_and_the_author(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.pdf").write_bytes(
        pdf([PRINTED], [SECOND], author="Lucía Peña", title="La cumbre")
    )
    store = open_store(tmp_path / "index")
    run_sync(tmp_path / "seeds", store)
    library = Library(store)
    second = library.open("a.pdf").article.body.index("Las dos delegaciones")
    citation = Composer(library).cite(1, "a.pdf", (second, second + 40))
    assert (citation.page, citation.author) == (2, "Lucía Peña")
    source = "La cumbre · Lucía Peña · Ciudad de México, 16 ene 2026 · pág. 2"
    assert write_source(citation, texts_in("es")) == source
    assert "a.pdf, pág. 2" in render(Answer("¿?", "es", refusal=Refusal("No."), near_misses=(citation,)))
