"""From an engine that is not ready to one that is, in the background, saying how far it has come."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from index.errors import HemerotecaError

if TYPE_CHECKING:
    from assistant.ui.engine import Engine, Progress

logger = logging.getLogger(__name__)


class Warmup:
    """Prepares ``engine`` once; ``progress`` is the latest report, ``failure`` why it could not be done."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ended = threading.Event()
        self.progress: Progress | None = None
        self.failure: str | None = None

    def start(self) -> None:
        """Prepare in a thread that does not keep the process alive."""
        threading.Thread(target=self._prepare, name="warm-up", daemon=True).start()

    @property
    def has_ended(self) -> bool:
        """Whether it is over, well or badly."""
        return self._ended.is_set()

    def wait(self, *, timeout_seconds: float) -> None:
        """Return when it is over or the time is."""
        self._ended.wait(timeout_seconds)

    def _prepare(self) -> None:
        try:
            self._engine.prepare(self._keep)
        except HemerotecaError as error:
            self.failure = str(error)
            logger.warning("%s", error)
        except Exception as error:
            # The page is all that the reader sees: whatever went wrong has to be said there.
            self.failure = f"{type(error).__name__}: {error}"
            logger.exception("The archive could not be prepared")
        finally:
            self._ended.set()

    def _keep(self, progress: Progress) -> None:
        self.progress = progress
