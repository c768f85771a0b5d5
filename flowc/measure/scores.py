"""Figures of a labeller over cases: F1 of a label, their mean, accuracy, recall out of scope, confusions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flowc.measure.cases import OUT_OF_SCOPE, Case
from flowc.measure.labels import Labeller


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what was answered."""

    text: str
    right: str | None
    answer: str | None


def judge(label: Labeller, cases: Iterable[Case]) -> tuple[Judged, ...]:
    """Return every case with its answer; what is out of scope is right when nothing is answered."""
    return tuple(
        Judged(case.text, None if case.label == OUT_OF_SCOPE else case.label, label(case.text).label)
        for case in cases
    )


def f1(judged: Sequence[Judged], label: str | None) -> float:
    """Return the harmonic mean of precision and recall of one label; 0 where neither is known."""
    hits = sum(one.right == one.answer == label for one in judged)
    said = sum(one.answer == label for one in judged)
    there = sum(one.right == label for one in judged)
    return 2 * hits / (said + there) if said + there else 0.0


def macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean F1 of all labels that are right somewhere."""
    labels = sorted({one.right or "" for one in judged})
    return sum(f1(judged, label or None) for label in labels) / len(labels) if labels else 0.0


def accuracy(judged: Sequence[Judged]) -> float:
    """Return the part answered rightly of the cases that are in scope."""
    inside = [one for one in judged if one.right is not None]
    return sum(one.right == one.answer for one in inside) / len(inside) if inside else 0.0


def out_of_scope_recall(judged: Sequence[Judged]) -> float:
    """Return the part of the cases out of scope to which nothing was answered."""
    outside = [one for one in judged if one.right is None]
    return sum(one.answer is None for one in outside) / len(outside) if outside else 0.0


def confusions(judged: Sequence[Judged], most: int = 5) -> tuple[tuple[str, str, int, str], ...]:
    """Return the commonest mistakes: right label, answered label, how often, and one text."""
    wrong = [one for one in judged if one.right != one.answer]
    counts = Counter((one.right or "-", one.answer or "-") for one in wrong)
    first = {(one.right or "-", one.answer or "-"): one.text for one in reversed(wrong)}
    ranked = sorted(counts.items(), key=lambda found: (-found[1], found[0]))[:most]
    return tuple((right, answer, count, first[right, answer]) for (right, answer), count in ranked)
