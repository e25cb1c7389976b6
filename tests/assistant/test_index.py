"""The vector index: built once per text and model, never half, in a folder or on a Chroma server."""

import gc
import math
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import build
from assistant.embedding import StaticEmbeddings
from assistant.errors import AssistantError, VectorIndexError
from assistant.index import VectorIndex, connect, open_index
from assistant.settings import Settings
from corpus.documents import Face
from corpus.library import Library, load_library
from tests.assistant.fakes import LetterEmbeddings, targets

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "a" * 64, "b" * 64
SOME = targets("aaa", "bbb", "ab", "ccc")


def names(folder: Path) -> set[str]:
    return {collection.name for collection in connect(folder, None).list_collections()}


def open_at(folder: Path, embeddings: StaticEmbeddings | None = None, fingerprint: str = OLD) -> VectorIndex:
    return open_index(connect(folder, None), SOME, fingerprint, embeddings or LetterEmbeddings())


def nearest(index: VectorIndex, text: str, count: int = 10) -> list[tuple[str, float]]:
    hits = index.nearest(LetterEmbeddings().embed_query(text), count)
    return [(hit.target_key, hit.similarity) for hit in hits]


# --- what is found ------------------------------------------------------------------------------------------------


def test_similarity_is_the_cosine(tmp_path: Path) -> None:
    found = nearest(open_at(tmp_path), "a")
    assert [key for key, _ in found][:2] == ["t0", "t2"]
    assert dict(found) == pytest.approx({"t0": 1.0, "t2": 1 / math.sqrt(2), "t1": 0.0, "t3": 0.0}, abs=1e-6)


def test_the_most_similar_face_comes_first_with_its_target_and_its_norm(tmp_path: Path) -> None:
    face = Face("dddd")
    several = [replace(SOME[0], faces=(Face("aaa"), face)), *SOME[1:]]
    index = open_index(connect(tmp_path, None), several, OLD, LetterEmbeddings())
    hit = index.nearest(LetterEmbeddings().embed_query("d"), 1)[0]
    assert (hit.target_key, hit.face, len(index)) == ("t0", face, 5)


def test_no_more_is_asked_for_than_there_is(tmp_path: Path) -> None:
    index = open_at(tmp_path)
    assert len(nearest(index, "a", 1000)) == 4
    assert len(nearest(index, "a", 2)) == 2


# --- when it is built ---------------------------------------------------------------------------------------------


def test_a_second_start_builds_nothing(tmp_path: Path) -> None:
    first, second = LetterEmbeddings(), LetterEmbeddings()
    found = nearest(open_at(tmp_path, first), "ab")
    before = names(tmp_path)
    assert nearest(open_at(tmp_path, second), "ab") == found
    assert (first.embedded, second.embedded, names(tmp_path)) == (4, 0, before)


def test_another_fingerprint_builds_anew_and_keeps_the_one_that_may_still_be_in_use(tmp_path: Path) -> None:
    index = open_at(tmp_path)
    first, again = names(tmp_path), LetterEmbeddings()
    found = nearest(index, "ab")
    open_at(tmp_path, again, NEW)
    assert again.embedded == 4
    assert first < names(tmp_path)
    assert nearest(index, "ab") == found
    open_at(tmp_path, again, "c" * 64)
    assert len(names(tmp_path)) == 2
    assert not names(tmp_path) & first


class OtherWeights(StaticEmbeddings):
    """The bundled model, said to be another one."""

    fingerprint = "other weights"


def test_a_changed_text_or_model_builds_a_new_index_and_the_same_ones_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, settings = Library(load_library().chunks[:3]), Settings(data_dir=tmp_path)
    seen: list[set[str]] = []

    def start(library: Library) -> None:
        build.assemble(library, settings)
        seen.append(names(tmp_path / "index"))

    start(library)
    start(library)
    first = library.chunks[0]
    start(Library((replace(first, questions=(*first.questions, Face("Neu?"))), *library.chunks[1:])))
    start(library)
    monkeypatch.setattr(build, "make_embeddings", lambda model: OtherWeights())
    start(library)
    assert [len(collections) for collections in seen] == [1, 1, 2, 2, 2]
    assert seen[0] == seen[1]
    assert seen[2] == seen[3]
    assert seen[0] < seen[4] != seen[3]


