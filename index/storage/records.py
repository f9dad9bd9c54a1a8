"""Articles and passages <-> the flat records that Chroma keeps of them."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from index.alike import signature
from index.article import Article, Passage
from index.errors import StoreDamaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHECKSUM = "checksum"
# Moves whenever more is kept of an article than before; sync writes anew the records of a former form.
FORM = 4
# Of a record that is damaged: no article has this digest, so the next sync writes it anew.
_DAMAGED = 0


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage, its unit vector (float32 [dimension]) and the hash of the text that was embedded."""

    passage: Passage
    vector: NDArray[np.float32]
    embedded: str


@dataclass(frozen=True, slots=True)
class Record:
    """An article without its body, how many passages it has, and the form in which that is kept.

    ``signature`` is its body's, by which nearly identical articles are known. ``version``
    tells this version of it from every other; its passages' ids begin with it.
    """

    article: Article
    passages: int
    form: int = FORM
    signature: str = ""
    version: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "version", article_version(self.article))

    @classmethod
    def of(cls, article: Article, passages: int) -> Record:
        """The record of an article."""
        return cls(replace(article, body=""), passages, signature=signature(article.body))

    @classmethod
    def from_metadata(cls, path: str, metadata: Any) -> Record:
        """The inverse of ``to_metadata``; of a damaged one, a record of no passages in no form."""
        if not _is_whole(metadata, path):
            return cls(Article(path=path, digest="", title=path, body=""), passages=0, form=_DAMAGED)
        published = metadata.get("published")
        article = Article(
            path=path,
            digest=metadata["digest"],
            title=metadata["title"],
            body="",
            outlet=metadata.get("outlet"),
            place=metadata.get("place"),
            published=date.fromisoformat(published) if published else None,
            url=metadata.get("url"),
            author=metadata.get("author"),
            language=metadata.get("language"),
            pages=tuple(json.loads(metadata.get("pages", "[]"))),
            copies=tuple(json.loads(metadata.get("copies", "[]"))),
        )
        return cls(
            article, int(metadata["passages"]), int(metadata.get("form", 1)), metadata.get("signature", "")
        )

    def to_metadata(self) -> dict[str, str | int | None]:
        """With None where nothing is known: Chroma would keep what it knew before of a field not named."""
        article = self.article
        fields: dict[str, str | int | None] = {
            "digest": article.digest,
            "title": article.title,
            **_filters(article),
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "pages": json.dumps(article.pages) if article.pages else None,
            "copies": json.dumps(article.copies) if article.copies else None,
            "passages": self.passages,
            "form": FORM,
            "signature": self.signature or None,
        }
        return fields | {_CHECKSUM: _checksum(fields, article.path)}

    @property
    def lexical_version(self) -> str:
        """What the index of words calls this version of the article, kept in this form."""
        return f"{self.version}-{self.form}"

    def passage_ids(self) -> list[str]:
        """The ids of the article's passages, in order."""
        return [_passage_id(self.version, number) for number in range(self.passages)]


def passage_id(article: Article, number: int) -> str:
    """An id that no other article and no other version of this one shares."""
    return _passage_id(article_version(article), number)


def _passage_id(version: str, number: int) -> str:
    return f"{version}-{number:05d}"


def article_version(article: Article) -> str:
    """What tells this version of this article from every other; its passages' ids begin with it."""
    path = hashlib.sha256(article.path.encode()).hexdigest()[:16]
    return f"{path}-{article.digest[:16]}"


def passage_metadata(article: Article, stored: StoredPassage) -> dict[str, str | int | None]:
    """What Chroma keeps beside a passage's text and vector; its article's, by which it can be sought, too."""
    passage = stored.passage
    fields: dict[str, str | int | None] = {
        "article": article.path,
        "digest": article.digest,
        "number": passage.number,
        "start": passage.start,
        "end": passage.end,
        "paragraph": passage.paragraph,
        "section": passage.section,
        "embedded": stored.embedded,
        **_filters(article),
    }
    return fields | {_CHECKSUM: _checksum(fields, passage.text)}


def passage_from(text: str, metadata: Any) -> Passage:
    """The inverse of ``passage_metadata``.

    Raises:
        StoreDamaged: text or metadata are not what was written.
    """
    if not _is_whole(metadata, text):
        raise StoreDamaged("a passage in the index is damaged; run `hemeroteca sync`, which mends it")
    return Passage(
        article=metadata["article"],
        number=int(metadata["number"]),
        start=int(metadata["start"]),
        end=int(metadata["end"]),
        text=text,
        paragraph=int(metadata["paragraph"]),
        section=metadata.get("section"),
    )


def _is_whole(metadata: Any, said: str) -> bool:
    """Whether a row is what was written; True of one from before there were checksums."""
    if not metadata:
        return False
    checksum = metadata.get(_CHECKSUM)
    return checksum is None or checksum == _checksum(metadata, said)


def _checksum(metadata: Any, said: str) -> int:
    """Of what is known of a row and what it is about: SQLite has none."""
    known = sorted((name, value) for name, value in metadata.items() if name != _CHECKSUM)
    told = json.dumps([said, [each for each in known if each[1] is not None]])
    return zlib.crc32(told.encode())


def _filters(article: Article) -> dict[str, str | int | None]:
    """What articles and passages are sought by; ``date`` is a number, for ranges."""
    return {
        "outlet": article.outlet,
        "author": article.author,
        "place": article.place,
        "language": article.language,
        "date": article.date,
    }
