"""Passages found, reports of syncs, what was added, how the index is -> what ``--json`` prints of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from index.home import folder_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.command.add import Added
    from assistant.retrieve import Hit
    from assistant.settings import Settings
    from index.article import Article
    from index.storage.findings import Failure
    from index.store import Store
    from index.sync import Outlook, SyncReport


def print_json(value: object) -> None:
    """On standard output, for people too."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_line(value: object) -> None:
    """On one line of standard output, at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def report_to_json(report: SyncReport) -> dict[str, Any]:
    """A report as ``sync --json`` prints it; lists of paths."""
    return {
        "added": list(report.added),
        "updated": list(report.updated),
        "removed": list(report.removed),
        "unchanged": list(report.unchanged),
        "failed": [asdict(failure) for failure in report.failed],
        "renamed": [list(pair) for pair in report.renamed],
        "relisted": list(report.relisted),
        "copies": [list(pair) for pair in report.copies],
        "passages": report.passages,
        "embedded": report.embedded,
        "seconds": round(report.seconds, 3),
    }


def hits_to_json(hits: Sequence[tuple[Hit, Article]]) -> list[dict[str, Any]]:
    """Passages, each with its article, as ``search --json`` prints them, best first."""
    return [
        {
            "article": hit.article,
            "title": article.title,
            "outlet": article.outlet,
            "place": article.place,
            "published": article.published.isoformat() if article.published else None,
            "start": hit.start,
            "end": hit.end,
            "score": hit.score,
            "text": hit.text,
        }
        for hit, article in hits
    ]


def added_to_json(
    added: Sequence[Added], failed: Sequence[Failure], report: SyncReport | None
) -> dict[str, Any]:
    """What ``add --json`` prints; the report of the sync is None where there was none."""
    return {
        "added": [asdict(each) for each in added],
        "failed": [asdict(failure) for failure in failed],
        "sync": report_to_json(report) if report else None,
    }


def _undated(store: Store) -> int:
    """Of how many articles no day is known, by which their «ayer» and «el martes» would be told."""
    return sum(record.article.published is None for record in store.catalogue.by_path.values())


def status_to_json(store: Store | None, outlook: Outlook, settings: Settings) -> dict[str, Any]:
    """What is indexed, and how the folder differs from it, as ``status --json`` prints it."""
    stamp, behind = store.stamp if store else None, outlook.plan
    return {
        "seeds": str(settings.seeds),
        "index": settings.chroma_url or str(settings.index),
        "indexed_folder": folder_of(store) if store else None,
        "articles": len(store.digests()) if store else 0,
        "undated": _undated(store) if store else 0,
        "passages": store.passage_count() if store else 0,
        "model": stamp.model if stamp else None,
        "up_to_date": behind.is_empty,
        "to_add": len(behind.added),
        "to_update": len(behind.updated),
        "to_rename": len(behind.renamed),
        "to_remove": len(behind.removed),
        "to_relist": len(behind.relisted),
        "copies": sum(map(len, store.copies().values())) if store else 0,
        "failed": [asdict(failure) for failure in outlook.failed],
        "llm": settings.llm,
    }
