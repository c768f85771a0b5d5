"""Problems as data for editors and scripts: both languages, 1-based places, stable keys.

`format` grows when a key changes its meaning or goes away; new keys may come at any time.
A place's end is exclusive: the column after the last character.
"""

from __future__ import annotations

import json

from flowc.diagnostics.model import Diagnostic, Fix, Label, Severity, Text, Turn
from flowc.diagnostics.proof import Proof
from flowc.diagnostics.render.places import cell_of
from flowc.diagnostics.render.report import Look, Report
from flowc.source.span import Span, shown

FORMAT = 1


def render(reports: tuple[Report, ...], _: Look) -> str:
    """Return one JSON document about all reports, ending in a line break."""
    document = {"format": FORMAT, "bots": [_report(report) for report in reports]}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "replace").decode()  # file names may hold bytes that are no Unicode


def _report(report: Report) -> dict[str, object]:
    return {
        "folder": report.folder,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "left_out": report.left_out,
        "allowed": report.allowed,
        "problems": [_problem(one, report) for one in report.diagnostics],
        **({} if report.proofs is None else {"proofs": [_proof(one) for one in report.proofs.rules]}),
    }


def _proof(one: Proof) -> dict[str, object]:
    """Return what was proved, without its time: the same bot gives the same bytes."""
    return {
        "code": one.code,
        "name": one.name,
        "how": one.how.value.en,
        "over": one.over.value.en,
        "count": one.count,
        "found": one.found,
    }


def _problem(one: Diagnostic, report: Report) -> dict[str, object]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": _text(one.message),
        "place": _place(one.primary.span, report),
        "label": _text(one.primary.text),
        "related": [_label(label, report) for label in one.secondary],
        "why": _optional(one.why),
        "witness": [_turn(turn, report) for turn in one.witness],
        "help": _optional(one.help),
        "fixes": [_fix(fix, report) for fix in one.fixes],
    }


def _turn(turn: Turn, report: Report) -> dict[str, object]:
    place = None if turn.span is None else _place(turn.span, report)
    return {"who": turn.who, "text": _text(turn.text), "place": place}


def _place(span: Span, report: Report) -> dict[str, object]:
    """Return a place; of one in a sheet also what a spreadsheet calls the cell."""
    end, cell = Span(span.file, span.end_line, span.end_column), cell_of(span, report)
    places = zip(("start", "end"), (shown(span), shown(end)), strict=True)
    there = {name: {"line": line, "column": column} for name, (line, column) in places}
    return {"file": span.file, **there, **({"cell": cell} if cell else {})}


def _label(label: Label, report: Report) -> dict[str, object]:
    return {"place": _place(label.span, report), "label": _text(label.text)}


def _fix(fix: Fix, report: Report) -> dict[str, object]:
    return {
        "title": _text(fix.title),
        "place": _place(fix.span, report),
        "replacement": fix.replacement,
        "safe": fix.safe,
    }


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "id": text.id}


def _optional(text: Text | None) -> dict[str, str] | None:
    return None if text is None else _text(text)
