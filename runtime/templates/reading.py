"""Reads a template and lists what it uses: variables, filters, and everything that may not stand there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from runtime.formats import Formats
from runtime.templates.environment import Environment
from runtime.templates.filters import ARGUMENTS, RESERVED
from runtime.templates.model import (
    DEPTH,
    TEMPLATE_CHARS,
    Fault,
    FilterUse,
    Inspected,
    Position,
    Variable,
    place_in,
)
from runtime.templates.simple import read_simple

LOOP_DEPTH = 2  # `for` inside `for`: 400 rounds together

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def inspect(text: str) -> Inspected:
    """Return what a template uses and what is wrong with it.

    >>> [use.path for use in inspect("Halo{% if nama %} {{ nama }}{% endif %}").variables]
    ['nama', 'nama']
    """
    if len(text) > TEMPLATE_CHARS:
        return Inspected(faults=(Fault("too_long", str(len(text)), Position(0, 0, 0)),))
    if "{" not in text:
        return Inspected()
    return read_simple(text) or read_any(text)


def read_any(text: str) -> Inspected:
    """Return the same with Jinja2's own parser, which knows every form and takes 15 times as long."""
    try:
        marks = _Marks(text)
        tree = _SYNTAX.parse(text)
    except TemplateSyntaxError as error:
        at = place_in(text, _line_start(text, error.lineno - 1))
        return Inspected(faults=(Fault("syntax", error.message or "", at),))
    except (RecursionError, MemoryError):
        return Inspected(faults=(Fault("too_deep", str(DEPTH), Position(0, 0, 0)),))
    except (TemplateError, ValueError, OverflowError) as error:  # numbers with thousands of digits
        return Inspected(faults=(Fault("syntax", str(error)[:100], Position(0, 0, 0)),))
    if _deeper_than(tree, DEPTH):
        return Inspected(faults=(Fault("too_deep", str(DEPTH), Position(0, 0, 0)),))
    reader = _Reader(marks)
    reader.body(tree.body, frozenset(), {})
    return Inspected(tuple(reader.variables), tuple(reader.filters), (*marks.faults, *reader.faults))


_SYNTAX = Environment.printing(Formats("en"))

_WRITTEN: Mapping[type[nodes.Node], str] = {
    nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Mod: "%",
    nodes.Pow: "**", nodes.Neg: "-", nodes.Pos: "+", nodes.Concat: "~", nodes.CondExpr: "if",
    nodes.Getitem: "[ ]", nodes.List: "[ ]", nodes.Tuple: ",", nodes.Dict: "{ }", nodes.Getattr: ".",
    nodes.Assign: "set", nodes.AssignBlock: "set", nodes.Include: "include", nodes.Import: "import",
    nodes.FromImport: "from", nodes.Macro: "macro", nodes.CallBlock: "call", nodes.FilterBlock: "filter",
    nodes.With: "with", nodes.Block: "block", nodes.Extends: "extends",
    nodes.ScopedEvalContextModifier: "autoescape",
}  # fmt: skip

_Paths = frozenset[str]  # variables known to hold something


