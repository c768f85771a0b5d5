"""Checks the texts of messages: what they may do, which values they name, and what filters can print.

A message is filled in where it is said: a text may use a flow's inputs, or `error`, only if every place
that says
it has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from flowc.diagnostics.similar import similar_names
from flowc.names.builtin_messages import WAIT_MESSAGES
from flowc.names.walk import step_messages
from flowc.source.span import Span
from flowc.structure import tree
from flowc.types.checking import Checking, Scope, is_known
from flowc.types.habits import broken_template, filter_, members_called, method, unfilled
from flowc.types.kinds import UNKNOWN, Kind
from flowc.types.problems.expressions import OperandsDoNotFit, UnknownMember, UnknownVariable
from flowc.types.problems.templates import (
    BrokenTemplate,
    CannotBePrinted,
    FactOfAnotherWait,
    FilterDoesNotFit,
    FilterMisused,
    NotAnAddress,
    TemplateDoesTooMuch,
    UnfilledBraces,
    UnknownFilter,
)
from flowc.types.problems.values import ValueDoesNotFit
from runtime.templates import FILTERS, Fault, FilterUse, Variable, inspect

# Facts about a wait, and the kind of wait under which each is known (LANGUAGE section 11).
_MEASURED = {"wait.range": "range", "wait.low": "range", "wait.high": "range", "wait.limit": "over_limit"}
_IN_WAIT_MESSAGES = {
    **_MEASURED,
    "division.opens_at": "closed",
    "division.closed_because": "closed",
    "queue.position": "unknown",
}

# What a filter can stand on; filters that are not here take everything that prints.
_TAKES: Mapping[str, frozenset[str]] = {
    "number": frozenset({"number"}),
    "money": frozenset({"number"}),
    "date": frozenset({"date", "datetime"}),
    "time": frozenset({"time", "datetime"}),
    "datetime": frozenset({"datetime"}),
    "duration": frozenset({"duration"}),
    "phone": frozenset({"text", "choice"}),
    "join": frozenset({"list"}),
    "first": frozenset({"list"}),
    "last": frozenset({"list"}),
    "length": frozenset({"list", "text", "choice"}),
}
_PATH = re.compile(r"[\w.]+")
_OWN_NAMES = re.compile(r"(?:\{%-?\s*(?:set|macro)\s+|[(,]\s*)(\w+)")  # of a text that does too much
_HTTPS = re.compile(r"https://[^\s/]+")


def check_templates(check: Checking) -> None:
    places = _places(check)
    for name, message in check.symbols.bot.messages.items():
        _message(check, name, message, places.get(name, []))
    for position, message in check.symbols.in_place.items():
        _message(check, position, message, places.get(position, []))
    for visit in check.symbols.visits:
        if isinstance(visit.step, tree.Handover | tree.Offer) and visit.step.handover.note is not None:
            scope = check.in_flow(visit.home.flow, visit.in_on_error)
            _text(check, visit.step.handover.note, (scope,), {})


def _places(check: Checking) -> Mapping[str, list[Scope]]:
    """Return, for each message that steps say, what can be named at every step that says it."""
    found: dict[str, list[Scope]] = defaultdict(list)
    for visit in check.symbols.visits:
        scope = check.in_flow(visit.home.flow, visit.in_on_error)
        for at in step_messages(visit):
            found[at.use.text if isinstance(at.use, tree.Word) else at.position].append(scope)
    return found


def _message(check: Checking, name: str, message: tree.Message, places: list[Scope]) -> None:
    scopes = tuple(places) or (check.scope,)
    for variant in message.variants:
        facts = _IN_WAIT_MESSAGES if name in WAIT_MESSAGES else _MEASURED
        kind = variant.wait.text if variant.wait is not None else None
        unknown = {fact: under for fact, under in facts.items() if under != kind}
        for content in variant.contents:
            for text in _texts(content):
                _text(check, text, scopes, unknown)
            if content.link_url is not None:
                _address(check, content.link_url)
            if content.media_url is not None and not content.media_url.text.startswith("="):
                _address(check, content.media_url)
            elif content.media_url is not None:
                _file(check, content.media_url, scopes[0])


def _address(check: Checking, url: tree.Word) -> None:
    if not _HTTPS.match(url.text):
        check.report(NotAnAddress(url.span, url.text))


def _file(check: Checking, value: tree.Word, scope: Scope) -> None:
    """A medium may be a file that the customer or an action gave: `=` and an expression."""
    place = value.place(1, max(len(value.text), 1))
    kind = check.expression(tree.Expression(value.text[1:].strip(), place), scope)
    if kind.name != "unknown" and "url" not in kind.fields:
        check.report(ValueDoesNotFit(place, None, (kind.name,), "file"))


def _texts(content: tree.Content) -> Iterator[tree.Word]:
    yield content.text
    yield from content.template_params


def _text(check: Checking, text: tree.Word, scopes: tuple[Scope, ...], unknown: Mapping[str, str]) -> None:
    """Check one text; `unknown` are facts that are not known here, with the kind of wait that has them."""
    found = inspect(text.text)
    for fault in found.faults:
        _fault(check, text, fault)
    own = set(_OWN_NAMES.findall(text.text)) if found.faults else set()
    for start, end, name in unfilled(text.text):
        if all(is_known(name, scope) for scope in scopes):
            check.report(UnfilledBraces(text.place(start, end), text.text[start:end], name))
    filtered = {use.on for use in found.filters}
    for variable in found.variables:
        span = _span(text, variable.at.offset)
        if variable.path.partition(".")[0] in own:
            continue
        if variable.path in unknown:
            check.report(FactOfAnotherWait(span, variable.path, unknown[variable.path]))
            continue
        for scope in scopes:
            kind = _kind(check, variable.path, scope, span)
            if kind is None:
                break
            if kind.name == "context" and not variable.guarded and variable.path not in filtered:
                check.report(CannotBePrinted(span, variable.path, tuple(kind.fields)))
                break
    for use in found.filters:
        _filter(check, text, use, found.variables, scopes[0])


def _kind(check: Checking, path: str, scope: Scope, span: Span) -> Kind | None:
    """Return the kind of a path such as `pesanan.barang[].nama`; None, and a problem, where there is none."""
    root, *members = path.replace("[]", ".[]").split(".")
    kind = scope.get(root)
    if kind is None:
        elsewhere = check.known_elsewhere(root)
        close = similar_names(root, scope) or members_called(root, check.known.members)
        check.report(UnknownVariable(span, root, () if elsewhere else close, elsewhere))
        return None
    for member in members:
        inner = _member(kind, member)
        if inner is None and member == "[]":
            check.report(OperandsDoNotFit(span, "for", (kind.name,), ("list",)))
            return None
        if inner is None:
            known = tuple(sorted(kind.fields))
            check.report(UnknownMember(span, member, similar_names(member, known), known))
            return None
        kind = inner
    return kind


def _member(kind: Kind, member: str) -> Kind | None:
    if kind.name == "unknown":
        return UNKNOWN
    if member == "[]":
        return (kind.of or UNKNOWN) if kind.name == "list" else None
    if kind.name != "context":
        return None
    return kind.fields.get(member) or kind.rest


def _filter(
    check: Checking, text: tree.Word, use: FilterUse, variables: tuple[Variable, ...], scope: Scope
) -> None:
    takes = _TAKES.get(use.name)
    if takes is None or use.on is None:
        return
    kind: Kind | None = None
    root, *members = use.on.replace("[]", ".[]").split(".")
    kind = scope.get(root)
    for member in members:
        kind = _member(kind, member) if kind is not None else None
    if kind is not None and kind.name not in ("unknown", "null") and kind.name not in takes:
        span = _span(text, use.at.offset)
        check.report(FilterDoesNotFit(span, use.name, kind.name))


def _fault(check: Checking, text: tree.Word, fault: Fault) -> None:
    span = _span(text, fault.at.offset)
    match fault.kind:
        case "syntax" | "too_long" | "too_deep":
            start, end, habit = broken_template(text.text)
            place = text.place(start, end) if end else text.span
            check.report(BrokenTemplate(place, habit, text.text[start:end]))
        case "filter":
            known = (meant,) if (meant := filter_(fault.name)) else similar_names(fault.name, FILTERS)
            check.report(UnknownFilter(span, fault.name, known))
        case "argument":
            check.report(FilterMisused(span, fault.name))
        case _:
            check.report(TemplateDoesTooMuch(span, fault.name, method(fault.name)))


def _span(text: tree.Word, offset: int) -> Span:
    """Return the place of the name, or of the tag, that begins at an offset."""
    if not text.text:
        return text.span
    at = min(max(offset, 0), len(text.text) - 1)
    name = _PATH.match(text.text, at)
    end = name.end() if name else min(at + 2, len(text.text))
    return text.place(at, end)
