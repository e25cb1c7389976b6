"""The shape of the project: imports point one way, and the README's map is true."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {"corpus": {"corpus"}, "assistant": {"corpus", "assistant"}, "eval": {"corpus", "assistant", "eval"}}
OURS = {"corpus", "assistant", "eval", "training", "app"}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("package", LAYERS)
def test_imports_never_point_the_other_way(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert imported(path) & OURS <= LAYERS[package], path


def test_the_corpus_needs_no_ml_library() -> None:
    heavy = {"torch", "sentence_transformers", "chromadb", "gradio", "langchain_core", "model2vec", "bm25s", "numpy"}
    for path in (ROOT / "corpus").rglob("*.py"):
        assert not imported(path) & heavy, path


def test_only_one_file_knows_chroma() -> None:
    users = {path.name for path in (ROOT / "assistant").rglob("*.py") if "chromadb" in imported(path)}
    assert users == {"index.py"}


def test_the_readme_maps_every_module() -> None:
    mapped = set(re.findall(r"^\| `([\w./]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    for entry in mapped:
        assert (ROOT / entry).exists() or entry.isupper(), entry
    for package in ("assistant", "corpus"):
        for path in (ROOT / package).glob("*.py"):
            if path.name not in ("__init__.py", "__main__.py"):
                assert f"{package}/{path.name}" in mapped, path


def test_the_readme_names_the_two_commands_and_no_registry() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text
    for path in [ROOT / "README.md", ROOT / "requirements.lock", ROOT / "Makefile", ROOT / ".ci" / "run"]:
        assert not re.search(r"pypi\.|files\.pythonhosted|deb\.debian|--index-url", path.read_text(encoding="utf-8")), (
            path
        )


def test_the_lock_pins_everything_exactly() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith("#")]
    assert all(re.match(r"[\w.\[\]-]+==[\w.!+]+", line) for line in packages)
    assert "torch==2.13.0" in packages
