"""Reads the templates that most messages are, without Jinja2: values, one filter, and `if` with `else`.

Law: what is read here is what `reading` would have read of it, places included; of everything else, and of
everything that is wrong, this gives None. Of 250 µs for such a template, 15 are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from runtime.templates.filters import ARGUMENTS, RESERVED
from runtime.templates.model import FilterUse, Inspected, Variable, place_in

_PATH = r"[A-Za-z]\w*(?:\.[A-Za-z]\w*){0,7}"
_TAG_BEGINS = re.compile(r"\{[{%#]")
_TAG = re.compile(
    rf"\{{\{{ *(?P<value>{_PATH})(?: *\| *(?P<filter>\w+)(?:\((?:(?P<number>0|[1-9]\d{{0,5}})"
    r"""|(?P<quote>["'])(?P<text>[^"'\\{}%#\n]*)(?P=quote))\))?)? *\}\}"""
    rf"|\{{% *if +(?P<not>not +)?(?P<if>{_PATH}) *%\}}|\{{% *(?P<word>else|endif) *%\}}",
    re.ASCII,
)
# Words that mean something to Jinja2 where a name could stand.
_WORDS = RESERVED | {
    *("and", "or", "not", "in", "is", "if", "else", "elif", "endif", "for", "endfor", "recursive", "import"),
    *("true", "false", "none", "True", "False", "None"),
}
_NESTED = 8  # `if` inside `if`: far from any limit of depth, and deeper ones are rare
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Branch:
    """An `if` whose end has not come yet: what is known in the part that is read, and in the other one."""

    known: frozenset[str]
    otherwise: frozenset[str] | None  # None: that part is being read


def read_simple(text: str) -> Inspected | None:
    """Return what a simple template uses, or None where it is not one, or not right."""
    variables: list[Variable] = []
    filters: list[FilterUse] = []
    branches = [_Branch(_NOTHING, None)]
    for tag in tags(text):
        if tag is None:
            return None
        path, condition = tag["value"], tag["if"]
        if path is not None:
            guarded = path in branches[-1].known
            if (name := tag["filter"]) is not None:
                arguments = arguments_of(tag)
                if not _fits(name, arguments):
                    return None
                guarded = guarded or name == "default"
                filters.append(FilterUse(name, arguments, path, place_in(text, tag.start("filter"))))
            variables.append(Variable(path, guarded, place_in(text, tag.start("value"))))
        elif condition is not None:
            if len(branches) > _NESTED:
                return None
            variables.append(Variable(condition, True, place_in(text, tag.start("if"))))
            branches.append(_branch(branches[-1].known, condition, negated=tag["not"] is not None))
        elif tag["word"] == "endif":
            if len(branches) == 1:
                return None
            branches.pop()
        else:
            otherwise = branches[-1].otherwise
            if otherwise is None:
                return None
            branches[-1] = _Branch(otherwise, None)
    return Inspected(tuple(variables), tuple(filters)) if len(branches) == 1 else None


def tags(text: str) -> Iterator[re.Match[str] | None]:
    """Yield the tags of a text; None: something begins like a tag and is not one of the simple ones."""
    if "\r" in text:
        yield None  # Jinja2 counts such line breaks as it likes
        return
    at = 0
    while (begins := _TAG_BEGINS.search(text, at)) is not None:
        tag = _TAG.match(text, begins.start())
        yield tag if tag is not None and _WORDS.isdisjoint(_names(tag)) else None
        if tag is None:
            return
        at = tag.end()


def _names(tag: re.Match[str]) -> list[str]:
    return (tag["value"] or tag["if"] or "").split(".")


def arguments_of(tag: re.Match[str]) -> tuple[object, ...]:
    """Return the literal arguments of a tag's filter."""
    if tag["number"] is not None:
        return (int(tag["number"]),)
    return () if tag["text"] is None else (tag["text"],)


def _fits(name: str, arguments: tuple[object, ...]) -> bool:
    if name not in ARGUMENTS:
        return False
    fewest, most, allowed = ARGUMENTS[name]
    return fewest <= len(arguments) <= most and (allowed is None or all(map(allowed, arguments)))


def _branch(known: frozenset[str], condition: str, *, negated: bool) -> _Branch:
    parts = condition.split(".")
    holds = known.union(".".join(parts[: count + 1]) for count in range(len(parts)))
    return _Branch(known, holds) if negated else _Branch(holds, known)
