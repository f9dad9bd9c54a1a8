"""An asynchronous stream of text -> the same for any thread, with a beat while nothing comes.

A generator cannot be closed while another thread waits in it, nor a read of a socket be
called off. So the stream is read in a loop of its own, where it can be cancelled at any
moment, and whoever listens is given control back several times a second.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

BEAT = ""
_BEAT_SECONDS = 0.2
_MOST_SECONDS_TO_END = 2.0


def relay(stream: AsyncGenerator[str]) -> Generator[str]:
    """The stream's pieces as they come, and ``BEAT`` while none does; closing it cancels the stream.

    Raises whatever the stream raises, after the pieces that came before.
    """
    pieces: SimpleQueue[str | BaseException | None] = SimpleQueue()
    loop = asyncio.new_event_loop()
    reading = loop.create_task(_read(stream, pieces))
    # A daemon: a program that ends waits for no model.
    thread = threading.Thread(target=_run, args=(loop, reading, pieces), name="model", daemon=True)
    thread.start()
    try:
        while (piece := _next(pieces)) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        # It may have ended by itself, and its loop with it.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(reading.cancel)
        thread.join(_MOST_SECONDS_TO_END)


def _next(pieces: SimpleQueue[str | BaseException | None]) -> str | BaseException | None:
    try:
        return pieces.get(timeout=_BEAT_SECONDS)
    except Empty:
        return BEAT


async def _read(stream: AsyncGenerator[str], pieces: SimpleQueue[str | BaseException | None]) -> None:
    async with aclosing(stream):
        async for piece in stream:
            pieces.put(piece)


def _run(
    loop: asyncio.AbstractEventLoop,
    reading: asyncio.Task[None],
    pieces: SimpleQueue[str | BaseException | None],
) -> None:
    ending: BaseException | None = None
    try:
        try:
            loop.run_until_complete(reading)
        finally:
            try:
                loop.run_until_complete(loop.shutdown_asyncgens())
            finally:
                loop.close()
    except BaseException as error:  # noqa: BLE001  (raised again where it is listened to)
        ending = error
    finally:
        # Whatever went wrong: without an ending, who listens would do so for ever.
        pieces.put(ending)
