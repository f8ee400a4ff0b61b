"""The HTTP API: the same main job for programs, with the same names as on the command line."""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, cast
from urllib.parse import unquote

from fastapi import Body, FastAPI, Header, Query, Request, Response
from fastapi import Path as PathParameter
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import StreamingResponse

from app.api_docs import DescribedAPI, add_docs
from app.api_errors import UNEXPECTED, add_error_handlers
from app.api_evals import add_evals
from app.api_owner import add_owner
from app.api_shapes import (
    ASK_EXAMPLES,
    ERRORS,
    EVENT_STREAM,
    PNG,
    SEARCH_EXAMPLES,
    UPLOAD_BODY,
    AskRequest,
    Jobs,
    SearchRequest,
)
from app.guard import LOOPBACK_NAMES, SameOriginGuard
from app.service import Service
from app.uploads import as_path, read_upload
from ingest.naming import shown_name
from store.errors import FileRejected, MillwrightError
from store.manual_values import Job, ManualSummary
from store.values import Answer, AnswerEvent, Box, Feedback, SearchResult

logger = logging.getLogger(__name__)

_MOST_BOXES = 500
_DEFAULT_MAX_UPLOAD_MB = 500
_PAGE_PATH = re.compile(r"/manuals/([^/]*)/revisions/([^/]*)/pages/[^/]*\Z")


def create_api(
    service: Service,
    *,
    hosts: Iterable[str] | None = LOOPBACK_NAMES,
    max_upload_mb: int = _DEFAULT_MAX_UPLOAD_MB,
    upload_folder: Path | None = None,
) -> FastAPI:
    """Return the API over a service, to be mounted at /api.

    It answers to the names in `hosts` only (None: to any). An upload of more than `max_upload_mb`
    is refused before it is read; uploads pass through `upload_folder`, or the system's own.
    """
    api = DescribedAPI(
        title="Millwright",
        version="0.1.0",
        description="Answers from the factory's own manuals, with the page that says so.",
        docs_url=None,
        redoc_url=None,
        responses=ERRORS,
    )
    api.add_middleware(SameOriginGuard, hosts=hosts)
    add_error_handlers(api)
    _add_questions(api, service)
    _add_manuals(api, service, max_upload_mb * 1024 * 1024, upload_folder)
    add_owner(api, service.owner)
    add_evals(api, service.evaluator)
    add_docs(api)
    return api


def _add_questions(api: FastAPI, service: Service) -> None:
    @api.post("/search", tags=["questions"], summary="Find the passages for a question")
    def search(
        request: Annotated[SearchRequest, Body(openapi_examples=SEARCH_EXAMPLES)],
    ) -> SearchResult:
        """Return the best chunks in force within the scope, best first."""
        return service.search(
            request.question,
            scope=request.scope,
            limit=request.limit,
            history=request.history,
            method=request.method,
        )

    @api.post(
        "/ask",
        tags=["questions"],
        summary="Answer a question, at once or as it comes",
        response_model=Answer,
        responses=EVENT_STREAM,
    )
    def ask(
        request: Annotated[AskRequest, Body(openapi_examples=ASK_EXAMPLES)],
        accept: Annotated[str, Header(description="text/event-stream for events")] = "",
    ) -> Any:
        """Return a checked answer, a quotation or a refusal.

        With `Accept: text/event-stream` the events are `notice`, `sentence`, `citation`, then
        `done` with the whole answer, or `error`. A citation may come again under its marker when
        its quote has grown; only `done` is final.
        """
        if "text/event-stream" in accept:
            return _event_stream(service, request)
        return service.ask(request.question, scope=request.scope, history=request.history)

    @api.get("/answers/{answer}", tags=["questions"], summary="Show an answer given before")
    def answer(answer: str) -> Answer:
        """Return the answer as it was given, whatever is in force today."""
        return service.answer(answer)

    @api.post("/feedback", tags=["questions"], status_code=204, summary="Say if an answer helped")
    def feedback(feedback: Feedback) -> None:
        """Keep what a technician says of an answer."""
        service.feedback(feedback)


