"""From a bot's files to its typed tree: compose, merge, bring in what is used, check the shape, build.

Laws: never raises, whatever the files hold; everything wrong is told; what can be built is built, and a name
that could not be is listed in `Bot.broken`, so that later stages stay silent about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from flowc.diagnostics.sink import Sink
from flowc.project import BOT_FILE, Project, read_project
from flowc.source.nodes import Mapping as MappingNode
from flowc.source.nodes import Node
from flowc.source.yaml_tree import read_yaml
from flowc.structure.build_actions import build_action
from flowc.structure.build_decisions import build_decisions
from flowc.structure.build_divisions import build_division, build_handover_settings, build_retention
from flowc.structure.build_flows import build_defaults, build_flow, build_rules, build_shortcut
from flowc.structure.build_hours import build_hours
from flowc.structure.build_messages import build_message, build_message_use
from flowc.structure.build_migrate import build_earlier_tests, build_migrations
from flowc.structure.build_routing import build_tables
from flowc.structure.build_slots import build_command, build_intent, build_slot, build_understanding
from flowc.structure.build_values import (
    Context,
    Fields,
    build_integer,
    build_word,
    build_words,
    entries_of,
)
from flowc.structure.comments import check_comments
from flowc.structure.merge import merge_documents
from flowc.structure.ready_made import bring_in
from flowc.structure.shape import check_shape
from flowc.structure.tree import Bot, Message, Word

_Thing = TypeVar("_Thing")


def read_bot(folder: Path, sink: Sink) -> Bot | None:
    """Return the bot in a folder, or None where it cannot be understood well enough to go on."""
    return build_bot(read_project(folder, sink), sink)


def build_bot(project: Project, sink: Sink) -> Bot | None:
    """Return the tree of a project. None where the manifest is unusable, or a file could not be read at all:
    half a bot would have each of its missing names told as a mistake of the other half.
    """
    documents = [read_yaml(file.path, file.text, sink) for file in project.files]
    manifest = next((one for one in documents if one.path == BOT_FILE), None)
    readable = manifest is not None and isinstance(manifest.root, MappingNode)
    whole = bring_in(merge_documents(documents, sink), sink)
    shaped = check_shape(whole, sink, manifest_readable=readable)
    if shaped.root is None or project.broken or any(one.broken for one in documents):
        return None
    locales = tuple(word.text for word in build_words(Fields(shaped.root)["locales"]))
    check_comments(shaped.root, project.texts, locales, sink)
    return _build(shaped.root, Context(sink, locales, project), shaped.broken)


def _build(root: MappingNode, context: Context, broken: Mapping[str, frozenset[str]]) -> Bot:
    fields = Fields(root)

    def things(section: str, build: Callable[[Word, Node, Context], _Thing]) -> Mapping[str, _Thing]:
        found = entries_of(fields.get(section))
        return {name.text: build(name, value, context) for name, value in found}

    routing = build_tables(fields.get("routing"), context)
    tables = build_decisions(fields.get("tables"), context)
    # A table that was left out has its problem already: that nothing sets `to`, or that nothing has the name
    # of it, would be its echo.
    for section, kept in (("routing", {table.name.text for table in routing}), ("tables", set(tables))):
        lost = frozenset(name.text for name, _ in entries_of(fields.get(section))) - kept
        if lost:
            broken = {**broken, section: broken.get(section, frozenset()) | lost}
    return Bot(
        name=build_word(fields["bot"]),
        span=fields.key("bot").span,
        edition=build_integer(fields["edition"]) or 0,
        version=build_word(fields["version"]),
        locales=build_words(fields["locales"]),
        timezone=build_word(fields["timezone"]),
        channels=build_words(fields["channels"]),
        start=build_word(fields["start"]),
        retention=build_retention(fields["retention"], context),
        country=build_word(fields.get("country")),
        currency=build_word(fields.get("currency")),
        welcome=build_message_use(fields.get("welcome"), context),
        use=build_words(fields.get("use")),
        defaults=build_defaults(fields.get("defaults"), context),
        slots=things("slots", build_slot),
        intents=things("intents", build_intent),
        faq=things("faq", build_intent),
        commands=things("commands", build_command),
        messages=things("messages", _message),
        flows=things("flows", build_flow),
        actions=things("actions", build_action),
        hours=things("hours", build_hours),
        divisions=things("divisions", build_division),
        shortcuts=things("shortcuts", build_shortcut),
        escalation=build_rules(fields.get("escalation"), context),
        routing=routing,
        tables=tables,
        handover=build_handover_settings(fields.get("handover"), context),
        understanding=build_understanding(fields.get("understanding"), context),
        migrate=build_migrations(fields.get("migrate"), context),
        earlier_tests=build_earlier_tests(fields.get("tests")),
        broken=broken,
        allowed=tuple(context.allowed),  # last: everything that may allow something is built by now
    )


def _message(name: Word, node: Node, context: Context) -> Message:
    return build_message(node, context, name)
