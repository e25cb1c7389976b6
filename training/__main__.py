"""`python -m training train | adapt | evaluate | classify`: the embedding model in two stages; the classifiers."""

import argparse
from pathlib import Path

import torch

from assistant.classifying import FOLDER
from corpus.library import load_library
from training.adapt import AdaptSettings, adapt
from training.classify import train_classifiers
from training.corpus import read_sections, shared_folder
from training.development import read_development_set
from training.evaluate import development_judge, evaluate, read_model
from training.saving import save_model
from training.tokenizer import train_tokenizer
from training.tokens import encode_corpus
from training.train import Settings, train

MODEL = Path(__file__).parent.parent / "assistant" / "static_model"


def train_model(folder: Path) -> None:
    """First stage: train from nothing on statutes and write the model folder."""
    settings = Settings()
    torch.use_deterministic_algorithms(True)
    sections = read_sections(shared_folder())
    texts = (f"{section.law} {section.heading} {section.text}" for section in sections)
    tokenizer = train_tokenizer(texts, settings.pieces)
    corpus = encode_corpus(tokenizer, sections)
    judge = development_judge(tokenizer, read_development_set(shared_folder()))
    save_model(folder, train(corpus, tokenizer, settings, judge), tokenizer)


def adapt_model(folder: Path) -> None:
    """Second stage: train the model in the folder further on the bundled everyday questions."""
    model = read_model(folder)
    save_model(folder, adapt(model.weights, model.tokenizer, load_library(), AdaptSettings()), model.tokenizer)


def print_figures(folder: Path) -> None:
    """One line per benchmark and system."""
    for name, values in evaluate(read_model(folder), shared_folder()).items():
        print(f"{name:22}{values}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("command", choices=["train", "adapt", "evaluate", "classify"])
    parser.add_argument("--folder", type=Path, default=MODEL, help="the model folder (default: the bundled one)")
    arguments = parser.parse_args()
    if arguments.command == "classify":
        train_classifiers(load_library(), FOLDER)
        return
    stages = {"train": train_model, "adapt": adapt_model}
    if arguments.command in stages:
        stages[arguments.command](arguments.folder)
    print_figures(arguments.folder)


if __name__ == "__main__":
    main()
