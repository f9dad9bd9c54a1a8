"""A store held for writing -> a writer of it, or of the one that is to take its place, built beside it.

An index of another stamp than the one that is claimed is left as it is while a new
one is made. What is done of that is kept if it is cut short, and it serves from the
moment that it is whole. The old one is deleted by the writer after that, for some may
still read it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import StoreDamaged, StoreError, StoreMismatch
from index.storage.editions import drop_older, serving, unfinished
from index.storage.write import UNFINISHED, Index, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.storage.opened import OpenIndex
    from index.storage.stamp import Stamp


@contextmanager
def writing(store: Index, *, wait_seconds: float) -> Iterator[Writer[Index]]:
    """Hold a store for writing; see ``Store.writing``."""
    with store.held(wait_seconds=wait_seconds):
        _take_up_unfinished(store)
        if store.successor:
            raise StoreMismatch(
                f"{store.place}: another process has built it anew with {store.successor}, "
                f"this one works with {store.stamp}; try again with the new one"
            )
        # Not by who put a new one in their place: some still read them.
        drop_older(store.editions)
        if store.claimed is None or store.stamp in (None, store.claimed):
            yield from _write_to(store)
        else:
            yield from _replace(store, store.claimed)


def _write_to(store: Index) -> Iterator[Writer[Index]]:
    writer = Writer(store, store.cache)
    try:
        writer.sweep()
        yield writer
        writer.finish()
    except StoreDamaged:
        # To be made good when it is next opened.
        store.editions.mark_damaged(store.number)
        raise


def _replace(store: Index, stamp: Stamp) -> Iterator[Writer[Index]]:
    """Write a store beside this one, then let it serve."""
    try:
        beside = _beside(store, stamp)
        yield from _write_to(beside)
        with store.turn():
            beside.outrun(store.seen_generation)
            store.editions.mark_ready(beside.number)
        store.reopen()
    except StoreError as error:
        raise type(error)(
            f"{error} (what is done of the index for {stamp} is kept; until it is finished, the one for "
            f"{store.stamp} serves whoever asks with the former settings)"
        ) from error


def _beside(store: Index, stamp: Stamp) -> Index:
    """The store of this stamp that somebody began to build, else a new one."""
    number = serving(store.editions)
    for left in unfinished(store.editions):
        number = max(number, left)
        try:
            beside = store.beside(left)
        except StoreDamaged:
            beside = None
        if beside and beside.stamp == stamp:
            beside.claim(stamp)
            return beside
        store.editions.drop(left)
    beside = store.beside(number + 1)
    beside.claim(stamp)
    return beside


def _take_up_unfinished(store: OpenIndex) -> None:
    """Be current; reopen after a writer that was cut short, which may not have said what it changed.

    What it left is then said to be a change, so that every other process reopens too.
    """
    if not store.refresh() and _is_unfinished(store):
        store.reopen()
    if _is_unfinished(store):
        with store.changing() as view:
            store.switch(view.catalogue)


def _is_unfinished(store: OpenIndex) -> bool:
    with store.changing() as view:
        return bool(view.chroma.metadata().get(UNFINISHED))
