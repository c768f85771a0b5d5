"""What a problem is known by from one commit to the next, so that an alert is neither doubled nor lost.

Laws:
- No number of a line is in it: what is written above a problem may grow and shrink.
- No sentence is in it: a better wording, or another language, is still the same problem. Of the message only
  the names count, which stand between backticks.
- Two problems of one run never have the same: what cannot be told apart otherwise is counted.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from flowc.diagnostics.model import Diagnostic
from flowc.diagnostics.render.places import place_of
from flowc.diagnostics.render.report import Report

_NAMES = re.compile("`[^`]*`")


def with_fingerprints(reports: tuple[Report, ...]) -> Iterator[tuple[Report, Diagnostic, str]]:
    """Yield each problem of each report with its fingerprint, 64 hex digits and a number: `3f…:1`."""
    seen: Counter[str] = Counter()
    for report in reports:
        lines: dict[str, list[str]] = {}
        for one in report.diagnostics:
            span = one.primary.span
            if span.file not in lines:
                lines[span.file] = report.sources.get(span.file, "").splitlines()
            path = place_of(span, report).path
            parts = (
                one.code,
                path,
                span.file,
                *_NAMES.findall(one.message.en),
                *_context(lines[span.file], span.line),
            )
            print_ = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
            seen[print_] += 1
            yield report, one, f"{print_}:{seen[print_]}"


def _context(lines: list[str], number: int) -> Iterator[str]:
    """Yield a line and those that it stands below, by indentation: the key of its step, flow and file."""
    if number >= len(lines):
        return
    yield lines[number].strip()
    within = _indent(lines[number])
    for above in range(number - 1, -1, -1):
        line = lines[above]
        if line.strip() and _indent(line) < within:
            within = _indent(line)
            yield line.strip()
        if within == 0:
            return


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
