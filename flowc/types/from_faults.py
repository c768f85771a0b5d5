"""Turns mismatches found in an expression into problems with their place in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flowc.diagnostics.model import Problem
from flowc.diagnostics.similar import similar_names
from flowc.source.span import Span
from flowc.types.faults import TypeFault
from flowc.types.problems.expressions import (
    ArgumentDoesNotFit,
    BadConstant,
    KeyTwice,
    LongLoop,
    NotACondition,
    OperandsDoNotFit,
    UnknownChoiceWord,
    UnknownFunction,
    UnknownMember,
    UnknownVariable,
    WrongArguments,
)
from flowc.types.problems.values import BrokenPattern, ValueDoesNotFit


def problem_of(fault: TypeFault, span: Span, elsewhere: bool = False) -> Problem:
    """Return the problem of a mismatch; `span` is the place of the fault in its file.

    `elsewhere`: the unknown name is one that other places know.
    """
    if fault.kind == "unknown_name":
        close = () if elsewhere else similar_names(fault.name, fault.known)
        return UnknownVariable(span, fault.name, close, elsewhere)
    return _MADE[fault.kind](fault, span)


def _member(fault: TypeFault, span: Span) -> Problem:
    return UnknownMember(span, fault.name, similar_names(fault.name, fault.known), fault.known)


def _word(fault: TypeFault, span: Span) -> Problem:
    return UnknownChoiceWord(span, fault.name, similar_names(fault.name, fault.known), fault.known)


def _function(fault: TypeFault, span: Span) -> Problem:
    return UnknownFunction(span, fault.name, similar_names(fault.name, fault.known))


def _arguments(fault: TypeFault, span: Span) -> Problem:
    got = fault.got[0] if fault.got else ""
    return WrongArguments(span, fault.name, got, fault.wanted or fault.known)


_MADE: Mapping[str, Callable[[TypeFault, Span], Problem]] = {
    "unknown_member": _member,
    "no_members": _member,
    "unknown_word": _word,
    "unknown_function": _function,
    "not_a_function": _function,
    "argument_count": _arguments,
    "argument_name": _arguments,
    "argument_kind": lambda fault, span: ArgumentDoesNotFit(span, fault.name, fault.got, fault.wanted),
    "operand": lambda fault, span: OperandsDoNotFit(span, fault.name, fault.got, fault.wanted),
    "not_boolean": lambda fault, span: NotACondition(span, fault.got),
    "wrong_kind": lambda fault, span: ValueDoesNotFit(span, None, fault.got, fault.wanted[0]),
    "bad_literal": lambda fault, span: BadConstant(span, fault.name),
    "bad_pattern": lambda fault, span: BrokenPattern(span, "broken"),
    "long_loop": lambda fault, span: LongLoop(span, fault.got[0], fault.wanted[0]),
    "duplicate_key": lambda fault, span: KeyTwice(span, fault.name),
}
