"""Every error a user can meet; each message says what failed, where, and the remedy.

::

    HemerotecaError
    ├── ArticleError             one file; the rest of the folder goes on
    │   ├── UnreadableArticle    its bytes are not text in a known encoding, or cannot be read
    │   └── EmptyArticle         there are no words in it
    ├── SeedsFolderMissing       the folder of articles is not there
    ├── ModelError
    │   ├── ModelFileDamaged     a file of weights is not the one expected
    │   ├── ModelUnavailable     the configured model cannot be loaded
    │   └── ModelFailed          the language model did not answer
    ├── StoreError
    │   ├── StoreUnavailable     the store cannot be opened or reached
    │   │   └── StoreDamaged     it is not what was written; it mends itself when it is opened or synced
    │   ├── StoreLocked          another process is writing
    │   ├── StoreMismatch        the store serves another model or splitter than asked for
    │   └── StoreOfOtherFolder   the store is of another folder of articles than asked for
    ├── FilterInvalid            a filter names what no article has
    │   └── FilterMeaningless    it makes no sense, whatever the articles have
    ├── CannotAdd                a file or an address cannot be made an article of the folder
    ├── GoldFileInvalid          a file of evaluation questions has a bad line
    └── SettingsInvalid          a setting has a value that makes no sense
"""

from __future__ import annotations

from typing import Literal

# How a language model can fail to answer.
FailureReason = Literal[
    "timeout", "connection", "rate_limit", "key", "unknown", "malformed", "empty", "server"
]


class HemerotecaError(Exception):
    """Base of every error raised on purpose; its text is fit to be shown to a user."""


class ArticleError(HemerotecaError):
    """One article could not be taken in."""


class UnreadableArticle(ArticleError):
    """The file is not text in a known encoding, or cannot be read."""


class EmptyArticle(ArticleError):
    """The file has no words."""


class SeedsFolderMissing(HemerotecaError):
    """The folder of articles is not there."""


class ModelError(HemerotecaError):
    """A model cannot be used."""


class ModelFileDamaged(ModelError):
    """A file of weights is not the one expected."""


class ModelUnavailable(ModelError):
    """The configured model cannot be loaded."""


class ModelFailed(ModelError):
    """The language model did not answer. ``reason`` tells how."""

    def __init__(self, reason: FailureReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class StoreError(HemerotecaError):
    """The store cannot serve."""


class StoreUnavailable(StoreError):
    """The store cannot be opened or reached."""


class StoreDamaged(StoreUnavailable):
    """What the store has is not what was written: a kill while vectors were written, a disk, another hand.

    In a folder it is made good when it is next opened, on a server by the next sync.
    """


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class StoreMismatch(StoreError):
    """The store serves another model or splitter than the one asked for."""


class StoreOfOtherFolder(StoreError):
    """The store is of another folder of articles, and would lose what it has of that."""


class FilterInvalid(HemerotecaError):
    """A filter of articles names what no article has."""


class QuestionMissing(HemerotecaError):
    """Nothing is asked where a question should be."""


class FilterMeaningless(FilterInvalid):
    """A filter of articles makes no sense: a day of no calendar, or a last day before the first."""


class CannotAdd(HemerotecaError):
    """A file or an address cannot be made an article of the folder."""


class GoldFileInvalid(HemerotecaError):
    """A file of evaluation questions has a bad line."""


class SettingsInvalid(HemerotecaError):
    """A setting has a value that makes no sense."""
