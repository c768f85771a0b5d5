"""Problems as Checkstyle XML, which most tools of reviews and CI read."""

from __future__ import annotations

from xml.etree import ElementTree

from flowc.diagnostics.model import Severity
from flowc.diagnostics.render.places import place_of
from flowc.diagnostics.render.report import Look, Report
from flowc.diagnostics.render.telling import whole
from flowc.diagnostics.render.xml import clean, document

VERSION = "8.0"  # of the form, as its readers expect it
SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(reports: tuple[Report, ...], look: Look) -> str:
    """Return the document about all reports: problems below their file, files in the order in which they
    come."""
    root = ElementTree.Element("checkstyle", version=VERSION)
    files: dict[str, ElementTree.Element] = {}
    for report in reports:
        for one in report.diagnostics:
            place = place_of(one.primary.span, report)
            if place.path not in files:
                files[place.path] = ElementTree.SubElement(root, "file", name=clean(place.path))
            ElementTree.SubElement(
                files[place.path],
                "error",
                line=str(place.line),
                column=str(place.column),
                severity=SEVERITIES[one.severity],
                message=clean(whole(one, report, look.language)),
                source=f"flowc.{one.code}.{one.name}",
            )
    return document(root)
