"""What does not fit in an expression or a cell, as facts; the sentences are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TypeFaultKind = Literal[
    "unknown_name",  # `name`; `known` are the names there are; `wanted` as below
    # where it is compared with a text: `text`, or `choice` if it is one of the words
    "unknown_member",  # `name` is no member of the value; `known` are its members
    "no_members",  # `name` is asked of a value that has no members at all; `got`
    "unknown_word",  # `name` is none of the choice's words `known`
    "unknown_function",  # `name`; `known` are the functions there are
    "not_a_function",  # `name` is a value, `got`
    "argument_count",  # of the function `name`: `got` one number, `wanted` the possible ones
    "argument_name",  # the function `name` has no parameter `got`, or lacks one; `known` are its parameters
    "argument_kind",  # of the function `name`, parameter `known[0]`: `got` a kind, `wanted` the possible ones
    "operand",  # the operator or word `name` cannot take `got`; `wanted` where there is one answer
    "not_boolean",  # a condition is `got`
    "wrong_kind",  # a value place that wants `wanted` gets `got`
    "bad_literal",  # a call of `name` with constants that has no result: `date("2026-13-01")`
    "bad_pattern",  # the pattern `name` is broken or not supported
    "long_loop",  # `for` over more than `wanted` items: `got`
    "thousands",  # a number with a dot before three digits, the last of them 0: `1.500` could be 1500
    "duplicate_key",  # the context says `name` twice
    "unknown_type",  # `instance of` names the type `name`, which there is none of
    "never_of_type",  # a value of the kind `got` is never of the type `name`
    "empty_range",  # nothing lies in a range; `name` is `between` where it is written so
    "never",  # a comparison that no value makes true
    "contradicts",  # a condition of an `and` that cannot hold together with those before it
]


@dataclass(frozen=True, slots=True)
class TypeFault:
    """One mismatch. `start` and `end` are offsets in the expression's text, end exclusive.

    Kinds in `got` and `wanted` are names of `flowc.types.kinds`, in the order of the operands.
    """

    kind: TypeFaultKind
    start: int
    end: int
    name: str = ""
    known: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
