"""Expressions tried out: one by hand, or the cases of a conformance kit, each with what it gives."""

from __future__ import annotations

from flowc.trying.answering import answer
from flowc.trying.cases import BadCase, Case, load_cases
from flowc.trying.expressions import Failure, try_expression

__all__ = ["BadCase", "Case", "Failure", "answer", "load_cases", "try_expression"]
