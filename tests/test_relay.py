"""A stream read in a loop of its own: what comes is passed on, silence beats, closing ends it at once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time

import pytest

from assistant.model.relay import BEAT, relay


async def say(*pieces, error=None):
    for piece in pieces:
        yield piece
    if error:
        raise error


class Silent:
    """Says one thing, then nothing for ten minutes; remembers whether it was ended."""

    def __init__(self):
        self.was_ended = threading.Event()

    async def stream(self):
        try:
            yield "a"
            await asyncio.sleep(600)
        finally:
            self.was_ended.set()


def test_pieces_come_in_order():
    assert [piece for piece in relay(say("a", "b", "c")) if piece != BEAT] == ["a", "b", "c"]


def test_error_comes_after_the_pieces_before_it():
    pieces = relay(say("a", error=ValueError("no")))
    assert next(piece for piece in pieces if piece != BEAT) == "a"
    with pytest.raises(ValueError, match="no"):
        list(pieces)


def test_silence_gives_control_back_several_times_a_second():
    silent = Silent()
    pieces = relay(silent.stream())
    begun = time.monotonic()
    assert [next(pieces) for _ in range(5)].count(BEAT) >= 4
    assert time.monotonic() - begun < 60
    pieces.close()


def readers():
    """The threads in which streams are read."""
    return {thread for thread in threading.enumerate() if thread.name == "model"}


def test_closing_ends_a_silent_stream_at_once():
    silent, before = Silent(), readers()
    pieces = relay(silent.stream())
    assert next(piece for piece in pieces if piece != BEAT) == "a"
    (reading,) = readers() - before
    pieces.close()
    # It would be silent for ten minutes.
    assert silent.was_ended.wait(60)
    reading.join(60)
    assert not reading.is_alive()


def test_the_end_comes_even_if_the_loop_cannot_be_shut_down(monkeypatch):
    async def fail(_):
        raise OSError("no")

    monkeypatch.setattr(asyncio.BaseEventLoop, "shutdown_asyncgens", fail)
    pieces = (piece for piece in relay(say("a")) if piece != BEAT)
    assert next(pieces) == "a"
    with pytest.raises(OSError, match="no"):
        next(pieces)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
def test_what_is_no_exception_is_an_end_as_well(error):
    pieces = (piece for piece in relay(say("a", error=error())) if piece != BEAT)
    assert next(pieces) == "a"
    with pytest.raises(error):
        next(pieces)


def test_streams_in_many_threads_do_not_mix():
    heard = {}

    def listen(name):
        heard[name] = [piece for piece in relay(say(*[name] * 50)) if piece != BEAT]

    threads = [threading.Thread(target=listen, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {str(number): [str(number)] * 50 for number in range(8)}


def test_program_that_ends_waits_for_no_stream():
    program = (
        "import asyncio\n"
        "from assistant.model.relay import relay\n"
        "async def silent():\n"
        "    await asyncio.sleep(600)\n"
        "    yield ''\n"
        "kept = relay(silent())\n"
        "next(kept)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=200)
