"""Problems as a person reads them in a terminal: code, place, line, why, witness, help, more."""

from __future__ import annotations

from itertools import groupby

from flowc.diagnostics.model import Diagnostic, Label, Severity, Text, Turn
from flowc.diagnostics.render import words
from flowc.diagnostics.render.paint import SEVERITY_ROLE, WHO_ROLE, Paint, Role, colourful, plain
from flowc.diagnostics.render.places import cell_of
from flowc.diagnostics.render.report import Look, Report
from flowc.diagnostics.render.snippet import Mark, line_number_width, snippet
from flowc.diagnostics.render.width import cells, visible
from flowc.source.span import shown


def render(reports: tuple[Report, ...], look: Look) -> str:
    """Return every problem of every report, parted by blank lines; empty when there is none."""
    paint = colourful if look.colour else plain
    blocks = [
        _problem(diagnostic, report, look.language, paint)
        for report in reports
        for diagnostic in report.diagnostics
    ]
    return "\n".join(blocks)


def summary(reports: tuple[Report, ...], language: str) -> str:
    """Return how many problems all reports have together, and how many are allowed, as one line."""
    errors = sum(report.count(Severity.ERROR) for report in reports)
    warnings = sum(report.count(Severity.WARNING) for report in reports)
    left_out = sum(report.left_out for report in reports)
    return words.counted(errors, warnings, left_out, sum(report.allowed for report in reports), language)


def _problem(one: Diagnostic, report: Report, language: str, paint: Paint) -> str:
    role = SEVERITY_ROLE[one.severity]
    kind = paint(role, f"{words.SEVERITY[one.severity].in_(language)}[{one.code}]")
    lines = [f"{kind} {paint(Role.MESSAGE, f'{one.name}: {_line(one.message, language)}')}"]
    gutter = line_number_width([one.primary.span, *(label.span for label in one.secondary)])
    lines += _places(one, report, language, gutter, paint)
    for heading, text in ((words.WHY, one.why), (words.WITNESS, None), (words.HELP, one.help)):
        if heading is words.WITNESS and one.witness:
            lines.append(_heading(heading, language, gutter, paint))
            lines += _witness(one.witness, language, gutter, paint)
        elif text is not None:
            lines += _part(heading, text, language, gutter, paint)
    lines.append(f"{_heading(words.MORE, language, gutter, paint)} flowc explain {one.code}")
    return "\n".join(lines) + "\n"


def _places(one: Diagnostic, report: Report, language: str, gutter: int, paint: Paint) -> list[str]:
    """Return the excerpts: the primary place's file first, then each other file with its own arrow."""
    lines: list[str] = []
    labels = [(one.primary, "^", SEVERITY_ROLE[one.severity])]
    labels += [(label, "-", Role.SECOND) for label in one.secondary]
    first = one.primary.span.file
    labels.sort(key=lambda item: (item[0].span.file != first, item[0].span.file))
    for file, group in groupby(labels, key=lambda item: item[0].span.file):
        members = list(group)
        arrow = "-->" if file == first else ":::"
        lines.append(f" {'':{gutter}}{paint(Role.FRAME, arrow)} {_place(members[0][0], report, language)}")
        marks = [Mark(item.span, _line(item.text, language), sign, role) for item, sign, role in members]
        excerpt = snippet(report.sources.get(file), marks, gutter, paint)
        lines += excerpt or _without_source(members[0][0], language, gutter, paint)
    return lines


def _place(label: Label, report: Report, language: str) -> str:
    path = "".join(visible(report.path(label.span.file)))
    if label.span.file not in report.sources:
        return path
    line, column = shown(label.span)
    cell = cell_of(label.span, report)
    return f"{path}:{line}:{column}" + (f" ({words.CELL.in_(language)} {cell})" if cell else "")


def _without_source(label: Label, language: str, gutter: int, paint: Paint) -> list[str]:
    """Return the label of a place that has no line to show: a missing or unreadable file, or its end."""
    return [
        f" {'':{gutter}} {paint(Role.FRAME, '|')}",
        *_part(words.HERE, label.text, language, gutter, paint),
    ]


def _heading(heading: Text, language: str, gutter: int, paint: Paint) -> str:
    return f" {'':{gutter}} {paint(Role.FRAME, '=')} {paint(Role.HEADING, heading.in_(language) + ':')}"


def _part(heading: Text, text: Text, language: str, gutter: int, paint: Paint) -> list[str]:
    """Return a headed text; one of several lines (something to paste) stands below its heading."""
    first, *rest = text.in_(language).split("\n")
    indent = " " * (gutter + 6)
    head = f"{_heading(heading, language, gutter, paint)} {_safe(first)}".rstrip()
    return [head, *(f"{indent}{_safe(line)}".rstrip() for line in rest)]


def _witness(turns: tuple[Turn, ...], language: str, gutter: int, paint: Paint) -> list[str]:
    names = [words.WHO[turn.who].in_(language) for turn in turns]
    width = max(sum(cells(name)) for name in names)
    out = []
    for turn, name in zip(turns, names, strict=True):
        role = WHO_ROLE.get(turn.who, Role.NOTE)
        for number, line in enumerate(turn.text.in_(language).split("\n")):
            who = (name if number == 0 else "").ljust(width)
            out.append(f"{' ' * (gutter + 6)}{paint(role, who)}  {_safe(line)}".rstrip())
    return out


def _line(text: Text, language: str) -> str:
    """Return a text that must stay on one line."""
    return _safe(" ".join(text.in_(language).split()))


def _safe(text: str) -> str:
    return "".join(visible(text))
