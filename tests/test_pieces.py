"""The tokenizer that holds the scripts it has met: always the ids and offsets of the whole vocabulary."""

from __future__ import annotations

import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.encoder.pieces import PieceTokenizer
from index.encoder.weights import read_weights, weights_path

SEEDS = Path(__file__).parents[1] / "seeds"
OF_ALL_SCRIPTS = [
    "Ο πρωθυπουργός μίλησε στη Βουλή.",
    "Президент заявил, что переговоры продолжатся.",
    "Հայաստանի վարչապետը",
    "ראש הממשלה אמר",
    "قال الرئيس إن المفاوضات مستمرة",
    "प्रधानमंत्री ने कहा",
    "நாடாளுமன்றம்",
    "นายกรัฐมนตรีกล่าว",
    "პრემიერ-მინისტრმა",
    "ጠቅላይ ሚኒስትሩ",
    "នាយករដ្ឋមន្ត្រី",
    "习近平主席在北京会见了代表团。",
    "首相は記者会見で述べた。",
    "대통령은 기자회견에서",
]
# What NFKC turns into something of another script or length, marks of the model itself, and parts of nothing.
HOSTILE = [
    "5 µg y 3 Ω, 2 Å y ﬁn",
    "ｱｲｳ ＡＢＣ ㍿ ㎞ ㋿ ﷺ ﻼ",
    "</s> <s>Hola<pad><unk> <mask>",
    "a<\u0338/s>\u0338",
    "e\u0301\u0323 \u0344 \u1e9b\u0323 \u1100\u1161\u11a8",
    "\ufeff\u200b\u2581▁▁ \x00\x07",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝛼𝛽 🎉👩‍👩‍👧‍👦🇲🇽",
    "\U00020000\U0002f800 \u0f43 \ue000 \U0010ffff",
]


@pytest.fixture(scope="module")
def pieces():
    return read_weights(weights_path()).pieces


@pytest.fixture(scope="module")
def whole(pieces):
    return PieceTokenizer(pieces).whole()


@pytest.fixture(scope="module")
def growing(pieces):
    """One for all the tests of this module: what it has met stays met."""
    return PieceTokenizer(pieces)


def same(found, expected):
    return (found.ids, found.tokens, found.offsets, found.sequence_ids) == (
        expected.ids,
        expected.tokens,
        expected.offsets,
        expected.sequence_ids,
    )


@pytest.mark.parametrize("text", [*OF_ALL_SCRIPTS, *HOSTILE])
def test_the_first_text_of_a_script_has_the_ids_of_the_whole_vocabulary(pieces, whole, text):
    fresh = PieceTokenizer(pieces)
    assert same(fresh.encode("¿Qué?", text), whole.encode("¿Qué?", text))
    assert same(fresh.encode(text), whole.encode(text))


def test_a_script_that_waits_would_be_missed(pieces, whole):
    """What the tests here would see if a tokenizer without a script's pieces were given a text in it."""
    latin = PieceTokenizer(pieces)._held.tokenizer
    for text in OF_ALL_SCRIPTS:
        assert latin.encode(text).ids != whole.encode(text).ids


def test_real_stories_have_the_ids_of_the_whole_vocabulary(growing, whole):
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir())]
    mixed = [f"{text[:200]} {foreign} {text[200:400]}" for text in texts for foreign in OF_ALL_SCRIPTS]
    for text, found in zip([*texts, *mixed], growing.encode_batch([*texts, *mixed]), strict=True):
        assert same(found, whole.encode(text))


@given(st.lists(st.text(max_size=40) | st.sampled_from([*OF_ALL_SCRIPTS, *HOSTILE]), max_size=4))
@example(["µ"])
@settings(max_examples=150, deadline=None)
def test_any_text_has_the_ids_of_the_whole_vocabulary(growing, whole, texts):
    for text, found in zip(texts, growing.encode_batch(texts), strict=True):
        assert same(found, whole.encode(text))
    fast = [found.ids for found in growing.encode_batch_fast(texts)]
    assert fast == [whole.encode(text).ids for text in texts]


def test_every_character_has_the_ids_of_the_whole_vocabulary(pieces, whole):
    """One by one, so that none leans on a script that another brought in: all that NFKC makes of anything."""
    fresh = PieceTokenizer(pieces)
    latin, scripts_of = fresh._held.tokenizer, fresh._held.scripts_of
    unmet = [
        text
        for code in range(0x110000)
        if unicodedata.category(chr(code)) not in {"Cs", "Co", "Cn"}
        and not scripts_of(text := f"a{chr(code)}b {chr(code)}")
    ]
    assert len(unmet) > 50_000
    for start in range(0, len(unmet), 50_000):
        part = unmet[start : start + 50_000]
        found, expected = latin.encode_batch_fast(part), whole.encode_batch_fast(part)
        assert all(one.ids == other.ids for one, other in zip(found, expected, strict=True))


def test_threads_that_bring_in_scripts_at_once_lose_none(pieces, whole):
    shared = PieceTokenizer(pieces)
    together = threading.Barrier(4)

    def read(text):
        together.wait(60)
        return shared.encode(text).ids

    texts = [OF_ALL_SCRIPTS[number] for number in (0, 1, 4, 11)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(read, texts)) == [whole.encode(text).ids for text in texts]
    assert len(shared._held.scripts) == 4
