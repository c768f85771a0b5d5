"""The built-in functions: one table that the evaluator runs, the type checker reads and the docs show."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.feel.builtins.aggregates import AGGREGATES
from runtime.feel.builtins.contexts import CONTEXTS
from runtime.feel.builtins.conversion import CONVERSION
from runtime.feel.builtins.lists import LISTS
from runtime.feel.builtins.moments import MOMENTS
from runtime.feel.builtins.numbers import NUMERIC
from runtime.feel.builtins.ranges import RANGES
from runtime.feel.builtins.signature import Builtin, Parameter, Signature
from runtime.feel.builtins.strings import STRINGS

BUILTINS: Mapping[str, Builtin] = {
    builtin.name: builtin
    for builtin in (*CONVERSION, *STRINGS, *NUMERIC, *AGGREGATES, *LISTS, *CONTEXTS, *MOMENTS, *RANGES)
}

__all__ = ["BUILTINS", "Builtin", "Parameter", "Signature"]
