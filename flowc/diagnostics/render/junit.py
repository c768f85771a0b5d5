"""Problems as JUnit XML, for CI that shows tests: a suite for each bot, a failed case for each problem.

A bot without problems has one case that passes: a suite of no cases looks like a check that did not run.
No time is given, so that the same bot gives the same bytes.
"""

from __future__ import annotations

from xml.etree import ElementTree

from flowc.diagnostics.model import Diagnostic
from flowc.diagnostics.render import words
from flowc.diagnostics.render.places import place_of
from flowc.diagnostics.render.report import Look, Report
from flowc.diagnostics.render.telling import headline, whole
from flowc.diagnostics.render.xml import clean, document


def render(reports: tuple[Report, ...], look: Look) -> str:
    """Return the document about all reports."""
    problems = str(sum(len(report.diagnostics) for report in reports))
    cases = str(sum(max(1, len(report.diagnostics)) for report in reports))
    counts = {"tests": cases, "failures": problems, "errors": "0", "skipped": "0", "time": "0"}
    root = ElementTree.Element("testsuites", {"name": "flowc check", **counts})
    for report in reports:
        _add_suite(root, report, look.language)
    return document(root)


def _add_suite(root: ElementTree.Element, report: Report, language: str) -> None:
    name = clean(report.folder or ".")
    counts = {
        "tests": str(max(1, len(report.diagnostics))),
        "failures": str(len(report.diagnostics)),
        "errors": "0",
        "skipped": "0",
        "time": "0",
    }
    suite = ElementTree.SubElement(root, "testsuite", {"name": name, **counts})
    for one in report.diagnostics:
        _add_case(suite, name, one, report, language)
    if not report.diagnostics:
        fine = words.counted(0, 0, report.left_out, report.allowed, language)
        ElementTree.SubElement(suite, "testcase", classname=name, name=fine, time="0")


def _add_case(suite: ElementTree.Element, bot: str, one: Diagnostic, report: Report, language: str) -> None:
    place = place_of(one.primary.span, report)
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=bot,
        name=clean(f"{one.code} {one.name} {place.path}:{place.line}:{place.column}"),
        file=clean(place.path),
        line=str(place.line),
        time="0",
    )
    message = clean(headline(one, report, language))
    failure = ElementTree.SubElement(case, "failure", message=message, type=one.severity.value)
    failure.text = clean(f"{place.path}:{place.line}:{place.column}\n{whole(one, report, language)}")
