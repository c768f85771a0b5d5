"""Conversation tests as JUnit XML, for CI that shows tests. What XML cannot hold is replaced."""

from __future__ import annotations

from xml.etree import ElementTree

from flowc.bottest.model import Report
from flowc.bottest.show import show_failure
from flowc.diagnostics.render.xml import clean, document
from flowc.source.span import shown


def junit(suites: dict[str, Report], language: str) -> str:
    """Return the document for bots' reports by the name of their folder, in that order."""
    root = ElementTree.Element("testsuites")
    for name, report in suites.items():
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=clean(name),
            tests=str(len(report.outcomes)),
            failures=str(len(report.failed)),
            errors="0",
            skipped="0",
        )
        for outcome in report.outcomes:
            line, _ = shown(outcome.test.span)
            case = ElementTree.SubElement(
                suite,
                "testcase",
                classname=clean(name),
                name=clean(outcome.test.name),
                file=clean(f"{name}/{outcome.test.span.file}"),
                line=str(line),
            )
            if outcome.failure is not None:
                failure = ElementTree.SubElement(
                    case, "failure", message=clean(outcome.failure.told(language)), type=outcome.failure.kind
                )
                failure.text = clean(show_failure(outcome, language))
    return document(root)
