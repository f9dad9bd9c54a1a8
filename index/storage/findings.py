"""What reading the folder's files told -> a file beside the index, so that it need not be read again.

Of a file of several articles, which they are; of a file that cannot be taken in, why
not. Each holds for one digest. It is a cache: without it everything is read anew.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.storage.locks import writable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from index.article import Source
    from index.readers import Contents

_NAME = "findings.json"
# Moves whenever the same file would be read otherwise than before.
_FORM = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why."""

    path: str
    error: str

    @classmethod
    def of(cls, path: str, error: str) -> Failure:
        """One that can be printed and sent: what is not text in a file's name comes as an escape."""
        return cls(shown(path), shown(error))


@dataclass(frozen=True, slots=True)
class Items:
    """The articles of one file of several: path and digest of each, and what was wrong with others."""

    articles: tuple[tuple[str, str], ...]
    errors: tuple[str, ...] = ()

    @classmethod
    def of(cls, contents: Contents) -> Items:
        """Those of a file as it was read."""
        articles = tuple((article.path, article.digest) for article in contents.articles)
        return cls(articles, tuple(str(error) for error in contents.errors))


@dataclass(slots=True)
class Findings:
    """Kept by path, each with the digest that the file had."""

    place: Path
    _items: dict[str, tuple[str, Items]] = field(default_factory=dict)
    _failures: dict[str, tuple[str, str]] = field(default_factory=dict)
    _saved: str = ""

    @classmethod
    def load(cls, folder: Path) -> Findings:
        """What is kept in an index folder; nothing if it is damaged or of a former form."""
        findings = cls(folder / _NAME)
        try:
            findings._saved = findings.place.read_text(encoding="utf-8")
            checksum, _, said = findings._saved.partition("\n")
            kept = json.loads(said)
            if kept["form"] == _FORM and int(checksum) == zlib.crc32(said.encode()):
                findings._items = {path: (row[0], _items_from(row)) for path, row in kept["items"].items()}
                findings._failures = {path: (row[0], row[1]) for path, row in kept["failures"].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            pass  # made anew by the next sync
        return findings

    def items(self, source: Source) -> Items | None:
        """The articles of a file of several; None if it was never read as it is now."""
        digest, items = self._items.get(source.path, ("", None))
        return items if digest == source.digest else None

    def learn_items(self, source: Source, items: Items) -> None:
        """Keep which articles are in a file."""
        self._items[source.path] = source.digest, items

    def reason(self, source: Source) -> str | None:
        """Why a file could not be taken in as it is now; None if that was never tried."""
        digest, reason = self._failures.get(source.path, (None, None))
        return reason if digest == source.digest else None

    def learn_failures(self, failures: Iterable[tuple[Source, str]]) -> None:
        """Keep why files cannot be taken in, and forget what was said of any other."""
        self._failures = {source.path: (source.digest, reason) for source, reason in failures}

    def save(self, present: Collection[str]) -> None:
        """Write what is known of the files that are ``present``, in one step, if it has changed.

        Raises:
            StoreUnavailable: it cannot be written.
        """
        items = {path: kept for path, kept in sorted(self._items.items()) if path in present}
        said = json.dumps(
            {
                "form": _FORM,
                "items": {path: [digest, *_items_to(kept)] for path, (digest, kept) in items.items()},
                "failures": {path: list(self._failures[path]) for path in sorted(self._failures)},
            }
        )
        text = f"{zlib.crc32(said.encode())}\n{said}"
        if text == self._saved:
            return
        partial = self.place.with_suffix(".partial")
        with writable(self.place.parent):
            partial.write_text(text, encoding="utf-8")
            partial.replace(self.place)
        self._saved = text


def _items_to(items: Items) -> list[Any]:
    return [items.articles, items.errors]


def _items_from(row: list[Any]) -> Items:
    _, articles, errors = row
    return Items(tuple((path, digest) for path, digest in articles), tuple(errors))


def shown(path: str) -> str:
    """A path fit to be printed and stored: what is not text in it comes as an escape."""
    return path.encode(errors="backslashreplace").decode()
