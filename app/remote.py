"""The main job, asked of the process that owns the home, over HTTP on loopback."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote

import httpx

from app.ownership import OwnerGone
from app.remote_owner import RemoteOwner
from store.errors import FileRejected, MillwrightError, NotAllowed, NotFound, QuestionRejected
from store.manual_values import IngestOptions, Job, ManualSummary
from store.values import Answer, AnswerEvent, Box, Feedback, Method, Scope, SearchResult

if TYPE_CHECKING:
    from app.remote_evaluator import RemoteEvaluator

_ERRORS: dict[int, type[MillwrightError]] = {
    404: NotFound,
    409: NotAllowed,
    413: FileRejected,
    422: QuestionRejected,
}


class RemoteService:
    """A `Service` that passes every call on to the owner of the home."""

    def __init__(self, url: str) -> None:
        # Proxies of the environment have no say: the owner is on this machine. An answer may take
        # as long as the model's time-out, an upload as long as the disk.
        self._client = httpx.Client(
            base_url=f"{url}/api", timeout=httpx.Timeout(300, connect=5), trust_env=False
        )

    @property
    def owner(self) -> RemoteOwner:
        """Return what a document owner can do."""
        return RemoteOwner(self._send)

    @property
    def evaluator(self) -> "RemoteEvaluator":
        """Return what an evaluator can do."""
        # Most commands evaluate nothing, and what that takes is a sixth of their imports.
        from app.remote_evaluator import RemoteEvaluator

        return RemoteEvaluator(self._send)

    def search(
        self,
        question: str,
        *,
        scope: Scope,
        limit: int = 10,
        history: Sequence[str] = (),
        method: Method = "search",
    ) -> SearchResult:
        """Return the best chunks in force within the scope, best first."""
        body = {
            "question": question,
            "limit": limit,
            "history": list(history),
            "method": method,
            **_scope(scope),
        }
        return SearchResult.model_validate(self._json("POST", "/search", json=body))

    def ask(self, question: str, *, scope: Scope, history: Sequence[str] = ()) -> Answer:
        """Return a checked answer, a quotation or a refusal."""
        body = {"question": question, "history": list(history), **_scope(scope)}
        return Answer.model_validate(self._json("POST", "/ask", json=body))

    def stream(
        self, question: str, *, scope: Scope, history: Sequence[str] = ()
    ) -> Iterator[AnswerEvent]:
        """Yield the answer as it comes: notices, sentences, citations, then `done`."""
        body = {"question": question, "history": list(history), **_scope(scope)}
        headers = {"Accept": "text/event-stream"}
        try:
            with self._client.stream("POST", "/ask", json=body, headers=headers) as response:
                if response.is_error:
                    response.read()
                    _raise(response)
                yield from _events(response.iter_lines())
        except httpx.TransportError as error:
            raise OwnerGone(_gone(error)) from error

    def answer(self, answer_id: str) -> Answer:
        """Return an answer given before, as it was given."""
        return Answer.model_validate(self._json("GET", f"/answers/{quote(answer_id, safe='')}"))

    def manuals(self) -> tuple[ManualSummary, ...]:
        """Return all manuals by id, each with its revisions."""
        found = self._json("GET", "/manuals")
        return tuple(ManualSummary.model_validate(manual) for manual in found)

    def submit(self, path: Path, options: IngestOptions, *, name: str | None = None) -> Job:
        """Queue a file and return its job."""
        said = options.model_dump(mode="json", exclude_defaults=True)
        fields = {
            name: ";".join(value)
            if name == "machines"
            else str(value).lower()
            if isinstance(value, bool)
            else value
            for name, value in said.items()
        }
        try:
            with path.open("rb") as file:
                found = self._json(
                    "POST",
                    "/manuals",
                    files={"files": (name or path.name, file, "application/octet-stream")},
                    data=fields,
                )
        except OSError as error:
            raise FileRejected(f"{path.name}: it cannot be opened ({error.strerror}).") from error
        return Job.model_validate(found["jobs"][0] if isinstance(found, dict) else found[0])

    def job(self, job_id: str) -> Job:
        """Return the job as it stands now."""
        return Job.model_validate(self._json("GET", f"/jobs/{quote(job_id, safe='')}"))

    def jobs(self) -> tuple[Job, ...]:
        """Return all jobs, the newest first."""
        return tuple(Job.model_validate(job) for job in self._json("GET", "/jobs"))

    def page_image(
        self, manual: str, revision: str, page: int, *, boxes: Sequence[Box] = ()
    ) -> bytes:
        """Return a PNG of the page with the boxes marked."""
        path = f"/manuals/{quote(manual, safe='')}/revisions/{quote(revision, safe='')}"
        marks = ";".join(",".join(str(edge) for edge in box) for box in boxes)
        response = self._send("GET", f"{path}/pages/{page}.png", params={"boxes": marks})
        return response.content

    def feedback(self, feedback: Feedback) -> None:
        """Keep what a technician says of an answer."""
        self._send("POST", "/feedback", json=feedback.model_dump())

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _json(self, method: str, path: str, **arguments: Any) -> Any:
        return self._send(method, path, **arguments).json()

    def _send(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        try:
            response = self._client.request(method, path, **arguments)
        except httpx.TransportError as error:
            raise OwnerGone(_gone(error)) from error
        if response.is_error:
            _raise(response)
        return response


def _scope(scope: Scope) -> dict[str, str]:
    return {name: value for name, value in scope.model_dump().items() if value is not None}


def _events(lines: Iterator[str]) -> Iterator[AnswerEvent]:
    """Server-sent events (HTML Living Standard, section 9.2), of which we send the simple form."""
    event = ""
    for line in lines:
        if line.startswith("event:"):
            event = line.removeprefix("event:").strip()
        elif line.startswith("data:"):
            data = json.loads(line.removeprefix("data:"))
            yield AnswerEvent.model_validate({"event": event, "data": data})


def _raise(response: httpx.Response) -> NoReturn:
    try:
        sentence = str(response.json()["error"])
    except (ValueError, KeyError, TypeError):
        sentence = f"The owner of the home answered with status {response.status_code}."
    raise _ERRORS.get(response.status_code, MillwrightError)(sentence)


def _gone(error: httpx.TransportError) -> str:
    return f"The process that owns the home went away ({error})."
