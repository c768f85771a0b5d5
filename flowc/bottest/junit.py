"""Conversation tests as JUnit XML, for CI that shows tests. What XML cannot hold is replaced."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from flowc.bottest.model import Report
from flowc.bottest.show import show_failure
from flowc.source.span import shown

# What XML 1.0 allows (section 2.2): tab, line breaks, all from the space on but surrogates and two ends.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(suites: dict[str, Report], language: str) -> str:
    """Return the document for bots' reports by the name of their folder, in that order."""
    root = ElementTree.Element("testsuites")
    for name, report in suites.items():
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_clean(name),
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
                classname=_clean(name),
                name=_clean(outcome.test.name),
                file=_clean(f"{name}/{outcome.test.span.file}"),
                line=str(line),
            )
            if outcome.failure is not None:
                failure = ElementTree.SubElement(
                    case, "failure", message=_clean(outcome.failure.told(language)), type=outcome.failure.kind
                )
                failure.text = _clean(show_failure(outcome, language))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
