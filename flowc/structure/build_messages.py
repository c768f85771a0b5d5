"""Messages: locale → channel → kind of wait → wordings → content, each level optional but the first."""

from __future__ import annotations

from typing import overload

from flowc.source.nodes import Mapping, Node, Scalar, Sequence
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_values import (
    Context,
    Fields,
    build_word,
    build_words,
    declared_locales,
    entries_of,
    items_of,
)
from flowc.structure.schema import bot_schema
from flowc.structure.tree import Content, Message, MessageUse, Variant, Word


def build_message(node: Node, context: Context, name: Word | None = None) -> Message:
    if isinstance(node, Mapping):
        elsewhere = (one.value.span for one in node.entries if one.value.span.file != node.span.file)
        note_allowed(node, context, name, tuple(elsewhere))
        kept = tuple(one for one in node.entries if one.key.text != "allow")
        node = Mapping(node.span, kept, node.flow)
    return Message(node.span, _by_locale(node, context), name)


@overload
def build_message_use(node: Node, context: Context) -> MessageUse: ...
@overload
def build_message_use(node: None, context: Context) -> None: ...
def build_message_use(node: Node | None, context: Context) -> MessageUse | None:
    """A message's name, or a message written in place."""
    if node is None:
        return None
    return build_word(node) if isinstance(node, Scalar) else build_message(node, context)


def _level(node: Node) -> str:
    """Which level of a message this is: the name of the schema's definition that has one of its keys."""
    if isinstance(node, Mapping):
        for level in ("content", "byChannel", "byWait"):
            known = bot_schema()["$defs"][level]["properties"]
            if any(entry.key.text in known for entry in node.entries):
                return level
        return "byLocale"
    return "wordings"


def _by_locale(node: Node, context: Context) -> tuple[Variant, ...]:
    if not isinstance(node, Mapping) or _level(node) != "byLocale":
        return _by_channel(node, None)
    found = declared_locales(node, context)
    return tuple(variant for key, value in found for variant in _by_channel(value, build_word(key)))


def _by_channel(node: Node, locale: Word | None) -> tuple[Variant, ...]:
    if _level(node) != "byChannel":
        return _by_wait(node, locale, None)
    return tuple(variant for key, value in entries_of(node) for variant in _by_wait(value, locale, key))


def _by_wait(node: Node, locale: Word | None, channel: Word | None) -> tuple[Variant, ...]:
    if _level(node) != "byWait":
        return (Variant(_contents(node), node.span, locale, channel),)
    return tuple(
        Variant(_contents(value), value.span, locale, channel, wait) for wait, value in entries_of(node)
    )


def _contents(node: Node) -> tuple[Content, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(_content(item) for item in items)


def _content(node: Node) -> Content:
    if isinstance(node, Scalar):
        return Content(build_word(node))
    fields = Fields(node)
    media, link, template = (
        Fields(found) if (found := fields.get(key)) is not None else None
        for key in ("media", "link", "template")
    )
    return Content(
        text=build_word(fields["text"]),
        media_type=build_word(media["kind"]) if media else None,
        media_url=build_word(media["url"]) if media else None,
        link_url=build_word(link["url"]) if link else None,
        link_label=build_word(link["label"]) if link else None,
        suggest=build_words(fields.get("suggest")),
        template=build_word(template["name"]) if template else None,
        template_params=tuple(map(build_word, items_of(template.get("params")))) if template else (),
    )
