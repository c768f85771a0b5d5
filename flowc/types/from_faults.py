"""Turns mismatches found in an expression into problems with their place in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flowc.diagnostics.model import Problem
from flowc.diagnostics.similar import similar_names
from flowc.feel.problems.forms import BareTemporal, NumberAndWord
from flowc.source.span import Span
from flowc.types import habits
from flowc.types.faults import TypeFault
from flowc.types.problems.expressions import (
    KeyTwice,
    LongLoop,
    NotACondition,
    OperandsDoNotFit,
    UnknownChoiceWord,
    UnknownMember,
    UnknownVariable,
)
from flowc.types.problems.functions import ArgumentDoesNotFit, BadConstant, UnknownFunction, WrongArguments
from flowc.types.problems.impossible import EmptyRange, NeverTrue, UnknownType
from flowc.types.problems.values import BrokenPattern, ThousandsDot, ValueDoesNotFit
from runtime.feel.types import TYPE_NAMES


@dataclass(frozen=True, slots=True)
class Known:
    """What a writer may have meant by a name that holds no value: names of elsewhere, members, intents."""

    elsewhere: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    intents: frozenset[str] = frozenset()


def problem_of(fault: TypeFault, text: str, place: Callable[[int, int], Span], known: Known) -> Problem:
    """Return the problem of a mismatch in `text`; `place` gives the place of a part of it in its file."""
    span = place(fault.start, fault.end)
    if fault.kind == "unknown_name":
        return _name(fault, span, known)
    if fault.kind == "bad_literal":
        written = text[fault.start : fault.end]
        return BadConstant(span, fault.name, habits.call_constant(fault.name, written))
    if fault.kind == "operand":
        if day := habits.slashed_day(fault, text):
            start, end, call = day
            return BareTemporal(place(start, end), text[start:end], call)
        return OperandsDoNotFit(span, fault.name, fault.got, fault.wanted, habits.comparison(fault, text))
    written = text[fault.start : fault.end]
    if fault.kind == "empty_range":
        return EmptyRange(span, written, habits.turned_range(written))
    if fault.kind in ("never", "contradicts"):
        return NeverTrue(span, written, beside=fault.kind == "contradicts")
    return _MADE[fault.kind](fault, span)


def _name(fault: TypeFault, span: Span, known: Known) -> Problem:
    name = fault.name
    if name in known.elsewhere:
        return UnknownVariable(span, name, elsewhere=True)
    if number := habits.amount(name):
        return NumberAndWord(span, name, number)
    close: tuple[str, ...] = ()
    instead = f'"{name}"' if "choice" in fault.wanted else habits.constant(name)
    if not instead and name in known.intents:
        instead = f'message.intent = "{name}"'
    if not instead:
        close = similar_names(name, fault.known) or habits.members_called(name, known.members)
    if not instead and not close and fault.wanted:  # it is compared with a text
        instead = f'"{name}"'
    return UnknownVariable(span, name, close, instead=instead)


def _member(fault: TypeFault, span: Span) -> Problem:
    close = similar_names(fault.name, fault.known)
    return UnknownMember(span, fault.name, close, fault.known, "" if close else habits.function(fault.name))


def _word(fault: TypeFault, span: Span) -> Problem:
    close = habits.in_english(fault.name, fault.known) or similar_names(fault.name, fault.known)
    return UnknownChoiceWord(
        span, fault.name, close, fault.known, habits.several_words(fault.name, fault.known)
    )


def _function(fault: TypeFault, span: Span) -> Problem:
    instead = habits.function(fault.name)
    return UnknownFunction(
        span, fault.name, () if instead else similar_names(fault.name, fault.known), instead
    )


def _arguments(fault: TypeFault, span: Span) -> Problem:
    got = fault.got[0] if fault.got else ""
    return WrongArguments(span, fault.name, got, fault.wanted or fault.known)


def _type(fault: TypeFault, span: Span) -> Problem:
    instead = habits.type_(fault.name)
    return UnknownType(span, fault.name, () if instead else similar_names(fault.name, TYPE_NAMES), instead)


_MADE: Mapping[str, Callable[[TypeFault, Span], Problem]] = {
    "unknown_member": _member,
    "no_members": _member,
    "unknown_word": _word,
    "unknown_function": _function,
    "not_a_function": _function,
    "argument_count": _arguments,
    "argument_name": _arguments,
    "argument_kind": lambda fault, span: ArgumentDoesNotFit(span, fault.name, fault.got, fault.wanted),
    "not_boolean": lambda fault, span: NotACondition(span, fault.got),
    "wrong_kind": lambda fault, span: ValueDoesNotFit(span, None, fault.got, fault.wanted[0]),
    "bad_pattern": lambda fault, span: BrokenPattern(span, "broken"),
    "long_loop": lambda fault, span: LongLoop(span, fault.got[0], fault.wanted[0]),
    "thousands": lambda fault, span: ThousandsDot(span, fault.name),
    "duplicate_key": lambda fault, span: KeyTwice(span, fault.name),
    "unknown_type": _type,
    "never_of_type": lambda fault, span: NeverTrue(span, "", kind=fault.got[0], type=fault.name),
}
