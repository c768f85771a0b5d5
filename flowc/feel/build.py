"""Grammar rules to nodes of the tree, bottom-up while the text is parsed, noting where each node stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from runtime.artifact import tree

Node = TypeVar("Node")


class Spans:
    """Places of nodes by identity, and the nodes, so that no identity is used twice while the table lives."""

    __slots__ = ("_kept", "places")

    def __init__(self) -> None:
        self.places: dict[int, tuple[int, int]] = {}
        self._kept: list[object] = []

    def at(self, node: Node, start: int, end: int) -> Node:
        """Note where a node stands and return it."""
        self.places[id(node)] = (start, end)
        self._kept.append(node)
        return node


class Piece(NamedTuple):
    """A part of the text that has become a node. `depth` counts levels of the tree."""

    # Any: an expression, a test, an argument, an entry or a binding, or a list of them; the rule that takes
    # it knows which, and the grammar guarantees it.
    node: Any
    start: int
    end: int
    depth: int
    spans: Spans


# Any: a Piece, a terminal, or None for a part that was left out; see the rule in `grammar.lark`
_Child = Any
_Children = Sequence[_Child]


def _pieces(children: _Children) -> list[Piece]:
    return [child for child in children if isinstance(child, Piece)]


def _made(node: Any, children: _Children) -> Piece:  # Any: as in Piece
    """Return the piece that reaches from the first child to the last, one level above the deepest."""
    first: _Child = None
    last: _Child = None
    depth = 0
    for child in children:
        if child is not None:
            first, last = first or child, child
            if isinstance(child, Piece) and child.depth > depth:
                depth = child.depth
    start = first.start if isinstance(first, Piece) else first.start_pos
    end = last.end if isinstance(last, Piece) else last.end_pos
    spans: Spans = first.spans
    if isinstance(node, list):
        return Piece(node, start, end, depth, spans)
    spans.at(node, start, end)
    return Piece(node, start, end, depth + 1, spans)


def _nodes(children: _Children) -> list[Any]:  # Any: as in Piece
    return [piece.node for piece in _pieces(children)]


class Builder:
    """One method for each alias of the grammar; lark calls it with what the rule matched."""

    def start(self, children: _Children) -> Piece:
        piece: Piece = children[0]
        return piece

    # ---- literals and names ------------------------------------------------------------------------------

    def number(self, children: _Children) -> Piece:
        return _made(tree.Number(children[0].value), children)

    def string(self, children: _Children) -> Piece:
        return _made(tree.String(children[0].value), children)

    def at(self, children: _Children) -> Piece:
        return _made(tree.At(children[0].value), children)

    def null(self, children: _Children) -> Piece:
        return _made(tree.Null(), children)

    def boolean(self, children: _Children) -> Piece:
        return _made(tree.Boolean(children[0].type == "TRUE"), children)

    def name(self, children: _Children) -> Piece:
        return _made(tree.Name(children[0].value), children)

    # ---- operators ---------------------------------------------------------------------------------------

    def chain(self, children: _Children) -> Piece:
        """`a and b and c …` as a balanced tree: the operators are associative, and a chain is not deep."""
        op = children[1].value
        return _balanced(op, children[::2])

    def binary(self, children: _Children) -> Piece:
        left, op, right = children
        return _made(tree.Binary(op.value, left.node, right.node), children)

    def negate(self, children: _Children) -> Piece:
        of = children[1]
        if isinstance(of.node, tree.Number) and not of.node.text.startswith("-"):
            return _made(tree.Number("-" + of.node.text), children)
        return _made(tree.Negate(of.node), children)

    def between(self, children: _Children) -> Piece:
        of, low, high = _nodes(children)
        return _made(tree.Between(of, low, high), children)

    def instance_of(self, children: _Children) -> Piece:
        return _made(tree.InstanceOf(children[0].node, children[2].value), children)

    def conditional(self, children: _Children) -> Piece:
        return _made(tree.If(*_nodes(children)), children)

    # ---- loops and functions -----------------------------------------------------------------------------

    def bindings(self, children: _Children) -> Piece:
        return _made(_nodes(children), children)

    def binding(self, children: _Children) -> Piece:
        over, *to = _nodes(children)
        return _made(tree.Binding(children[0].value, over, to[0] if to else None), children)

    def loop(self, children: _Children) -> Piece:
        bindings, give = _nodes(children)
        return _made(tree.For(tuple(bindings), give), children)

    def quantified(self, children: _Children) -> Piece:
        bindings, satisfies = _nodes(children)
        return _made(tree.Quantified(children[0].type == "EVERY", tuple(bindings), satisfies), children)

    def function(self, children: _Children) -> Piece:
        parameters = children[2].node if isinstance(children[2], Piece) else ((), ())
        return _made(tree.Function(parameters[0], children[-1].node, parameters[1]), children)

    def external(self, children: _Children) -> Piece:
        """A function whose body is kept elsewhere: there is no Java here, so it gives null."""
        parameters = children[2].node if isinstance(children[2], Piece) else ((), ())
        return _made(tree.Function(parameters[0], tree.Null(), parameters[1]), children)

    def parameters(self, children: _Children) -> Piece:
        declared = [each for piece in _pieces(children) for each in piece.node]
        return _made([tuple(name for name, _ in declared), tuple(type_ for _, type_ in declared)], children)

    def parameter(self, children: _Children) -> Piece:
        type_ = children[2].value if children[2] is not None else ""
        return _made([(children[0].value, type_)], children[:1])

    # ---- brackets ----------------------------------------------------------------------------------------

    def group(self, children: _Children) -> Piece:
        """Parentheses are no node: the inner one keeps its own place, the piece takes them in."""
        inner: Piece = children[1]
        return inner._replace(start=children[0].start_pos, end=children[2].end_pos)

    def path(self, children: _Children) -> Piece:
        return _made(tree.Path(children[0].node, children[2].value), children)

    def filter(self, children: _Children) -> Piece:
        of, by = _nodes(children)
        return _made(tree.Filter(of, by), children)

    def call(self, children: _Children) -> Piece:
        arguments = children[2].node if isinstance(children[2], Piece) else []
        return _made(tree.Call(children[0].node, tuple(arguments)), children)

    def arguments(self, children: _Children) -> Piece:
        return _made(_nodes(children), children)

    def positional(self, children: _Children) -> Piece:
        return _made(tree.Argument(children[0].node), children)

    def named(self, children: _Children) -> Piece:
        return _made(tree.Argument(children[2].node, children[0].value), children)

    def list(self, children: _Children) -> Piece:
        return _made(tree.List(tuple(_nodes(children))), children)

    def context(self, children: _Children) -> Piece:
        return _made(tree.Context(tuple(_nodes(children))), children)

    def entry(self, children: _Children) -> Piece:
        return _made(tree.Entry(children[0].value, children[2].node), children)

    def range(self, children: _Children) -> Piece:
        low, high = _nodes(children)
        included = children[0].type == "LSQB", children[-1].type == "RSQB"
        return _made(tree.Range(low, high, *included), children)

    def open_range(self, children: _Children) -> Piece:
        op, end = children[1].value, children[2].node
        if op in ("<", "<="):
            return _made(tree.Range(None, end, False, op == "<="), children)
        if op in (">", ">="):
            return _made(tree.Range(end, None, op == ">=", False), children)
        # `(=5)` is the range from 5 to 5; `(!=5)` is none, and null at run time
        value = tree.Range(end, end, True, True) if op == "=" else tree.Null()
        return _made(value, children)

    # ---- tests -------------------------------------------------------------------------------------------

    def tests(self, children: _Children) -> Piece:
        return _made(_nodes(children), children)

    def value_test(self, children: _Children) -> Piece:
        return _made(test_of(children[0].node), children)

    def comparison_test(self, children: _Children) -> Piece:
        return _made(tree.Compare(children[0].value, children[1].node), children)

    def any_of(self, children: _Children) -> Piece:
        tests: Piece = children[0]
        if len(tests.node) == 1:
            return tests._replace(node=tests.node[0])
        return _made(tree.AnyOf(tuple(tests.node)), children)

    def not_any_of(self, children: _Children) -> Piece:
        return _made(tree.Not(tuple(children[2].node)), children)

    def in_tests(self, children: _Children) -> Piece:
        return _made(tree.In(children[0].node, tuple(children[3].node)), children)

    def in_comparison(self, children: _Children) -> Piece:
        of, _, op, value = children
        test = value.spans.at(tree.Compare(op.value, value.node), op.start_pos, value.end)
        return _made(tree.In(of.node, (test,)), children)

    def in_value(self, children: _Children) -> Piece:
        of, _, value = children
        test = value.spans.at(test_of(value.node), value.start, value.end)
        return _made(tree.In(of.node, (test,)), children)


def _balanced(op: str, pieces: Sequence[Piece]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    middle = (len(pieces) + 1) // 2
    left, right = _balanced(op, pieces[:middle]), _balanced(op, pieces[middle:])
    return _made(tree.Binary(op, left.node, right.node), [left, right])


def test_of(value: tree.Expr) -> tree.Test:
    """Return what a value means as a test: equal to a literal, within anything else, true if it says `?`."""
    match value:
        case tree.Null() | tree.Boolean() | tree.Number() | tree.String() | tree.At():
            return tree.Compare("=", value)
        case _ if _says_it(value):
            return tree.Satisfies(value)
        case _:
            return tree.Within(value)


def _says_it(value: object) -> bool:
    """Whether `?` is named anywhere in the expression, except in tests of its own `in`."""
    pending: list[object] = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, tree.Name):
            if node.name == "?":
                return True
        elif isinstance(node, tuple):
            pending.extend(node)
        elif hasattr(node, "__dataclass_fields__"):
            pending.extend(getattr(node, name) for name in node.__dataclass_fields__)
    return False
