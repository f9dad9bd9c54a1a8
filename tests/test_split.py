"""Passages tile their article, by sentences and sections, within a size in tokens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.readers import read_article
from index.sentences import sentence_spans
from index.split import contextual_text, split
from index.tokens import count_tokens

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_143a7ae7c4640c36.txt"
NEWSY = st.text(
    st.one_of(
        st.sampled_from('aAeñÉ5 \n.,;:!?¿¡…"“”«»()#*_->\u0301\u200d👩🏽'), st.characters(codec="utf-8")
    ),
    max_size=400,
)
WORDY = st.lists(
    st.sampled_from(
        [
            *("El gobierno", "dijo", "que", "no.", "EE. UU.", "1.234,5", "«¿Qué?»"),
            *("ayer,", "Madrid, 3 ene (EFE).-"),
            *("\n", "\n\n", "# Una sección\n", "Subtítulo\n", "- punto\n", "Internacionalización;"),
        ]
    ),
    max_size=120,
).map(" ".join)


def article(body, **known):
    return Article(path="a.txt", digest="0", title=known.pop("title", "Un título"), body=body, **known)


def texts(body, max_tokens=100):
    return [passage.text for passage in split(article(body), max_tokens=max_tokens)]


@given(st.one_of(NEWSY, WORDY), st.integers(16, 200))
@settings(max_examples=300, deadline=None)
def test_passages_tile_the_body(body, max_tokens):
    passages = split(article(body), max_tokens=max_tokens)
    assert "".join(passage.text for passage in passages) == body
    assert [passage.number for passage in passages] == list(range(len(passages)))
    at = 0
    for passage in passages:
        assert (passage.start, passage.text) == (at, body[passage.start : passage.end])
        assert passage.text
        assert passage.paragraph >= 1
        assert count_tokens(passage.text.strip()) <= max_tokens * 1.25
        at = passage.end
    assert [passage.paragraph for passage in passages] == sorted(passage.paragraph for passage in passages)


@given(WORDY, st.integers(40, 200))
@settings(deadline=None)
def test_no_tile_begins_with_white_space_save_the_first(body, max_tokens):
    assert not any(text[0].isspace() for text in texts(body, max_tokens)[1:])


@given(WORDY)
@settings(deadline=None)
def test_sentences_that_fit_are_never_cut(body):
    passages = split(article(body), max_tokens=120)
    cuts = {passage.start for passage in passages}
    for start, end in sentence_spans(body):
        if count_tokens(body[start:end]) <= 100:
            assert not any(start < cut < end for cut in cuts)


def test_passages_never_cross_a_subheading_which_goes_with_what_follows():
    body = "Uno.\n\n## Segunda\n\nDos.\n\n## Tercera\n\nTres.\n"
    passages = split(article(body), max_tokens=100)
    assert [passage.text for passage in passages] == [
        "Uno.\n\n",
        "## Segunda\n\nDos.\n\n",
        "## Tercera\n\nTres.\n",
    ]
    assert [passage.section for passage in passages] == [None, "Segunda", "Tercera"]
    assert [passage.paragraph for passage in passages] == [1, 2, 3]


def test_nearest_of_stacked_headings_is_the_section_and_the_title_is_none():
    passages = split(
        article("# Un título\n\nUno.\n\n## A\n\n### B\n\nDos.", title="Un título"), max_tokens=50
    )
    assert [(passage.section, passage.text) for passage in passages] == [
        (None, "# Un título\n\nUno.\n\n"),
        ("B", "## A\n\n### B\n\nDos."),
    ]


def test_heading_with_nothing_under_it_stays_with_the_text_above():
    assert texts("Uno.\n\n## Final\n") == ["Uno.\n\n## Final\n"]


def test_dateline_goes_with_its_lead():
    body = "Madrid, 3 ene (EFE).- " + "El gobierno anunció hoy nuevas medidas. " * 3
    assert texts(body, 20)[0].startswith("Madrid, 3 ene (EFE).- El gobierno")


def test_paragraphs_are_kept_whole_where_they_fit():
    paragraph = "El gobierno anunció hoy nuevas medidas. La oposición las rechazó.\n\n"
    size = count_tokens(paragraph.strip())
    assert texts(paragraph * 4, int(size * 1.6)) == [paragraph] * 4


def test_small_tails_join_their_neighbour():
    paragraph = "El gobierno anunció hoy nuevas medidas para el campo y la industria del país.\n\n" * 4
    size = count_tokens(paragraph.strip())
    assert texts(paragraph + "Fin.", size) == [paragraph + "Fin."]


def test_long_sentence_is_cut_at_clauses_then_spaces():
    clause = "el gobierno anunció nuevas medidas para el campo, "
    cut = texts(clause * 20, 60)
    assert all(text.endswith("campo, ") for text in cut)
    words = texts("palabra " * 300, 60)
    assert len(words) > 1
    assert all(text.endswith("palabra ") for text in words)


def test_accents_and_emoji_are_not_torn_apart():
    for cluster in ("e\u0301", "👩🏽", "👍\ufe0f"):
        for text in texts(cluster * 500, 50):
            assert len(text) % len(cluster) == 0


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "palabra ",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "漢",
        "1",
        "-",
        "hola, ",
        "# Hola\n",
        "Hola mundo\n",
        "\n",
        "# ",
    ],
)
def test_hundred_thousand_characters_are_split_in_seconds(unit):
    body = unit * (100_000 // len(unit))
    began = time.thread_time()  # what others do on the machine does not count
    passages = split(article(body), max_tokens=100)
    assert time.thread_time() - began < 8
    assert "".join(passage.text for passage in passages) == body
    assert max(count_tokens(passage.text.strip()) for passage in passages) <= 125


def test_empty_body_has_no_passages():
    assert split(article(""), max_tokens=100) == []
    assert texts(" \n") == [" \n"]


def test_size_too_small_is_refused():
    with pytest.raises(ValueError, match="max_tokens=3"):
        split(article("Uno."), max_tokens=3)


def test_seed_is_tiled_under_its_subheadings():
    seed = read_article(SEED, SEED.name)
    passages = split(seed, max_tokens=100)
    assert "".join(passage.text for passage in passages) == seed.body
    assert passages[0].text.startswith("Ciudad de México, 16 de enero de 2026. El gobierno")
    assert [passage.section for passage in passages] == [
        *[None] * 4,
        *["Reunión de alto nivel en febrero"] * 2,
        *["Postura firme del Departamento de Estado"] * 2,
    ]
    assert [passage.paragraph for passage in passages] == [1, 2, 2, 3, 4, 5, 6, 7]
    (meeting,) = [passage for passage in passages if "el 23 de enero." in passage.text]
    assert meeting.text.startswith("Durante la conversación")


def test_contextual_text_heads_the_passage_with_what_is_known():
    known = article(
        "Uno.\n\n## La cumbre\n\nDos.\n",
        outlet="EFE",
        place="Madrid",
        published=date(2026, 1, 16),
        title="Titular",
    )
    assert [contextual_text(known, passage) for passage in split(known, max_tokens=50)] == [
        "Titular · EFE · Madrid · 16 de enero de 2026\nUno.",
        "Titular · EFE · Madrid · 16 de enero de 2026 · La cumbre\n## La cumbre\n\nDos.",
    ]
    bare = article("Uno.")
    assert contextual_text(bare, split(bare, max_tokens=50)[0]) == "Un título\nUno."


def test_tokens_are_counted_offline_and_a_users_setting_is_kept(tmp_path):
    code = (
        "import socket, os, sys\n"
        "def refuse(*a, **k): raise OSError('network')\n"
        "socket.socket.connect = refuse\n"
        "from index.tokens import count_tokens\n"
        "assert 'tiktoken' not in sys.modules\n"
        "print(count_tokens('El gobierno de México'), os.environ['TIKTOKEN_CACHE_DIR'],\n"
        "      'llama_index.core' in sys.modules)"
    )
    environment = os.environ | {"TIKTOKEN_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=250
    )
    assert done.stdout.split() == ["4", str(tmp_path), "False"]


def test_tokens_of_special_looking_text_are_plain():
    assert count_tokens("") == 0
    assert count_tokens("<|endoftext|>") > 1
    assert count_tokens("a " * 60_000) >= 60_000
