"""The archive as LlamaIndex sees it: nodes with exact offsets, and responses with their proof."""

from __future__ import annotations

import asyncio
import itertools
import re
from pathlib import Path

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.schema import NodeRelationship, QueryBundle, TextNode

from assistant.llama import ArchiveQueryEngine, ArchiveRetriever

SEED = "000_143a7ae7c4640c36.txt"
MEETING = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"


@pytest.fixture(scope="module")
def nodes(archive):
    """Every passage of the archive, nearest first."""
    return ArchiveRetriever(archive, top=100).retrieve(MEETING)


def test_a_node_is_a_passage_at_its_offsets_in_the_article(archive, nodes):
    assert nodes
    for found in nodes:
        node = found.node
        assert isinstance(node, TextNode)
        body = archive.article(node.metadata["article"]).body
        assert body[node.start_char_idx : node.end_char_idx] == node.text
        assert (node.metadata["start"], node.metadata["end"]) == (node.start_char_idx, node.end_char_idx)


def test_nodes_come_as_search_ranks_them(archive, nodes):
    hits = archive.search(MEETING, top=100)
    assert [(found.node.start_char_idx, found.score) for found in nodes] == [
        (hit.start, hit.score) for hit in hits
    ]


def test_at_most_top_nodes_are_given_and_none_for_an_empty_question(archive):
    assert len(ArchiveRetriever(archive, top=3).retrieve(QueryBundle(MEETING))) == 3
    assert ArchiveRetriever(archive).retrieve("   ") == []


def test_a_node_says_where_its_passage_comes_from(archive, nodes):
    metadata = nodes[0].node.metadata
    article = archive.article(SEED)
    assert metadata["article"] == SEED
    assert metadata["title"] == article.title
    assert metadata["digest"] == article.digest
    assert (metadata["place"], metadata["published"], metadata["outlet"]) == (
        "Ciudad de México",
        "2026-01-16",
        None,
    )
    assert metadata["paragraph"] >= 1
    assert {found.node.metadata["section"] for found in nodes} >= {
        None,
        "Reunión de alto nivel en febrero",
        "Postura firme del Departamento de Estado",
    }


def test_a_prompt_is_shown_what_is_known_and_no_offsets(nodes):
    shown = nodes[0].node.get_content(metadata_mode="llm")
    assert "place: Ciudad de México" in shown
    assert "outlet" not in shown
    assert "digest" not in shown


def test_neighbours_are_linked_in_the_articles_order(nodes):
    ordered = sorted((found.node for found in nodes), key=lambda node: node.start_char_idx)
    assert NodeRelationship.PREVIOUS not in ordered[0].relationships
    assert NodeRelationship.NEXT not in ordered[-1].relationships
    for left, right in itertools.pairwise(ordered):
        assert left.next_node.node_id == right.node_id
        assert right.prev_node.node_id == left.node_id
    assert {node.ref_doc_id for node in ordered} == {SEED}


def test_ids_are_the_same_at_every_retrieval_and_differ_between_passages(archive, nodes):
    again = ArchiveRetriever(archive, top=100).retrieve(MEETING.upper())
    assert {found.node.node_id for found in again} == {found.node.node_id for found in nodes}
    assert len({found.node.node_id for found in nodes}) == len(nodes)


def test_a_response_is_the_answer_with_its_numbers_and_its_sources(archive):
    response = ArchiveQueryEngine(archive).query(MEETING)
    answer = archive.ask(MEETING)
    assert isinstance(response, Response)
    assert response.response == f"«{answer.text}» [1]"
    (source,) = response.source_nodes
    assert source.node.text == answer.citations[0].quote
    assert source.node.metadata["number"] == 1
    body = archive.article(SEED).body
    assert body[source.node.start_char_idx : source.node.end_char_idx] == source.node.text
    assert response.metadata["short"] == "23 de enero"
    assert response.metadata["citations"][0]["article"] == SEED


def test_a_refusal_has_no_sources_and_keeps_the_near_misses_in_its_metadata(archive):
    question = "¿Cuántas toneladas de fentanilo se decomisaron en 2025?"
    response = ArchiveQueryEngine(archive, language="en").query(question)
    assert str(response).startswith("The archive does not say.")
    assert response.source_nodes == []
    assert response.metadata["refused"]
    assert response.metadata["near_misses"]


def test_awaited_it_gives_the_same(archive):
    async def both():
        return await ArchiveRetriever(archive, top=2).aretrieve(MEETING), await ArchiveQueryEngine(
            archive
        ).aquery(MEETING)

    nodes, response = asyncio.run(both())
    assert len(nodes) == 2
    assert response.metadata["short"] == "23 de enero"


def test_what_the_readme_shows_in_python_runs(tmp_path, monkeypatch, capsys):
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"```python\n(.+?)```", readme, re.DOTALL)
    monkeypatch.setenv("HEMEROTECA_INDEX", str(tmp_path / "index"))
    exec(shown, {})
    printed = capsys.readouterr().out
    assert "Juan Ramón de la Fuente" in printed
    assert "23 de enero" in printed.splitlines()[-1]
