"""Lines of the transcript as JSON text and back, by hand: of a long conversation's state they are six tenths.

Law: the same text and the same lines as `runtime.artifact.records` gives. Whatever is not plainly a line is
left to it, which also says what is wrong.
"""

from __future__ import annotations

from typing import Any

from runtime.artifact.records import quoted, read_moment, write_moment
from runtime.core.record import Line


def write_line(line: Line) -> str | None:
    """Return a line as canonical JSON text; None where it has an agent, as few have."""
    message = line.message
    if line.agent is not None:
        return None
    said = "" if message is None else f'"message":{quoted(message)},'
    return f'{{"at":{write_moment(line.at)},{said}"text":{quoted(line.text)},"who":{quoted(line.who)}}}'


def read_line(data: Any) -> Line | None:  # Any: plain JSON data
    """Return the line; None where the data is none, or one with an agent."""
    try:
        some = len(data) == 3 or (len(data) == 4 and type(data["message"]) is str)
        if some and type(data["text"]) is str and type(data["who"]) is str:
            line = object.__new__(Line)
            object.__setattr__(line, "__dict__", {**data, "at": read_moment(data["at"])})
            return line
    except (KeyError, TypeError, ValueError):
        pass
    return None
