"""What can be read and is still true of nothing: ranges without a value, conditions that contradict
each other, types that a value never has.

Law: only what is sure is told here. What is not understood may hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.types.certain import constant
from flowc.types.claims import MOST_ALTERNATIVES, Claims, alternatives, joined
from flowc.types.kinds import Kind
from runtime.artifact import tree
from runtime.feel.compare import ordered
from runtime.feel.types import Type


def is_empty(low: tree.Expr | None, high: tree.Expr | None, closed: bool) -> bool:
    """Return whether nothing lies between two constants; `closed`: both ends are in it."""
    start, end = constant(low), constant(high)
    if start is None or end is None:
        return False
    return ordered("<" if closed else "<=", end, start) is True


def contradiction(chain: tree.Binary) -> tree.Expr | None:
    """Return the first condition of an `and` that cannot hold together with those before it, if there is one.

    A condition that cannot hold by itself contradicts nothing: that is another mistake.
    """
    before: tuple[Claims, ...] = ({},)
    for condition in conditions(chain):
        ways = alternatives(condition)
        if not ways:
            continue
        both = tuple(one for a in before for b in ways if (one := joined(a, b)) is not None)
        if not both:
            return condition
        if len(both) > MOST_ALTERNATIVES:
            return None
        before = both
    return None


def conditions(chain: tree.Expr) -> Iterator[tree.Expr]:
    """Yield what an `and` joins, in the order of the text."""
    if isinstance(chain, tree.Binary) and chain.op == "and":
        yield from conditions(chain.left)
        yield from conditions(chain.right)
    else:
        yield chain


def may_be(kind: Kind, wanted: Type) -> bool:
    """Return whether a value of a kind can be an instance of a type."""
    if kind.name in ("unknown", "null") or wanted.name in ("Any", "Null"):
        return True
    if kind.feel != wanted.name:
        return False
    if kind.name == "context" and kind.rest is None:
        return all(
            key in kind.fields and (kind.fields[key].maybe or may_be(kind.fields[key], of))
            for key, of in wanted.fields.items()
        )
    if kind.name == "range" and kind.of is not None and wanted.of is not None:
        return may_be(kind.of, wanted.of)
    return True  # a list may be empty, and is one of every type then
