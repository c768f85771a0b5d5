"""From a bot's folder to its artifact: the stage table.

Laws:
- Whatever stands in the files, nothing is raised: mistakes in them are problems, and a mistake of ours is
  FC900, counted in `internal_errors`.
- Every stage that can run runs, so that one call reports as much as can be known.
- The same files and the same date give the same problems in the same order, and the same artifact.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from flowc import collector
from flowc.catalog import PROBLEMS
from flowc.diagnostics.allowed import Allowance, allowable, take_out_allowed
from flowc.diagnostics.model import Problem
from flowc.diagnostics.proof import Proved
from flowc.diagnostics.sink import Sink
from flowc.emit import check_world, emit
from flowc.emit.understanding import understanding
from flowc.hours import horizon_of
from flowc.machine import Machine, lower
from flowc.machine.check import check_names
from flowc.moving import check_moves
from flowc.names import Symbols, resolve
from flowc.problems import InternalError
from flowc.project import BOT_FILE, Project, read_project
from flowc.proofs import PROBLEMS as PROOFS
from flowc.proofs import prove
from flowc.source.span import Span
from flowc.structure import ready_made, tree
from flowc.structure.build import build_bot
from flowc.types import Typed, check
from runtime.artifact import model
from runtime.artifact.model import Artifact


@dataclass(frozen=True, slots=True)
class Result:
    """`artifact` is None when a problem is an error. `sources` are the texts that problems point into.

    `allowed` has what would be a problem too, had the bot not given a reason for it.
    """

    artifact: Artifact | None
    problems: tuple[Problem, ...]
    sources: Mapping[str, str]
    left_out: int = 0  # problems beyond the sink's limit
    internal_errors: int = 0
    allowed: tuple[Allowance, ...] = ()
    against: tuple[Artifact, ...] = ()  # the earlier versions it was compared with
    proofs: Proved = field(
        default_factory=Proved
    )  # what was proved, whatever came of it; no rules: errors came before
    also_read: tuple[str, ...] = ()  # paths in the bot's folder, of artifacts that its tests name


@dataclass(slots=True)
class Work:
    """What the stages hand on; None: not made, so what needs it does not run."""

    folder: Path
    as_of: date
    texts: Mapping[str, str] = field(default_factory=dict)
    against: tuple[Artifact, ...] = ()
    despite_proofs: bool = False
    sink: Sink = field(default_factory=Sink)
    project: Project = field(default_factory=lambda: Project(Path()))
    bot: tree.Bot | None = None
    symbols: Symbols | None = None
    typed: Typed | None = None
    machine: Machine | None = None
    understanding: model.Understanding | None = None
    proved: bool = False
    proofs: Proved = field(default_factory=Proved)
    allowed: tuple[Allowance, ...] = ()
    artifact: Artifact | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """`clean_until`: the last stage of those that must have found no error, or this one does not run."""

    name: str
    run: Callable[[Work], None]
    clean_until: str | None = None


def _source(work: Work) -> None:
    work.project = read_project(work.folder, work.sink).with_texts(work.texts)


def _structure(work: Work) -> None:
    work.bot = build_bot(work.project, work.sink)


def _names(work: Work) -> None:
    if work.bot is not None:
        work.symbols = resolve(work.bot, work.sink)


def _types(work: Work) -> None:
    if work.bot is not None and work.symbols is not None:
        work.typed = check(work.bot, work.symbols, work.sink)


def _world(work: Work) -> None:
    if work.bot is not None:
        check_world(work.bot, horizon_of(work.as_of), work.sink)


def _steps(work: Work) -> None:
    if work.bot is not None:
        check_names(work.bot, work.sink)


def _machine(work: Work) -> None:
    if work.bot is not None and work.typed is not None:
        work.machine = lower(work.bot, work.typed, work.sink)


def _proofs(work: Work) -> None:
    if work.bot is not None and work.typed is not None and work.machine is not None:
        if not work.sink.has_errors:
            work.understanding = understanding(work.bot, work.machine.names)
        work.proofs = prove(work.bot, work.typed, work.machine, work.sink, work.understanding, work.as_of)
        work.proved = True


def _moving(work: Work) -> None:
    if work.bot is not None and work.machine is not None:
        check_moves(work.bot, work.machine, work.project.root, work.against, work.sink)


def _allowed(work: Work) -> None:
    if work.bot is not None:
        may = allowable(PROBLEMS, PROOFS)
        work.allowed = take_out_allowed(work.bot.allowed, may, work.sink, complete=work.proved)


def _emit(work: Work) -> None:
    if work.bot is not None and work.typed is not None and work.machine is not None:
        work.artifact = emit(work.bot, work.typed, work.machine, work.as_of, work.allowed, work.understanding)


STAGES: tuple[Stage, ...] = (
    Stage("source", _source),  # first; the only one that reads a disk, but for `moving`
    Stage("structure", _structure),  # needs every file: a bot is spread over them in any order
    Stage("names", _names),  # needs the whole tree: a name may be declared in any file
    Stage("types", _types),  # after names: what a name stands for has the type; unknown names stay silent
    Stage("steps", _steps),  # needs the tree alone; early, for the same reason as the next
    Stage("world", _world),  # needs the tree alone; early, to be told with the other plain mistakes
    # After types, whose trees the states carry. A faulty expression does not stop it; a name that leads
    # nowhere does, or steps would seem unreachable that are not.
    Stage("machine", _machine, clean_until="names"),
    Stage("proofs", _proofs, clean_until="names"),  # needs every state: a proof is about the whole bot
    # Needs every position. Reads the earlier artifacts that tests name.
    Stage("moving", _moving, clean_until="names"),
    Stage(
        "allowed", _allowed
    ),  # after the last stage that reports; before an error that is meant so stops the next
    Stage("emit", _emit, clean_until="allowed"),  # last: only a bot without any error becomes an artifact
)


def compile_bot(
    folder: Path,
    as_of: date,
    texts: Mapping[str, str] | None = None,
    against: Sequence[Artifact] = (),
    *,
    despite_proofs: bool = False,
) -> Result:
    """Compile the bot in `folder` as of a date, which decides how far holidays are known.

    `texts` are read in place of the files of the same paths: what they would mean before they are written.
    `against` are earlier versions whose conversations must find their way. `despite_proofs`: there is an
    artifact also of a bot that only proofs find errors in, to look at.
    """
    work = Work(folder, as_of, texts or {}, tuple(against), despite_proofs=despite_proofs)
    return _run(work, STAGES)


def compile_read(project: Project, sink: Sink, as_of: date, against: Sequence[Artifact] = ()) -> Result:
    """Compile a bot's files that `read_project` has read, with the sink that has what was wrong with them."""
    work = Work(project.root, as_of, against=tuple(against), sink=sink, project=project)
    return _run(work, STAGES[1:])


def _run(work: Work, stages: tuple[Stage, ...]) -> Result:
    with collector.paused():
        return _run_stages(work, stages)


def _run_stages(work: Work, stages: tuple[Stage, ...]) -> Result:
    errors_by: dict[str, bool] = {}
    internal_errors = 0
    for stage in stages:
        until = "machine" if stage.name == "emit" and work.despite_proofs else stage.clean_until
        if until is None or not errors_by[until]:
            try:
                stage.run(work)
            except Exception as error:  # our own mistake, whatever it is: told, counted, never shown raw
                work.sink.add(InternalError(Span(BOT_FILE), stage.name, _where(error)))
                internal_errors += 1
                break
        errors_by[stage.name] = work.sink.has_errors
    return Result(
        artifact=work.artifact,
        problems=work.sink.ordered(),
        sources={**ready_made.texts_of(work.bot), **work.project.texts},
        left_out=work.sink.left_out,
        internal_errors=internal_errors,
        allowed=work.allowed,
        against=work.against,
        proofs=work.proofs,
        also_read=() if work.bot is None else tuple(one.artifact.text for one in work.bot.earlier_tests),
    )


def _where(error: Exception) -> str:
    """Return the kind of an exception and its place in our code; not its text, which may quote the files."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {at}"
