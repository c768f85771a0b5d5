"""The page of all names that `runtime` exports, made from their docstrings and annotations."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any

import runtime

PAGE = Path("docs/public-names.md")
MARK = "<!-- Made by `make generate` from the docstrings. Edit those. -->\n\n"
INTRODUCTION = """# Everything that `runtime` exports

What stands here stays as it is between versions, or is said in the [changelog](../CHANGELOG.md); all other
modules may change. How to use it: [embedding](embedding.md).

"""
_SECTION = re.compile(r"^(Args|Returns|Raises):$")
Anything = Any  # whatever is exported: classes, functions, a union


def page() -> str:
    names = [(name, getattr(runtime, name)) for name in runtime.__all__]
    index = " · ".join(f"[{name}](#{name.lower()})" for name, _ in names)
    return MARK + INTRODUCTION + index + "\n" + "".join(_entry(name, found) for name, found in names)


def undocumented() -> list[str]:
    """Return the exported names, and methods of theirs, that no docstring explains."""
    found = []
    for name in runtime.__all__:
        thing = getattr(runtime, name)
        if not isinstance(thing, UnionType) and not _text(thing):
            found.append(name)
        found += [f"{name}.{method}" for method, function in _methods(thing) if not inspect.getdoc(function)]
    return found


def _entry(name: str, found: Anything) -> str:
    lines = [f"\n## {name}\n"]
    if isinstance(found, UnionType):
        kinds = ", ".join(f"`{kind.__name__}`" for kind in found.__args__)
        return "\n".join([*lines, f"One of {kinds}.", ""])
    if dataclasses.is_dataclass(found):
        lines += [_text(found), "", "| field | type |", "|---|---|"]
        lines += [f"| `{one.name}` | `{_type(one.type)}` |" for one in dataclasses.fields(found)]
        return "\n".join([*lines, ""])
    if inspect.isfunction(found) or _is_made_by_callers(found):
        lines += [f"```text\n{name}{_signature(found)}\n```", ""]
    lines += [_text(found), ""]
    for method, function in _methods(found):
        lines += [
            f"### {name}.{method}",
            "",
            f"```text\n{_kind(function)}{name}.{method}{_signature(function)}\n```",
            "",
        ]
        lines += [_text(function), ""]
    return "\n".join(lines)


def _is_made_by_callers(found: type) -> bool:
    return "__init__" in vars(found) and not getattr(found, "_is_protocol", False)


def _methods(found: Anything) -> Iterator[tuple[str, Callable[..., Any]]]:  # Any: of every kind
    if not isinstance(found, type) or dataclasses.is_dataclass(found) or found is runtime.Store:
        return
    if found in (runtime.SqliteStore, runtime.PostgresStore) or issubclass(found, Exception):
        return
    for name, function in vars(found).items():
        if inspect.isfunction(function) and not name.startswith("_"):
            yield name, function


def _kind(function: Callable[..., Any]) -> str:  # Any: of every kind
    return "async " if inspect.iscoroutinefunction(function) else ""


def _signature(found: Anything) -> str:
    text = str(inspect.signature(found)).replace("'", "").replace("(self, ", "(").replace("(self)", "()")
    return text.replace(" -> None", "") if inspect.isclass(found) else text


def _type(annotation: object) -> str:
    return str(annotation).replace("|", "\\|")


def _text(found: Anything) -> str:
    """Return a docstring as Markdown: its sections become lists. Empty: there is none of our own."""
    text = inspect.getdoc(found) or ""
    if isinstance(found, type) and ("__doc__" not in vars(found) or text.startswith(f"{found.__name__}(")):
        return ""
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        if _SECTION.match(line):
            lines += [f"**{line[:-1]}**", ""]
            inside = True
        elif inside and re.match(r"    \S", line):
            lines.append("- " + re.sub(r"^(\w+):", r"`\1`:", line.strip()))
        elif inside and line.startswith("     "):
            lines.append("  " + line.strip())
        else:
            inside = inside and not line
            lines.append(line)
    return "\n".join(lines).strip()
