"""The language model as composition sees it, and the one that the settings name.

The model's own code is imported only when one is configured: LlamaIndex takes seconds to import.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from store.errors import ModelUnavailable
from store.settings import Settings
from store.values import TokensUsed

FailureKind = Literal[
    "unreachable",
    "slow",
    "rate_limited",
    "key_rejected",
    "unknown_model",
    "failing",
    "broken",
    "empty",
]


class Message(NamedTuple):
    """One turn of what a model is sent."""

    role: Literal["system", "user", "assistant"]
    text: str


class LanguageModel(Protocol):
    """What composition needs of a model; anything that streams text will do."""

    @property
    def name(self) -> str:
        """The model's name, as shown under an answer."""
        ...

    def stream(
        self, messages: Sequence[Message], *, spent: Callable[[TokensUsed], None] | None = None
    ) -> Iterator[str]:
        """Yield the answer's text piece by piece; raise ModelUnavailable if it cannot be had.

        `spent` is told at the end what it took, if the model's server says.
        """
        ...


class ModelFailure(ModelUnavailable):
    """The model gave no usable answer, and why: `kind` picks the sentence that is shown.

    The message never holds the key, nor what the server sent: it may repeat the key or the prompt.
    """

    def __init__(self, kind: FailureKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def language_model(settings: Settings) -> LanguageModel | None:
    """Return the model that the settings name, or None where neither key nor endpoint is set.

    Nothing is connected to yet: a model that is down shows when it is asked.
    """
    if not settings.has_model:
        return None
    return _model(settings)


@functools.lru_cache(maxsize=4)
def _model(settings: Settings) -> LanguageModel:
    """One client for the same settings: its connection is kept open between questions."""
    from answer.mistral_llm import MistralLLM, StreamedLLM

    key = settings.mistral_api_key
    return StreamedLLM(
        MistralLLM(
            model=settings.mistral_model,
            server_url=settings.mistral_server_url,
            api_key=key.get_secret_value() if key else None,
            temperature=settings.model_temperature,
            timeout_seconds=settings.model_timeout_seconds,
        )
    )