class _Reader:
    """Walks a parsed template against the allow-list. `locals_`: a loop's name -> its element's path."""

    def __init__(self, marks: _Marks) -> None:
        self._marks = marks
        self.variables: list[Variable] = []
        self.filters: list[FilterUse] = []
        self.faults: list[Fault] = []

    def body(
        self, body: Sequence[nodes.Node], known: _Paths, locals_: Mapping[str, str], loops: int = 0
    ) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        if not isinstance(part, nodes.TemplateData):
                            self._value(part, known, locals_)
                case nodes.If():
                    self._if(node, known, locals_, loops)
                case nodes.For():
                    self._for(node, known, locals_, loops)
                case _:
                    self._fault("statement", _written(node), node)

    def _if(self, node: nodes.If, known: _Paths, locals_: Mapping[str, str], loops: int) -> None:
        for branch in (node, *node.elif_):
            holds, fails = self._condition(branch.test, known, locals_)
            self.body(branch.body, known | holds, locals_, loops)
            known |= fails
        self.body(node.else_, known, locals_, loops)

    def _for(self, node: nodes.For, known: _Paths, locals_: Mapping[str, str], loops: int) -> None:
        if node.test is not None or node.recursive or node.else_ or not isinstance(node.target, nodes.Name):
            self._fault("statement", "for", node)
            return
        if loops >= LOOP_DEPTH:
            self._fault("too_deep", "for", node)
            return
        self._name(node.target.name, node)
        over = self._path(node.iter, locals_)
        if over is None:
            self._fault("expression", _written(node.iter), node.iter)
            return
        self._use(node.iter, over, over in known)
        self.body(node.body, known, {**locals_, node.target.name: f"{over}[]"}, loops + 1)

    def _condition(
        self, node: nodes.Node, known: _Paths, locals_: Mapping[str, str]
    ) -> tuple[_Paths, _Paths]:
        """Note what a condition uses; return the paths that hold a value if it is true, and if false."""
        nothing: _Paths = frozenset()
        match node:
            case nodes.Not():
                holds, fails = self._condition(node.node, known, locals_)
                return fails, holds
            case nodes.And():
                left, not_left = self._condition(node.left, known, locals_)
                right, not_right = self._condition(node.right, known | left, locals_)
                return left | right, not_left & not_right
            case nodes.Or():
                left, not_left = self._condition(node.left, known, locals_)
                right, not_right = self._condition(node.right, known | not_left, locals_)
                return left & right, not_left | not_right
            case nodes.Compare():
                return self._compare(node, known, locals_), nothing
            case nodes.Test():
                if node.name != "none" or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                    self._fault("test", node.name, node)
                return nothing, self._operand(node.node, known, locals_)
            case _:
                return self._operand(node, known, locals_), nothing

    def _compare(self, node: nodes.Compare, known: _Paths, locals_: Mapping[str, str]) -> _Paths:
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        for operand in node.ops:
            if operand.op != "eq" or len(node.ops) > 1:
                self._fault("comparison", operand.op, node)
        paths = [self._operand(side, known, locals_) for side in sides]
        literal = any(isinstance(side, nodes.Const) and side.value is not None for side in sides)
        return paths[0] | paths[-1] if literal else frozenset()

    def _operand(self, node: nodes.Node, known: _Paths, locals_: Mapping[str, str]) -> _Paths:
        """Note a value that may be null where it stands; return its path, with the contexts it lies in."""
        if isinstance(node, nodes.And | nodes.Or | nodes.Not | nodes.Compare | nodes.Test):
            self._condition(node, known, locals_)
            return frozenset()
        path = self._path(node, locals_)
        if path is None:
            self._value(node, known, locals_)
            return frozenset()
        self._use(node, path, True)
        parts = path.split(".")
        return frozenset(".".join(parts[: count + 1]) for count in range(len(parts)))

    def _value(self, node: nodes.Node, known: _Paths, locals_: Mapping[str, str]) -> None:
        """Note a value that must not be null where it stands."""
        path = self._path(node, locals_)
        if path is not None:
            self._use(node, path, path in known)
            return
        match node:
            case nodes.Const():
                pass
            case nodes.Filter() if node.node is not None:
                self._filter(node, known, locals_)
            case nodes.And() | nodes.Or() | nodes.Not() | nodes.Compare() | nodes.Test():
                self._condition(node, known, locals_)
            case nodes.Call():
                self._fault("call", self._path(node.node, locals_) or _written(node.node), node)
            case _:
                self._fault("expression", _written(node), node)

    def _filter(self, node: nodes.Filter, known: _Paths, locals_: Mapping[str, str]) -> None:
        assert node.node is not None
        at = self._marks.take(f"|{node.name}", node.lineno)
        if node.name not in ARGUMENTS:
            self.faults.append(Fault("filter", node.name, at))
            return
        if node.name == "default":
            self._operand(node.node, known, locals_)
        else:
            self._value(node.node, known, locals_)
        fewest, most, allowed = ARGUMENTS[node.name]
        literals = tuple(argument.value for argument in node.args if isinstance(argument, nodes.Const))
        named = node.kwargs or node.dyn_args or node.dyn_kwargs
        if named or not fewest <= len(node.args) <= most or (allowed and not self._allowed(node, allowed)):
            self.faults.append(Fault("argument", node.name, at))
        for argument in node.args:
            self._value(argument, known, locals_)
        self.filters.append(FilterUse(node.name, literals, self._path(node.node, locals_), at))

    @staticmethod
    def _allowed(node: nodes.Filter, allowed: Callable[[object], bool]) -> bool:
        return all(isinstance(argument, nodes.Const) and allowed(argument.value) for argument in node.args)

    def _path(self, node: nodes.Node | None, locals_: Mapping[str, str]) -> str | None:
        names: list[str] = []
        while isinstance(node, nodes.Getattr):
            names.append(node.attr)
            node = node.node
        if not isinstance(node, nodes.Name):
            return None
        return ".".join([locals_.get(node.name, node.name), *reversed(names)])

    def _use(self, node: nodes.Node, path: str, guarded: bool) -> None:
        names: list[str] = []
        inner = node
        while isinstance(inner, nodes.Getattr):
            names.append(inner.attr)
            inner = inner.node
        assert isinstance(inner, nodes.Name)
        at = self._marks.take(".".join([inner.name, *reversed(names)]), node.lineno)
        self._name(inner.name, node, at)
        for name in names:
            if not _NAME.fullmatch(name):
                self.faults.append(Fault("attribute", name, at))
        self.variables.append(Variable(path, guarded, at))

    def _name(self, name: str, node: nodes.Node, at: Position | None = None) -> None:
        if name in RESERVED or not _NAME.fullmatch(name):
            self.faults.append(Fault("name", name, at or self._marks.line(node.lineno)))

    def _fault(self, kind: str, name: str, node: nodes.Node) -> None:
        self.faults.append(Fault(kind, name, self._marks.line(node.lineno)))


