"""An assistant -> a LlamaIndex retriever over its archive, and a query engine that gives its proved answers.

The language models are reached with LlamaIndex too, in ``model/``; nothing else needs it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

from assistant.messages import PERHAPS
from index.storage.records import passage_id

if TYPE_CHECKING:
    from llama_index.core.prompts.mixin import PromptMixinType
    from llama_index.core.schema import QueryBundle, RelatedNodeType

    from assistant.answer import Answer, Citation, Language
    from assistant.ask import Assistant
    from assistant.filter import Filter
    from assistant.retrieve import Hit
    from index.article import Article

_NOT_FOR_MODELS = ["article", "start", "end", "digest", "paragraph", "number"]


class ArchiveRetriever(BaseRetriever):
    """Hybrid search over the archive: ``retrieve`` gives at most ``top`` passages, best first.

    ``where`` keeps to the articles that meet a filter.
    """

    def __init__(self, assistant: Assistant, *, top: int = 10, where: Filter | None = None) -> None:
        super().__init__()
        self._assistant = assistant
        self._where = where
        self._top = top

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._assistant.search_articles(query_bundle.query_str, top=self._top, where=self._where)
        return [NodeWithScore(node=_passage_node(hit, article), score=hit.score) for hit, article in found]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class ArchiveQueryEngine(BaseQueryEngine):
    """The assistant's answers as LlamaIndex responses.

    ``response`` is the answer with its citations as «[1]», or the refusal;
    ``source_nodes`` are what it cites, in the order of their numbers (none for a
    refusal); ``metadata`` is the whole answer as ``hemeroteca ask --json`` prints it.
    """

    def __init__(self, assistant: Assistant, *, language: Language | None = None) -> None:
        super().__init__(callback_manager=None)
        self._assistant = assistant
        self._language = language

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._assistant.ask(query_bundle.query_str, language=self._language)
        return Response(
            response=_text(answer),
            source_nodes=[NodeWithScore(node=_citation_node(citation)) for citation in answer.citations],
            metadata=answer.to_json(),
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        """None: nothing here prompts a model."""
        return {}


def _text(answer: Answer) -> str:
    """The answer with the numbers of its citations after each statement, and that it is not sure if so."""
    if answer.refusal is not None:
        return answer.refusal.message
    numbered = []
    for statement in answer.statements:
        numbers = "".join(f"[{number}]" for number in statement.citations)
        said = f"«{statement.seen}»" if statement.quoted else statement.text
        perhaps = f"{PERHAPS[answer.language]} " if statement.alternative else ""
        numbered.append(f"{perhaps}{said} {numbers}")
    return " ".join([*numbered, answer.notice or ""]).rstrip()


def _passage_node(hit: Hit, article: Article) -> TextNode:
    """A passage, its id in the store, and the ids of its article and of the passages on either side."""
    number = hit.passage.number
    related: dict[NodeRelationship, RelatedNodeType] = {
        NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.path, hash=article.digest)
    }
    if number > 0:
        related[NodeRelationship.PREVIOUS] = RelatedNodeInfo(node_id=passage_id(article, number - 1))
    if hit.end < len(article.body):
        related[NodeRelationship.NEXT] = RelatedNodeInfo(node_id=passage_id(article, number + 1))
    metadata = {
        "article": article.path,
        "title": article.title,
        "outlet": article.outlet,
        "place": article.place,
        "published": article.published.isoformat() if article.published else None,
        "section": hit.passage.section,
        "paragraph": hit.passage.paragraph,
        "start": hit.start,
        "end": hit.end,
        "digest": article.digest,
    }
    return _node(passage_id(article, number), hit.text, metadata, related)


def _citation_node(citation: Citation) -> TextNode:
    metadata = {
        "article": citation.article,
        "title": citation.title,
        "outlet": citation.outlet,
        "place": citation.place,
        "published": citation.published.isoformat() if citation.published else None,
        "paragraph": citation.paragraph,
        "start": citation.start,
        "end": citation.end,
        "digest": citation.digest,
        "number": citation.number,
    }
    source = RelatedNodeInfo(node_id=citation.article, hash=citation.digest)
    key = f"{citation.article}-{citation.digest[:16]}-{citation.start}-{citation.end}"
    return _node(key, citation.quote, metadata, {NodeRelationship.SOURCE: source})


def _node(
    key: str,
    text: str,
    metadata: dict[str, str | int | None],
    related: dict[NodeRelationship, RelatedNodeType],
) -> TextNode:
    """A node whose offsets are those of its text in the article; a model is shown only what is known."""
    hidden = [name for name, value in metadata.items() if value is None or name in _NOT_FOR_MODELS]
    return TextNode(
        id_=key,
        text=text,
        start_char_idx=metadata["start"],
        end_char_idx=metadata["end"],
        metadata=metadata,
        relationships=related,
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=hidden,
    )
