"""Problems as SARIF 2.1.0 (OASIS, 27 March 2020), as GitHub's code scanning and editors read it.

The conversation that goes wrong is a code flow: each line of it at the step where it is said. Other places
of a problem are related locations, what a machine can write instead is a fix, and the page of a code is the
help of its rule.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from flowc.diagnostics.explain import Page, first_sentences, markdown
from flowc.diagnostics.explain import render as explained
from flowc.diagnostics.model import Diagnostic, Fix, Label, Severity, Turn
from flowc.diagnostics.render.fingerprints import with_fingerprints
from flowc.diagnostics.render.places import Place, cell_of, outside, place_of, uri
from flowc.diagnostics.render.report import Look, Report
from flowc.diagnostics.render.telling import details, headline, one_line, spoken
from flowc.source.span import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "SRCROOT"  # stands for the folder of the repository, which the reader knows
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}

# GitHub refuses more ("SARIF support for code scanning", November 2026).
MAX_RESULTS = 25_000
MAX_LOCATIONS = 1_000  # of one result, of each kind


def render(reports: tuple[Report, ...], look: Look) -> str:
    """Return a log of one run about all reports, ending in a line break."""
    found = list(with_fingerprints(reports))[:MAX_RESULTS]
    kinds = {one.code: one for _, one, _ in found}
    codes = sorted(kinds)
    rules = [_rule(kinds[code], look.pages.get(code), look.language) for code in codes]
    results = [
        _result(one, report, mark, codes.index(one.code), look.language) for report, one, mark in found
    ]
    all_found = sum(len(report.diagnostics) + report.left_out for report in reports)
    run: dict[str, object] = {
        "tool": {"driver": {"name": "flowc", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the folder of the repository"}}},
        "results": results,
    }
    if all_found > len(found):
        run["invocations"] = [_cut(all_found - len(found))]
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return (text + "\n").encode("utf-8", "replace").decode()


def _rule(one: Diagnostic, page: Page | None, language: str) -> dict[str, object]:
    name = one.name.replace("-", " ")
    rule: dict[str, object] = {
        "id": one.code,
        "name": one.name,
        "shortDescription": {"text": name},
        "fullDescription": {"text": name},
        "helpUri": f"urn:flowc:{one.code}",  # a name: the pages come with flowc, and so below, as `help`
        "defaultConfiguration": {"level": LEVELS[one.severity]},
        "properties": {"tags": [stage_of(one.code)]},
    }
    if page is not None:
        rule["shortDescription"] = {"text": first_sentences(page, language)}
        rule["fullDescription"] = {"text": page.summary.in_(language)}
        rule["help"] = {"text": explained(page, language), "markdown": markdown(page)}
    return rule


def stage_of(code: str) -> str:
    """Return what a code is about, by its first digit."""
    return _STAGES[code[2]]


_STAGES: Mapping[str, str] = {
    "0": "source",
    "1": "structure",
    "2": "names",
    "3": "types",
    "4": "machine",
    "5": "proofs",
    "6": "versions",
    "7": "allowed",
    "8": "installation",
    "9": "internal",
}


def _result(one: Diagnostic, report: Report, mark: str, rule: int, language: str) -> dict[str, object]:
    text = "\n".join((headline(one, report, language), "", *details(one, report, language)))
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": LEVELS[one.severity],
        "message": {"text": text},
        "locations": [_location(one.primary.span, report)],
        "partialFingerprints": {"primaryLocationLineHash": mark},
    }
    if one.secondary:
        places = one.secondary[:MAX_LOCATIONS]
        result["relatedLocations"] = [_related(label, report, language) for label in places]
    if one.witness:
        turns = [_step(turn, one, report, language) for turn in one.witness[:MAX_LOCATIONS]]
        result["codeFlows"] = [{"threadFlows": [{"locations": turns}]}]
    fixes = [_fix(fix, report, language) for fix in one.fixes if not outside(fix.span, report)]
    if fixes:
        result["fixes"] = fixes
    return result


def _related(label: Label, report: Report, language: str) -> dict[str, object]:
    where = outside(label.span, report)
    text = one_line(label.text, language) + (f" ({where})" if where else "")
    return _location(label.span, report) | {"message": {"text": text}}


def _step(turn: Turn, one: Diagnostic, report: Report, language: str) -> dict[str, object]:
    span = turn.span or one.primary.span
    return {"location": _location(span, report) | {"message": {"text": spoken(turn, language)}}}


def _fix(fix: Fix, report: Report, language: str) -> dict[str, object]:
    place = place_of(fix.span, report)
    replacement = {"deletedRegion": _region(place), "insertedContent": {"text": fix.replacement}}
    return {
        "description": {"text": one_line(fix.title, language)},
        "artifactChanges": [{"artifactLocation": _artifact(place), "replacements": [replacement]}],
    }


def _location(span: Span, report: Report) -> dict[str, object]:
    place, cell = place_of(span, report), cell_of(span, report)
    location: dict[str, object] = {
        "physicalLocation": {"artifactLocation": _artifact(place), "region": _region(place)}
    }
    return location | ({"properties": {"cell": cell}} if cell else {})


def _artifact(place: Place) -> dict[str, object]:
    return {"uri": uri(place.path), "uriBaseId": ROOT}


def _region(place: Place) -> dict[str, object]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _cut(number: int) -> dict[str, object]:
    told = {"text": f"{number} more problems are not in this log"}
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": told}],
    }
