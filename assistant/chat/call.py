"""What one call to a chat model has brought: text, whether it is complete, and the tokens counted."""

from dataclasses import dataclass

from langchain_core.messages import AIMessageChunk


@dataclass
class Call:
    """What one call has brought so far, all chunks in one."""

    message: AIMessageChunk | None = None

    def add(self, chunk: AIMessageChunk) -> None:
        """Take in what came next."""
        self.message = chunk if self.message is None else self.message + chunk

    @property
    def text(self) -> str:
        """What the model has said."""
        return str(self.message.text) if self.message else ""

    @property
    def is_complete(self) -> bool:
        """Whether the server said that the model had finished by itself."""
        metadata = self.message.response_metadata if self.message else {}
        return "stop" in (metadata.get("finish_reason"), metadata.get("done_reason"))

    @property
    def tokens(self) -> tuple[int, int] | None:
        """Tokens read and written, if the server counted them."""
        usage = self.message.usage_metadata if self.message else None
        return (usage["input_tokens"], usage["output_tokens"]) if usage else None
