"""Figures and a command in, the model card that travels with the weights out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TEMPLATE = """# Hemeroteca's span reader

Given a question and a window of an article, it scores every token as start and as end of the answer,
position 0 as «no answer here», and gives the window a probability of answering at all. The title of the
article is read with the question; it holds no answer. Spanish first; English questions over Spanish text were
in training too.

- **Encoder**: {encoder}, word embeddings frozen and shared with the embedder.
- **Change**: all twelve layers, and two heads; the matrices are kept as what training added to the encoder's,
  in 8 bits: {bytes:,} bytes.
- **SHA-256** of `reader.safetensors`: `{sha256}`
- **Command**: `{command}`
- **Loss**: cross-entropy of start and end in each window, the same over all windows of a question
  together, and binary cross-entropy of answerability. The weights are a running average.

## Data
Split by article: 8 of the 32 SQuAD titles, every tenth story and every tenth passage are held out; the
stories of `gold_dev` are never read in training, not even as misleading windows.

| set | what | licence |
|---|---|---|
| SQuAD-es v1.1 and v2, development part | Wikipedia paragraphs, machine-translated | CC BY-SA 4.0 |
| XQuAD es, en | the same articles, translated by people; also question and text crossed | CC BY-SA 4.0 |
| CESS-ESP stories (AnCora) | newswire of 2000, agency EFE | CC BY 4.0 |
| `reader_train.jsonl`; here the files of questions | questions on all of those | this project's |
| `passages/` here | Spanish passages with their questions, by a language model | this project's |

Misleading windows are those that rank high by similarity and shared words, as in the product's retrieval,
other windows of the same story, twins of a passage, and questions with a name or a number swapped.

## Figures
`gold_dev` was measured, and never trained on.

{figures}
All of them but the last are of two readings, the second from nearer, as in answering. Single articles are
held out of a family of twins, whose twins are trained on.

## Limits
Trained on {examples} pairs of question and text, most of them written by a language model.
Yes/no questions get the words that decide them, not a yes or a no; lists get the enumeration as one span.
Probabilities are of one window; the archive's own probability needs all windows and their ranks.
"""


def write_card(folder: Path, figures: dict[str, dict[str, float]], *, command: str, examples: int) -> None:
    """Write ``MODEL_CARD.md`` beside the weights."""
    config = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    lines = [f"- **{name}**: {_row(values)}\n" for name, values in figures.items()]
    card = _TEMPLATE.format(**config, command=command, figures="".join(lines), examples=f"{examples:,}")
    (folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def _row(values: dict[str, float]) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {value:.0f}"
        if name == "questions"
        else f"{name.replace('_', ' ')} {value:.3f}"
        for name, value in values.items()
    )
