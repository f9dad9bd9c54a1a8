"""A folder and a store -> the store true to the folder, and a report of what that took.

First the difference between the digests of both, then article by article until
there is none. Each article changes in one step (see `store`), so a run that is
cut short leaves every article whole, old or new, and the next run does the rest.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.apply import Work
from index.errors import StoreDamaged
from index.folder import difference, refusal, survey
from index.home import require_home, settle
from index.lexical_sync import follow_store, open_lexical
from index.storage.findings import Failure, Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.apply import PassageEmbedder
    from index.folder import Difference, Survey
    from index.store import Store

_MOST_TRIED = 500
# A digest that no file has.
_OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did to the index; each article is in one of the lists, save for failures and copies.

    ``removed`` has what the index no longer holds: files that are gone, and files
    edited into something that cannot be read, which are in ``failed`` too.
    ``renamed`` has pairs of old and new path; ``relisted`` the articles that have come
    to be under more paths or fewer. ``copies`` has pairs: a path in the folder, and the
    article that has the same content. ``passages`` counts those in the store at its end,
    ``embedded`` those it computed.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    relisted: tuple[str, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0

    @property
    def changed_something(self) -> bool:
        """Whether the index is another than before."""
        return bool(self.added or self.updated or self.removed or self.renamed or self.relisted)


def sync(  # noqa: PLR0913  (each by its name, and most are left out)
    folder: Path,
    store: Store,
    embedder: PassageEmbedder,
    *,
    max_tokens: int,
    report: Callable[[int, int], None] | None = None,
    wait_seconds: float = 60.0,
    switch_folder: bool = False,
) -> SyncReport:
    """Make the store true to the folder; ``report`` is told articles done and articles to do.

    Another process that is writing is waited for ``wait_seconds``. With ``switch_folder`` an index of another
    folder goes over to this one.

    A file that cannot be read is listed in ``failed``, and is not in the index
    afterwards whatever it said before.

    Raises:
        SeedsFolderMissing: there is no such folder.
        StoreLocked: another process was writing all the while.
        StoreOfOtherFolder: the index is of another folder; nothing was done.
        StoreUnavailable: the index cannot be read or written; what it holds still counts.
    """
    started = time.perf_counter()

    works: list[Work] = []

    def make_true() -> Survey:
        with store.writing(wait_seconds=wait_seconds) as writer:
            findings = Findings.load(store.folder)
            found = survey(folder, findings)
            if not switch_folder:
                require_home(folder, store, found.sources)
                settle(folder, writer.store)
            plan = _difference(found, writer.store)
            words = open_lexical(store) if writer.store is store else None
            work = Work(folder, writer, embedder, plan, words)
            works.append(work)
            work.do(max_tokens, report or (lambda _done, _total: None))
            findings.learn_failures(work.refused)
            findings.save(found.files)
            work.save_words()
            # One that goes over is of its own folder until all is there.
            settle(folder, writer.store)
        return found

    found: Survey | None = None
    with suppress(StoreDamaged):
        found = make_true()
    if found is None:
        # It is mended as it is opened again, and what was done before still counts.
        found = make_true()
    store.wanting.clear()
    if works[-1].words is None:
        follow_store(open_lexical(store), store)
    return replace(
        _report(works, store),
        failed=(*works[-1].failed, *found.failures),
        seconds=time.perf_counter() - started,
    )


def _report(works: Sequence[Work], store: Store) -> SyncReport:
    """What was done: in one go, or in the one that met damage and in the one that did the rest."""
    renames = [rename for work in works for rename in work.plan.renamed]
    # An article that a copy has taken over is still where it was.
    renamed = {each.source.path: each.old for each in renames if each.old not in each.source.copies}
    relisted = {source.path for work in works for source in work.plan.relisted} | (
        {each.source.path for each in renames} - renamed.keys()
    )
    updated = {source.path for work in works for source in work.plan.updated}
    stored = dict.fromkeys(path for work in works for path in work.stored)
    copies = store.copies()
    return SyncReport(
        added=tuple(path for path in stored if path not in {*renamed, *updated, *relisted}),
        updated=tuple(path for path in stored if path in updated),
        removed=tuple(sorted({path for work in works for path in work.removed})),
        unchanged=tuple(path for path in works[-1].plan.unchanged if path not in stored),
        renamed=tuple((renamed[path], path) for path in stored if path in renamed),
        relisted=tuple(path for path in stored if path in relisted),
        copies=tuple((copy, path) for path in sorted(copies) for copy in copies[path]),
        passages=store.passage_count(),
        embedded=sum(work.embedded for work in works),
    )


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sync would do, and what the last one could not take in, which the next will not either."""

    plan: Difference
    failed: tuple[Failure, ...]


def compare(folder: Path, store: Store | None) -> Outlook:
    """How the folder and the store (None: an empty one) differ; no model is needed.

    Of what was never tried, the first ``_MOST_TRIED`` articles are read, to tell whether they can be.

    Raises:
        SeedsFolderMissing: there is no such folder, or it cannot be listed.
    """
    findings = Findings.load(store.folder) if store else Findings(folder)
    found = survey(folder, findings)
    plan = _difference(found, store) if store else difference(found.sources, {})
    reasons = {source.path: findings.reason(source) for source in (*plan.added, *plan.updated)}
    untried = [source for source in plan.added if reasons[source.path] is None]
    reasons |= {source.path: refusal(folder, source) for source in untried[:_MOST_TRIED]}
    failed = (Failure.of(path, reason) for path, reason in reasons.items() if reason is not None)
    plan = replace(plan, added=tuple(source for source in plan.added if reasons[source.path] is None))
    return Outlook(plan, (*failed, *found.failures))


def _difference(found: Survey, store: Store) -> Difference:
    """What must be done; an article whose record is of a former form is to be updated."""
    stored = store.digests() | dict.fromkeys(store.outdated(), _OUTDATED)
    return difference(found.sources, stored, store.copies())
