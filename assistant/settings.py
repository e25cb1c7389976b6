"""Settings from the environment (`KOMINTAVO_…`); read once, at an entry point."""

from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.locations import data_dir

Language = Literal["de", "en"]


class Settings(BaseSettings):
    """What an operator may configure."""

    model_config = SettingsConfigDict(env_prefix="KOMINTAVO_", frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=data_dir)
    """Own documents and the index."""
    embedding_model: str | None = None
    """A sentence-transformers model instead of the bundled one."""
    chroma_url: HttpUrl | None = None
    """A Chroma server instead of a folder, e.g. http://localhost:8000."""
    language: Language = "de"
    """The language of the page; legal wording stays German."""
