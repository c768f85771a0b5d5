"""What a step, flow or other thing allows, noted while it is built; `flowc.diagnostics.allowed` reads it."""

from __future__ import annotations

from flowc.diagnostics.allowed import Allowance
from flowc.source.nodes import Mapping, Node
from flowc.source.span import Span
from flowc.structure.build_values import Context, Fields, build_word, entries_of
from flowc.structure.tree import Word


def note_allowed(
    node: Node, context: Context, name: Word | None = None, further: tuple[Span, ...] = ()
) -> None:
    """Note what the `allow` of a mapping holds. It covers the mapping, its name, and `further` places."""
    if not isinstance(node, Mapping):
        return
    covers = (node.span if name is None else name.span.to(node.span), *further)
    for word, reason in entries_of(Fields(node).get("allow")):
        context.allowed.append(Allowance(word.text, word.span, build_word(reason).text, covers))
