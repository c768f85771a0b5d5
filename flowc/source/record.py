"""Dataclasses that are cheap to make, for what a large bot has by the hundred thousand: nodes and places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(*, order: bool = False, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """Return what makes a class a dataclass with slots: frozen to a type checker, but not to Python.

    Python's own frozen dataclasses set every field through a call, which was a fifth of compiling.
    """
    return dataclass(slots=True, unsafe_hash=True, order=order, kw_only=kw_only)
