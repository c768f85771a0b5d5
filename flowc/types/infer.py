"""The kind of an expression, and everything in it that cannot fit.

Laws:
- Nothing is guessed: what is not known is `UNKNOWN`, agrees with everything and is reported once, where it
  begins.
- Faults come in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, assert_never

from flowc.feel.parser import Parsed
from flowc.types import calls, kinds
from flowc.types.certain import is_zero
from flowc.types.claims import BOUNDED, can_hold
from flowc.types.faults import TypeFault, TypeFaultKind
from flowc.types.impossible import contradiction, is_empty, may_be
from flowc.types.kinds import BOOLEAN, NUMBER, TEXT, UNKNOWN, Kind, agree, joined, maybe
from flowc.types.narrowing import dotted, known_when
from flowc.types.operators import result_of
from runtime.artifact import tree
from runtime.feel import limits, temporal
from runtime.feel.builtins import BUILTINS
from runtime.feel.types import read_type

Scope = Mapping[str, Kind]
Tree = TypeVar("Tree", bound=object)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d\d0")
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


def has_thousands(number: str) -> bool:
    """Return whether a number has a dot before three digits, the last of them 0: `1.500` may mean 1500."""
    return _THOUSANDS.fullmatch(number) is not None


def infer(
    parsed: Parsed[tree.Expr], scope: Scope, wanted: Kind | None = None
) -> tuple[Kind, tuple[TypeFault, ...]]:
    """Return the kind of an expression and its faults.

    Args:
        scope: the root names; namespaces are contexts.
        wanted: what the place takes; `BOOLEAN` for guards. None: anything.
    """
    checker = Checker(parsed, scope)
    kind = checker.kind_of(parsed.tree)
    if wanted is not None:
        checker.check_place(parsed.tree, kind, wanted)
    return kind, checker.in_order()


def infer_test(parsed: Parsed[tree.Test], column: Kind, scope: Scope) -> tuple[TypeFault, ...]:
    """Return the faults of a cell whose tested value has the kind `column`."""
    checker = Checker(parsed, scope)
    checker.check_test(parsed.tree, column)
    return checker.in_order()


class Checker:
    """Walks one tree. `known` holds the dotted names that are not null where the walk is."""

    def __init__(self, parsed: Parsed[Tree], scope: Scope) -> None:
        self._parsed: Parsed[Tree] = parsed
        self._names: Mapping[str, Kind] = scope
        self._known: frozenset[str] = frozenset()
        self._hides_bounded = False  # a variable has a namespace's name: the language's bounds are not its
        self._part_of_and = False
        self._faults: list[TypeFault] = []

    def in_order(self) -> tuple[TypeFault, ...]:
        return tuple(
            sorted(dict.fromkeys(self._faults), key=lambda fault: (fault.start, fault.end, fault.kind))
        )

    def fault(
        self,
        kind: TypeFaultKind,
        node: object,
        name: str = "",
        *,
        known: tuple[str, ...] = (),
        got: tuple[str, ...] = (),
        wanted: tuple[str, ...] = (),
        tail: int = 0,
    ) -> Kind:
        """Note a fault at a node (its last `tail` characters, if given); always returns `UNKNOWN`."""
        start, end = self._parsed.span(node)
        self._faults.append(TypeFault(kind, end - tail if tail else start, end, name, known, got, wanted))
        return UNKNOWN

    # ---- expressions -------------------------------------------------------------------------------------

    def kind_of(self, expr: tree.Expr) -> Kind:
        match expr:
            case tree.Null():
                return kinds.NULL
            case tree.Boolean():
                return BOOLEAN
            case tree.Number():
                if has_thousands(expr.text):
                    self.fault("thousands", expr, expr.text)
                return NUMBER
            case tree.String():
                return TEXT
            case tree.At():
                return calls.kind_of_value(temporal.read_literal(expr.text))
            case tree.Name():
                return self._name(expr)
            case tree.Path():
                return self._path(expr)
            case tree.Filter():
                return self._filter(expr)
            case tree.Negate():
                return self._negate(expr)
            case tree.Binary():
                return self._binary(expr)
            case tree.Between():
                return self._between(expr)
            case tree.In():
                of = self.kind_of(expr.of)
                for test in expr.tests:
                    self.check_test(test, of)
                    self._check_searched(expr.of, test)
                return maybe(BOOLEAN, of.maybe)
            case tree.If():
                return self._if(expr)
            case tree.For():
                return self._for(expr)
            case tree.Quantified():
                return self._quantified(expr)
            case tree.Call():
                return calls.kind_of_call(self, expr)
            case tree.List():
                items = [self.kind_of(item) for item in expr.items]
                return kinds.list_of(_all_joined(items))
            case tree.Context():
                return self._context(expr)
            case tree.Range():
                return self._range(expr)
            case tree.InstanceOf():
                return self._instance_of(expr)
            case tree.Function():
                self._inside(dict.fromkeys(expr.parameters, UNKNOWN), expr.body)
                return kinds.FUNCTION
        assert_never(expr)

    def lookup(self, name: str) -> Kind | None:
        return self._names.get(name)

    def _inside(self, local: Mapping[str, Kind], expr: tree.Expr) -> Kind:
        """Return the kind of an expression that sees more names; they hide what was known of others."""
        names, known, hides = self._names, self._known, self._hides_bounded
        self._names = {**names, **local}
        self._known = frozenset(name for name in known if name.split(".")[0] not in local)
        self._hides_bounded = hides or not BOUNDED.isdisjoint(local)
        kind = self.kind_of(expr)
        self._names, self._known, self._hides_bounded = names, known, hides
        return kind

    def _given(self, known: frozenset[str], expr: tree.Expr) -> Kind:
        before, self._known = self._known, self._known | known
        kind = self.kind_of(expr)
        self._known = before
        return kind

    def _seen(self, expr: tree.Expr, kind: Kind) -> Kind:
        return kinds.definite(kind) if kind.maybe and dotted(expr) in self._known else kind

    def _name(self, expr: tree.Name) -> Kind:
        kind = self._names.get(expr.name)
        if kind is not None:
            return self._seen(expr, kind)
        if expr.name in BUILTINS:
            return kinds.FUNCTION
        return self.fault("unknown_name", expr, expr.name, known=tuple(sorted(self._names)))

    def _path(self, expr: tree.Path) -> Kind:
        of = self.kind_of(expr.of)
        return self._seen(expr, self._member(expr, of))

    def _member(self, expr: tree.Path, of: Kind) -> Kind:
        match of.name:
            case "unknown" | "null":
                return UNKNOWN
            case "context":
                kind = of.fields.get(expr.name) or of.rest
                if kind is not None:
                    return maybe(kind, of.maybe)
                known = tuple(sorted(of.fields))
                return self.fault("unknown_member", expr, expr.name, known=known, tail=len(expr.name))
            case "list":
                return kinds.list_of(self._member(expr, of.of or UNKNOWN))
        properties = temporal.PROPERTIES.get(of.feel, ())
        if expr.name in properties:
            return maybe(_property(expr.name, of), of.maybe)
        if properties:
            return self.fault("unknown_member", expr, expr.name, known=properties, tail=len(expr.name))
        return self.fault("no_members", expr, expr.name, got=(of.name,), tail=len(expr.name))

    def _filter(self, expr: tree.Filter) -> Kind:
        of = self.kind_of(expr.of)
        item = of.of or UNKNOWN if of.name == "list" else of
        local = {**(item.fields if item.name == "context" else {}), "item": item}
        by = self._inside(local, expr.by)
        if by.name == "number":
            return self.fault("bad_literal", expr, "[0]") if is_zero(expr.by) else maybe(item)
        if by.name not in ("boolean", "unknown", "null"):
            self.fault("not_boolean", expr.by, got=(by.name,))
        return maybe(UNKNOWN if by.name == "unknown" else kinds.list_of(item), of.maybe)

    def _negate(self, expr: tree.Negate) -> Kind:
        of = self.kind_of(expr.of)
        if of.name not in ("number", "duration", "yearsmonths", "unknown"):
            return self.fault("operand", expr, "-", got=(of.name,), wanted=("number",))
        return of

    def _binary(self, expr: tree.Binary) -> Kind:
        if expr.op in ("and", "or"):
            return self._joined(expr)
        left, right = self.kind_of(expr.left), self.kind_of(expr.right)
        if expr.op in _COMPARISONS:
            return self.compare(expr.op, expr.left, left, expr.right, right, expr)
        result = result_of(expr.op, left, right)
        if result is not None and expr.op == "/" and is_zero(expr.right):
            return self.fault("bad_literal", expr, "/")
        if result is None:
            return self.fault("operand", expr, expr.op, got=(left.name, right.name))
        return maybe(result, left.maybe or right.maybe)

    def _joined(self, expr: tree.Binary) -> Kind:
        is_part, so_far, known = self._part_of_and, len(self._faults), self._known
        left = self._side(expr, expr.left)
        self._known |= known_when(expr.left, expr.op == "and")
        right = self._side(expr, expr.right)
        self._known = known
        hides = self._hides_bounded
        if expr.op == "and" and not is_part and not hides and len(self._faults) == so_far:
            against = contradiction(expr)
            if against is not None:
                self.fault("contradicts", against)
        return maybe(BOOLEAN, left.maybe or right.maybe)

    def _side(self, expr: tree.Binary, side: tree.Expr) -> Kind:
        before = self._part_of_and
        self._part_of_and = expr.op == "and" and isinstance(side, tree.Binary) and side.op == "and"
        kind = self._condition(side, expr.op)
        self._part_of_and = before
        return kind

    def _instance_of(self, expr: tree.InstanceOf) -> Kind:
        of, wanted = self.kind_of(expr.of), read_type(expr.type)
        if wanted is None:
            self.fault("unknown_type", expr, expr.type, tail=len(expr.type))
        elif not may_be(of, wanted):
            self.fault("never_of_type", expr, expr.type, got=(of.name,))
        return BOOLEAN

    def _condition(self, expr: tree.Expr, op: str) -> Kind:
        kind = self.kind_of(expr)
        if kind.name not in ("boolean", "unknown", "null"):
            self.fault("operand", expr, op, got=(kind.name,), wanted=("boolean",))
        return kind

    def compare(
        self, op: str, left: tree.Expr | None, of: Kind, right: tree.Expr | None, other: Kind, at: object
    ) -> Kind:
        """Return the kind of a comparison; the expressions are None where the value is not written there."""
        self._may_lack_quotes(right, of)
        self._may_lack_quotes(left, other)
        if not agree(of, other):
            return maybe(BOOLEAN, self.fault("operand", at, op, got=(of.name, other.name)).maybe)
        if op not in ("=", "!="):
            for kind in (of, other):
                if kind.name != "unknown" and kind.feel not in kinds.ORDERED:
                    self.fault("operand", at, op, got=(of.name, other.name))
                    break
            else:
                self._check_possible(at)
            return maybe(BOOLEAN, of.maybe or other.maybe)
        self.check_word(right, of)
        self.check_word(left, other)
        self._check_possible(at)
        return BOOLEAN

    def _check_possible(self, comparison: object) -> None:
        """Note a comparison that is never true: `turns.invalid < 0`."""
        if isinstance(comparison, tree.Binary) and not self._hides_bounded and not can_hold(comparison):
            self.fault("never", comparison)

    def _may_lack_quotes(self, expr: tree.Expr | None, other: Kind) -> None:
        """Note that a name which nothing has is compared with a text: it may be a text without quotes."""
        if not isinstance(expr, tree.Name) or other.name not in ("text", "choice"):
            return
        start, end = self._parsed.span(expr)
        for at, fault in enumerate(self._faults):
            if fault.kind == "unknown_name" and (fault.start, fault.end) == (start, end):
                is_word = expr.name in other.words
                self._faults[at] = replace(fault, wanted=("choice" if is_word else "text",))

    def check_word(self, expr: tree.Expr | None, choice: Kind) -> None:
        """A literal beside a choice must be one of its words."""
        if choice.name != "choice" or not choice.words or not isinstance(expr, tree.String):
            return
        if expr.value not in choice.words:
            self.fault("unknown_word", expr, expr.value, known=choice.words)

    def _between(self, expr: tree.Between) -> Kind:
        of = self.kind_of(expr.of)
        bounds = [self.kind_of(bound) for bound in (expr.low, expr.high)]
        for bound in bounds:
            if not agree(of, bound) or (bound.name != "unknown" and bound.feel not in kinds.ORDERED):
                got = (of.name, *(bound.name for bound in bounds))
                return self.fault("operand", expr, "between", got=got)
        if is_empty(expr.low, expr.high, closed=True):
            self.fault("empty_range", expr, "between")
        return maybe(BOOLEAN, any(kind.maybe for kind in (of, *bounds)))

    def _if(self, expr: tree.If) -> Kind:
        when = self.kind_of(expr.when)
        if when.name not in ("boolean", "unknown", "null"):
            self.fault("not_boolean", expr.when, got=(when.name,))
        then = self._given(known_when(expr.when), expr.then)
        # `else` also runs when the condition is null, so only a condition that cannot be null says more
        otherwise = self._given(frozenset() if when.maybe else known_when(expr.when, False), expr.otherwise)
        return joined(then, otherwise)

    # ---- loops and literals with parts -------------------------------------------------------------------

    def _for(self, expr: tree.For) -> Kind:
        local = self._bound(expr.over, "for")
        item = self._inside({"partial": kinds.list_of(UNKNOWN), **local}, expr.give)
        return kinds.list_of(item)

    def _quantified(self, expr: tree.Quantified) -> Kind:
        local = self._bound(expr.over, "every" if expr.every else "some")
        holds = self._inside(local, expr.satisfies)
        if holds.name not in ("boolean", "unknown", "null"):
            self.fault("not_boolean", expr.satisfies, got=(holds.name,))
        return maybe(BOOLEAN, holds.maybe)

    def _bound(self, over: tuple[tree.Binding, ...], word: str) -> dict[str, Kind]:
        local: dict[str, Kind] = {}
        for binding in over:
            local[binding.name] = self._domain(binding, local, word)
        return local

    def _domain(self, binding: tree.Binding, local: Mapping[str, Kind], word: str) -> Kind:
        kind = self._inside(local, binding.over)
        if binding.to is not None:
            to = self._inside(local, binding.to)
            if not agree(kind, to) or kind.name not in ("number", "date", "unknown"):
                return self.fault("operand", binding, "..", got=(kind.name, to.name))
            self._check_length(binding.over, binding.to, binding)
            return kinds.definite(kind)
        if isinstance(binding.over, tree.Range):
            self._check_length(binding.over.low, binding.over.high, binding.over)
        match kind.name:
            case "list" | "range":
                return kind.of or UNKNOWN
            case "unknown":
                return UNKNOWN
        return self.fault("operand", binding.over, word, got=(kind.name,), wanted=("list",))

    def _check_length(self, low: tree.Expr | None, high: tree.Expr | None, at: object) -> None:
        if isinstance(low, tree.Number) and isinstance(high, tree.Number):
            items = abs(calls.decimal_of(high.text) - calls.decimal_of(low.text)) + 1
            if items > limits.STEPS:
                self.fault("long_loop", at, got=(f"{items:f}",), wanted=(str(limits.STEPS),))

    def _context(self, expr: tree.Context) -> Kind:
        fields: dict[str, Kind] = {}
        for entry in expr.entries:
            if entry.key in fields:
                self.fault("duplicate_key", entry, entry.key)
            fields[entry.key] = self._inside(fields, entry.value)
        return kinds.context(fields)

    def _range(self, expr: tree.Range) -> Kind:
        ends = [(end, self.kind_of(end)) for end in (expr.low, expr.high) if end is not None]
        for end, kind in ends:
            if kind.name not in ("unknown",) and kind.feel not in kinds.ORDERED:
                return kinds.range_of(self.fault("operand", end, "..", got=(kind.name,)))
        if len(ends) == 2 and not agree(ends[0][1], ends[1][1]):
            return kinds.range_of(self.fault("operand", expr, "..", got=(ends[0][1].name, ends[1][1].name)))
        return kinds.range_of(_all_joined([kind for _, kind in ends]))

    # ---- tests and places --------------------------------------------------------------------------------

    def check_test(self, test: tree.Test, of: Kind) -> None:
        match test:
            case tree.Anything():
                return
            case tree.Compare():
                self.compare(test.op, None, of, test.value, self.kind_of(test.value), test)
            case tree.Within():
                self._check_within(test, of)
            case tree.Like():
                if not agree(of, TEXT):
                    self.fault("operand", test, "*", got=(of.name,), wanted=("text",))
            case tree.Has():
                if of.name == "list":
                    self.compare("=", None, of.of or UNKNOWN, test.value, self.kind_of(test.value), test)
                elif of.name != "unknown":
                    self.fault("operand", test, "in", got=(of.name,), wanted=("list",))
            case tree.AnyOf() | tree.Not():
                for inner in test.tests:
                    self.check_test(inner, of)
            case tree.Satisfies():
                local = {**(of.fields if of.name == "context" else {}), "?": of}
                kind = self._inside(local, test.when)
                if kind.name not in ("boolean", "unknown", "null"):
                    self.fault("not_boolean", test.when, got=(kind.name,))
            case _:
                assert_never(test)

    def _check_within(self, test: tree.Within, of: Kind) -> None:
        """In a range, in a list (or in one of its ranges), or equal: as `in` decides at run time."""
        value = test.value
        where = self.kind_of(value)
        if isinstance(value, tree.Range) and is_empty(
            value.low, value.high, value.low_included and value.high_included
        ):
            self.fault("empty_range", value)
            return
        if isinstance(value, tree.List) and of.name != "list":
            for item in value.items:
                self.check_word(item, of)
        if where.name in ("range", "list") and of.name != where.name:
            inner = where.of or UNKNOWN
            inner = inner.of or UNKNOWN if inner.name == "range" else inner
            if not agree(of, inner):
                self.fault("operand", test, "in", got=(of.name, inner.name))
            return
        self.compare("=", None, of, value, where, test)

    def _check_searched(self, of: tree.Expr, test: tree.Test) -> None:
        """`"word" in a_list`: the list must be able to hold the word."""
        if isinstance(test, tree.Within) and isinstance(of, tree.String):
            before, where = len(self._faults), self.kind_of(test.value)
            del self._faults[before:]  # they were noted when the test was checked
            if where.name == "list":
                self.check_word(of, where.of or UNKNOWN)

    def check_place(self, expr: tree.Expr, kind: Kind, wanted: Kind) -> None:
        """A value must be what its place takes; whether it may be null there is another question."""
        if not agree(kind, wanted):
            if wanted.name == "boolean":
                self.fault("not_boolean", expr, got=(kind.name,))
            else:
                self.fault("wrong_kind", expr, got=(kind.name,), wanted=(wanted.name,))
            return
        self.check_word(expr, wanted)


def _all_joined(found: list[Kind]) -> Kind:
    result: Kind | None = None
    for kind in found:
        result = kind if result is None else joined(result, kind)
    return result or UNKNOWN


def _property(name: str, of: Kind) -> Kind:
    match name:
        case "time offset":
            return maybe(kinds.DURATION)
        case "timezone":
            return maybe(TEXT)
        case "start" | "end":
            return maybe(of.of or UNKNOWN)
        case "start included" | "end included":
            return BOOLEAN
    return NUMBER
