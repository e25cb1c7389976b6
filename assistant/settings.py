"""Settings from the environment (`KOMINTAVO_…`); read once, at an entry point."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError
from corpus.locations import data_dir

Language = Literal["de", "en"]
_PREFIX = "KOMINTAVO_"


class Settings(BaseSettings):
    """What an operator may configure."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=data_dir)
    """Own documents and the index."""
    embedding_model: str | None = None
    """A sentence-transformers model instead of the bundled one."""
    chroma_url: HttpUrl | None = None
    """A Chroma server instead of a folder, e.g. http://localhost:8000."""
    language: Language = "de"
    """The language of the page; legal wording stays German."""
    chat_model: str | None = None
    """A chat model that words the answers: "ollama:NAME" or "openai:NAME"; none by default."""
    chat_base_url: HttpUrl | None = None
    """Where it is served, e.g. http://localhost:11434 (Ollama) or http://localhost:8000/v1 (OpenAI-compatible)."""
    chat_api_key: SecretStr | None = None
    """Its key; own servers need none."""
    chat_timeout: float = Field(default=60, gt=0, le=600)
    """Seconds that a whole answer of the model may take."""
    auth: str | None = Field(default=None, pattern=r"^(file:.+|header:[A-Za-z0-9-]+)$")
    """Who may use the page: "file:PATH" of users, or "header:NAME" that a reverse proxy sets; everyone by default."""
    sync: bool = True
    """Whether the official texts are fetched once a day while the page runs."""
    operators: Annotated[frozenset[str], NoDecode] = frozenset()
    """The users of `auth` who may add and accept texts on the page; in the environment names, by commas."""
    rate: int = Field(default=30, ge=0, le=100_000)
    """Questions, exports and the like that one client may send in a minute; 0 for any number."""
    trust_proxy: str = ""
    """Addresses or networks of reverse proxies, by commas, whose X-Forwarded-For tells the client."""

    @field_validator("operators", mode="before")
    @classmethod
    def _names(cls, value: object, known: ValidationInfo) -> object:
        names = frozenset(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value
        if names and not known.data.get("auth"):
            raise ValueError("needs KOMINTAVO_AUTH, else nobody has a name")
        return names

    @field_validator("trust_proxy")
    @classmethod
    def _networks(cls, value: str) -> str:
        for part in value.split(",") if value else ():
            ip_network(part.strip())
        return value


def read_settings() -> Settings:
    """The settings of the environment. SettingsError with the variable's name if one has no valid value."""
    try:
        return Settings()
    except ValidationError as error:
        problems = (f"{_PREFIX}{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError("; ".join(problems)) from None
