"""Problems as workflow commands of GitHub: a line each, which becomes a note beside the changed line.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions (November 2026). About ten
errors and ten warnings of a step become notes; all stand in the log, and errors come first, so that no
warning takes the place of an error.
"""

from __future__ import annotations

from flowc.diagnostics.model import Diagnostic, Severity
from flowc.diagnostics.render.places import place_of
from flowc.diagnostics.render.report import Look, Report
from flowc.diagnostics.render.telling import whole

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_ORDER = tuple(COMMANDS)


def render(reports: tuple[Report, ...], look: Look) -> str:
    """Return one line for each problem; nothing where there is none."""
    found = [(report, one) for report in reports for one in report.diagnostics]
    found.sort(key=lambda item: _ORDER.index(item[1].severity))  # stable: within each kind as before
    lines = [_line(one, report, look.language) for report, one in found]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace").decode()


def _line(one: Diagnostic, report: Report, language: str) -> str:
    place = place_of(one.primary.span, report)
    properties = {"file": place.path, "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:  # columns of several lines are refused
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = f"{one.code} {one.name}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{COMMANDS[one.severity]} {listed}::{_escaped(whole(one, report, language))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
