"""The public sets understanding is measured on, as they lie in a folder of data; none of them is shipped.

Figures are of parts that teach nothing: dev parts, or what a draw of ten examples leaves over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flowc.emit.likeness import likeness
from flowc.measure import labels, scores
from flowc.measure.cases import OUT_OF_SCOPE, Case, draw, load_cases, load_handoff_labels, relabelled
from runtime.artifact.model import Intent, Understanding
from runtime.understanding.detect import Detector

EXAMPLES_EACH = 10  # examples per intent: what the author of a bot writes, not a corpus

_MEANS: Mapping[str, str] = {"human": "handoff", "none": "none", "bot_question": "none", "complaint": "none"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement. `target` None: told for comparison only."""

    task: str
    name: str
    measure: str
    value: float
    target: float | None
    cases: int
    cost_us: float  # mean time for one text, microseconds
    judged: tuple[scores.Judged, ...] = ()

    @property
    def reached(self) -> bool:
        return self.target is None or self.value >= self.target


def measure_all(data: Path, task: str | None = None) -> Iterator[Figure]:
    """Yield the figures of every set that is in the folder, one after the other: the last take a while."""
    for name, measure in (("handoff", _handoff), ("sentiment", _sentiment), ("intents", _intents)):
        if task in (None, name):
            yield from measure(data)


def _handoff(data: Path) -> Iterator[Figure]:
    for file, language, target in (("id", "Indonesian", 0.90), ("en", "English", None)):
        path = data / "handoff" / f"{file}.utterances.jsonl"
        if path.is_file():
            cases = relabelled(load_cases(path), _MEANS)
            yield _of(labels.handoff, "handoff", f"chatbots, {language}", cases, _HANDOFF_F1, target)
    paths = [data / "intent" / "nlupp" / f"{name}.jsonl" for name in ("banking", "hotels")]
    cases = tuple(case for path in paths if path.is_file() for case in load_handoff_labels(path))
    if cases:
        yield _of(labels.handoff, "handoff", "NLU++", cases, _HANDOFF_F1, 0.85)


def _sentiment(data: Path) -> Iterator[Figure]:
    for file, name, target in (
        ("smsa/dev", "SmSA dev", 0.76),
        ("nusax/indonesian.dev", "NusaX-id dev", 0.80),
        ("nusax/indonesian.train", "NusaX-id train", None),
        ("nusax/english.dev", "NusaX-en dev", None),
    ):
        path = data / "sentiment" / f"{file}.jsonl"
        if path.is_file():
            yield _of(labels.sentiment, "sentiment", name, load_cases(path), _MACRO_F1, target)


def _intents(data: Path) -> Iterator[Figure]:
    clinc = data / "intent" / "clinc150"
    if clinc.is_dir():
        taught, _ = draw(load_cases(clinc / "train.jsonl"), EXAMPLES_EACH)
        asked = load_cases(clinc / "dev.jsonl")
        found = _of(_taught(taught), "intents", "CLINC150, 10 each", asked, _ACCURACY, 0.82)
        yield found
        outside = tuple(one for one in found.judged if one.right is None)
        recall = scores.out_of_scope_recall(outside)
        yield replace(
            found, measure="out-of-scope recall", value=recall, target=0.35, cases=len(outside), judged=()
        )
    banking = data / "intent" / "banking77" / "train.jsonl"
    if banking.is_file():
        taught, asked = draw(load_cases(banking), EXAMPLES_EACH)
        yield _of(_taught(taught), "intents", "BANKING77, 10 each", asked, _ACCURACY, 0.74)


_Measure = tuple[str, Callable[[tuple[scores.Judged, ...]], float]]
_HANDOFF_F1: _Measure = ("F1", lambda judged: scores.f1(judged, "handoff"))
_MACRO_F1: _Measure = ("macro-F1", scores.macro_f1)
_ACCURACY: _Measure = ("accuracy", scores.accuracy)


def _of(
    label: labels.Labeller,
    task: str,
    name: str,
    cases: tuple[Case, ...],
    measure: _Measure,
    target: float | None,
) -> Figure:
    begun = time.perf_counter()
    judged = scores.judge(label, cases)
    cost_us = (time.perf_counter() - begun) / max(len(cases), 1) * 1e6
    return Figure(task, name, measure[0], measure[1](judged), target, len(cases), cost_us, judged)


def _taught(cases: tuple[Case, ...]) -> labels.Labeller:
    """Return what answers by examples alone, as a bot that has these and no phrases."""
    texts: dict[str, list[str]] = {}
    for one in cases:
        if one.label is not None and one.label != OUT_OF_SCOPE:
            texts.setdefault(one.label, []).append(one.text)
    intents = {name: Intent({}, examples=tuple(found)) for name, found in texts.items()}
    return labels.by_bot(Detector(Understanding(intents=intents, likeness=likeness(intents, {}))))
