"""What compiling a large project costs, as ratios to reading its YAML with PyYAML's C loader: `make bench`.

Each measurement is a process of its own, so that none sees another's caches or memory; they take turns, and
the median counts. Times are the process's own (CPU), which other work on the machine disturbs least. Ends
with 1 when a promise is not kept.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import yaml

from flowc import compiler
from flowc.cache import Cache, compile_cached
from flowc.compiler import compile_bot
from tools import large_project

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 23)
MEMORY_MIB = 500
RECHECK_S = 0.3
EXAMPLE = ROOT / "examples" / "toko-sejahtera"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of the work alone; the peak memory of its process in MiB."""

    seconds: float
    mib: float


@dataclass(frozen=True, slots=True)
class Promise:
    """`work` costs at most `times` as much as `against`, both of the project in `folder`."""

    what: str
    folder: str
    work: str
    against: str
    times: float


PROMISES = (
    Promise("cold, without template code", "plain", "cold", "yaml", 8),
    Promise("cold, with template code", "templates", "cold", "yaml", 10),
    Promise("with proofs", "templates", "cold", "unproved", 2),
    Promise("warm, with template code", "templates", "warm", "cold", 0.1),
)


def load(folder: Path) -> None:
    for file in sorted(folder.rglob("*.yaml")):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def cold(folder: Path) -> None:
    assert compile_bot(folder, AS_OF).artifact is not None, "the large project has errors"


def unproved(folder: Path) -> None:
    stages = tuple(stage for stage in compiler.STAGES if stage.name != "proofs")
    assert len(stages) < len(compiler.STAGES), "the proofs are no stage of their own"
    compiler.STAGES = stages
    cold(folder)


def warm(folder: Path) -> None:
    assert compile_cached(folder, AS_OF, _cache(folder)).artifact is not None


def _cache(folder: Path) -> Cache:
    return Cache(folder.with_name(f"{folder.name}-cache"))


WORKS: Mapping[str, Callable[[Path], None]] = {"yaml": load, "cold": cold, "unproved": unproved, "warm": warm}


def report(flows: int, rounds: int) -> bool:
    """Measure, print a line for each promise, and return whether all are kept."""
    with tempfile.TemporaryDirectory() as place:
        folders = {"plain": Path(place, "plain"), "templates": Path(place, "templates")}
        large_project.main([str(folders["plain"]), "--flows", str(flows), "--plain"])
        large_project.main([str(folders["templates"]), "--flows", str(flows)])
        wanted = dict.fromkeys((one.folder, work) for one in PROMISES for work in (one.against, one.work))
        _measured("warm", folders["templates"])  # fills the cache
        taken: dict[tuple[str, str], list[Cost]] = {key: [] for key in wanted}
        for _ in range(rounds):
            for (folder, work), costs in taken.items():
                costs.append(_measured(work, folders[folder]))
        again = statistics.median(recheck(Path(place, "check")) for _ in range(rounds + 1))
    kept = [_show(one, taken[one.folder, one.work], taken[one.folder, one.against]) for one in PROMISES]
    most = max(cost.mib for costs in taken.values() for cost in costs)
    kept.append(most < MEMORY_MIB)
    kept.append(again < RECHECK_S)
    print(f"  {'flowc check of an example again, the process':48} {again:9.3f} s    (less than {RECHECK_S})")
    print(f"  {'peak memory':48} {most:9.0f} MiB  (less than {MEMORY_MIB})")
    return all(kept)


def recheck(cache: Path) -> float:
    """Return the CPU seconds of a whole `flowc check` of an example; only the first finds no cache."""
    command = [sys.executable, "-m", "flowc.cli.main", "check", str(EXAMPLE), "--as-of", AS_OF.isoformat()]
    before = _children_s()
    subprocess.run(command, cwd=ROOT, env={**os.environ, "FLOWC_CACHE": str(cache)}, check=True)  # noqa: S603
    return _children_s() - before


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _show(promise: Promise, work: list[Cost], against: list[Cost]) -> bool:
    ours, theirs = (statistics.median(cost.seconds for cost in costs) for costs in (work, against))
    ratio = ours / theirs
    print(
        f"  {promise.what:48} {ratio:9.3f} ×    "
        f"(at most {promise.times:g} × {promise.against}; {ours:.3f} s and {theirs:.3f} s)"
    )
    return ratio <= promise.times


def _measured(work: str, folder: Path) -> Cost:
    command = [sys.executable, "-m", "tools.bench_large", "--one", work, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - this file
    return Cost(**json.loads(done.stdout))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench_large", description=__doc__)
    parser.add_argument("--flows", type=int, default=large_project.FLOWS, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=7, help="default: %(default)s")
    parser.add_argument("--one", nargs=2, metavar=("WORK", "FOLDER"), help="be one of those processes")
    options = parser.parse_args(arguments)
    if options.one is None:
        return 0 if report(options.flows, options.rounds) else 1
    work, folder = options.one
    print(json.dumps(asdict(_cost(WORKS[work], Path(folder)))))
    return 0


def _cost(work: Callable[[Path], None], folder: Path) -> Cost:
    started = time.process_time()
    work(folder)
    return Cost(time.process_time() - started, peak_mib())


def peak_mib() -> float:
    """Return the most memory this process has held."""
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, KiB on Linux
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / (1 << 20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
