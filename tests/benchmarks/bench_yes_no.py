"""How often «Sí» and «No» are said of the sentence that settles a question, and how often they are right.

The questions are those under the passages of ``assistant/training/passages``; mostly they are worded away
from the text, and some seek to mislead: few are settled, and a verdict that is wrong is worse than none.
"""

from __future__ import annotations

from collections import Counter

from assistant.question import understand
from assistant.training.texts import cut_text, sentences_of
from assistant.training.written import VERDICTS, written_passages
from assistant.yes_no.matching import Whole
from assistant.yes_no.settle import settle

EVERY = 3
LEAST_RIGHT = 0.8
NO_SMALL_NUMBER = 15


def test_what_is_said_for_yes_and_no_is_right():
    counts, number = Counter(), 0
    for passage in written_passages():
        text = cut_text(passage.text, lambda sentences: [0] * len(sentences))
        for asked in passage.settled:
            number += 1
            if number % EVERY:
                continue
            first, last = sentences_of(text, asked.start, asked.end)
            sentence = text.body[text.sentences[first][0] : text.sentences[last][1]]
            verdict = settle(
                asked.question,
                sentence,
                article=Whole(f"{passage.title}\n{passage.text}"),
                language=understand(asked.question).language,
            )
            counts[verdict, asked.verdict] += 1
    said = {
        word: sum(counts[verdict, told] for told in VERDICTS)
        for verdict, word in ((True, "sí"), (False, "no"))
    }
    right = {"sí": counts[True, "sí"], "no": counts[False, "no"]}
    print(f"{counts.total()} questions")
    for word, number in said.items():
        print(f"«{word}» said of {number}, right of {right[word]}")
    assert sum(said.values()) >= NO_SMALL_NUMBER
    assert sum(right.values()) >= LEAST_RIGHT * sum(said.values())
