"""What the bot's texts print that must not be null where it is printed, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.source.span import Span
from flowc.structure import tree
from runtime.templates import inspect

_PATH = re.compile(r"[\w.]+")
_OF_EACH = "[]"  # of the elements of a list: what an element lacks is nobody's step
_OF_FILES = ("kind", "url")  # what every file has that a customer sends

# Namespaces whose members are facts of every moment, or told apart elsewhere: `error` by FC320, tables that
# answer by FC523.
_ALWAYS = ("conversation", "turns", "hours", "now", "table", "error", "value")
_OF_CUSTOMERS = ("customer.id", "customer.locale", "customer.first_seen", "customer.conversations")


@dataclass(frozen=True, slots=True)
class Printed:
    """`name` is a dotted name, `value` the one that has to be known for it: of a file's `url` the file."""

    name: str
    value: str
    span: Span


def printed(bot: tree.Bot, machine: Machine) -> Mapping[str, tuple[Printed, ...]]:
    """Return, for each message and note, the names that it prints unguarded, each once."""
    found = {}
    for name, message in (*bot.messages.items(), *machine.names.in_place.items()):
        texts = (text for variant in message.variants for one in variant.contents for text in _texts(one))
        first: dict[str, Printed] = {}
        for text in texts:
            for one in in_text(text, bot):
                first.setdefault(one.name, one)
        if first:
            found[name] = tuple(first.values())
    for key, step in machine.steps.items():
        if isinstance(step, tree.Handover | tree.Offer) and step.handover.note is not None:
            found[note_of(key)] = tuple({one.name: one for one in in_text(step.handover.note, bot)}.values())
    return found


def note_of(state: str) -> str:
    """Return what the note of a handover at a state is called among messages."""
    return f"{state}/note"


def is_fact(name: str) -> bool:
    """Return whether a name of a namespace has a value at every moment at which it may be named."""
    return name.partition(".")[0] in _ALWAYS or name in _OF_CUSTOMERS


def in_text(text: tree.Word, bot: tree.Bot) -> Iterator[Printed]:
    """Yield what a text prints where null would do harm."""
    if "{" not in text.text:
        return
    for variable in inspect(text.text).variables:
        path = variable.path
        if variable.guarded or _OF_EACH in path or is_fact(path):
            continue
        root, _, member = path.partition(".")
        slot = bot.slots.get(root)
        is_file = slot is not None and slot.type.name.text == "file"
        value = root if is_file and member in _OF_FILES else path
        yield Printed(path, value, _span(text, variable.at.offset))


def _texts(content: tree.Content) -> Iterator[tree.Word]:
    yield content.text
    yield from content.template_params


def _span(text: tree.Word, offset: int) -> Span:
    name = _PATH.match(text.text, offset)
    return text.span if name is None else text.place(name.start(), name.end())