def _add_manuals(
    api: FastAPI, service: Service, max_bytes: int, upload_folder: Path | None
) -> None:
    @api.get("/manuals", tags=["manuals"], summary="List the manuals")
    def manuals() -> tuple[ManualSummary, ...]:
        """Return all manuals by id, each with its revisions."""
        return service.manuals()

    @api.post(
        "/manuals",
        tags=["manuals"],
        status_code=202,
        summary="Upload manuals",
        openapi_extra=UPLOAD_BODY,
    )
    async def upload(request: Request) -> Jobs:
        """Queue the files, and return a job for each. What is left out is read from its name."""
        upload = await read_upload(request, max_bytes=max_bytes)
        try:
            if not upload.files:
                raise FileRejected("There is no file in the upload: send it in a field `files`.")
            jobs = []
            for file in upload.files:
                name = shown_name(file.filename or "")

                def submit(content: Any = file.file, name: str = name) -> Job:
                    with as_path(name, content, upload_folder) as path:
                        return service.submit(path, upload.options, name=name)

                jobs.append(await run_in_threadpool(submit))
            return Jobs(jobs=tuple(jobs))
        finally:
            for file in upload.files:
                await file.close()

    @api.get("/jobs", tags=["manuals"], summary="List the jobs")
    def jobs() -> tuple[Job, ...]:
        """Return all jobs, the newest first."""
        return service.jobs()

    @api.get("/jobs/{job}", tags=["manuals"], summary="Show how far a job is")
    def job(job: str) -> Job:
        """Return the job as it stands now."""
        return service.job(job)

    @api.get(
        "/manuals/{manual:path}/revisions/{revision:path}/pages/{page}.png",
        tags=["manuals"],
        summary="Show a page with places marked",
        response_class=Response,
        responses=PNG,
    )
    def page_image(
        request: Request,
        manual: str,
        revision: str,
        page: Annotated[int, PathParameter(ge=1, description="PDF page, from 1")],
        boxes: Annotated[
            str,
            Query(
                description="x0,y0,x1,y1;… in points from the page's top left",
                examples=["72,200,480,252"],
            ),
        ] = "",
    ) -> Response:
        """Return the page as a PNG. A `/` in an id is sent as `%2F`."""
        manual, revision = _ids(request, manual, revision)
        png = service.page_image(manual, revision, page, boxes=_boxes(boxes))
        # Pages of a revision never change; an hour keeps a shift's look-ups off the network.
        headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return Response(png, media_type="image/png", headers=headers)


def _ids(request: Request, manual: str, revision: str) -> tuple[str, str]:
    """Return the ids as they were sent, before `%2F` became a separator."""
    raw = request.scope.get("raw_path") or b""
    sent = _PAGE_PATH.search(raw.decode("latin-1"))
    return (unquote(sent[1]), unquote(sent[2])) if sent else (manual, revision)


def _boxes(text: str) -> tuple[Box, ...]:
    parts = [part for part in text.split(";") if part.strip()]
    try:
        boxes = [tuple(float(number) for number in part.split(",")) for part in parts]
    except ValueError:
        boxes = [()]
    fits = all(len(box) == 4 and all(-1e6 < number < 1e6 for number in box) for box in boxes)
    if not fits or len(boxes) > _MOST_BOXES:
        raise RequestValidationError(
            [
                {
                    "type": "boxes",
                    "loc": ("query", "boxes"),
                    "msg": f"up to {_MOST_BOXES} boxes are written x0,y0,x1,y1;x0,y0,x1,y1",
                }
            ]
        )
    return cast(tuple[Box, ...], tuple(boxes))


def _event_stream(service: Service, request: AskRequest) -> StreamingResponse:
    """Start the answer, so that a refused question still gets its own status, then send it."""
    events = service.stream(request.question, scope=request.scope, history=request.history)
    first = next(events, None)
    return StreamingResponse(
        _server_sent(first, events),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _server_sent(first: AnswerEvent | None, events: Iterator[AnswerEvent]) -> Iterator[str]:
    try:
        if first is not None:
            yield _formatted(first)
        for event in events:
            yield _formatted(event)
    except MillwrightError as error:
        yield _formatted(AnswerEvent(event="error", data={"error": str(error)}))
    except Exception:
        # The handler for what nobody expected, which else gives a 500, comes too late here: the
        # status line is out, and the contract's `error` event is all that can still be sent.
        logger.exception("An answer broke off")
        yield _formatted(AnswerEvent(event="error", data={"error": UNEXPECTED}))


def _formatted(event: AnswerEvent) -> str:
    data = event.model_dump_json(include={"data"}).removeprefix('{"data":').removesuffix("}")
    return f"event: {event.event}\ndata: {data}\n\n"
