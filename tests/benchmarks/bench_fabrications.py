"""How many fabrications of a model reach the page, and how many true sentences do not.

True sentences are in ``written_answers.tsv``: answers to the questions of a gold file
as a model would word them. The adversary puts one fabrication in each: a number or a
name that the passages do not have, a citation of no passage or of another, and, harder,
a number or a name of the same passages. A fabrication is caught if its sentence is
dropped, or is shown with a citation of the passage that does prove it.

The questions are ``gold_dev.jsonl`` and the articles ``news/`` in the folder that
HEMEROTECA_DATA names (``../shared/data`` if it is not set).
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.evaluation.gold import read_gold
from assistant.evidence import Evidence
from assistant.facts import facts_of
from assistant.library import OpenArticle
from assistant.tongue import tongue_of
from assistant.verify import Supported, Verifier
from index.embed import BUNDLED, load_embedder
from index.readers import read_article
from index.split import split

_PASSAGES = 6
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_UNKNOWN = 42
DATA = Path(os.environ.get("HEMEROTECA_DATA", Path(__file__).parents[3] / "shared" / "data"))
INVENTED = ("number", "name", "citation of no passage", "citation of another")
LEAST_CAUGHT, MOST_LOST = 0.98, 0.05


class EncoderMeaning:
    """Cosines of the bundled model."""

    def __init__(self):
        self._embedder = load_embedder(BUNDLED)

    def likeness(self, text, others):
        return (self._embedder.embed_passages(list(others)) @ self._embedder.embed_question(text)).tolist()


class Passages:
    """What a model is given: the windows that hold a question's evidence, and others, shuffled."""

    def __init__(self, folder):
        self._folder = folder
        self._files = sorted(path.name for path in folder.glob("*.md"))
        self._opened = {}

    def given(self, question):
        drawn = random.Random(question.id)
        windows = {
            self._window(path, at)
            for path in question.articles
            for sentence in question.evidence
            if (at := self._open(path).article.body.find(sentence)) >= 0
        }
        while len(windows) < _PASSAGES:
            path = drawn.choice(self._files)
            windows.add(self._window(path, drawn.randrange(len(self._open(path).article.body))))
        shuffled = drawn.sample(sorted(windows), len(windows))
        passages = [self._evidence(number, *window) for number, window in enumerate(shuffled, 1)]
        holds = {
            passage.number for passage in passages if any(one in passage.text for one in question.evidence)
        }
        return passages, holds

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


def fabrications(text, passages, holds, names, drawn):
    """Kind, text and citations of what the adversary makes of a true sentence."""
    there = facts_of(" ".join(passage.text for passage in passages if passage.number in holds))
    said, true = facts_of(text), sorted(holds)
    digits = _DIGITS.findall(text)
    if digits:
        old, known = drawn.choice(digits), set(_DIGITS.findall(there.text))
        most = 31 if len(old) < 3 else 9999
        new = drawn.choice([str(number) for number in range(2, most) if str(number) not in known])
        yield "number", text.replace(old, new, 1), true
        if others := sorted(known - set(digits)):
            yield "number of the same passage", text.replace(old, drawn.choice(others), 1), true
    if said.names:
        old = drawn.choice(said.names)
        new = drawn.choice([name for name in names if not there.lexicon.has(name)])
        yield "name", text.replace(old.text, new.text, 1), true
        others = [name for name in there.names if name.text not in text and not {*name.parts} & {*old.parts}]
        if others:
            yield "name of the same passage", text.replace(old.text, drawn.choice(others).text, 1), true
    yield "citation of no passage", text, [_UNKNOWN]
    yield "citation of another", text, [drawn.choice([p.number for p in passages if p.number not in holds])]


@pytest.mark.skipif(not DATA.is_dir(), reason="HEMEROTECA_DATA names no folder")
@pytest.mark.timeout(1800)
def test_fabrications_are_kept_off_the_page_and_true_sentences_are_not():
    questions = {question.id: question for question in read_gold(DATA / "gold_dev.jsonl").questions}
    lines = Path(__file__).with_name("written_answers.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    names = [name for _, text in rows for name in facts_of(text).names]
    passages, meaning = Passages(DATA / "news"), EncoderMeaning()
    shown: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for key, text in rows:
        given, holds = passages.given(questions[key])
        verifier = Verifier(given, meaning, tongue=tongue_of(questions[key].question))
        made = fabrications(text, given, holds, names, random.Random(text))
        for kind, claim, cited in [("true", text, sorted(holds)), *made]:
            if kind != "true" and claim == text and cited == sorted(holds):
                continue
            verdict = verifier.verify(claim, cited)
            total[kind] += 1
            if isinstance(verdict, Supported):
                put_right = claim == text and bool(holds & {proof.passage.number for proof in verdict.proofs})
                shown[kind] += kind == "true" or not put_right
    print(f"\n{'':28}{'shown':>7}{'kept off':>10}{'kept off, %':>13}")
    for kind, count in total.items():
        kept = count - shown[kind]
        print(f"{kind:28}{shown[kind]:7}{kept:10}{100 * kept / count:13.1f}")
    leaked = sum(shown[kind] for kind in INVENTED) / sum(total[kind] for kind in INVENTED)
    assert 1 - leaked >= LEAST_CAUGHT
    assert 1 - shown["true"] / total["true"] <= MOST_LOST
