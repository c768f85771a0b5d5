"""Guards evaluated and compiled, beside the least that Python can do and beside the engines that pip offers.

Law: every contender gives the answer that the generated function gives, before it is timed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from benchmarks.contenders import CONTENDERS, Contender, Ready
from benchmarks.goal import Figure
from benchmarks.guards import GUARDS
from benchmarks.measure import measure

TIMES_DECIMALS = 4
TIMES_INTS = 6
COMPILE_US = 150


def figures() -> Iterator[Figure]:
    reference = [CONTENDERS["function, ints"].prepared(guard)() for guard in GUARDS]
    ready: dict[str, Callable[[], object]] = {}
    for one in CONTENDERS.values():
        try:
            guards = [one.prepared(guard) for guard in GUARDS]
        except ImportError:
            yield Figure(f"expressions: without {one.name}: `pip install {one.needs}` first", 0, "")
            continue
        answers = [bool(guard()) for guard in guards]
        assert answers == reference, (one.name, answers)
        ready[one.name] = _all(guards)
    taken = measure(ready)
    for name, time in taken.items():
        yield Figure(f"a guard evaluated: {name}", time.us / len(GUARDS), "µs")
    ours = taken["ours"]
    yield Figure(
        "beside a generated function, Decimals", ours.times(taken["function, Decimals"]), "×", TIMES_DECIMALS
    )
    yield Figure("beside a generated function, ints", ours.times(taken["function, ints"]), "×", TIMES_INTS)
    if (cel := taken.get("cel (Rust), context given once")) is not None:
        yield Figure("beside cel (Rust), context given once", ours.times(cel), "×", 1)
    compiling = measure({name: _compile(CONTENDERS[name]) for name in ready}, rounds=10)
    for name, time in compiling.items():
        goal = COMPILE_US if name == "ours" else None
        yield Figure(f"a guard compiled: {name}", time.us / len(GUARDS), "µs", goal)


def _all(guards: Sequence[Ready]) -> Callable[[], object]:
    first, second, third, fourth, fifth = guards  # no loop: it would count for all contenders

    def ask() -> None:
        first(), second(), third(), fourth(), fifth()

    return ask


def _compile(one: Contender) -> Callable[[], object]:
    def compile_all() -> None:
        for guard in GUARDS:
            one.compiled(guard)

    return compile_all
