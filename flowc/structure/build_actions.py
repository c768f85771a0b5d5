"""Actions: what is done outside the conversation."""

from __future__ import annotations

from flowc.source.nodes import Mapping, Node
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_steps import build_optional_block
from flowc.structure.build_values import (
    Context,
    Fields,
    build_arguments,
    build_duration,
    build_type,
    build_types,
    build_word,
    entries_of,
)
from flowc.structure.tree import Action, Http, Output, Word


def build_action(name: Word, node: Node, context: Context) -> Action:
    fields = Fields(node)
    note_allowed(node, context, name)
    return Action(
        name=name,
        span=node.span,
        http=_http(fields.get("http")),
        python=build_word(fields.get("python")),
        inputs=build_types(fields.get("inputs"), context),
        with_=build_arguments(fields.get("with")),
        outputs={word.text: _output(value, context) for word, value in entries_of(fields.get("outputs"))},
        timeout=build_duration(fields.get("timeout"), context),
        repeat=build_word(fields.get("repeat")),
        on_error=build_optional_block(fields.get("on_error"), context),
    )


def _http(node: Node | None) -> Http | None:
    if node is None:
        return None
    fields = Fields(node)
    return Http(
        span=node.span,
        to=build_word(fields["to"]),
        method=build_word(fields.get("method")),
        path=build_word(fields["path"]),
        query=build_arguments(fields.get("query")),
        body=build_arguments(fields["body"]) if "body" in fields else None,
    )


def _output(node: Node, context: Context) -> Output:
    from_ = Fields(node).get("from") if isinstance(node, Mapping) else None
    return Output(build_type(node, context), build_word(from_))
