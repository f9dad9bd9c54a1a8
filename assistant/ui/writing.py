"""A date, a source, or what happens in the archive -> how the page writes it in a language."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.messages import short_date

if TYPE_CHECKING:
    from datetime import date

    from assistant.answer import Citation
    from assistant.ui.engine import Progress
    from assistant.ui.news import News
    from assistant.ui.texts import Texts
    from index.article import Article


def lang_of(text: Article | Citation | None) -> str:
    """The language that its words are read out in: Spanish, unless it says another."""
    return escape((text and text.language) or "es")


def write_long_date(day: date, texts: Texts) -> str:
    """«viernes, 16 de enero de 2026»."""
    return texts.long_date.format(
        weekday=texts.weekdays[day.weekday()], day=day.day, month=texts.months[day.month - 1], year=day.year
    )


def write_seconds(milliseconds: float, texts: Texts) -> str:
    """«0,12 s»; never less than a hundredth, which is as fine as a reader cares to know."""
    seconds = f"{max(milliseconds / 1000, 0.01):.2f}"
    return f"{seconds.replace('.', texts.decimal_mark)} s"


def write_origin(citation: Citation, texts: Texts) -> str:
    """Where and when it was published, «El País, Ciudad de México, 16 ene 2026»; empty if unknown."""
    published = short_date(citation.published, texts.language) if citation.published else None
    return ", ".join(part for part in (citation.outlet, citation.place, published) if part)


def write_place(citation: Citation, texts: Texts) -> str:
    """Where in the article the words are: «párrafo 3», or in a paginated file «pág. 3»."""
    if citation.page is not None:
        return texts.page.format(number=citation.page)
    return texts.paragraph.format(number=citation.paragraph)


def write_copies(citation: Citation, texts: Texts) -> str:
    """«3 copias de la misma nota»; empty if there is but the one cited."""
    return texts.copies.format(count=len(citation.copies) + 1) if citation.copies else ""


def write_source(citation: Citation, texts: Texts) -> str:
    """One line of plain text that says which words of which article prove a statement."""
    parts = (
        citation.title or citation.article,
        citation.author,
        write_origin(citation, texts),
        write_place(citation, texts),
        write_copies(citation, texts),
    )
    return " · ".join(part for part in parts if part)


def write_progress(progress: Progress | None, texts: Texts) -> str:
    """«Indexando 12 de 216», or «Cargando el modelo…» where there is nothing to count."""
    stage = texts.stages.get(progress.stage if progress else "folder", texts.stages["models"])
    if progress is None or not progress.total:
        return f"{stage}…"
    return texts.counted_stage.format(stage=stage, done=progress.done, total=progress.total)


def write_article_count(count: int, texts: Texts) -> str:
    """«Listo: 216 artículos»."""
    if count == 0:
        return texts.ready_none
    return texts.ready_one if count == 1 else texts.ready_many.format(count=count)


def write_unread_count(count: int, texts: Texts) -> str:
    """«2 archivos sin leer»; empty if every file was read."""
    if count == 0:
        return ""
    return texts.unread_one if count == 1 else texts.unread_many.format(count=count)


def write_news(news: News, texts: Texts) -> str:
    """«Añadido: plaza.md», or «3 artículos añadidos, 1 artículo quitado»; empty if there is none."""
    renamed = [texts.renamed.format(old=old, new=new) for old, new in news.renamed]
    kinds = {
        "added": news.added,
        "updated": news.updated,
        "removed": news.removed,
        "renamed": tuple(renamed),
    }
    happened = {kind: paths for kind, paths in kinds.items() if paths}
    if sum(map(len, happened.values())) == 1:
        ((kind, (path,)),) = happened.items()
        return texts.news[kind][0].format(path=path)
    counted = (
        texts.news[kind][min(len(paths), 2)].format(count=len(paths)) for kind, paths in happened.items()
    )
    return ", ".join(counted)
