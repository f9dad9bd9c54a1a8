"""From a folder that changes to an engine that is true to it, in the background, saying what it does."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.ui.news import News, compare
from index.errors import HemerotecaError, SeedsFolderMissing, StoreLocked, StoreUnavailable
from index.watch import look, wait_for_rest, watch

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.ui.engine import Engine, Progress, Unread
    from index.article import Article
    from index.watch import Look

_FIRST_WAIT_SECONDS = 60.0
# While another process writes, questions are answered from what it has done so far.
_LATER_WAIT_SECONDS = 0.5
_RETRY_SECONDS = 2.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """The archive as the page shows it.

    ``version`` moves with everything in it, ``edition`` with the articles and the
    files that could not be read. ``failure`` says why nothing can be answered, ``trouble``
    why what has changed since cannot be taken in.
    ``news`` is the last change to the articles since they were first listed.
    """

    version: int = 0
    edition: int = 0
    is_busy: bool = True
    is_ready: bool = False
    is_locked: bool = False
    progress: Progress | None = None
    failure: str | None = None
    trouble: str | None = None
    articles: tuple[Article, ...] = ()
    unread: tuple[Unread, ...] = ()
    news: News = field(default_factory=News)

    def has(self, path: str) -> bool:
        """Whether an article is in it, under this path or as the original of a copy there."""
        return any(path == article.path or path in article.copies for article in self.articles)


class Keeper:
    """Prepares ``engine``, and again whenever the folder has changed or the last time went wrong."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self._changed = threading.Condition()
        self._state = State()
        self._is_wanted = True
        self._retry_seconds: float | None = None
        self._seen: Look | None = None
        # Never set: both threads end with the process.
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin, in threads that do not keep the process alive."""
        # Looked at before either begins: whatever changes from here on is seen by one of them.
        since = look(self._folder)
        threading.Thread(target=self._keep, name="keeper", daemon=True).start()
        threading.Thread(target=self._watch, args=(since,), name="watcher", daemon=True).start()

    @property
    def state(self) -> State:
        """The archive as it is now."""
        return self._state

    def catch_up(self) -> None:
        """Before a question: have what has changed since, or went wrong, done again; returns at once."""
        if self._state.failure is not None or look(self._folder) != self._seen:
            self._want()

    def wait(self, *, timeout_seconds: float) -> None:
        """Return when there is nothing being done, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: not self._state.is_busy, timeout_seconds)

    # -- the two threads -----------------------------------------------------------

    def _watch(self, since: Look) -> None:
        """Ask for an update after each change; a folder that is taken away is waited for."""
        while True:
            try:
                watch(self._folder, self._want, self._stop, since=since)
            except SeedsFolderMissing:
                self._want()
            except Exception:
                # As where the system watches no more files: a question still looks at the folder.
                logger.exception("%s is not watched; changes count with the next question", self._folder)
                return
            while not self._folder.is_dir():
                self._stop.wait(_RETRY_SECONDS)
            since = look(self._folder)
            self._want()

    def _keep(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_wanted, self._retry_seconds)
                self._is_wanted, self._retry_seconds = False, None
                if self._state.failure is not None:
                    self._say(is_busy=True)
            seen = wait_for_rest(self._folder, self._stop) if self._state.is_ready else look(self._folder)
            self._prepare(seen)

    def _prepare(self, seen: Look) -> None:
        """One attempt; whatever comes of it is said."""
        was_ready = self._state.is_ready
        wait_seconds = _LATER_WAIT_SECONDS if was_ready else _FIRST_WAIT_SECONDS
        try:
            unread = tuple(self._engine.prepare(self._tell, wait_seconds=wait_seconds).failed)
            articles = tuple(self._engine.articles())
        except StoreLocked as error:
            self._retry_seconds = _RETRY_SECONDS
            self._end(failure=None if was_ready else str(error), is_locked=True)
        except HemerotecaError as error:
            logger.warning("%s", error)
            # Where the index cannot be written, as on a full disk, it still answers as it was.
            is_trouble = was_ready and isinstance(error, StoreUnavailable)
            self._end(failure=None if is_trouble else str(error), trouble=str(error) if is_trouble else None)
        except Exception as error:
            # The page is all that the reader sees: whatever went wrong has to be said there.
            logger.exception("The archive could not be prepared")
            self._end(failure=f"{type(error).__name__}: {error}")
        else:
            self._seen = seen
            self._take(articles, unread)

    # -- what is said --------------------------------------------------------------

    def _want(self) -> None:
        with self._changed:
            self._is_wanted = True
            self._say(is_busy=True)

    def _tell(self, progress: Progress) -> None:
        with self._changed:
            self._say(progress=progress)

    def _end(self, *, failure: str | None, trouble: str | None = None, is_locked: bool = False) -> None:
        with self._changed:
            self._say(
                is_busy=self._is_wanted,
                progress=None,
                failure=failure,
                trouble=trouble,
                is_locked=is_locked,
            )

    def _take(self, articles: tuple[Article, ...], unread: tuple[Unread, ...]) -> None:
        """What was prepared, and what of it is news."""
        with self._changed:
            before = self._state
            news = compare(before.articles, articles) if before.is_ready else News()
            is_new = not before.is_ready or not news.is_empty or unread != before.unread
            self._state = replace(
                before,
                edition=before.edition + is_new,
                is_ready=True,
                articles=articles,
                unread=unread,
                news=before.news if news.is_empty else news,
            )
            self._end(failure=None)

    def _say(self, **changes: object) -> None:
        """Change the state, if that is a change; the lock must be held."""
        changed = replace(self._state, **changes)  # type: ignore[arg-type]
        if changed != self._state:
            self._state = replace(changed, version=changed.version + 1)
        self._changed.notify_all()
