"""A request for a summary -> its subject, and a few diverse sentences that tell an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from index.lexical import fold, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.library import Library, OpenArticle
    from index.store import Store

_SENTENCES = 3
_DIVERSITY = 0.5
_REQUEST = re.compile(
    r"\b(resum\w+|haz(me)?|dame|tema|sintetiza\w*"
    # What a story «trata», and neither «el tratado» nor «la trata».
    r"|(?<=que )(se )?tratan?|habla|articulos?|noticias?|notas?|historia"
    r"|idea principal|novedades|por favor|hoy|ultimas|principales|archivo|summari[sz]e|summary|give|story"
    r"|stories|articles?|news|about|archive|what.s|what|this|is|are|the|of|an|me|please|today|latest|main"
    r"|cuentan?|hablan|van|temas|recientes?|ultima|nuevo"
    r"|pocas|breves?|brevemente|frases?|palabras|lineas|parrafo|few|brief(ly)?|short|words|sentences?|lines)\b"
)

_LATEST_ALONE = re.compile(
    r"\b(ultim[ao] (noticia|nota|articulo|artigo|materia)|(noticia|nota|articulo|artigo|materia) (mas|mais)"
    r" (reciente|nuevo|nueva|recente)|(latest|newest|most recent) (story|article))\b"
)


def subject(question: str) -> str:
    """The question without the words of the request; ``""`` when the summary is to be of all there is."""
    rest = _REQUEST.sub(" ", fold(question))
    return " ".join(rest.split()) if words(rest) else ""


def is_of_the_latest(question: str) -> bool:
    """Whether a summary is to be of one article, the newest: «¿Cuál es la última noticia?»."""
    return _LATEST_ALONE.search(fold(question)) is not None


def beside_the_latest(question: str) -> str:
    """A question without the words for the newest article, folded: what is left may say which is meant."""
    return _LATEST_ALONE.sub(" ", fold(question))


def telling_sentences(path: str, library: Library, store: Store) -> list[tuple[int, int]]:
    """The bounds of an article's lead sentence and of the first sentences of passages unlike it, in order.

    Passages are chosen by maximal marginal relevance (Carbonell and Goldstein,
    1998): near the article's mean vector, far from those chosen.
    """
    opened = library.open(path)
    vectors = np.stack([stored.vector for stored in store.passages(path)])[: len(opened.passages)]
    sentences = [
        _first_sentence(opened, opened.passages[number].start, opened.passages[number].end)
        for number in _diverse(vectors, _SENTENCES + 2)
    ]
    chosen = list(dict.fromkeys(bounds for bounds in sentences if bounds))[:_SENTENCES]
    return sorted(chosen)


def _diverse(vectors: NDArray[np.float32], count: int) -> list[int]:
    """Rows chosen greedily, the first of all first."""
    mean = vectors.mean(axis=0)
    central = vectors @ (mean / np.linalg.norm(mean))
    likeness = vectors @ vectors.T
    chosen = [0]
    while len(chosen) < min(count, len(vectors)):
        gain = (1 - _DIVERSITY) * central - _DIVERSITY * likeness[:, chosen].max(axis=1)
        gain[chosen] = -np.inf
        chosen.append(int(gain.argmax()))
    return chosen


def _first_sentence(opened: OpenArticle, start: int, end: int) -> tuple[int, int] | None:
    """The first sentence that begins in a passage and says something (a dateline does not)."""
    for bounds in opened.sentences:
        if start <= bounds[0] < end and len(words(opened.article.body[slice(*bounds)])) > 4:
            return bounds
    return None
