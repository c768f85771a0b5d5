"""Reads the expressions, cells and values of a bot one by one, reports what is wrong, and keeps the trees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from flowc.diagnostics.model import Problem
from flowc.diagnostics.similar import similar_names
from flowc.diagnostics.sink import Sink
from flowc.feel import problems as feel_problems
from flowc.feel.cells import ColumnKind
from flowc.feel.faults import SyntaxFault
from flowc.feel.habits import clearer, misspelled_function
from flowc.feel.parser import Parsed, parse_expression, parse_test
from flowc.names.reserved import NAMESPACES
from flowc.names.symbols import Symbols
from flowc.source.span import Span
from flowc.structure import tree
from flowc.types.from_faults import Known, problem_of
from flowc.types.habits import name_in_text, value_of
from flowc.types.infer import has_thousands, infer, infer_test
from flowc.types.kinds import BOOLEAN, UNKNOWN, Kind, agree
from flowc.types.literals import literal
from flowc.types.namespaces import error_namespace, kind_of_type, names_everywhere, route_namespace
from flowc.types.problems.expressions import UnknownChoiceWord
from flowc.types.problems.functions import UnknownFunction
from flowc.types.problems.tables import DecimalComma
from flowc.types.problems.values import NameAsText, ThousandsDot, ValueDoesNotFit
from flowc.types.typed import Typed
from runtime.artifact.tree import Anything, Expr, Null, Test

Scope = Mapping[str, Kind]
_COMMA = re.compile(r"\d,\d")

# How cells are read. Where the kind is not known, words stay words: the cause was told already.
_COLUMNS: Mapping[str, ColumnKind] = {
    "choice": "choice",
    "text": "text",
    "list": "list",
    "unknown": "choice",
    "null": "choice",
}


class Checking:
    """One bot's check. `scope` is what every place can name; `with_names` adds what a place knows beside
    it."""

    def __init__(self, symbols: Symbols, sink: Sink) -> None:
        self.symbols = symbols
        self.sink = sink
        self.scope: Scope = names_everywhere(symbols)
        self.error = error_namespace(symbols)
        self.route = route_namespace(symbols)
        inputs = (name for one in symbols.inputs.values() for name in one)
        self.known = Known(
            frozenset(("error", "route", "value", *inputs)),
            tuple(f"{name}.{member}" for name, kind in self.scope.items() for member in kind.fields),
            frozenset(symbols.intents),
        )
        self._exprs: dict[tree.Expression, Expr] = {}
        self._tests: dict[tree.Expression | tree.Cell, Test] = {}
        self._kinds: dict[tree.Expression, Kind] = {}
        self._sound: set[tree.Expression] = set()

    def typed(self) -> Typed:
        return Typed(self._exprs, self._tests, self._kinds)

    def report(self, problem: Problem) -> None:
        self.sink.add(problem)

    def parsed(self, expression: tree.Expression) -> Expr | None:
        """Return a condition that was checked; None where something is wrong with it."""
        return self._exprs[expression] if expression in self._sound else None

    def known_elsewhere(self, name: str) -> bool:
        """Return whether other places of the bot know a name: an input of a flow, or `error`."""
        return name in self.known.elsewhere

    def with_names(self, more: Mapping[str, Kind]) -> Scope:
        return {**self.scope, **more} if more else self.scope

    def in_flow(self, flow: tree.Flow | None, in_on_error: bool = False) -> Scope:
        """Return what a step of a flow can name: its inputs beside the rest."""
        more = {name: kind_of_type(type_) for name, type_ in flow.inputs.items()} if flow is not None else {}
        return self.with_names({**more, "error": self.error} if in_on_error else more)

    # ---- expressions
    # -----------------------------------------------------------------------------------------

    def condition(self, expression: tree.Expression | None, scope: Scope) -> None:
        """Check a guard: an expression that is true or false."""
        if expression is not None:
            self.expression(expression, scope, BOOLEAN)

    def expression(self, expression: tree.Expression, scope: Scope, wanted: Kind | None = None) -> Kind:
        """Check an expression and return its kind; unknown where it cannot be read."""
        parsed = parse_expression(expression.text)
        if not isinstance(parsed, Parsed):
            self._unreadable(expression, parsed)
            self._exprs[expression] = Null()
            self._kinds[expression] = UNKNOWN
            return UNKNOWN
        kind, faults = infer(parsed, scope, wanted)
        for found in faults:
            place = partial(_place, expression)
            self.report(problem_of(found, expression.text, place, self.known))
        if not faults:
            self._sound.add(expression)
        self._exprs[expression] = parsed.tree
        self._kinds[expression] = kind
        return kind

    def test(self, cell: tree.Expression | tree.Cell, column: Kind, scope: Scope) -> Parsed[Test] | None:
        """Check the test of a case or an input cell; return it where nothing is wrong with it."""
        if column.name == "number" and _COMMA.search(cell.text):
            self.report(DecimalComma(cell.span, cell.text))
        parsed = parse_test(cell.text, _COLUMNS.get(column.name, "other"))
        if not isinstance(parsed, Parsed):
            self._unreadable(cell, parsed)
            self._tests[cell] = Anything()
            return None
        faults = infer_test(parsed, column, scope)
        for found in faults:
            self.report(problem_of(found, cell.text, partial(_place, cell), self.known))
        self._tests[cell] = parsed.tree
        return None if faults else parsed

    def _unreadable(self, text: tree.Expression | tree.Cell, faults: tuple[SyntaxFault, ...]) -> None:
        """Report what is wrong with a text that is no expression or cell."""
        for fault in clearer(text.text, faults):
            if function := misspelled_function(text.text, fault):
                start, end, close = function
                self.report(UnknownFunction(_place(text, start, end), text.text[start:end], close))
            else:
                self.report(feel_problems.problem_of(fault, _place(text, fault.start, fault.end)))

    # ---- values
    # ----------------------------------------------------------------------------------------------

    def value(self, value: tree.Value, wanted: tree.Type | None, scope: Scope) -> Kind:
        """Check a value against the type of its place (None: any) and return its kind."""
        kind = kind_of_type(wanted) if wanted is not None else None
        if isinstance(value, tree.Expression):
            found = self.expression(value, scope, kind)
            self.words_fit(found, kind, value.span)
            return found
        if value.items is not None:
            of = wanted.of if wanted is not None else None
            if wanted is not None and wanted.name.text != "list":
                self.report(ValueDoesNotFit(value.span, None, ("list",), wanted.name.text))
                return UNKNOWN
            for item in value.items:
                self.value(item, of, scope)
        elif literal(value, wanted) is None and wanted is not None:
            self._misfit(value, wanted)
        elif kind is not None and kind.name == "number" and has_thousands(value.text or ""):
            self.report(ThousandsDot(value.span, value.text or ""))
        elif value.text is not None and (wanted is None or wanted.name.text == "text"):
            name = name_in_text(value.text)
            if name and is_known(name, scope):
                self.report(NameAsText(value.span, value.text, name))
        return kind or UNKNOWN

    def fits(self, found: Kind, wanted: Kind, span: Span) -> None:
        """Report a kind of value that its place does not take."""
        if not agree(found, wanted):
            self.report(ValueDoesNotFit(span, None, (found.name,), wanted.name))
        else:
            self.words_fit(found, wanted, span)

    def words_fit(self, found: Kind, wanted: Kind | None, span: Span) -> None:
        """Report a choice that can have a word which the place does not take."""
        if wanted is None or found.name != "choice" or wanted.name != "choice" or not wanted.words:
            return
        for word in found.words:
            if word not in wanted.words:
                self.report(UnknownChoiceWord(span, word, similar_names(word, wanted.words), wanted.words))
                return

    def _misfit(self, value: tree.Literal, wanted: tree.Type) -> None:
        text = value.text or ""
        if wanted.name.text == "choice":
            words = tuple(option.word.text for option in wanted.options)
            self.report(UnknownChoiceWord(value.span, text, similar_names(text, words), words))
        else:
            kind = kind_of_type(wanted).name
            name = wanted.name.text if wanted.name.text in ("phone", "email", "file") else kind
            self.report(ValueDoesNotFit(value.span, text, (), name, value_of(kind, text)))


def is_known(path: str, scope: Scope) -> bool:
    """Return whether a path such as `pesanan.id` leads to a value; a namespace alone does not."""
    root, *members = path.split(".")
    kind = scope.get(root)
    for member in members:
        kind = (kind.fields.get(member) or kind.rest) if kind is not None and kind.name == "context" else None
    return kind is not None and (bool(members) or root not in NAMESPACES)


def _place(text: tree.Expression | tree.Cell, start: int, end: int) -> Span:
    """Return where a part of a text stands; at least one character, as an end cannot be pointed at."""
    if isinstance(text, tree.Cell):
        return text.span.part(start, max(end, start + 1))
    if not text.text:
        return text.span
    if start >= len(text.text):
        start = len(text.text) - 1
    return text.place(start, max(end, start + 1))
