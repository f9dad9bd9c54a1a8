"""Sync: whatever is done to the folder, the index is then what a fresh one would be."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import index.storage.catalogue
from assistant.library import Library
from index.article import Source
from index.errors import SeedsFolderMissing
from index.folder import Difference, Rename, difference, survey
from index.lexical import LexicalIndex
from index.lexical_sync import follow_store, open_lexical
from index.store import Store
from index.sync import compare
from tests.hashed import HashedWords, database, open_store, run_sync, sources

STORY = (
    "Madrid, 3 de mayo de 2025. {0}\n\nEl segundo párrafo habla de {0} y de nada más.\n\nY aquí acaba {0}.\n"
)
LONG = "Título de la nota\n\n" + "\n\n".join(
    f"El párrafo {number} cuenta una historia distinta sobre el asunto {word}, con bastantes palabras para "
    f"llenar él solo un pasaje entero de la nota, y termina con la cifra {number * 37} en la última línea."
    for number, word in enumerate(["agua", "fuego", "tierra", "aire", "madera", "metal"])
)


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "index")


def write(seeds, path, text):
    file = seeds / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def contents(store):
    """All that a store says: of each article its digest, its fields and its passages."""
    return {
        path: (store.article(path), [(row.passage, row.embedded) for row in store.passages(path)])
        for path in store.digests()
    }


def fresh(seeds):
    """The same of an index made anew."""
    folder = Path(tempfile.mkdtemp())
    try:
        store = open_store(folder)
        run_sync(seeds, store)
        return contents(store)
    finally:
        shutil.rmtree(folder)


def assert_true_to_folder(store, seeds):
    assert contents(store) == fresh(seeds)
    assert store.digests() == {source.path: source.digest for source in sources(seeds)}


# -- the difference -----------------------------------------------------------------


def test_digests_decide_what_must_be_done():
    found = [Source("a", "1"), Source("b", "2"), Source("d", "9"), Source("e", "5")]
    stored = {"a": "1", "b": "1", "c": "3", "f": "9"}
    assert difference(found, stored) == Difference(
        added=(Source("e", "5"),),
        updated=(Source("b", "2"),),
        removed=("c",),
        unchanged=("a",),
        renamed=(Rename("f", Source("d", "9")),),
    )
    assert not difference(found, stored).is_empty
    assert difference([], {}).is_empty


def test_of_two_copies_of_a_file_that_went_one_is_a_rename():
    found = [Source("x", "1"), Source("y", "1")]
    plan = difference(found, {"a": "1"})
    assert (plan.renamed, plan.added, plan.removed) == ((Rename("a", found[0]),), (found[1],), ())


def test_articles_are_found_in_subfolders_hidden_files_and_other_formats_are_not(seeds):
    for path in ("b.txt", "sub/a.md", ".hidden.txt", ".git/x.md", "image.png", "README.md", "sub/README.md"):
        write(seeds, path, path)
    assert [source.path for source in sources(seeds)] == ["b.txt", "sub/README.md", "sub/a.md"]


def test_a_missing_folder_is_an_error_with_the_remedy(tmp_path, store):
    with pytest.raises(
        SeedsFolderMissing, match="create it and put articles in it, or name another with --seeds"
    ):
        run_sync(tmp_path / "nowhere", store)


# -- what a sync does ---------------------------------------------------------------


def test_added_edited_and_removed_files_are_followed(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "b.txt", STORY.format("la montaña"))
    report = run_sync(seeds, store)
    assert (report.added, report.updated, report.removed) == (("a.txt", "b.txt"), (), ())
    assert report.passages == store.passage_count() > 0

    write(seeds, "a.txt", STORY.format("el mar"))
    (seeds / "b.txt").unlink()
    write(seeds, "c.txt", STORY.format("el valle"))
    report = run_sync(seeds, store)
    assert (report.added, report.updated, report.removed) == (("c.txt",), ("a.txt",), ("b.txt",))
    assert_true_to_folder(store, seeds)
    assert all("montaña" not in passage.text for _, passage in store.every_passage())


def test_a_second_sync_embeds_nothing_and_writes_nothing(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    run_sync(seeds, store)
    generation, embedder = store.generation, HashedWords()
    report = run_sync(seeds, store, embedder)
    assert report.unchanged == ("a.txt",)
    assert not report.changed_something
    assert (report.embedded, embedder.embedded, store.generation) == (0, [], generation)


def test_touching_a_file_is_no_change(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    run_sync(seeds, store)
    os.utime(seeds / "a.txt", (1, 1))
    assert run_sync(seeds, store).unchanged == ("a.txt",)


def test_editing_one_paragraph_embeds_only_its_passage(seeds, store):
    write(seeds, "a.txt", LONG)
    first = run_sync(seeds, store)
    assert first.embedded == first.passages > 5
    write(seeds, "a.txt", LONG.replace("asunto tierra", "asunto barro"))
    embedder = HashedWords()
    report = run_sync(seeds, store, embedder)
    assert report.embedded == len(embedder.embedded) == 1
    assert "asunto barro" in embedder.embedded[0]
    assert_true_to_folder(store, seeds)


@pytest.mark.parametrize("new", ["b.txt", "sub/folder/a.txt", "0.md"])
def test_a_renamed_or_moved_file_keeps_its_vectors(seeds, store, new):
    write(seeds, "a.txt", LONG)
    run_sync(seeds, store)
    before = [row.vector.tolist() for row in store.passages("a.txt")]
    (seeds / new).parent.mkdir(parents=True, exist_ok=True)
    (seeds / "a.txt").rename(seeds / new)
    report = run_sync(seeds, store)
    assert report.renamed == (("a.txt", new),)
    assert (report.added, report.updated, report.removed, report.embedded) == ((), (), (), 0)
    assert [row.vector.tolist() for row in store.passages(new)] == before
    assert_true_to_folder(store, seeds)


def test_a_new_name_that_says_another_date_embeds_what_that_changes(seeds, store):
    write(seeds, "nota.txt", "Una nota sin fecha.\n\nEl equipo ganó el partido.\n")
    run_sync(seeds, store)
    (seeds / "nota.txt").rename(seeds / "2025-03-04 nota.txt")
    report = run_sync(seeds, store)
    assert report.embedded == report.passages
    assert_true_to_folder(store, seeds)


def test_two_files_that_change_names_keep_their_vectors(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "b.txt", STORY.format("la montaña"))
    run_sync(seeds, store)
    (seeds / "a.txt").rename(seeds / "c")
    (seeds / "b.txt").rename(seeds / "a.txt")
    (seeds / "c").rename(seeds / "b.txt")
    report = run_sync(seeds, store)
    assert (report.updated, report.embedded) == (("a.txt", "b.txt"), 0)
    assert_true_to_folder(store, seeds)


def test_a_copy_of_an_indexed_file_embeds_nothing(seeds, store):
    write(seeds, "a.txt", LONG)
    run_sync(seeds, store)
    write(seeds, "sub/a.txt", LONG)
    report = run_sync(seeds, store)
    assert (report.added, report.relisted, report.embedded) == ((), ("a.txt",), 0)
    assert report.copies == (("sub/a.txt", "a.txt"),)
    assert_true_to_folder(store, seeds)


# -- files of the same content --------------------------------------------------------


def test_copies_are_one_article_that_lists_all_its_paths(seeds, store):
    for path in ("nota (1).txt", "nota.txt", "sub/otra.txt"):
        write(seeds, path, LONG)
    report = run_sync(seeds, store)
    assert report.added == ("nota.txt",)
    assert report.copies == (("nota (1).txt", "nota.txt"), ("sub/otra.txt", "nota.txt"))
    assert store.articles()[0].copies == ("nota (1).txt", "sub/otra.txt")
    assert store.passage_count() == report.embedded
    again = run_sync(seeds, store)
    assert (again.changed_something, again.copies) == (False, report.copies)


def test_a_copy_deleted_leaves_the_article_under_the_other_path(seeds, store):
    write(seeds, "a.txt", LONG)
    write(seeds, "sub/b.txt", LONG)
    run_sync(seeds, store)
    assert Library(store).open("sub/b.txt").article.path == "a.txt"
    (seeds / "a.txt").unlink()
    report = run_sync(seeds, store)
    assert (report.renamed, report.removed, report.embedded) == ((("a.txt", "sub/b.txt"),), (), 0)
    assert (list(store.digests()), store.articles()[0].copies) == (["sub/b.txt"], ())
    assert_true_to_folder(store, seeds)


@pytest.mark.parametrize("edited", ["a.txt", "sub/b.txt"])
def test_a_copy_edited_is_an_article_of_its_own_with_only_the_edit_embedded(seeds, store, edited):
    write(seeds, "a.txt", LONG)
    write(seeds, "sub/b.txt", LONG)
    run_sync(seeds, store)
    write(seeds, edited, LONG.replace("asunto tierra", "asunto barro"))
    report = run_sync(seeds, store)
    assert (list(store.digests()), report.embedded, report.copies) == (["a.txt", "sub/b.txt"], 1, ())
    assert_true_to_folder(store, seeds)


def test_a_shorter_path_takes_over_without_embedding_and_the_longer_still_opens_it(seeds, store):
    write(seeds, "copia de a.txt", LONG)
    run_sync(seeds, store)
    write(seeds, "a.txt", LONG)
    report = run_sync(seeds, store)
    assert (report.renamed, report.relisted, report.embedded) == ((), ("a.txt",), 0)
    assert Library(store).open("copia de a.txt").article.path == "a.txt"
    assert_true_to_folder(store, seeds)


@pytest.mark.parametrize("name", ["Copia de nota.txt", "nota (1).txt", "nota - copia.txt", "nota copy 2.txt"])
def test_a_name_that_says_it_is_a_copy_does_not_take_over(seeds, store, name):
    path = f"sub/{'muy ' * 8}larga/nota.txt"
    write(seeds, path, STORY.format("el río"))
    run_sync(seeds, store)
    write(seeds, name, STORY.format("el río"))
    assert run_sync(seeds, store).relisted == (path,)
    assert store.copies() == {path: (name,)}


def test_files_of_one_name_and_other_content_or_of_one_content_read_otherwise_stay_apart(seeds, store):
    write(seeds, "uno/a.txt", STORY.format("el río"))
    write(seeds, "dos/a.txt", STORY.format("la montaña"))
    write(seeds, "dos/a.html", STORY.format("la montaña"))
    assert run_sync(seeds, store).copies == ()
    assert list(store.digests()) == ["dos/a.html", "dos/a.txt", "uno/a.txt"]


def test_of_a_link_out_of_the_folder_and_a_file_of_the_same_content_the_file_is_read(seeds, store, tmp_path):
    write(tmp_path, "x.txt", LONG)
    (seeds / "x.txt").symlink_to(tmp_path / "x.txt")
    write(seeds, "nota larga.txt", LONG)
    report = run_sync(seeds, store)
    assert (report.added, len(report.failed), report.copies) == (("nota larga.txt",), 1, ())


# -- files of several articles ----------------------------------------------------------


def write_rows(seeds, name, *rows):
    write(seeds, name, "".join(json.dumps(row) + "\n" for row in rows))


ONE = {"id": 1, "text": "Madrid, 3 de mayo de 2025. El primer texto habla de agua."}
TWO = {"id": 2, "text": "El segundo texto habla de fuego."}
THREE = {"id": 3, "text": "El tercer texto habla de tierra."}


def test_an_edited_row_is_one_article_updated(seeds, store):
    write_rows(seeds, "a.jsonl", ONE, TWO)
    assert len(run_sync(seeds, store).added) == 2
    write_rows(seeds, "a.jsonl", THREE, ONE, TWO | {"text": "El segundo texto habla de aire."})
    report = run_sync(seeds, store)
    assert (len(report.added), len(report.updated), len(report.unchanged)) == (1, 1, 1)
    assert report.embedded == 2
    write_rows(seeds, "a.jsonl", ONE)
    assert len(run_sync(seeds, store).removed) == 2
    assert_true_to_folder(store, seeds)
    (seeds / "a.jsonl").unlink()
    run_sync(seeds, store)
    assert store.digests() == {}


def test_an_unchanged_file_of_rows_is_not_read_again(seeds, store, monkeypatch):
    write_rows(seeds, "a.jsonl", ONE, TWO, {"id": 9})
    first = run_sync(seeds, store)

    def refuse(*_):
        raise AssertionError("read")

    monkeypatch.setattr("index.folder.read_container", refuse)
    monkeypatch.setattr("index.apply.read_container", refuse)
    again = run_sync(seeds, store)
    assert (again.unchanged, again.failed) == (first.added, first.failed)
    (store.folder / "findings.json").write_text("rota")
    monkeypatch.undo()
    assert run_sync(seeds, store).unchanged == first.added


def test_renamed_files_of_rows_and_rows_moved_down_embed_only_what_is_new(seeds, store):
    write_rows(seeds, "a.jsonl", {"text": ONE["text"]}, {"text": TWO["text"]})
    run_sync(seeds, store)
    write_rows(seeds, "a.jsonl", {"text": THREE["text"]}, {"text": ONE["text"]}, {"text": TWO["text"]})
    assert run_sync(seeds, store).embedded == 1
    (seeds / "a.jsonl").rename(seeds / "b.jsonl")
    report = run_sync(seeds, store)
    assert (len(report.renamed), report.embedded) == (3, 0)


def test_the_same_item_in_two_feeds_is_one_article(seeds, store):
    write_rows(seeds, "lunes.jsonl", ONE, TWO)
    write_rows(seeds, "martes.jsonl", TWO, THREE)
    report = run_sync(seeds, store)
    assert (len(report.added), len(report.copies)) == (3, 1)
    (seeds / "lunes.jsonl").unlink()
    report = run_sync(seeds, store)
    assert (len(report.renamed), len(report.removed), report.embedded) == (1, 1, 0)
    assert_true_to_folder(store, seeds)


def test_bad_rows_are_failures_each_time_and_the_others_are_served(seeds, store):
    write_rows(seeds, "a.jsonl", ONE, {"id": 9})
    for _ in range(2):
        report = run_sync(seeds, store)
        assert [failure.error.partition(";")[0] for failure in report.failed] == ["a.jsonl#row-2: no text"]
        assert len(store.digests()) == 1
    (seeds / "a.jsonl").write_text("rota")
    assert len(run_sync(seeds, store).failed) == 1
    assert store.digests() == {}


def test_a_row_with_half_a_character_is_indexed_with_the_others(seeds, store):
    row = '{"id": 1, "text": "El puente \\ud83d mide catorce metros y une las dos orillas del río."}'
    write(seeds, "a.jsonl", f"{row}\n{json.dumps(ONE)}\n")
    assert run_sync(seeds, store).failed == ()
    assert len(store.digests()) == 2


def test_what_is_wrong_in_a_table_whose_name_is_not_text_can_be_printed(seeds, store):
    table = Path(os.fsdecode(os.fsencode(seeds) + b"/art\xedculos.jsonl"))
    table.write_text(f"{json.dumps(ONE)}\nrota\n")
    failed = run_sync(seeds, store).failed
    assert len(failed) == 2
    for failure in failed:
        assert "\\udced" in failure.path.encode().decode()
        assert "\\udced" in failure.error.encode().decode()


# -- what is said before a sync ---------------------------------------------------------


def test_what_cannot_be_read_is_told_before_and_after_a_sync_and_is_nothing_to_be_done(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "bad.txt", bytes(range(32)) * 10)
    write_rows(seeds, "a.jsonl", ONE, {"id": 9})
    write(seeds, "rota.csv", "nada")
    for before in (compare(seeds, None), compare(seeds, store)):
        assert [source.path.partition("#")[0] for source in before.plan.added] == ["a.jsonl", "a.txt"]
        assert {failure.path for failure in before.failed} == {"bad.txt", "a.jsonl", "rota.csv"}
    failed = run_sync(seeds, store).failed
    outlook = compare(seeds, store)
    assert outlook.plan.is_empty
    assert {failure.path for failure in outlook.failed} == {"bad.txt", "a.jsonl", "rota.csv"}
    assert set(outlook.failed) == set(failed)
    write(seeds, "bad.txt", STORY.format("la montaña"))
    assert [source.path for source in compare(seeds, store).plan.added] == ["bad.txt"]


# -- progress ---------------------------------------------------------------------------


def test_progress_is_told_in_articles(seeds, store):
    from index.sync import sync

    for number in range(3):
        write(seeds, f"{number}.txt", STORY.format(number))
    write(seeds, "bad.txt", b"\0\1\2")
    told: list[tuple[int, int]] = []
    sync(seeds, store, HashedWords(), max_tokens=60, report=lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 4), (4, 4))
    assert told == sorted(told)


# -- files that cannot be taken in --------------------------------------------------


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_goes_on(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "bad.txt", bytes(range(32)) * 10)
    write(seeds, "empty.txt", "")
    report = run_sync(seeds, store)
    assert report.added == ("a.txt",)
    assert [failure.path for failure in report.failed] == ["bad.txt", "empty.txt"]
    assert all(failure.error.startswith(f"{failure.path}: ") for failure in report.failed)
    assert list(store.digests()) == ["a.txt"]


def test_an_article_edited_into_something_unreadable_is_no_longer_served(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "b.txt", STORY.format("la montaña"))
    run_sync(seeds, store)
    write(seeds, "a.txt", b"\0\1\2\3")
    report = run_sync(seeds, store)
    assert [failure.path for failure in report.failed] == ["a.txt"]
    assert (report.updated, report.removed) == ((), ("a.txt",))
    assert list(store.digests()) == ["b.txt"]

    write(seeds, "a.txt", STORY.format("el río"))
    assert run_sync(seeds, store).added == ("a.txt",)
    assert_true_to_folder(store, seeds)


def test_a_name_that_is_not_text_is_listed_with_the_remedy(seeds, store):
    (Path(os.fsdecode(os.fsencode(seeds) + b"/ni\xf1o.txt"))).write_text(STORY.format("el río"))
    write(seeds, "niño.txt", STORY.format("la montaña"))
    (failure,) = run_sync(seeds, store).failed
    assert "rename the file" in failure.error
    assert failure.path.encode().decode() == failure.path
    assert list(store.digests()) == ["niño.txt"]


def test_a_link_out_of_the_folder_or_to_nowhere_is_listed_one_within_it_is_read(seeds, store, tmp_path):
    write(tmp_path, "secret.txt", STORY.format("el secreto"))
    write(seeds, "a.txt", STORY.format("el río"))
    (seeds / "out.txt").symlink_to(tmp_path / "secret.txt")
    (seeds / "in.txt").symlink_to(seeds / "a.txt")
    (seeds / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    (seeds / "loop").symlink_to(seeds)
    report = run_sync(seeds, store)
    assert (report.added, report.copies) == (("a.txt",), (("in.txt", "a.txt"),))
    nowhere, out = sorted(failure.error for failure in report.failed)
    assert nowhere.startswith("nowhere.txt: cannot be read (No such file or directory); check the file")
    assert out.startswith("out.txt: links to a file outside the folder; copy that file into it")
    (seeds / "nowhere.txt").unlink()
    assert [failure.path for failure in run_sync(seeds, store).failed] == ["out.txt"]


def test_a_file_taken_away_during_the_sync_is_no_failure(seeds, store, monkeypatch):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "b.txt", STORY.format("la montaña"))
    run_sync(seeds, store)
    write(seeds, "a.txt", STORY.format("el mar"))
    found = survey(seeds, None)
    (seeds / "a.txt").unlink()
    monkeypatch.setattr("index.sync.survey", lambda *_: found)
    report = run_sync(seeds, store)
    assert (report.failed, report.removed) == ((), ("a.txt",))
    assert list(store.digests()) == ["b.txt"]


# -- what is kept of an article -----------------------------------------------------

DECLARED = """---
title: La cumbre
source: El Diario
author: Lucía Peña
---
"""


def test_articles_and_passages_carry_what_they_are_sought_by(seeds, store):
    write(seeds, "a.md", DECLARED + STORY.format("el río"))
    run_sync(seeds, store)
    about = {
        "outlet": "El Diario",
        "author": "Lucía Peña",
        "place": "Madrid",
        "language": "es",
        "date": 20250503,
    }
    chroma = database(store.folder)
    rows = [*chroma.articles.every_metadata(), *chroma.passages.every_metadata()]
    assert len(rows) > 1
    assert all(about.items() <= metadata.items() for _, metadata in rows)
    assert Store(store.folder).articles()[0].date == 20250503


def test_records_of_a_former_form_are_written_anew_without_embedding(seeds, store, monkeypatch):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "b.txt", STORY.format("la montaña"))
    monkeypatch.setattr("index.storage.records.FORM", 1)
    run_sync(seeds, store)
    monkeypatch.undo()
    store = Store(store.folder)
    assert not compare(seeds, store).plan.is_empty
    report = run_sync(seeds, store)
    assert (report.updated, report.embedded) == (("a.txt", "b.txt"), 0)
    assert compare(seeds, store).plan.is_empty
    assert_true_to_folder(store, seeds)


# -- the lexical index --------------------------------------------------------------


def lexical(store):
    index = open_lexical(store)
    assert follow_store(index, store)
    return index


def has(store, word):
    return bool(lexical(store).best(word, 1))


def test_the_lexical_index_follows_the_store(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    write(seeds, "b.txt", STORY.format("la montaña"))
    run_sync(seeds, store)
    assert open_lexical(store).stamp == store.catalogue.fingerprint
    assert has(store, "montañas")
    write(seeds, "b.txt", STORY.format("el valle"))
    run_sync(seeds, store)
    assert not has(store, "montañas")
    found = {key for key, passage in store.every_passage() if passage.article == "b.txt"}
    assert lexical(store).best("valles", 1)[0][0] in found
    assert open_lexical(store).stamp == store.catalogue.fingerprint


def test_an_edit_puts_only_its_article_into_the_lexical_index(seeds, store, monkeypatch):
    for number in range(5):
        write(seeds, f"{number}.txt", STORY.format(f"el río {number}"))
    run_sync(seeds, store)
    write(seeds, "3.txt", STORY.format("el mar"))
    read = []
    every_passage = Store.every_passage

    def spied(self, paths=None):
        read.append(sorted(paths) if paths is not None else None)
        return every_passage(self, paths)

    monkeypatch.setattr(Store, "every_passage", spied)
    run_sync(seeds, store)
    assert read == [["3.txt"]]
    assert has(store, "mar")


def test_a_batch_looks_only_at_its_own_articles_however_many_there_are(seeds, store, monkeypatch):
    for number in range(20):
        write(seeds, f"old {number}.txt", STORY.format(f"el río {number}"))
    run_sync(seeds, store)
    new = [f"new {number}.txt" for number in range(6)]
    for name in new:
        write(seeds, name, STORY.format(f"el mar, {name}"))
    looked = []
    hashed, every_passage = index.storage.catalogue._hash, Store.every_passage
    monkeypatch.setattr(
        "index.storage.catalogue._hash", lambda record: looked.append(record.article.path) or hashed(record)
    )
    monkeypatch.setattr(
        Store,
        "every_passage",
        lambda self, paths=None: (
            looked.extend(["all"] if paths is None else paths) or every_passage(self, paths)
        ),
    )
    monkeypatch.setattr(LexicalIndex, "versions", lambda self: looked.append("all"))
    monkeypatch.setattr("index.apply._PASSAGES_AT_ONCE", 1)
    assert sorted(run_sync(seeds, store).added) == new
    assert sorted(looked) == sorted(new * 2)
    monkeypatch.undo()
    assert lexical(store).versions() == {r.lexical_version for r in store.catalogue.by_path.values()}


def test_a_lexical_index_that_is_gone_or_behind_is_made_good_by_who_reads(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    run_sync(seeds, store)
    shutil.rmtree(store.folder / "lexical")
    assert has(store, "río")
    write(seeds, "b.txt", STORY.format("la montaña"))
    before = shutil.copytree(store.folder / "lexical", store.folder / "before")
    run_sync(seeds, store)
    shutil.rmtree(store.folder / "lexical")
    before.rename(store.folder / "lexical")
    assert not open_lexical(store).best("montañas", 1)
    assert has(store, "montañas")


def test_while_another_writes_who_reads_leaves_the_lexical_index_to_it(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    run_sync(seeds, store)
    shutil.rmtree(store.folder / "lexical")
    index = open_lexical(store)
    with store.held(wait_seconds=1):
        assert not follow_store(index, store)
        assert index.best("río", 1) == []
    assert follow_store(index, store)
    assert index.best("río", 1)


def test_lexical_indexes_of_former_formats_make_room(seeds, store):
    old = store.folder / "lexical" / "1-0123"
    old.mkdir(parents=True)
    (old / "ids.json").write_text("[]")
    write(seeds, "a.txt", STORY.format("el río"))
    run_sync(seeds, store)
    assert not old.exists()
    assert has(store, "río")


def test_a_damaged_lexical_index_is_made_anew(seeds, store):
    write(seeds, "a.txt", STORY.format("el río"))
    run_sync(seeds, store)
    (saved,) = (store.folder / "lexical").iterdir()
    (saved / "meta.json").write_bytes(b"")
    assert has(store, "río")
    (saved / ".managed.json").write_bytes(b"")
    write(seeds, "b.txt", STORY.format("la montaña"))
    run_sync(seeds, store)
    assert has(store, "río")
    assert has(store, "montañas")


def test_an_empty_folder_gives_an_empty_index(seeds, store):
    assert run_sync(seeds, store).passages == 0
    assert not has(store, "río")
    write(seeds, "a.txt", STORY.format("el río"))
    run_sync(seeds, store)
    (seeds / "a.txt").unlink()
    assert run_sync(seeds, store).removed == ("a.txt",)
    assert lexical(store).versions() == set()


# -- any sequence of changes --------------------------------------------------------

NAMES = st.sampled_from(["a.txt", "b.md", "sub/a.txt", "2024-05-06 c.txt", "rows.jsonl"])
TEXTS = st.lists(st.sampled_from(["el río", "la montaña", "el valle", "el mar"]), min_size=1, max_size=4).map(
    lambda words: "\n\n".join(STORY.format(word) for word in words)
) | st.just("   ")


class Folder(RuleBasedStateMachine):
    """Files come, change, move and go, with a sync now and then."""

    @initialize()
    def start(self):
        self.place = Path(tempfile.mkdtemp())
        self.seeds = self.place / "seeds"
        self.seeds.mkdir()
        self.store = open_store(self.place / "index")
        self.synced = False

    @rule(name=NAMES, text=TEXTS)
    def put(self, name, text):
        rows = "".join(json.dumps({"text": line}) + "\n" for line in text.split("\n\n"))
        write(self.seeds, name, rows if name == "rows.jsonl" else text)
        self.synced = False

    @rule(name=NAMES)
    def delete(self, name):
        (self.seeds / name).unlink(missing_ok=True)
        self.synced = False

    @rule(old=NAMES, new=NAMES)
    def move(self, old, new):
        if (self.seeds / old).exists():
            (self.seeds / new).parent.mkdir(exist_ok=True)
            (self.seeds / old).rename(self.seeds / new)
            self.synced = False

    @rule()
    def sync(self):
        run_sync(self.seeds, self.store)
        self.synced = True

    @rule()
    def reopen(self):
        self.store = Store(self.store.folder)

    @invariant()
    def a_synced_index_is_what_a_fresh_one_is(self):
        if getattr(self, "synced", False):
            assert contents(self.store) == fresh(self.seeds)
            texts = {passage.text for _, passage in self.store.every_passage()}
            found = self.store.nearest(HashedWords().embed_question("el río"), 100)
            assert {one.text for one in self.store.passages_by_id(list(found)).values()} == texts

    def teardown(self):
        shutil.rmtree(getattr(self, "place", ""), ignore_errors=True)


TestAnySequence = Folder.TestCase
TestAnySequence.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
