"""Jinja2 as it is left for messages: no globals, no tests but `none`, our filters, and values as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from runtime import limits
from runtime.formats import Formats, filters_of, items_of

LOOP_ROUNDS = limits.TEMPLATE_ROUNDS.value
ROUNDS = "rounds()"  # the filter that bounds a loop; a name that cannot be written in a template


class Environment(ImmutableSandboxedEnvironment):
    """No globals, no tests but `none`, only our filters; members of mappings and nothing of objects."""

    @classmethod
    def printing(cls, formats: Formats) -> Environment:
        environment = cls(
            undefined=StrictUndefined,
            autoescape=False,  # plain text for chat channels; HTML is escaped where it is made
            optimized=False,
            keep_trailing_newline=True,
            finalize=_finalizer(formats),
            cache_size=0,
        )
        environment.globals.clear()
        environment.tests = {"none": lambda value: value is None}
        environment.filters = _filters(formats)
        return environment

    def getattr(self, obj: object, attribute: str) -> Any:  # Any: whatever the mapping holds
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(name=attribute)
        if obj is None or isinstance(obj, Undefined):
            return obj  # a member of null is null; of something missing, missing
        return self.undefined(name=attribute)

    def getitem(self, obj: object, argument: object) -> Any:  # Any: as in Jinja2
        return self.undefined(name=str(argument))


def _finalizer(formats: Formats) -> Callable[[object, object], str]:
    @pass_context  # keeps Jinja2 from printing constants at compile time
    def finalize(_context: object, value: object) -> str:
        return formats.print(_known(value))

    return finalize


def _known(value: object) -> object:
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined raises, naming the variable
    return value


def _filters(formats: Formats) -> dict[str, Callable[..., object]]:
    def of_known(apply: Callable[..., object]) -> Callable[..., object]:
        return lambda value, *arguments: apply(_known(value), *arguments)

    return {
        **{name: of_known(apply) for name, apply in filters_of(formats).items()},
        "default": lambda value, other: other if value is None or isinstance(value, Undefined) else value,
        ROUNDS: of_known(lambda value: islice(items_of(value), LOOP_ROUNDS)),
    }
