"""Trains the model that says how much a message is like the examples of intents and faq.

Two halves added up: how often a piece stands in an intent's examples (naive Bayes, sure with few examples),
and what tells the intents that are mixed up apart (softmax regression over the nearest ones). Each alone was
measured worse: docs/understanding.md.

Laws:
- The same examples give the same bytes: fixed order, no chance, and logarithms by arithmetic of our own,
since those of the machines differ in the last digit.
- The threshold comes from examples held out of training: what falls under it would mostly have been wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import frexp, isqrt

from runtime.artifact.model import Intent, Likeness
from runtime.understanding.likeness import WHOLE, measures, pieces
from runtime.understanding.normalise import normalise

# Measured on two public sets of intents with ten examples each, other draws than those reported.
_FLOOR = 0.3  # what a piece tells that every intent has
_OFTEN = 0.3  # and what it tells more for being in many examples: it was not a chance
_LITTLE_TELL = 0.25  # of that, what little words (`saya`, `bisa`) tell
_LEARNT = 40.0  # until so many examples and more show what they tell here
_SMOOTH = 0.05  # naive Bayes: as if every piece had been seen this much everywhere
_EVEN = 2.0  # examples as if added to every intent, so that one with a single example is not the surest
_USUAL = 10.0  # examples of an intent that the numbers here were measured with
_BAYES = 0.7  # of naive Bayes beside the regression
_ROUNDS = 6
_STEP = 2.0
_NEAREST = 6  # intents that learn from one example beside its own
_LITTLE = 0.05  # a shorter step is not made
_SMALL = 80  # thousandths: a weight below says nothing
_HELD_OUT = 5  # one example in five tests the threshold
_FEW = 150  # up to so many examples all fifths are held out in turn, above that only one
_FAR = 2.55  # deviations below the mean of what was understood rightly; its worst one alone says little
_LEAST = 0.38  # with few examples no threshold is lower than this part of what they have themselves

_Vector = Mapping[str, float]
_Weights = dict[str, dict[int, float]]


@dataclass(frozen=True, slots=True)
class _Example:
    text: str  # normalised
    of: int


def likeness(intents: Mapping[str, Intent], faq: Mapping[str, Intent]) -> Likeness | None:
    """Return the model for all examples; None where there are none."""
    of_intents = tuple(sorted(name for name, intent in intents.items() if intent.examples))
    of_faq = tuple(sorted(name for name, one in faq.items() if one.examples))
    groups = [
        list(dict.fromkeys(filter(None, map(normalise, one.examples))))
        for one in (*(intents[name] for name in of_intents), *(faq[name] for name in of_faq))
    ]
    examples = list(_in_turn(groups))
    if not examples:
        return None
    model = _train(examples, len(groups))
    some = examples[: max(_FEW, len(examples) // _HELD_OUT)]
    scores = sorted(score for score, right in _scores(model, some) if right) or [WHOLE]
    usual = scores[len(scores) // 4]
    return Likeness(
        of_intents,
        of_faq,
        model.weights,
        model.unknown,
        max(_threshold(examples, len(groups)), round(usual * _LEAST * _FEW / (_FEW + len(examples))), 1),
        usual,
    )


def _in_turn(groups: Sequence[Sequence[str]]) -> Iterator[_Example]:
    """Yield the first example of each intent, then the second: learning hears all of them evenly."""
    for at in range(max(map(len, groups), default=0)):
        for of, texts in enumerate(groups):
            if at < len(texts):
                yield _Example(texts[at], of)


def _train(examples: Sequence[_Example], intents: int) -> Likeness:
    tells = _tells(examples, intents)
    unknown = max(tells.values())
    parts = {name: number / WHOLE for name, number in tells.items()}
    vectors = [measures(one.text, parts, unknown / WHOLE) for one in examples]
    bayes = _bayes(examples, vectors)
    learned = _regression(examples, vectors, bayes)
    weights = {
        name: _numbers(tell, bayes[name], learned.get(name, {}), intents)
        for name, tell in sorted(tells.items())
    }
    return Likeness(weights=weights, unknown=unknown)


def _numbers(
    tell: int, bayes: Mapping[int, float], learned: Mapping[int, float], intents: int
) -> tuple[int, ...]:
    both = {of: _BAYES * bayes.get(of, 0.0) + learned.get(of, 0.0) for of in sorted({*bayes, *learned})}
    mean = 0.0
    for value in both.values():
        mean += value
    numbers = [tell, round(mean / (intents + 1) * WHOLE)]  # one more: what is like nothing scores 0
    for of, value in both.items():
        if abs(round(value * WHOLE)) >= _SMALL:
            numbers += (of, round(value * WHOLE))
    return tuple(numbers)


def _tells(examples: Sequence[_Example], intents: int) -> dict[str, int]:
    """Return what each piece tells, in thousandths: the fewer intents have it, and the more examples."""
    seen: dict[str, set[int]] = {}
    often: dict[str, int] = {}
    parts: dict[str, float] = {}
    little = max(len(examples) / (len(examples) + _LEARNT), _LITTLE_TELL)
    for one in examples:
        for piece in dict.fromkeys(piece for _, kind in pieces(one.text) for piece in kind):
            seen.setdefault(piece.name, set()).add(one.of)
            often[piece.name] = often.get(piece.name, 0) + 1
            parts[piece.name] = max(parts.get(piece.name, 0.0), little if piece.little else 1.0)
    return {
        name: round(
            WHOLE
            * part
            * (_log((intents + 1) / (len(seen[name]) + 1)) + _FLOOR + _OFTEN * _log(1.0 + often[name]))
        )
        for name, part in parts.items()
    }


def _bayes(examples: Sequence[_Example], vectors: Sequence[_Vector]) -> _Weights:
    sizes: dict[int, int] = {}
    for one in examples:
        sizes[one.of] = sizes.get(one.of, 0) + 1
    sums: _Weights = {}
    for one, vector in zip(examples, vectors, strict=True):
        even = (_USUAL + _EVEN) / (sizes[one.of] + _EVEN)
        for name, value in vector.items():
            row = sums.setdefault(name, {})
            row[one.of] = row.get(one.of, 0.0) + value * even
    return {
        name: {of: _log(1.0 + value / _SMOOTH) for of, value in row.items()} for name, row in sums.items()
    }


def _regression(examples: Sequence[_Example], vectors: Sequence[_Vector], bayes: _Weights) -> _Weights:
    """Return weights that tell each example's intent from those naive Bayes finds nearest to it."""
    near = [_nearest(one, vector, bayes) for one, vector in zip(examples, vectors, strict=True)]
    weights: _Weights = {name: {} for name in bayes}
    for _ in range(_ROUNDS):
        for one, vector, others in zip(examples, vectors, near, strict=True):
            rows = [(weights[name], value) for name, value in vector.items()]
            sums = []
            for of in others:
                total = 0.0
                for row, value in rows:
                    if of in row:
                        total += row[of] * value
                sums.append(total)
            shares = _shares(sums)
            for of, share in zip(others, shares, strict=True):
                step = _STEP * ((of == one.of) - share)
                if of >= 0 and abs(step) >= _LITTLE:
                    for row, value in rows:
                        row[of] = row.get(of, 0.0) + step * value
    return weights


