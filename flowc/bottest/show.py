"""A test's failure as a chat, with what was expected and the line that expected it."""

from __future__ import annotations

from flowc.bottest.model import Outcome, Report
from flowc.source.span import shown

_WHO = {
    "en": {"customer": "customer", "bot": "bot", "agent": "agent", "note": ""},
    "id": {"customer": "pelanggan", "bot": "bot", "agent": "agen", "note": ""},
}
_WORDS = {
    "en": {"expected": "expected", "found": "found", "passed": "passed", "failed": "failed"},
    "id": {"expected": "diharapkan", "found": "ternyata", "passed": "lulus", "failed": "gagal"},
}


def show_report(report: Report, language: str) -> str:
    """Return every failure with its conversation, then the count."""
    words = _WORDS["id" if language == "id" else "en"]
    parts = [show_failure(outcome, language) for outcome in report.failed]
    failed = len(report.failed)
    parts.append(f"{len(report.outcomes) - failed} {words['passed']}, {failed} {words['failed']}")
    return "\n\n".join(parts)


def show_failure(outcome: Outcome, language: str) -> str:
    """Return one failed test as the conversation that led to it."""
    failure = outcome.failure
    assert failure is not None
    key = "id" if language == "id" else "en"
    words, who = _WORDS[key], _WHO[key]
    line, column = shown(failure.span)
    lines = [f"{outcome.test.name}", f"  --> {failure.span.file}:{line}:{column}"]
    for spoken in outcome.chat:
        name = f"  ({spoken.message})" if spoken.message else ""
        lines.append(f"    {who[spoken.who]:<10}{spoken.text}{name}")
    if failure.expected:
        lines.append(f"  {words['expected']}: {failure.kind}: {failure.expected}")
    lines.append(f"  {words['found']}: {failure.told(language)}")
    return "\n".join(lines)
