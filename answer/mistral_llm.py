"""LlamaIndex's LLM interface over the official Mistral client, for any endpoint that speaks it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import LLM
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback
from llama_index.core.llms.custom import CustomLLM
from mistralai.client import Mistral
from mistralai.client.models import (
    AssistantMessage,
    ChatCompletionStreamRequestMessage,
    CompletionEvent,
    SystemMessage,
    UserMessage,
)
from mistralai.client.utils.eventstreaming import EventStream
from typing_extensions import override

from answer.mistral import Message
from answer.mistral_stream import streamed
from store.values import TokensUsed

# An answer is a few sentences: a model that runs on repeats itself, and a technician waits.
_LONGEST_ANSWER_TOKENS = 700
# What we assume where nobody tells; only LlamaIndex's own prompt helpers look at it.
_CONTEXT_TOKENS = 32_768


class MistralLLM(CustomLLM):
    """A Mistral model, from the API or from an endpoint that needs no key, with no retries.

    `timeout_seconds` is the longest wait for the first and for each further piece of text. All that
    goes wrong is raised as ModelFailure.
    """

    model: str
    temperature: float = 0.0
    timeout_seconds: float = 20.0
    max_tokens: int = _LONGEST_ANSWER_TOKENS
    _client: Mistral = PrivateAttr()

    def __init__(
        self, *, server_url: str | None = None, api_key: str | None = None, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self._client = Mistral(
            api_key=api_key,
            server_url=base_url(server_url) if server_url else None,
            timeout_ms=int(self.timeout_seconds * 1000),
        )
        # The client sends traces to Mistral's cloud if an environment variable says so. This
        # attribute is read before that variable: questions leave the house by no side door.
        vars(self._client.sdk_configuration)["telemetry"] = False

    @classmethod
    def class_name(cls) -> str:
        """Return LlamaIndex's name for this class."""
        return "MillwrightMistral"

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex asks of a model."""
        return LLMMetadata(
            context_window=_CONTEXT_TOKENS,
            num_output=self.max_tokens,
            is_chat_model=True,
            model_name=self.model,
        )

    @override
    @llm_chat_callback()
    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """Yield the answer so far with each new piece as `delta`; raise ModelFailure.

        The last response has the tokens used in `additional_kwargs`, where the server told them.
        """
        return self._responses(messages)

    @override
    @llm_chat_callback()
    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """Return the whole answer; raise ModelFailure."""
        *_, last = self._responses(messages)
        return ChatResponse(message=last.message, additional_kwargs=last.additional_kwargs)

    @override
    @llm_completion_callback()
    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseGen:
        """Yield the answer to a bare prompt, asked as one message; raise ModelFailure."""
        return self._completions(prompt)

    @override
    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """Return the whole answer to a bare prompt; raise ModelFailure."""
        return CompletionResponse(text="".join(self._pieces([_user(prompt)])))

    def _responses(self, messages: Sequence[ChatMessage]) -> ChatResponseGen:
        text = ""
        counted: list[TokensUsed] = []
        for piece in self._pieces(messages, counted.append):
            text += piece
            yield _answer(text, piece)
        yield _answer(text, "", counted[-1] if counted else None)

    def _completions(self, prompt: str) -> CompletionResponseGen:
        text = ""
        for piece in self._pieces([_user(prompt)]):
            text += piece
            yield CompletionResponse(text=text, delta=piece)

    def _pieces(
        self, messages: Sequence[ChatMessage], spent: Callable[[TokensUsed], None] | None = None
    ) -> Iterator[str]:
        sent = [_message(message) for message in messages]
        return streamed(
            lambda: self._open_stream(sent), timeout_seconds=self.timeout_seconds, spent=spent
        )

    def _open_stream(
        self, messages: list[ChatCompletionStreamRequestMessage]
    ) -> EventStream[CompletionEvent]:
        return self._client.chat.stream(
            model=self.model,
            messages=messages,
            temperature=self.temperature,
            max_tokens=self.max_tokens,
        )


class StreamedLLM:
    """Any LlamaIndex LLM as the language model of composition: where users plug in their own."""

    def __init__(self, llm: LLM) -> None:
        self._llm = llm

    @property
    def name(self) -> str:
        """The model's name."""
        return self._llm.metadata.model_name

    def stream(
        self, messages: Sequence[Message], *, spent: Callable[[TokensUsed], None] | None = None
    ) -> Iterator[str]:
        """Yield the answer's text piece by piece; raise ModelUnavailable as the LLM does.

        `spent` is told what LlamaIndex's own counter would read, at the end.
        """
        chat = [ChatMessage(role=MessageRole(role), content=text) for role, text in messages]
        counted = None
        for response in self._llm.stream_chat(chat):
            if response.delta:
                yield response.delta
            counted = _told(response.additional_kwargs)
        if counted is not None and spent is not None:
            spent(counted)


def base_url(server_url: str) -> str:
    """Return the URL that the client appends `/v1/chat/completions` to, however it was given."""
    url = server_url.strip().rstrip("/")
    for ending in ("/chat/completions", "/v1"):
        url = url.removesuffix(ending).rstrip("/")
    return url if "://" in url else f"http://{url}"


def _user(text: str) -> ChatMessage:
    return ChatMessage(role=MessageRole.USER, content=text)


def _message(message: ChatMessage) -> ChatCompletionStreamRequestMessage:
    text = message.content or ""
    if message.role == MessageRole.SYSTEM:
        return SystemMessage(content=text)
    if message.role == MessageRole.ASSISTANT:
        return AssistantMessage(content=text)
    return UserMessage(content=text)


def _answer(text: str, delta: str, tokens: TokensUsed | None = None) -> ChatResponse:
    message = ChatMessage(role=MessageRole.ASSISTANT, content=text)
    if tokens is None:
        return ChatResponse(message=message, delta=delta)
    # Where LlamaIndex's models put them, and its counter looks for them.
    kwargs = {"prompt_tokens": tokens.prompt, "completion_tokens": tokens.completion}
    return ChatResponse(message=message, delta=delta, additional_kwargs=kwargs)


def _told(kwargs: Mapping[str, object]) -> TokensUsed | None:
    prompt, completion = kwargs.get("prompt_tokens"), kwargs.get("completion_tokens")
    if isinstance(prompt, int) and isinstance(completion, int):
        return TokensUsed(prompt=prompt, completion=completion)
    return None
