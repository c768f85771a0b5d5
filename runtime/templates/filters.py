"""The filters that messages may use, and what may stand in their brackets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from runtime import limits
from runtime.formats import Formats, filters_of

OUTPUT_CHARS = limits.TEMPLATE_OUTPUT.value

# names that Jinja2 fills itself
RESERVED = frozenset({"self", "loop", "super", "caller", "varargs", "kwargs"})

# name: fewest and most arguments, and what each literal argument may be (None: any value)
ARGUMENTS: Mapping[str, tuple[int, int, Callable[[object], bool] | None]] = {
    **dict.fromkeys(filters_of(Formats("en")), (0, 0, None)),
    "default": (1, 1, None),
    "truncate": (1, 1, lambda value: type(value) is int and 1 <= value <= OUTPUT_CHARS),
    "join": (0, 1, lambda value: isinstance(value, str) and len(value) <= 20),
    "number": (0, 1, lambda value: type(value) is int and 0 <= value <= 10),
    "date": (0, 1, lambda value: value == "long"),
}
FILTERS = frozenset(ARGUMENTS)
