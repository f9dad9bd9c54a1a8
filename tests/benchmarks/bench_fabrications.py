"""How many fabrications of a model are kept off, and how many true sentences are lost with them.

True sentences are such as a model would write: answers (``written_answers.tsv``) given a few
passages, and sentences on whole stories, the longest in ``unseen_paraphrases.txt``. The rules
were mended on all of them but those of ``unseen_stories_kept.txt``: its figures are those of
text that no rule has met (two rules were mended on the paraphrases after a first count, in
which 7 of the 60 true ones were lost). ``retold.txt`` are 346 true sentences in the words of a
language model, and false ones; of each third of them one true sentence in six or seven was lost
before rules were mended on it, so that much may be lost of what is new. The adversary
makes one thing in each false; others are false by hand. A fabrication is kept off if its
sentence is dropped, or is shown with a citation of the passage that does prove it.
``bench_page.py`` counts the same on the page itself.

The questions and the articles (``news/``) are in the folder that HEMEROTECA_DATA names.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from assistant.evaluation.gold_file import read_gold
from assistant.library import OpenArticle
from assistant.mentions.facts import facts_of
from assistant.proving.evidence import Evidence
from assistant.proving.faults import Rejected
from assistant.reader import SpanReader
from assistant.tongue import tongue_of
from assistant.verify import Supported, Verifier
from index.embed import BUNDLED, load_embedder
from index.readers import read_article
from index.split import split
from tests.benchmarks.adversary import BY_HAND, INVENTED, NEGATED, SWAPPED, Claim, fabrications
from tests.benchmarks.data import DATA, needs_data

_PASSAGES = 6
HERE = Path(__file__).parent
MARKS = {
    **dict.fromkeys(["+", "+en", "+pt"], "true"),
    "n": "by hand: name",
    "#": "by hand: number",
    "d": "by hand: date",
    "~": "by hand: roles",
    "!": "by hand: negation",
}
LEAST_CAUGHT, MOST_LOST = 0.98, 0.05
# Of prose in a language model's own words more is lost.
MOST_LOST_RETOLD = 0.08
# What is false of things that the articles do say is harder to tell; these shares were reached.
LEAST_NEGATED, LEAST_SWAPPED, LEAST_BY_HAND = 0.5, 0.2, 0.35
pytestmark = [
    needs_data,
    pytest.mark.timeout(1800),
]


class EncoderMeaning:
    """Cosines of the bundled model."""

    def __init__(self):
        self.embedder = load_embedder(BUNDLED)
        self._known = {}

    def likeness(self, text, others):
        new = [other for other in dict.fromkeys(others) if other not in self._known]
        if new:
            self._known |= zip(new, self.embedder.embed_passages(new), strict=True)
        asked = self.embedder.embed_question(text)
        return (np.stack([self._known[other] for other in others]) @ asked).tolist()


class Passages:
    """What a model is given: windows around some words of articles, and others, shuffled."""

    def __init__(self, folder):
        self._folder = folder
        self._files = sorted(path.name for path in folder.glob("*.md"))
        self._opened = {}

    def given(self, places, seed):
        """The passages, and the numbers of those with the words; ``places`` are (article, words).

        Without words, the whole article is one passage.
        """
        drawn = random.Random(seed)
        windows = {
            self._window(path, at) if words else (path, 0, len(self._open(path).article.body))
            for path, words in places
            if (at := self._open(path).article.body.find(words)) >= 0
        }
        assert windows, places
        while len(windows) < _PASSAGES:
            path = drawn.choice(self._files)
            windows.add(self._window(path, drawn.randrange(len(self._open(path).article.body))))
        shuffled = drawn.sample(sorted(windows), len(windows))
        passages = [self._evidence(number, *window) for number, window in enumerate(shuffled, 1)]
        return passages, {
            passage.number
            for passage in passages
            if any(path == passage.article and words in passage.text for path, words in places)
        }

    def _open(self, path):
        if path not in self._opened:
            article = read_article(self._folder / path, path)
            self._opened[path] = OpenArticle.of(article, tuple(split(article, max_tokens=100)))
        return self._opened[path]

    def _window(self, path, at):
        tiles = self._open(path).passages
        number = next(tile.number for tile in tiles if tile.start <= at < tile.end)
        return path, tiles[max(0, number - 1)].start, tiles[min(len(tiles) - 1, number + 1)].end

    def _evidence(self, number, path, start, end):
        opened = self._open(path)
        article = opened.article
        sentences = tuple(opened.sentences_within(start, end))
        body = article.body[start:end]
        return Evidence(number, path, start, body, sentences, article.title, article.published)


@dataclass(frozen=True)
class Row:
    """A sentence written about some words of articles; ``kind`` "true", or what is false in it."""

    kind: str
    text: str
    places: tuple[tuple[str, str], ...]
    tongue: str = "es"


def answer_rows():
    questions = {question.id: question for question in read_gold(DATA / "gold_dev.jsonl").questions}
    for line in (HERE / "written_answers.tsv").read_text(encoding="utf-8").splitlines():
        key, text = line.split("\t")
        asked = questions[key]
        yield Row(
            "true",
            text,
            tuple((path, words) for path in asked.articles for words in asked.evidence),
            tongue_of(text) or "es",
        )


def story_rows(file):
    """The rows of a file of stories; their kinds are told by the mark that a line begins with."""
    places = ()
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "@":
            places = ((text.strip(), ""),)
        elif mark in MARKS and places:
            yield Row(MARKS[mark], text, places, mark[1:] or tongue_of(text) or "es")


ROWS = {
    "answers": answer_rows,
    **{
        file: partial(story_rows, f"{file}.txt")
        for file in (
            "written_stories",
            "unseen_stories_mended",
            "unseen_stories_kept",
            "unseen_paraphrases",
            "retold",
        )
    },
}


@pytest.fixture(scope="module")
def meaning():
    return EncoderMeaning()


@pytest.fixture(scope="module")
def reader(meaning):
    return SpanReader.load(meaning.embedder.encoder)


@pytest.mark.parametrize("file", ROWS)
def test_fabrications_are_kept_off_and_true_sentences_are_not(file, meaning, reader):
    rows = [*ROWS[file]()]
    names = [name for row in rows for name in facts_of(row.text).names]
    passages = Passages(DATA / "news")
    table = Table()
    for row in rows:
        given, holds = passages.given(row.places, row.text)
        verifier = Verifier(given, meaning, reader=reader, tongue=row.tongue)
        true = Claim(row.kind, row.text, tuple(sorted(holds)))
        made = fabrications(row.text, given, holds, names) if row.kind == "true" else ()
        for claim in (true, *made):
            verdict = verifier.verify(claim.text, claim.cited)
            right = {proof.passage.number for proof in getattr(verdict, "proofs", ())} & holds
            put_right = claim.kind.startswith("citation") and right
            table.count(claim, is_shown=isinstance(verdict, Supported) and not put_right, verdict=verdict)
    table.print()
    assert table.kept_off(INVENTED) >= LEAST_CAUGHT
    assert table.kept_off(["true"]) <= (MOST_LOST_RETOLD if file == "retold" else MOST_LOST)
    for kinds, least in ((NEGATED, LEAST_NEGATED), (SWAPPED, LEAST_SWAPPED), (BY_HAND, LEAST_BY_HAND)):
        assert not table.has(kinds) or table.kept_off(kinds) >= least


class Table:
    """Counts of what was shown and kept off, by kind."""

    def __init__(self):
        self._shown, self._total = Counter(), Counter()

    def count(self, claim, *, is_shown, verdict=None):
        self._shown[claim.kind] += is_shown
        self._total[claim.kind] += 1
        if os.environ.get("HEMEROTECA_SHOW") and is_shown != (claim.kind == "true"):
            why = f"{verdict.reason} {verdict.detail}" if isinstance(verdict, Rejected) else ""
            print(f"{claim.kind:20} {why:20} {claim.text}")

    def has(self, kinds):
        """Whether any of some kinds was counted."""
        return any(self._total[kind] for kind in kinds)

    def kept_off(self, kinds):
        """The share of some kinds that was kept off, 0 to 1."""
        total = sum(self._total[kind] for kind in kinds)
        # A whole number by another: 3 of 60 are 0.05, and 1 - 57 / 60 is more.
        return sum(self._total[kind] - self._shown[kind] for kind in kinds) / total

    def print(self):
        print(f"\n{'':24}{'shown':>7}{'kept off':>10}{'kept off, %':>13}")
        for kind in ("true", *INVENTED, *SWAPPED, *NEGATED, *BY_HAND):
            if count := self._total[kind]:
                kept = count - self._shown[kind]
                print(f"{kind:24}{self._shown[kind]:7}{kept:10}{100 * kept / count:13.1f}")
        for name, kinds in (
            ("invented", INVENTED),
            ("swapped", SWAPPED),
            ("negation", NEGATED),
            ("by hand", BY_HAND),
        ):
            if self.has(kinds):
                print(f"{name + ', all':24}{'':17}{100 * self.kept_off(kinds):13.1f}")
