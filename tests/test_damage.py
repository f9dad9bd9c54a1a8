"""Any file of an index with other bytes than were written: right answers, or an error with the remedy."""

from __future__ import annotations

import pickle
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest

import index.storage.chroma
from index.errors import StoreError
from index.lexical_sync import open_lexical
from index.storage.hnsw import fit_together
from tests.hashed import HashedWords, open_store, run_sync
from tests.test_sync import LONG, STORY, contents, fresh, write

# Of the eight times that a database is damaged.
_MOST_UNMENDED = 2
STORIES = ("agua", "fuego", "aire", "mar")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder, and an index of it with vectors in Chroma's files and in its log."""
    place = tmp_path_factory.mktemp("damage")
    seeds = place / "seeds"
    seeds.mkdir()
    write(seeds, "rows.jsonl", '{"text": "Una fila sobre el viento."}\n{"text": "Otra fila sobre el sol."}\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(index.storage.chroma._HNSW, "batch_size", 4)
        patch.setitem(index.storage.chroma._HNSW, "sync_threshold", 8)
        for name in STORIES:
            write(seeds, f"{name}.txt", f"{LONG}\n\n{STORY.format(name)}")
            run_sync(seeds, open_store(place / "whole"))
    return place


def flip(data, chance):
    """One bit is another."""
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)


def scribble(data, chance):
    """A stretch of it is noise, as after a disk's fault."""
    length = min(len(data), 400)
    at = chance.randrange(len(data) - length + 1)
    data[at : at + length] = chance.randbytes(length)


def told(index, seeds):
    """What a synced index says of every article, and finds by meaning and by words; or the error.

    As an assistant does, it syncs and looks again where reading had the index mended.
    """
    try:
        store = open_store(index)
        number = None
        while number != store.number:
            run_sync(seeds, store)
            number = store.number
            with suppress(KeyError):
                said = read(store)
    except StoreError as error:
        return str(error)
    return said


def heal(index, seeds, said):
    """What it says after the remedy: to sync again, or to delete the index if that is what was said."""
    if "delete the index" in said:
        shutil.rmtree(index)
    return told(index, seeds)


def read(store):
    nearest = [store.nearest(HashedWords().embed_question(words), 50) for words in ("agua", "fuego y mar")]
    meant = [{key: round(one, 2) for key, one in found.items()} for found in nearest]
    # Their scores count what was deleted, as long as that has not been cleared away.
    words = [{key for key, _ in open_lexical(store).best(word, 50)} for word in ("agua", "fuego")]
    return contents(store), meant, words


@pytest.mark.parametrize("damage", [flip, scribble])
def test_whatever_breaks_the_answers_are_right_or_an_error_names_the_remedy(place, damage):
    seeds, copy = place / "seeds", place / damage.__name__
    whole = told(shutil.copytree(place / "whole", copy), seeds)
    assert whole[0] == fresh(seeds)
    files = [path for path in (place / "whole").rglob("*") if path.is_file() and path.stat().st_size]
    # A database has most places in which to be broken.
    turns = [(file, turn) for file in files for turn in range(8 if file.name == "chroma.sqlite3" else 1)]
    unmended = 0
    for file, turn in turns:
        broken = file.relative_to(place / "whole")
        shutil.rmtree(copy)
        shutil.copytree(place / "whole", copy)
        data = bytearray((copy / broken).read_bytes())
        damage(data, random.Random(f"{broken.suffix} {turn}"))
        (copy / broken).write_bytes(data)
        said = told(copy, seeds)
        if said != whole:
            # Of a database not every damage can be mended as it is met; the remedy that is named does it.
            assert broken.name == "chroma.sqlite3", broken
            assert "hemeroteca sync" in said, (broken, turn)
            assert heal(copy, seeds, said) == whole, (broken, turn)
            unmended += 1
    assert unmended <= _MOST_UNMENDED


# -- files of one day beside files of another ------------------------------------------

FILES = ("index_metadata.pickle", "header.bin", "data_level0.bin", "link_lists.bin")
_SYNC = """
import sys
from pathlib import Path
import index.storage.chroma
index.storage.chroma._HNSW.update(batch_size=4, sync_threshold=8)
from tests.hashed import open_store, run_sync
run_sync(Path(sys.argv[1]), open_store(Path(sys.argv[2])))
"""


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """A folder, and an index of it on two days between which it grew."""
    place = tmp_path_factory.mktemp("days")
    (place / "seeds").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(index.storage.chroma._HNSW, "batch_size", 4)
        patch.setitem(index.storage.chroma._HNSW, "sync_threshold", 8)
        for day in ("old", "new"):
            for number in range(10):
                write(place / "seeds", f"{day} {number}.txt", f"{LONG}\n\n{STORY.format(f'{day} {number}')}")
            run_sync(place / "seeds", open_store(place / "index"))
            shutil.copytree(place / "index", place / day)
    return place


