"""Structured logs on stderr: a JSON object a line, never with the text of a question."""

import datetime
import json
import logging
import sys

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
# Libraries that narrate each request or file at the level of information.
_TALKATIVE = (
    "httpx",
    "httpx2",
    "alembic",
    "filelock",
    "streamlit",
    "sentence_transformers",
    "pypdf",
)


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object: time in UTC, level, logger, message and its extras."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{key: value for key, value in vars(record).items() if key not in _STANDARD},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to_stderr(level: str) -> None:
    """Write log lines of this level and above to stderr, for a service that runs unattended."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
