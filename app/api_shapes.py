"""What the HTTP API takes and gives beyond the shared values, with examples for its page."""

from typing import Any

from fastapi.openapi.models import Example
from pydantic import Field

from store.manual_values import Job
from store.values import Method, Scope, Value


class AskRequest(Value):
    """A question and what it is about; names as on the command line."""

    question: str = Field(description="as a technician would put it")
    machine: str | None = Field(default=None, description="only manuals of this machine")
    language: str | None = Field(default=None, description="only manuals in this language: en, de")
    revision: str | None = Field(
        default=None, description="a revision by its label, a superseded one too"
    )
    manual: str | None = Field(default=None, description="only this manual")
    serial: str | None = Field(default=None, description="the machine's serial number")
    firmware: str | None = Field(default=None, description="the firmware that it runs")
    history: tuple[str, ...] = Field(
        default=(), description="the questions before this one, oldest first: for follow-ups"
    )

    @property
    def scope(self) -> Scope:
        """What the question is about."""
        return Scope(
            machine=self.machine,
            language=self.language,
            revision=self.revision,
            manual=self.manual,
            serial=self.serial,
            firmware=self.firmware,
        )


class SearchRequest(AskRequest):
    """A question, and how many passages to return."""

    limit: int = Field(default=10, ge=1, le=100)
    method: Method = Field(default="search", description="another way to look, to compare with")


class Jobs(Value):
    """A job for each file uploaded, in their order; a file refused at once is a failed job."""

    jobs: tuple[Job, ...]


class Problem(Value):
    """What went wrong: one sentence for a person."""

    error: str


def _problem(description: str, sentence: str) -> dict[str, Any]:
    return {
        "model": Problem,
        "description": description,
        "content": {"application/json": {"example": {"error": sentence}}},
    }


ERRORS: dict[int | str, dict[str, Any]] = {
    403: _problem(
        "Sent by a page of another site, or to a name that is not ours",
        "This was sent by a page of another site, and was not carried out.",
    ),
    404: _problem("Not kept here", "No manual hp-200 is kept here."),
    409: _problem("Not allowed now", "revision C of hp-200 is withdrawn already."),
    413: _problem("Too large", "The upload is over the limit of 500 MB: send fewer files."),
    422: _problem("Not understood", "The field 'machien' is not known."),
    500: _problem("A fault of ours", "Something went wrong inside Millwright."),
    503: _problem("The store cannot be read or written", "The catalog cannot be opened."),
}

SEARCH_EXAMPLES: dict[str, Example] = {
    "all manuals": {"value": {"question": "How tight should the drive belt be?", "limit": 5}},
    "one machine": {"value": {"question": "alarm 204", "machine": "Lathe 2", "language": "en"}},
}
ASK_EXAMPLES: dict[str, Example] = {
    "all manuals": {"value": {"question": "How tight should the drive belt be?"}},
    "one machine": {"value": {"question": "What does alarm 204 mean?", "machine": "Lathe 2"}},
}

EVENT_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer, or its events as they come",
        "content": {
            "text/event-stream": {
                "schema": {"type": "string"},
                "example": (
                    'event: notice\ndata: {"level":"danger","text":"Lock the switch.","marker":1}'
                    '\n\nevent: sentence\ndata: {"text":"Tighten to 24 Nm [1].","markers":[1]}'
                    "\n\nevent: done\ndata: {…the whole answer…}\n\n"
                ),
            }
        },
    }
}
PNG: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The page",
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    }
}

_TEXT = {"type": "string"}
UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "manual": {**_TEXT, "description": "id of the manual"},
                        "title": _TEXT,
                        "machines": {**_TEXT, "description": "separated by ;"},
                        "revision": _TEXT,
                        "language": {**_TEXT, "example": "de"},
                        "effective": {**_TEXT, "format": "date", "example": "2025-03-01"},
                        "maker": _TEXT,
                        "document_number": _TEXT,
                        "serials": {**_TEXT, "example": "1000..1999"},
                        "firmware": {**_TEXT, "example": "2.1.."},
                        "amends": {
                            **_TEXT,
                            "description": "for a bulletin: MANUAL or MANUAL#SECTION",
                            "example": "HP-200_Operating_Manual#4.2",
                        },
                        "by": {**_TEXT, "description": "who hands it in"},
                        "draft": {"type": "boolean", "description": "kept back until released"},
                    },
                    "additionalProperties": False,
                }
            }
        },
    }
}
