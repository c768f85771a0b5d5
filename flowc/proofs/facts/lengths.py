"""How long each text of a bot's messages can become, in each locale: the worst case of everything in it.

Over-approximate: all branches of an `if` are counted together, every value is as long as its type lets it be.
Choices are counted exactly, by their longest label; an output of a routing table as its longest cell is
written. A character of a value counts one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.structure import tree
from runtime.channels.limits import length
from runtime.templates import inspect
from runtime.templates.model import Variable

# LANGUAGE section 2: a text has 1024 characters unless it says less, a list 20 items. An output's list has
# 200 (`runtime.shell.answers`), and shows as many.
TEXT, ITEMS, OUTPUT_ITEMS = 1_024, 20, 200
_OF_KIND: Mapping[str, int] = {
    "boolean": 5,  # `tidak`
    "number": 48,  # FEEL's 34 digits, parted in threes, a sign and a currency
    "date": 28,  # `Rabu, 23 September 2026`
    "time": 13,  # `12:30 pm WITA`
    "datetime": 30,  # `Sen 23 Nov, 12:30 pm WITA`
    "duration": 40,
    "phone": 32,
    "email": 254,  # RFC 5321
    "file": TEXT,
}
_NUMBERS = frozenset(("wait", "turns"))  # facts that are numbers and durations
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOP = re.compile(r"\{%-?\s*for\b.*?%\}(.*?)\{%-?\s*endfor\s*-?%\}", re.DOTALL)


_FILTER = re.compile(r"\|\s*(\w+)")
_TRUNCATE = re.compile(r"\|\s*truncate\(\s*(\d+)")
_FILTERED: Mapping[str, int] = {
    "length": _OF_KIND["number"],
    "number": _OF_KIND["number"],
    "money": _OF_KIND["number"],
    "date": _OF_KIND["date"],
    "time": _OF_KIND["time"],
    "datetime": _OF_KIND["datetime"],
    "duration": _OF_KIND["duration"],
    "first": TEXT,
    "last": TEXT,
}


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst case of one wording. `most` is the longest value in it, by its path, empty without any."""

    message: str
    content: tree.Content
    locale: str
    channel: str
    chars: int
    most: str


def worst_cases(bot: tree.Bot, machine: Machine) -> tuple[Worst, ...]:
    """Return the worst case of every wording in every locale and channel that it is for."""
    return tuple(_all(bot, machine))


def _all(bot: tree.Bot, machine: Machine) -> Iterator[Worst]:
    channels = [word.text for word in bot.channels]
    for name, message in (*bot.messages.items(), *machine.names.in_place.items()):
        own = {one.channel.text for one in message.variants if one.channel is not None}
        for variant in message.variants:
            at = variant.channel.text if variant.channel is not None else "default"
            for locale in _locales(bot, variant):
                for content in variant.contents:
                    chars, most = _bound(content.text.text, bot, locale)
                    for channel in channels:
                        if at == channel or (at == "default" and channel not in own):
                            yield Worst(name, content, locale, channel, chars, most)


def _locales(bot: tree.Bot, variant: tree.Variant) -> tuple[str, ...]:
    if variant.locale is not None:
        return (variant.locale.text,)
    return tuple(word.text for word in bot.locales)


def _bound(template: str, bot: tree.Bot, locale: str) -> tuple[int, str]:
    if "{" not in template:
        return length(template), ""
    found = inspect(template)
    chars = length(_TAGS.sub("", template))
    for body in _LOOP.findall(template):
        chars += length(_TAGS.sub("", body)) * (OUTPUT_ITEMS - 1)
    values = []
    for variable, tag in _printed(template, found.variables):
        bound = _of_path(variable.path, bot, locale)
        values.append((min(bound, _most_after(tag, bound)), variable.path))
    most = max(values, default=(0, ""))[1]
    return chars + sum(bound for bound, _ in values), most


def _printed(template: str, variables: tuple[Variable, ...]) -> Iterator[tuple[Variable, str]]:
    """Yield the variables that are printed, not those that are only asked about, with their tags."""
    tags = [tag for tag in _TAGS.finditer(template) if tag[0].startswith("{{")]
    for variable in variables:
        for tag in tags:
            if tag.start() <= variable.at.offset < tag.end():
                yield variable, tag[0]


def _most_after(tag: str, bound: int) -> int:
    """Return how long a value can be after the filters of its tag that make it short."""
    found = [_FILTERED[name] for name in _FILTER.findall(tag) if name in _FILTERED]
    found += [int(number) for number in _TRUNCATE.findall(tag)]
    return min(found, default=bound)


def _of_path(path: str, bot: tree.Bot, locale: str) -> int:
    """Return how long a value can be printed; where nothing is known of it, as long as any text."""
    root, *members = path.replace("[]", ".[]").split(".")
    times = OUTPUT_ITEMS if "[]" in members else 1
    slot = bot.slots.get(root)
    if root == "table":
        return times * _longest_cell(bot)
    if slot is None:
        return _OF_KIND["duration"] if root in _NUMBERS else TEXT * times
    kind: tree.Type | None = slot.type
    for member in members:
        kind = None if kind is None else kind.of if member == "[]" else kind.fields.get(member)
    return times * (TEXT if kind is None else _of_type(kind, locale))


def _longest_cell(bot: tree.Bot) -> int:
    """Return how long a routing table's output can be, taking each cell as it is written."""
    return max(
        (len(cell.text) for table in bot.routing for row in table.rows for cell in row.cells), default=0
    )


def _of_type(kind: tree.Type, locale: str) -> int:
    name = kind.name.text
    if kind.of is not None:
        return _number(kind.max, ITEMS) * (_of_type(kind.of, locale) + len(", "))
    if kind.options:
        return max(length(label_of(option, locale)) for option in kind.options)
    if name == "text":
        return _number(kind.max, TEXT)
    if name == "number" and kind.integer and isinstance(kind.max, tree.Literal):
        return len(kind.max.text or "") * 4 // 3 + 1
    return _OF_KIND.get(name, TEXT)


def label_of(option: tree.Option, locale: str) -> str:
    """Return an option's label as customers of a locale read it."""
    label = option.label
    if label is None:
        return option.word.text
    word = label.locales.get(locale) or label.all
    return option.word.text if word is None else word.text


def _number(value: tree.Value | None, usual: int) -> int:
    text = value.text if isinstance(value, tree.Literal) else None
    return int(text) if text is not None and text.isdecimal() else usual