def test_other_collections_of_the_same_database_are_left_alone(tmp_path: Path) -> None:
    connect(tmp_path, None).create_collection("fremd", embedding_function=None)
    open_at(tmp_path)
    open_at(tmp_path, None, NEW)
    assert "fremd" in names(tmp_path)


# --- a build that dies --------------------------------------------------------------------------------------------

BUILD_AND_HANG = """
import sys, time
from pathlib import Path
from assistant.index import connect, open_index
from tests.assistant.fakes import LetterEmbeddings, targets

def hang(batch):
    if batch == 2:
        print("in the middle", flush=True)
        time.sleep(60)

many = targets(*("abc" for _ in range(2500)))
open_index(connect(Path(sys.argv[1]), None), many, sys.argv[2], LetterEmbeddings(hang))
"""


def test_a_killed_build_leaves_the_old_index_and_the_next_start_builds_and_cleans_up(tmp_path: Path) -> None:
    index = open_at(tmp_path)
    complete, found = names(tmp_path), nearest(index, "ab")
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD_AND_HANG, str(tmp_path), NEW], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    with process.stdout as output:
        assert output.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL

    half = names(tmp_path) - complete
    assert complete < names(tmp_path)
    assert len(half) == 1
    assert nearest(index, "ab") == found
    unchanged = LetterEmbeddings()
    assert nearest(open_at(tmp_path, unchanged), "ab") == found
    assert unchanged.embedded == 0

    again = LetterEmbeddings()
    assert nearest(open_at(tmp_path, again, NEW), "ab") == found
    assert again.embedded == 4
    assert len(names(tmp_path)) == 2
    assert not names(tmp_path) & half


def test_a_build_that_raises_leaves_the_old_index(tmp_path: Path) -> None:
    def fail(batch: int) -> None:
        raise MemoryError

    found = nearest(open_at(tmp_path), "ab")
    with pytest.raises(MemoryError):
        open_at(tmp_path, LetterEmbeddings(fail), NEW)
    unchanged = LetterEmbeddings()
    assert nearest(open_at(tmp_path, unchanged), "ab") == found
    assert unchanged.embedded == 0


# --- a folder or a server -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of its own on this machine."""
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = "import sys; from chromadb.cli.cli import app; sys.exit(app())"
    arguments = ["run", "--path", str(folder / "data"), "--host", "127.0.0.1", "--port", str(port)]
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
            stdout=output,
            stderr=output,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/api/v2/heartbeat", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        _close_connections()
        process.terminate()
        process.wait(10)


def _close_connections() -> None:
    """Chroma's HTTP client has no way to close its connections; left open, they warn at some later test."""
    for client in [thing for thing in gc.get_objects() if type(thing) is httpx.Client]:
        if "Chroma" in client.headers["user-agent"]:
            client.close()


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the Chroma server did not come up: {log.read_text()}")


def test_a_chroma_server_serves_the_index_as_a_folder_does(
    server: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(load_library().chunks[:6])
    in_folder = build.assemble(library, Settings())
    monkeypatch.setenv("KOMINTAVO_CHROMA_URL", server)
    settings = Settings(data_dir=data_dir / "server")
    for _ in range(2):
        on_server = build.assemble(library, settings)
        question = "Wie hoch ist die Zuweisung?"
        assert [p.chunk.key for p in on_server.retrieve(question)] == [
            p.chunk.key for p in in_folder.retrieve(question)
        ]
    assert not (settings.data_dir / "index").exists()
    held: Any = [c.name for c in connect(data_dir, server).list_collections()]
    assert len(held) == 1


def test_a_second_start_builds_nothing_on_a_server_either(server: str, tmp_path: Path) -> None:
    first, second = LetterEmbeddings(), LetterEmbeddings()
    for embeddings in (first, second):
        index = open_index(connect(tmp_path, server), SOME, OLD, embeddings)
        assert nearest(index, "a")[0] == ("t0", pytest.approx(1.0))
    assert (first.embedded, second.embedded) == (4, 0)


def test_an_unreachable_server_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(VectorIndexError, match=r"can't open the vector index at http://127\.0\.0\.1:1"):
        connect(tmp_path, "http://127.0.0.1:1")
    assert issubclass(VectorIndexError, AssistantError)


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(VectorIndexError, match="can't open the vector index"):
        connect(tmp_path / "file" / "index", None)
