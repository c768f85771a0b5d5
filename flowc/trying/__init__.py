"""Expressions tried out: one by hand, or the cases of a conformance kit, each with what it gives."""

from __future__ import annotations

from flowc.trying.answering import Failure, answer, try_expression
from flowc.trying.cases import BadCase, Case, load_cases

__all__ = ["BadCase", "Case", "Failure", "answer", "load_cases", "try_expression"]
