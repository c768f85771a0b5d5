"""Checks `migrate` against the earlier artifacts that the tests, and whoever calls the compiler, know of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from flowc.diagnostics.similar import similar_names
from flowc.diagnostics.sink import Sink
from flowc.machine import Machine
from flowc.moving.earlier import BrokenArtifact, read_artifact
from flowc.moving.problems import (
    BrokenEarlierArtifact,
    LostDivision,
    LostPosition,
    MigrationUntested,
    MovedSlotType,
    MoveLeadsNowhere,
    VersionMovedTwice,
)
from flowc.names.problems.references import UnknownName
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact.model import Artifact, Ask, Choose, Into, RunFlow

_Pairs = Sequence[tuple[tree.Word, tree.Word]]


def check_moves(bot: tree.Bot, machine: Machine, root: Path, against: Sequence[Artifact], sink: Sink) -> None:
    """Report what would lose a conversation that is on one of the earlier versions.

    `root` is the bot's folder, `against` are earlier artifacts from elsewhere.
    """
    if not (bot.migrate or bot.earlier_tests or against):
        return
    against = [one for one in against if one.bot.name == bot.name.text]  # of several bots, each its own
    check = _Check(bot, machine, sink)
    known: dict[str, list[Artifact]] = {}
    tested: set[str] = set()
    broken = False
    for test in bot.earlier_tests:
        try:
            artifact = read_artifact(root, test.artifact.text)
        except BrokenArtifact as error:
            sink.add(BrokenEarlierArtifact(test.artifact.span, test.artifact.text, error.why))
            broken = True
            continue
        known.setdefault(artifact.bot.version, []).append(artifact)
        if test.at is not None and check.known("step", test.at, artifact.states, artifact.bot.version):
            tested.add(artifact.bot.version)
    for artifact in against:
        known.setdefault(artifact.bot.version, []).append(artifact)
    moved: dict[str, Span] = {}
    for migration in bot.migrate:
        version = migration.version
        if version.text in moved:
            sink.add(VersionMovedTwice(version.span, version.text, moved[version.text]))
            continue
        moved[version.text] = version.span
        if version.text not in known and known and not broken:
            check.known("version", version, known)
            continue
        if version.text not in tested and not broken:
            sink.add(MigrationUntested(version.span, version.text))
        check.targets(migration)
        for artifact in known.get(version.text, ()):
            check.migration(migration, artifact)
    for artifact in against:
        if artifact.bot.version not in moved:
            check.lost(bot.version.span, None, artifact)


def _waits_in(flow: str, names: Mapping[str, object]) -> tuple[str, ...]:
    """Return the positions in a flow, where somebody wrote the flow for a step of it."""
    return tuple(
        name
        for name, state in names.items()
        if name.startswith(f"{flow}/") and isinstance(state, Ask | Choose | RunFlow)
    )


class _Check:
    def __init__(self, bot: tree.Bot, machine: Machine, sink: Sink) -> None:
        self.bot, self.states, self.sink = bot, machine.states, sink

    def known(self, kind: str, word: tree.Word, names: Mapping[str, object], of: str | None = None) -> bool:
        if word.text in names:
            return True
        close = similar_names(word.text, names) or _waits_in(word.text, names)
        self.sink.add(UnknownName(word.span, kind, word.text, close, of))
        return False

    def targets(self, migration: tree.Migration) -> None:
        """Check the right sides, which are names of this version."""
        for _, new in migration.move:
            self.known("step", new, self.states)
        for _, new in migration.slots:
            self.known("slot", new, self.bot.slots)
        for _, new in migration.divisions:
            self.known("division", new, self.bot.divisions)

    def migration(self, migration: tree.Migration, earlier: Artifact) -> None:
        """Check the left sides against an artifact of the version, and that they fit what is here."""
        version = earlier.bot.version
        for old, new in migration.move:
            if self.known("step", old, earlier.states, version) and new.text in self.states:
                was, now = earlier.states[old.text], self.states[new.text]
                if not isinstance(was, Ask | Choose | RunFlow):
                    self.sink.add(MoveLeadsNowhere(old.span, old.text, "earlier"))
                elif not _alike(was, now):
                    self.sink.add(
                        MoveLeadsNowhere(new.span, new.text, "flow" if isinstance(was, RunFlow) else "waits")
                    )
        for old, new in migration.slots:
            if self.known("slot", old, earlier.slots, version) and new.text in self.bot.slots:
                was_type, type_ = earlier.slots[old.text].type.name, self.bot.slots[new.text].type.name.text
                if was_type != type_:
                    self.sink.add(MovedSlotType(new.span, old.text, was_type, new.text, type_))
        for old, _ in migration.divisions:
            self.known("division", old, earlier.divisions, version)
        self.lost(migration.version.span, migration, earlier)

    def lost(self, span: Span, migration: tree.Migration | None, earlier: Artifact) -> None:
        """Report positions and divisions of an artifact that are neither here nor moved."""
        version = earlier.bot.version
        divisions = dict(_texts(migration.divisions if migration else ()))
        gone = tuple(
            name for name in sorted(earlier.divisions) if divisions.get(name, name) not in self.bot.divisions
        )
        for name in gone:
            if name not in divisions:
                self.sink.add(LostDivision(span, name, version))
        if migration is None or migration.otherwise is None:
            positions = dict(_texts(migration.move if migration else ()))
            missing = tuple(self._missing(earlier, positions))
            if missing:
                self.sink.add(LostPosition(span, missing, version, migration is not None))

    def _missing(self, earlier: Artifact, moved: Mapping[str, str]) -> Iterator[str]:
        for key, was in earlier.states.items():
            if isinstance(was, RunFlow) and was.next is None and was.into == Into():
                continue  # nothing is left to be done there: what it called goes on without it
            if isinstance(was, Ask | Choose | RunFlow) and key not in moved:
                now = self.states.get(key)
                if now is None or not _alike(was, now):
                    yield key


def _alike(was: object, now: object) -> bool:
    return isinstance(now, RunFlow if isinstance(was, RunFlow) else Ask | Choose)


def _texts(pairs: _Pairs) -> Iterator[tuple[str, str]]:
    return ((old.text, new.text) for old, new in pairs)
