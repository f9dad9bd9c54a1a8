"""A sentence of an interview -> whether it is what was asked, and the sentence that was said to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.library import OpenArticle

Bounds = tuple[int, int]

_IS_REPLY = re.compile(r"(?:Respuesta|R|P|Pregunta)\W*")


def reply_to(asked: Bounds, opened: OpenArticle) -> Bounds | None:
    """The sentence after a question that is none itself, nor only says that it is a reply."""
    body = opened.article.body
    return next(
        (
            bounds
            for bounds in opened.sentences
            if bounds[0] >= asked[1]
            and not is_question(body[slice(*bounds)])
            and not _IS_REPLY.fullmatch(body[slice(*bounds)])
        ),
        None,
    )


def is_question(sentence: str) -> bool:
    """«¿Le preocupa?», with nothing beside it."""
    return sentence.lstrip('—–- «"').startswith("¿") and sentence.rstrip(' »"').endswith("?")