def _nearest(one: _Example, vector: _Vector, bayes: _Weights) -> list[int]:
    """Return the example's intent, the nearest others, and -1 for being like nothing."""
    sums: dict[int, float] = {}
    for name, value in vector.items():
        for of, weight in bayes[name].items():
            sums[of] = sums.get(of, 0.0) + value * weight
    others = sorted((of for of in sums if of != one.of), key=lambda of: (-sums[of], of))
    return [one.of, *others[:_NEAREST], -1]


def _shares(sums: Sequence[float]) -> list[float]:
    top = max(sums)
    powers = [_exp(value - top) for value in sums]
    total = 0.0
    for power in powers:
        total += power
    return [power / total for power in powers]


def _threshold(examples: Sequence[_Example], intents: int) -> int:
    turns = range(_HELD_OUT) if len(examples) <= _FEW else range(1)
    right: list[int] = []
    for turn in turns:
        taught = [one for at, one in enumerate(examples) if _fold(at, intents) != turn]
        asked = [one for at, one in enumerate(examples) if _fold(at, intents) == turn]
        if taught and asked:
            right += (score for score, ok in _scores(_train(taught, intents), asked) if ok)
    if not right:
        return 0
    count, total = len(right), sum(right)
    deviation = isqrt(count * sum(score * score for score in right) - total * total)  # times `count`
    return round((total - _FAR * deviation) / count)


def _fold(at: int, intents: int) -> int:
    """Return which fifth an example is held out in: each intent's examples spread over all of them."""
    return (at // intents + at % intents) % _HELD_OUT


def _scores(model: Likeness, examples: Sequence[_Example]) -> Iterator[tuple[int, bool]]:
    """Yield the best sum for each example, and whether it is for the right intent."""
    parts = {name: numbers[0] / WHOLE for name, numbers in model.weights.items()}
    for one in examples:
        sums: dict[int, float] = {}
        base = 0.0
        for name, value in measures(one.text, parts, model.unknown / WHOLE).items():
            numbers = model.weights[name]
            base += value * numbers[1]
            for at in range(2, len(numbers), 2):
                sums[numbers[at]] = sums.get(numbers[at], 0.0) + value * numbers[at + 1]
        if sums:
            best = min(sums, key=lambda of: (-sums[of], of))
            yield round(sums[best] - base), best == one.of


def _log(value: float) -> float:
    """Return the natural logarithm of a positive number, by arithmetic that no machine rounds its own way."""
    part, power = frexp(value)
    ratio = (part - 1.0) / (part + 1.0)
    square = ratio * ratio
    total, term = 0.0, ratio
    for odd in range(1, 40, 2):
        total += term / odd
        term *= square
    return 2.0 * total + power * 0.6931471805599453


def _exp(value: float) -> float:
    """Return e to the power of a number that is not above 0; near enough for shares."""
    if value < -30.0:
        return 0.0
    result = 1.0 + value / 1024.0
    for _ in range(10):
        result *= result
    return result
