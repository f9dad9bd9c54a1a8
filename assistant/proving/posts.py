"""A written sentence and those it came from -> somebody to whom it gives the post that is another's there.

«El canciller Marco Rubio» of «el secretario de Estado, Marco Rubio, y el canciller Juan Ramón de la Fuente»:
only where the texts give the post to another, and another post to him.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.mentions.spellings import POSTS
from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.mentions.facts import Facts
    from assistant.mentions.names import Name

# How many tokens a post and the name of who has it may be apart: «secretario de Estado estadounidense, X».
_REACH = 5
_ROOT = 6
_IS = frozenset("es era fue sera , is was e foi".split())  # noqa: SIM905
_VERBS = frozenset("es era fue is was".split())  # noqa: SIM905
_ARTICLES = frozenset("el la los las un una the o a".split())  # noqa: SIM905
_BETWEEN = frozenset("y e que o pero and en con por para a al ; . : ( ) mientras".split())  # noqa: SIM905


def exchanged_post(claim: Facts, texts: Sequence[Facts]) -> str:
    """The name of whoever has, in the claim, a post that the texts give to another; or ``""``."""
    held = [(text, [*_held(text)]) for text in texts]
    there = [pair for _, pairs in held for pair in pairs]
    for post, name in _held(claim):
        unclear = [text for text, pairs in held if _is_unclear(text, post, pairs)]
        if any(name.folded & other.folded for text in unclear for other in text.names):
            continue
        own = {other for other, holder in there if holder.folded & name.folded}
        others = [holder for other, holder in there if other == post and not holder.folded & name.folded]
        if own and post not in own and others:
            return name.text
    return ""


def _is_unclear(text: Facts, post: str, held: Sequence[tuple[str, Name]]) -> bool:
    """Whether a sentence has the post and does not tell whose it is."""
    has_it = any(fold(token).startswith(post) for token in text.tokens)
    return has_it and not any(other == post for other, _ in held)


def _held(text: Facts) -> Iterator[tuple[str, Name]]:
    """Each post that is said to be somebody's, by its root, and whose."""
    for post in (place for place, token in enumerate(text.tokens) if POSTS.fullmatch(fold(token))):
        root = fold(text.tokens[post])[:_ROOT]
        after = next((name for name in text.names if name.first > post and not _is_owner(text, name)), None)
        if after and post < after.first <= post + 1 + _REACH and _are_one(text, post + 1, after.first):
            yield root, after
        for name in text.names:
            between = [fold(token) for token in text.tokens[name.last : post]]
            if between and between[0] in _IS and set(between[1:]) <= _ARTICLES:
                yield root, name


def _is_owner(text: Facts, name: Name) -> bool:
    """«El presidente de Francia», «de la Alianza»: a name after «de», or an article, is whose the post is."""
    before = fold(text.tokens[name.first - 1]) if name.first else ""
    return before in _ARTICLES or before in ("de", "del", "of", "da", "do")


def _are_one(text: Facts, first: int, last: int) -> bool:
    """Whether between a post and a name nothing says that they are two."""
    words = [fold(token) for token in text.tokens[first:last]]
    return not any(word in _BETWEEN for word in words) and not any(
        one == "," and other in _VERBS for one, other in pairwise(words)
    )
