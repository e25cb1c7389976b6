"""The bundled model: read with numpy alone, or by sentence-transformers, it gives the same vectors."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.embedding import BUNDLED, SentenceTransformerEmbeddings, StaticEmbeddings, make_embeddings
from assistant.errors import EmbeddingError

TEXTS = [
    "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?",
    "ÄÖÜ äöüß – Übermaß „größer“ als Füße",
    "",
    " \n\t ",
    "§ 6 Abs. 1 KomIntAVO",
    "How is the allocation calculated?",
    " ".join(f"Wort{number}" for number in range(5000)),
    " ".join(["Zuweisung"] * 5000),
    "🙂 \u0000 \u200b",
]
HALF_PRECISION = 1e-3  # the weights are float16, and the two libraries round their means at different places


def lengths(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.linalg.norm(vectors, axis=1))


@pytest.fixture(scope="module")
def static() -> NDArray[np.float64]:
    return np.array(StaticEmbeddings().embed_documents(TEXTS))


@pytest.fixture(scope="module")
def transformers() -> SentenceTransformerEmbeddings:
    return SentenceTransformerEmbeddings(str(BUNDLED))


def test_vectors_are_unit_vectors_and_those_of_texts_without_words_zero(static: NDArray[np.float64]) -> None:
    worded = np.array([any(character.isalpha() for character in text) for text in TEXTS])
    assert np.allclose(lengths(static), worded, atol=1e-6)
    assert np.isfinite(static).all()


def test_sentence_transformers_reads_the_folder_to_the_same_vectors(
    static: NDArray[np.float64], transformers: SentenceTransformerEmbeddings
) -> None:
    theirs = np.array(transformers.embed_documents(TEXTS))
    assert theirs.shape == static.shape
    assert np.abs(theirs - static).max() < HALF_PRECISION


def test_a_plain_sentence_transformer_on_the_folder_points_the_same_way(static: NDArray[np.float64]) -> None:
    from sentence_transformers import SentenceTransformer  # several seconds; needed here only

    theirs = np.asarray(SentenceTransformer(str(BUNDLED)).encode(TEXTS), dtype=np.float64)
    theirs /= np.maximum(lengths(theirs), 1e-12)[:, None]
    assert np.abs(theirs - static).max() < HALF_PRECISION


def test_a_query_and_a_document_of_the_same_words_have_the_same_vector(
    transformers: SentenceTransformerEmbeddings,
) -> None:
    for embeddings in (StaticEmbeddings(), transformers):
        query, document = embeddings.embed_query(TEXTS[0]), embeddings.embed_documents([TEXTS[0]])[0]
        assert isinstance(query[0], float)
        assert query == pytest.approx(document, abs=1e-6)


def test_words_far_into_a_long_text_count(static: NDArray[np.float64]) -> None:
    filler = " ".join(["Haus"] * 4000)
    plain, with_tail = StaticEmbeddings().embed_documents([filler, f"{filler} {'Zuweisung ' * 1000}"])
    assert float(np.dot(plain, with_tail)) < 0.999


def test_the_same_meaning_is_nearer_than_another() -> None:
    question, near, far = np.array(
        StaticEmbeddings().embed_documents(
            [TEXTS[0], "Kann die Kommune das Geld an einen Verein weitergeben?", "Morgen regnet es im Vogtland."]
        )
    )
    assert question @ near > question @ far


def test_the_bundled_folder_is_small_enough_to_ship() -> None:
    files = [path for path in BUNDLED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 16_500_000


def test_the_bundled_folder_names_no_other_place() -> None:
    for name in ("config.json", "modules.json", "config_sentence_transformers.json"):
        assert "http" not in json.dumps(json.loads((BUNDLED / name).read_text(encoding="utf-8")))


def test_reading_the_bundled_model_does_not_import_torch() -> None:
    program = (
        "import sys\nfrom assistant.embedding import StaticEmbeddings\n"
        "assert len(StaticEmbeddings().embed_query('Zuweisung')) > 0\n"
        "print({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "set()\n"), done.stderr


def test_the_fingerprint_follows_the_weights(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    (tmp_path / "tokenizer.json").write_bytes(b"{}")
    assert StaticEmbeddings().fingerprint == StaticEmbeddings(BUNDLED).fingerprint
    assert StaticEmbeddings(tmp_path).fingerprint != StaticEmbeddings().fingerprint


def test_a_folder_without_a_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="can't be read"):
        StaticEmbeddings(tmp_path).embed_query("Zuweisung")
    with pytest.raises(EmbeddingError, match="KOMINTAVO_EMBEDDING_MODEL="):
        SentenceTransformerEmbeddings(str(tmp_path)).embed_query("Zuweisung")


def test_the_bundled_model_is_used_unless_another_is_named() -> None:
    assert isinstance(make_embeddings(None), StaticEmbeddings)
    assert isinstance(make_embeddings(""), StaticEmbeddings)
    named = make_embeddings("some/model")
    assert isinstance(named, SentenceTransformerEmbeddings)
    assert named.fingerprint == "some/model"
