"""YAML as the language reads it: only `true`, `false`, `null` and numbers are more than text.

Reading and writing go together: what is written here reads the same, here and in the compiler.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_WORDS: Mapping[str, tuple[str, list[str]]] = {
    "bool": (r"true|false", list("tf")),
    "null": (r"null|", ["n", ""]),
    "int": (r"-?(0|[1-9][0-9]*)", list("-0123456789")),
    "float": (r"-?(0|[1-9][0-9]*)\.[0-9]+", list("-0123456789")),
}
_WIDE = 10_000  # no line is ever broken


class _Loader(yaml.SafeLoader):
    def named(self, node: yaml.MappingNode) -> dict[str, Plain]:
        """A mapping's keys are text whatever they look like: `null` is a case of `switch`."""
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.named)
_Loader.yaml_implicit_resolvers = {}
_Dumper.yaml_implicit_resolvers = {}
for _name, (_pattern, _first) in _WORDS.items():
    for _class in (_Loader, _Dumper):
        _class.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), _first)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def read(path: Path) -> Plain:
    """Return what a YAML file of ours holds."""
    loaded: Plain = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader of ours
    return loaded


def write(value: Plain) -> str:
    """Return a value as YAML of several lines, small things in braces."""
    return _dump(value, None).removesuffix("...\n")


def write_entry(key: str, value: Plain) -> str:
    """Return `key: value` on one line."""
    return _dump({key: value}, True).strip()[1:-1]


def write_value(value: Plain) -> str:
    """Return a value alone on one line."""
    return write_entry("x", value).removeprefix("x:").strip()


def _dump(value: Plain, flow_style: bool | None) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDE,
        default_flow_style=flow_style,
    )
    return text