def mix(days, target, chosen, *, only_passages=False):
    """The newer index with the chosen ones of its files of vectors, and no seal."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(days / "new", target)
    (target / "chroma" / "checksums.json").unlink()
    headers = sorted((target / "chroma").glob("*/header.bin"), key=size_of_sign)
    assert len(headers) == 2
    for header in headers[only_passages:]:
        for name, day in zip(FILES, chosen, strict=True):
            shutil.copyfile(days / day / "chroma" / header.parent.name / name, header.with_name(name))


def size_of_sign(header):
    """The articles have fewer than the passages."""
    return header.with_name("index_metadata.pickle").stat().st_size


def test_files_of_vectors_of_two_days_do_not_fit_together(days, tmp_path):
    for chosen in product(("old", "new"), repeat=len(FILES)):
        mix(days, tmp_path / "mixed", chosen)
        assert fit_together(tmp_path / "mixed" / "chroma") == (len(set(chosen)) == 1), chosen


def test_an_index_restored_in_part_is_mended_and_hangs_nobody(days, tmp_path):
    mixed = tmp_path / "mixed"
    mix(days, mixed, ("new", "old", "new", "old"), only_passages=True)
    seeds = shutil.copytree(days / "seeds", tmp_path / "seeds")
    write(seeds, "mar.txt", f"{LONG}\n\n{STORY.format('el mar')}")
    # In a process that can be killed: Chroma would search for ever, or crash.
    done = subprocess.run(
        [sys.executable, "-c", _SYNC, str(seeds), str(mixed)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "20 articles kept, 0 to be read again" in done.stderr
    assert contents(open_store(mixed)) == fresh(seeds)


@pytest.mark.parametrize(
    "said", [b"", b"no pickle", pickle.dumps([1]), pickle.dumps({"id_to_label": {"a": "b"}})]
)
def test_a_list_of_ids_that_is_none_is_damage(days, tmp_path, said):
    mix(days, tmp_path / "mixed", ("new",) * len(FILES))
    for sign in (tmp_path / "mixed").glob("chroma/*/index_metadata.pickle"):
        sign.write_bytes(said)
    assert not fit_together(tmp_path / "mixed" / "chroma")


def sign_anew(mixed, beside="I1\n"):
    """Write the lists of ids in another form, as right as they were, with more beside them."""
    for sign in mixed.glob("chroma/*/index_metadata.pickle"):
        said = pickle.dumps(pickle.loads(sign.read_bytes()), protocol=0)
        sign.write_bytes(said[:-1] + f"Vbeside\n{beside}s.".encode())
    return sign.read_bytes()


@pytest.fixture
def tale(tmp_path, monkeypatch):
    """A module that leaves a mark when it is imported."""
    (tmp_path / "tale.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'w').close()\nMade = dict\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path / "mark"
    sys.modules.pop("tale", None)


@pytest.mark.parametrize("named", ["tale\nMade", "collections\nOrderedDict"])
def test_a_list_of_ids_that_names_a_class_is_damage_and_imports_nothing(days, tmp_path, tale, named):
    mix(days, tmp_path / "mixed", ("new",) * len(FILES))
    sign_anew(tmp_path / "mixed")
    assert fit_together(tmp_path / "mixed" / "chroma")
    said = sign_anew(tmp_path / "mixed", f"c{named}\n(tR")
    assert not fit_together(tmp_path / "mixed" / "chroma")
    assert not tale.exists()
    assert "id_to_label" in pickle.loads(said)  # as Python reads it, it is as good as the other
    assert tale.exists() == named.startswith("tale")


def test_an_index_whose_list_of_ids_names_a_class_is_mended_and_nothing_is_embedded(days, tmp_path):
    mix(days, tmp_path / "mixed", ("new",) * len(FILES))
    sign_anew(tmp_path / "mixed", "ccollections\nOrderedDict\n(tR")
    store, embedder = open_store(tmp_path / "mixed"), HashedWords()
    assert store.number > 1
    run_sync(days / "seeds", store, embedder)
    assert embedder.embedded == []
    assert contents(store) == fresh(days / "seeds")


def test_a_list_of_ids_runs_nothing(days, tmp_path):
    class Harm:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "harm",))

    mix(days, tmp_path / "mixed", ("new",) * len(FILES))
    for sign in (tmp_path / "mixed").glob("chroma/*/index_metadata.pickle"):
        sign.write_bytes(pickle.dumps({"id_to_label": Harm()}))
    assert not fit_together(tmp_path / "mixed" / "chroma")
    assert not (tmp_path / "harm").exists()
