"""The server's log on stderr: for people, or one JSON object a line for programs.

Laws:
- What looks like a phone number, an e-mail address, a card or an identity number is masked in every line.
- An exception is told by its type and its lines of code; its text may hold a customer's words.
- A line is one line, whatever was put into it.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from runtime.core.masking import mask_text

NAMES = ("flowc", "uvicorn", "asyncio")
DEEPEST = 6  # frames of an exception that are told


class TextLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        parts = [record.levelname.lower(), _message(record)]
        parts += [f"{name}={value}" for name, value in _facts(record).items()]
        return mask_text(" ".join(parts)).replace("\r", " ").replace("\n", " ")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": mask_text(_message(record)),
            **{
                name: mask_text(value) if isinstance(value, str) else value
                for name, value in _facts(record).items()
            },
        }
        return json.dumps(line, ensure_ascii=False)


def use(form: str) -> None:
    """Write the log in this form from now on. In JSON each turn and each send is a line, too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    for name in NAMES:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    logging.getLogger("flowc").setLevel(logging.INFO if form == "json" else logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def _message(record: logging.LogRecord) -> str:
    if record.exc_info and record.exc_info[0] is not None:
        return f"{record.name}: {record.exc_info[0].__name__} at {_lines(record.exc_info[2])}"
    return record.getMessage()


def _lines(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-DEEPEST:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))


def _facts(record: logging.LogRecord) -> dict[str, str | int | float]:
    facts: dict[str, str | int | float] = getattr(record, "facts", {})
    return facts
