"""One stream of Mistral's client, read in a thread of its own: pieces, counts, and how it ended."""

import queue
import threading
from collections.abc import Callable, Iterator

import httpx2  # the client's own HTTP library: its errors come through the client as they are
from mistralai.client.errors import MistralError
from mistralai.client.models import CompletionEvent, TextChunk, UsageInfo
from mistralai.client.utils.eventstreaming import EventStream

from answer.mistral import FailureKind, ModelFailure
from store.values import TokensUsed

# Pieces and counts, then a failure, or None for a proper end.
_Arrived = str | TokensUsed | ModelFailure | None

_SENTENCES: dict[FailureKind, str] = {
    "unreachable": "The language model cannot be reached.",
    "slow": "The language model did not answer in time.",
    "rate_limited": "The language model is busy: it refused the request for its rate limit.",
    "key_rejected": "The language model rejected the API key.",
    "unknown_model": "The language model's server does not know the model or address asked for.",
    "failing": "The language model's server failed.",
    "broken": "The language model's answer broke off or could not be read.",
    "empty": "The language model gave an empty answer.",
}
_KINDS_BY_STATUS: dict[int, FailureKind] = {
    401: "key_rejected",
    403: "key_rejected",
    404: "unknown_model",
    408: "slow",
    429: "rate_limited",
    504: "slow",
}


def streamed(
    open_stream: Callable[[], EventStream[CompletionEvent]],
    *,
    timeout_seconds: float,
    spent: Callable[[TokensUsed], None] | None = None,
) -> Iterator[str]:
    """Yield the text of a stream as it comes; `spent` is told what it took, if the server says.

    The stream is opened and read by a thread of its own: servers keep a silent connection alive
    with comments, which the client swallows and its time-out takes for progress. Raises
    ModelFailure for all that goes wrong, no piece within `timeout_seconds` and no text included.
    """
    arrived: queue.Queue[_Arrived] = queue.Queue()
    reader = _Reader(open_stream, arrived)
    threading.Thread(target=reader.run, name="language-model", daemon=True).start()
    empty = True
    try:
        while (piece := arrived.get(timeout=timeout_seconds)) is not None:
            if isinstance(piece, ModelFailure):
                raise piece
            if isinstance(piece, TokensUsed):
                if spent is not None:
                    spent(piece)
                continue
            empty = empty and not piece.strip()
            yield piece
    except queue.Empty:
        raise _failure("slow") from None
    finally:
        reader.stop()
    if empty:
        raise _failure("empty")


class _Reader:
    """Reads one stream to its end, and puts what arrives."""

    def __init__(
        self,
        open_stream: Callable[[], EventStream[CompletionEvent]],
        arrived: "queue.Queue[_Arrived]",
    ) -> None:
        self._open_stream = open_stream
        self._arrived = arrived
        self._stopped = threading.Event()

    def run(self) -> None:
        # Whatever else the client raises, the technician is waiting for a reply.
        ending: ModelFailure | None = _failure("failing")
        try:
            ending = self._read()
        except httpx2.TimeoutException:
            ending = _failure("slow")
        except httpx2.ConnectError:
            ending = _failure("unreachable")
        except MistralError as error:
            ending = _failure(_kind(error.status_code))
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, ValueError):
            # A broken connection, or bytes that are no JSON or no UTF-8.
            ending = _failure("broken")
        finally:
            self._arrived.put(ending)

    def stop(self) -> None:
        """Make the reader leave at the next event; nobody waits for it."""
        self._stopped.set()

    def _read(self) -> ModelFailure | None:
        finished = False
        with self._open_stream() as stream:
            for event in stream:
                if self._stopped.is_set():
                    return None
                if counted := _counted(event.data.usage):
                    self._arrived.put(counted)
                for choice in event.data.choices[:1]:
                    if text := _text(choice.delta.content):
                        self._arrived.put(text)
                    if choice.finish_reason == "error":
                        return _failure("broken")
                    finished = finished or choice.finish_reason is not None
        # A connection cut in the middle ends like a stream that is through, but for this.
        return None if finished else _failure("broken")


def _failure(kind: FailureKind) -> ModelFailure:
    """Return the error for a kind of failure, with its sentence."""
    return ModelFailure(kind, _SENTENCES[kind])


def _kind(status: int) -> FailureKind:
    if status in _KINDS_BY_STATUS:
        return _KINDS_BY_STATUS[status]
    # A 200 that is an error to the client was no stream of events, or one that it cannot read.
    return "failing" if status >= 400 else "broken"


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(chunk.text for chunk in content if isinstance(chunk, TextChunk))
    return ""


def _counted(usage: UsageInfo | None) -> TokensUsed | None:
    # The client fills in zeros for what a server leaves out.
    if usage is None or not usage.prompt_tokens:
        return None
    return TokensUsed(prompt=usage.prompt_tokens, completion=usage.completion_tokens or 0)
