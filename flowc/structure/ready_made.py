"""Ready-made flows: what a bot's `use` brings in from the package, below what the bot declares itself.

Laws:
- What the bot declares replaces the ready-made thing of that name whole: of a message, that locale.
- Of two ready-made files with the same name the one that `use` names first counts; `tests/flowc/structure`
  holds that they say the same.
- Tests of a ready-made file are never taken along; a locale that the bot does not speak is left out.
- The files themselves are right: nothing in them is reported but what the bot makes of them.

In these files a mapping of exactly `id` and `en` is text by locale, whatever it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from flowc.diagnostics.sink import Sink
from flowc.resources import ready_made_flows
from flowc.source.nodes import Entry, Mapping, Node, Scalar
from flowc.source.nodes import Sequence as Items
from flowc.source.yaml_tree import read_yaml
from flowc.structure.file_problems import ReadyMadeLacksLocale
from flowc.structure.merge import SECTIONS
from flowc.structure.tree import READY_MADE, Bot

LOCALES = ("id", "en")  # the languages that every ready-made flow speaks


def bring_in(root: Mapping, sink: Sink) -> Mapping:
    """Return a bot's merged files with what its `use` names; names that nobody knows are the schema's."""
    sections = {entry.key.text: entry for entry in root.entries}
    locales = [one.text for one in _scalars(sections.get("locales"))]
    for use in _scalars(sections.get("use")):
        if use.text not in ready_made_flows():
            continue
        taken = _Taken(locales)
        for entry in _read(use.text).entries:
            if entry.key.text in SECTIONS or entry.key.text == "escalation":
                sections[entry.key.text] = _joined(sections.get(entry.key.text), entry, taken)
        for locale, names in taken.missing.items():
            sink.add(ReadyMadeLacksLocale(use.span, use.text, locale, tuple(names)))
    return Mapping(root.span, tuple(sections.values()), root.flow)


def texts_of(bot: Bot | None) -> dict[str, str]:
    """Return the text of each ready-made file that a bot uses, by the path that places in it have."""
    names = [] if bot is None else [word.text for word in bot.use]
    return {path_of(name): _text(name) for name in names if name in ready_made_flows()}


def path_of(name: str) -> str:
    """Return how places in a ready-made file name it. No path in a bot's folder is like it."""
    return f"{READY_MADE}{name}.yaml"


@cache
def _text(name: str) -> str:
    return ready_made_flows()[name].read_text(encoding="utf-8")


@cache
def _read(name: str) -> Mapping:
    root = read_yaml(path_of(name), _text(name), Sink()).root
    assert isinstance(root, Mapping), f"the package's own file {name}.yaml is not a mapping"
    return root


def _scalars(entry: Entry | None) -> Iterator[Scalar]:
    items = entry.value.items if entry is not None and isinstance(entry.value, Items) else ()
    return (item for item in items if isinstance(item, Scalar))


@dataclass(slots=True)
class _Taken:
    """What is taken from one ready-made file, and in which locales something of it has no words."""

    locales: Sequence[str]
    missing: dict[str, list[str]] = field(default_factory=dict)

    def spoken(self, node: Node, name: str, given: frozenset[str] = frozenset()) -> Node:
        """Return a thing with the bot's locales only, and without those that the bot has `given`.

        What the file does not speak is noted, and filled in, so that nothing else is told about it.
        """
        match node:
            case Items():
                return Items(node.span, tuple(self.spoken(one, name) for one in node.items), node.flow)
            case Mapping() if sorted(entry.key.text for entry in node.entries) == sorted(LOCALES):
                words = {entry.key.text: entry for entry in node.entries}
                kept = []
                for locale in self.locales:
                    if locale in given:
                        continue
                    if locale not in words:
                        self._note(locale, name)
                    word = words.get(locale, words[LOCALES[0]])
                    kept.append(Entry(_renamed(word.key, locale), word.value))
                return Mapping(node.span, tuple(kept), node.flow)
            case Mapping():
                entries = (Entry(one.key, self.spoken(one.value, name)) for one in node.entries)
                return Mapping(node.span, tuple(entries), node.flow)
        return node

    def _note(self, locale: str, name: str) -> None:
        names = self.missing.setdefault(locale, [])
        if name not in names:
            names.append(name)


def _renamed(key: Scalar, text: str) -> Scalar:
    return key if key.text == text else Scalar(key.span, text, key.style, key.text_span)


def _joined(own: Entry | None, brought: Entry, taken: _Taken) -> Entry:
    """Return a section of the bot with what a ready-made file adds to it."""
    value = brought.value
    if isinstance(value, Items):
        return _with_rules(own, brought.key, value, taken)
    assert isinstance(value, Mapping), f"{brought.key.text} of a ready-made file is a mapping"
    if own is None:
        own = Entry(brought.key, Mapping(value.span, ()))
    if not isinstance(own.value, Mapping):
        return own  # the schema says so
    things = {entry.key.text: entry for entry in own.value.entries}
    for thing in value.entries:
        name = thing.key.text
        first = things.get(name)
        if first is None:
            things[name] = Entry(thing.key, taken.spoken(thing.value, name))
        elif brought.key.text == "messages":
            things[name] = Entry(first.key, _message(first.value, thing.value, name, taken))
    return Entry(own.key, Mapping(own.value.span, tuple(things.values()), own.value.flow))


def _message(own: Node, brought: Node, name: str, taken: _Taken) -> Node:
    """Return a message with the locales that the bot does not say itself; without locales it says all."""
    if not isinstance(own, Mapping):
        return own
    given = frozenset(entry.key.text for entry in own.entries if entry.key.text != "allow")
    if not given or not given <= {*taken.locales, *LOCALES}:
        return own
    rest = taken.spoken(brought, name, given)
    return Mapping(own.span, (*own.entries, *(rest.entries if isinstance(rest, Mapping) else ())), own.flow)


def _with_rules(own: Entry | None, key: Scalar, rules: Items, taken: _Taken) -> Entry:
    """Return the bot's rules and, below them, those of its names that it does not have."""
    if own is not None and not isinstance(own.value, Items):
        return own
    mine = own.value.items if own is not None and isinstance(own.value, Items) else ()
    names = {_rule_name(rule) for rule in mine}
    more = tuple(
        taken.spoken(rule, _rule_name(rule)) for rule in rules.items if _rule_name(rule) not in names
    )
    return Entry(own.key if own else key, Items(own.value.span if own else rules.span, (*mine, *more)))


def _rule_name(rule: Node) -> str:
    entries = rule.entries if isinstance(rule, Mapping) else ()
    return next(
        (one.value.text for one in entries if one.key.text == "rule" and isinstance(one.value, Scalar)), ""
    )