class _Marks:
    """Where paths and filters stand in a template's text; Jinja2's tree knows lines only.

    Whitespace control may shorten what the lexer gives, so each token is looked for from the last one on.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, list[int]] = defaultdict(list)
        self._tags: dict[int, int] = {}
        self.faults: list[Fault] = []
        offset, before, path = 0, "", ""
        start = 0
        for line, kind, value in _SYNTAX.lex(text):
            if kind == "whitespace" or not value.strip():
                continue
            offset = max(text.find(value, offset), offset)
            if kind in ("variable_begin", "block_begin"):
                self._tags.setdefault(line, offset)
            if kind == "raw_begin":
                self.faults.append(Fault("statement", "raw", place_in(text, offset)))
            if kind == "name" and before == "." and path:
                path = f"{path}.{value}"
            elif value != "." or not path:
                self._note(path, start)
                path, start = (
                    (f"|{value}" if before == "|" else value, offset) if kind == "name" else ("", offset)
                )
            before = value
            offset += len(value)
        self._note(path, start)
        for places in self._found.values():
            places.reverse()

    def _note(self, path: str, offset: int) -> None:
        if path:
            self._found[path].append(offset)

    def take(self, path: str, line: int) -> Position:
        """Return where `path` stands next; each place is given once, in the order of the text."""
        places = self._found.get(path)
        return place_in(self._text, places.pop()) if places else self.line(line)

    def line(self, line: int) -> Position:
        """Return where the first tag of a line (1-based) begins."""
        return place_in(self._text, self._tags.get(line, _line_start(self._text, line - 1)))


def _written(node: nodes.Node) -> str:
    return _WRITTEN.get(type(node), type(node).__name__.lower())


def _deeper_than(tree: nodes.Node, limit: int) -> bool:
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > limit:
            return True
        waiting.extend((child, depth + 1) for child in node.iter_child_nodes())
    return False


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line):
        start = text.find("\n", start) + 1
    return start
