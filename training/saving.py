"""Writing the model folder, so that model2vec and sentence-transformers read it offline and agree."""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from training.tokenizer import UNKNOWN

MEAN_LENGTH = 4.0  # of a piece vector: keeps the means of half-precision numbers away from its smallest ones
MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    }
]
CONFIG = {
    "model_type": "model2vec",
    "architectures": ["StaticModel"],
    "normalize": False,  # torch makes an empty text NaN when it normalises half precision
    "max_length": None,  # sentence-transformers does not cut texts either
    "embedding_dtype": "float16",
}


def half_precision(weights: torch.Tensor, tokenizer: Tokenizer) -> torch.Tensor:
    """The piece vectors as they are shipped; the unknown piece is zero, because model2vec leaves it out of the mean."""
    shipped: torch.Tensor = weights * (MEAN_LENGTH / weights.norm(dim=-1).mean())
    shipped[tokenizer.token_to_id(UNKNOWN)] = 0
    return shipped.half()


def save_model(folder: Path, weights: torch.Tensor, tokenizer: Tokenizer) -> None:
    """Write vectors, tokenizer and the few lines of configuration that the two libraries ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    vectors = half_precision(weights, tokenizer).numpy()
    save_file({"embeddings": np.ascontiguousarray(vectors)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    write_json(folder / "config.json", CONFIG | {"hidden_dim": vectors.shape[1]})
    write_json(folder / "modules.json", MODULES)
    about = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}}
    write_json(folder / "config_sentence_transformers.json", about)


def write_json(path: Path, content: object) -> None:
    """Write readable JSON with a final line break."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
