"""Problems as GitLab's code quality report, which merge requests compare by fingerprint.

https://docs.gitlab.com/ci/testing/code_quality/ (November 2026). Equal fingerprints collapse into one there.
"""

from __future__ import annotations

import json

from flowc.diagnostics.model import Diagnostic, Severity
from flowc.diagnostics.render.fingerprints import with_fingerprints
from flowc.diagnostics.render.places import place_of
from flowc.diagnostics.render.report import Look, Report
from flowc.diagnostics.render.telling import details, headline

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor"}  # of info minor major critical blocker


def render(reports: tuple[Report, ...], look: Look) -> str:
    """Return a JSON array, empty where there is no problem."""
    found = [_finding(one, report, mark, look.language) for report, one, mark in with_fingerprints(reports)]
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "replace").decode()


def _finding(one: Diagnostic, report: Report, fingerprint: str, language: str) -> dict[str, object]:
    place = place_of(one.primary.span, report)
    return {
        "description": f"{one.code} {one.name}: {headline(one, report, language)}",
        "content": {"body": "\n".join(details(one, report, language))},
        "check_name": one.code,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[one.severity],
        "location": {"path": place.path, "lines": {"begin": place.line, "end": place.end_line}},
    }
