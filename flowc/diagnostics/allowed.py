"""`allow`: warnings, and findings of proofs, that a team means so, each with its reason.

Laws:
- What is allowed is taken out after every stage has reported; no stage knows of it.
- Of several mappings that allow the same thing the innermost one counts.
- Errors of source, structure, names and types cannot be allowed: the bot would mean nothing.
- One that allows nothing is told, but only where every stage could run: else nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flowc.diagnostics.allowed_problems import AllowsError, AllowsNothing, AllowsUnknown
from flowc.diagnostics.model import Problem, Severity
from flowc.diagnostics.similar import similar_names
from flowc.diagnostics.sink import Sink
from flowc.source.span import PACKAGE, Span


@dataclass(frozen=True, slots=True)
class Allowance:
    """`name` of a problem and why it is meant so; `covers` is all that belongs to its mapping."""

    name: str
    span: Span
    reason: str
    covers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Allowable:
    """Which problems may be allowed, by name; `codes` has those of all problems there are."""

    names: frozenset[str]
    codes: Mapping[str, str]


def allowable(kinds: Collection[type[Problem]], proofs: Collection[type[Problem]]) -> Allowable:
    """Return what may be allowed: every warning, and whatever a proof finds."""
    may = {kind.name for kind in kinds if kind.severity is Severity.WARNING or kind in proofs}
    return Allowable(frozenset(may - {AllowsNothing.name}), {kind.name: kind.code for kind in kinds})


def take_out_allowed(
    allowances: tuple[Allowance, ...], may: Allowable, sink: Sink, *, complete: bool
) -> tuple[Allowance, ...]:
    """Take out of the sink what is allowed, report what is wrong with `allow`, and return those in use.

    Args:
        complete: every stage has reported, so that what is not there is not warned of.
    """
    usable = tuple(one for one in allowances if _is_usable(one, may, sink))
    used = set()
    for problem in sink.ordered():
        fitting = [one for one in usable if one.name == problem.name and _covers(one, problem.span)]
        if fitting:
            used.add(max(fitting, key=lambda one: one.span))  # what begins later stands further inside
            sink.drop(problem)
    if complete and not sink.left_out:
        for one in usable:
            if one not in used and not one.span.file.startswith(PACKAGE):
                sink.add(AllowsNothing(one.span, one.name))
    return tuple(one for one in usable if one in used)


def _is_usable(one: Allowance, may: Allowable, sink: Sink) -> bool:
    if one.name in may.names:
        return True
    if one.name in may.codes:
        sink.add(AllowsError(one.span, one.name))
        return False
    by_code = {code.casefold(): name for name, code in may.codes.items()}
    named = by_code.get(one.name.casefold())
    close = (named,) if named is not None else similar_names(one.name, may.names)
    sink.add(AllowsUnknown(one.span, one.name, close))
    return False


def _covers(one: Allowance, place: Span) -> bool:
    return any(span.holds(place) for span in one.covers)
