"""Compiles a bot's folder, or tells what was said when the very same was compiled before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flowc import collector
from flowc.cache.key import key_of, state_of
from flowc.cache.store import Cache
from flowc.diagnostics.model import Diagnostic
from flowc.diagnostics.proof import Proved
from flowc.diagnostics.sink import Sink
from flowc.project import Project, read_project
from flowc.source.span import PACKAGE
from runtime.artifact import records

if TYPE_CHECKING:
    from flowc.compiler import Result
    from runtime.artifact.model import Artifact


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the compiler made of a bot: `artifact` has its canonical bytes, None when there are errors.

    `sources` are the texts that diagnostics point into; `left_out` problems were only counted; `allowed` ones
    have a reason in the bot. `proofs` is what was proved; None: not known any more, since it comes from the
    cache.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    left_out: int = 0
    allowed: int = 0
    artifact: bytes | None = None
    proofs: Proved | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Head:
    """The first line of an entry; the artifact follows, if any.

    `sources` are flowc's own files; `also_read` has the state of each file that the bot's own files name.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0
    allowed: int = 0
    built: bool = False
    also_read: Mapping[str, str] = field(default_factory=dict)


def compile_cached(
    folder: Path, as_of: date, cache: Cache | None, against: Sequence[Artifact] = ()
) -> Compiled:
    """Compile the bot in `folder` as of a date. With a cache: look there first, and keep it there.

    Compared with earlier artifacts (`against`) it is always compiled, and not kept.
    """
    sink = Sink()
    project = read_project(folder, sink)
    if cache is None or against:
        return told(_compile(project, sink, as_of, against))
    key = key_of(project, sink, as_of)
    content = cache.read(key)
    known = None if content is None else _decoded(content, project)
    if known is not None:
        return known
    result = _compile(project, sink, as_of)
    compiled = told(result)
    if not result.internal_errors:
        cache.write(key, _encoded(compiled, {path: state_of(project, path) for path in result.also_read}))
    return compiled


def _compile(project: Project, sink: Sink, as_of: date, against: Sequence[Artifact] = ()) -> Result:
    # Late: what is known already is told without the compiler and its parsers, ten times as fast.
    from flowc.compiler import compile_read

    return compile_read(project, sink, as_of, against)


def told(result: Result) -> Compiled:
    """Return a result as it is kept and shown."""
    from runtime.artifact import codec  # late, as above

    with collector.paused():
        artifact = None if result.artifact is None else codec.dump(result.artifact)
    return Compiled(
        diagnostics=tuple(problem.report() for problem in result.problems),
        sources=result.sources,
        left_out=result.left_out,
        allowed=len(result.allowed),
        artifact=artifact,
        proofs=result.proofs,
    )


def _encoded(compiled: Compiled, also_read: Mapping[str, str]) -> bytes:
    head = _Head(
        compiled.diagnostics,
        {path: text for path, text in compiled.sources.items() if path.startswith(PACKAGE)},
        compiled.left_out,
        compiled.allowed,
        compiled.artifact is not None,
        also_read,
    )
    # JSON's escapes keep what is no Unicode in a file's name.
    return json.dumps(records.encode(head)).encode() + b"\n" + (compiled.artifact or b"")


def _decoded(content: bytes, project: Project) -> Compiled | None:
    """Return what an entry says; None: another file that it depends on has changed, or it is no entry."""
    line, _, artifact = content.partition(b"\n")
    try:
        head = records.decode(_Head, json.loads(line))
    except (ValueError, RecursionError):  # only a mistake of ours can have written it
        return None
    if any(state_of(project, path) != state for path, state in head.also_read.items()):
        return None
    return Compiled(
        head.diagnostics,
        {**head.sources, **project.texts},
        head.left_out,
        head.allowed,
        artifact if head.built else None,
    )
