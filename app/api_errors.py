"""What the HTTP API answers when something is wrong: a status, and one sentence."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.uploads import UploadTooLarge
from store.errors import (
    EncoderMismatch,
    FileRejected,
    MillwrightError,
    ModelUnavailable,
    NotAllowed,
    NotFound,
    QuestionRejected,
    StoreUnavailable,
)

UNEXPECTED = "Something went wrong inside Millwright; the log of the service says what."
# The first that fits: subclasses stand before their base.
_STATUS: tuple[tuple[type[MillwrightError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 409),
    (UploadTooLarge, 413),
    (QuestionRejected, 422),
    (FileRejected, 422),
    (StoreUnavailable, 503),
    (EncoderMismatch, 503),
    (ModelUnavailable, 503),
)


def add_error_handlers(api: FastAPI) -> None:
    """Let every error of the API end in a status and one sentence, as JSON."""

    @api.exception_handler(MillwrightError)
    def known(_request: Request, error: MillwrightError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, status_code=_status_of(error))

    @api.exception_handler(RequestValidationError)
    def malformed(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
        if first["type"] == "extra_forbidden":
            sentence = f"The field {field!r} is not known."
        else:
            sentence = f"The field {field!r} is wrong: {first['msg']}."
        return JSONResponse({"error": sentence}, status_code=422)

    @api.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        sentence = {
            404: f"There is nothing at {request.url.path}.",
            405: f"{request.method} is not possible at {request.url.path}.",
        }.get(error.status_code, f"{error.detail}.")
        return JSONResponse({"error": sentence}, error.status_code, headers=error.headers)

    @api.exception_handler(Exception)
    def unexpected(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse({"error": UNEXPECTED}, status_code=500)


def _status_of(error: MillwrightError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
