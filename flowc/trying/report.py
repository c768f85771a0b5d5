"""How many cases of a file are right, feature by feature."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flowc.trying.answering import answer
from flowc.trying.cases import Case
from flowc.trying.expressions import Failure
from flowc.trying.tagged import read_tagged, write_tagged
from runtime.feel.compare import equal
from runtime.feel.values import Value

_NEAR = Decimal("1e-8")  # of the expected number: kits write eight to fifteen digits


@dataclass(frozen=True, slots=True)
class Judged:
    """`given` is what came out, as text; `expects_value` is false where null or nothing at all is right."""

    case: Case
    right: bool
    given: str

    @property
    def wanted(self) -> str:
        return json.dumps(self.case.expected, ensure_ascii=False)

    @property
    def expects_value(self) -> bool:
        return self.case.expected is not None and not self.case.may_fail


def judge(case: Case, now: datetime) -> Judged:
    found = answer(case, now)
    if isinstance(found, Failure):
        return Judged(case, case.may_fail, found.why)
    right = same(read_tagged(case.expected), found) or (case.may_fail and found is None)
    return Judged(case, right, json.dumps(write_tagged(found), ensure_ascii=False))


def same(expected: Value, given: Value) -> bool:
    """Return whether two values are the same; numbers to eight digits."""
    match expected, given:
        case Decimal(), Decimal():
            return abs(expected - given) <= _NEAR * max(Decimal(1), abs(expected))
        case tuple(), tuple():
            return len(expected) == len(given) and all(map(same, expected, given))
        case dict(), dict():
            return expected.keys() == given.keys() and all(
                same(expected[key], given[key]) for key in expected
            )
    return equal(expected, given) is True


def by_feature(judged: Sequence[Judged]) -> Mapping[str, Sequence[Judged]]:
    """Return the cases of each feature in the order of their names, and all of them last."""
    features = sorted({one.case.feature for one in judged if one.case.feature})
    return {**{name: [one for one in judged if one.case.feature == name] for name in features}, "all": judged}


def line(feature: str, judged: Sequence[Judged]) -> str:
    """Return a line of the report. Half a kit may expect null: the cases that want a value count apart."""
    values = [one for one in judged if one.expects_value]
    right, right_values = sum(one.right for one in judged), sum(one.right for one in values)
    share = 100 * right / len(judged) if judged else 100.0
    counted = f"{right}/{len(judged)}"
    return f"{feature:46} {counted:7} {share:5.1f} %  of them values {right_values}/{len(values)}"
