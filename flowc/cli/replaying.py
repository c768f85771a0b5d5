"""Runs a store's conversations again for `flowc replay`, and writes what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import click

from flowc.cli import terminal
from flowc.diagnostics.model import Text
from runtime.artifact import codec
from runtime.artifact.records import Json
from runtime.core.program import Program
from runtime.replay import Compared, Replayed, Unplayable, compare, conversations, read, run
from runtime.replay.comparing import Change, Line
from runtime.shell.programs import Ready
from runtime.stores.base import Store
from runtime.web.assemble import make_ready

EVERY = 20  # conversations between two signs of life
MOST_CHANGES = 5  # of one conversation that are shown to people; the rest stands on them
NO_SUCH = Text(
    "the store has no conversation `{thread}`", "penyimpanan ini tidak punya percakapan `{thread}`"
)
SAME = Text("{same} of {all} conversations came out the same", "{same} dari {all} percakapan hasilnya sama")
LEFT_OUT = Text("left out, beginning deleted: {many}", "dilewati, awalnya sudah dihapus: {many}")
LOST = Text("could not be run again: {many}", "tidak bisa dijalankan ulang: {many}")
DIFFERENT = Text("came out differently: {many}", "hasilnya berbeda: {many}")
AS_BEFORE = Text("as before on the new artifact: {many}", "tetap sama di artefak baru: {many}")
CHANGED = Text("different on the new artifact: {many}", "berbeda di artefak baru: {many}")
TURN = Text("turn {turn}", "giliran {turn}")
MORE = Text("{many} more differences", "{many} perbedaan lagi")
ENDS = Text(
    "from here on nobody knows: `{action}` was not called so then",
    "selanjutnya tidak bisa diketahui: waktu itu `{action}` tidak dipanggil seperti ini",
)
WORKING = Text("{done} conversations", "{done} percakapan")


@dataclass(slots=True)
class Shown:
    """What is written: differences as they are found (text), or all in one document at the end (json)."""

    language: str
    format_name: str
    done: int = 0
    same: int = 0
    unchanged: int = 0
    compares: bool = False
    left_out: list[Json] = field(default_factory=list)
    lost: list[Json] = field(default_factory=list)
    different: list[Json] = field(default_factory=list)
    changed: list[Json] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        return bool(self.lost or self.different or self.changed)

    def unplayable(self, thread: str, error: Unplayable) -> None:
        (self.lost if error.lost else self.left_out).append({"conversation": thread, "why": str(error)})
        if error.lost:
            self._say(f"{thread}: {error}")

    def replayed(self, one: Replayed) -> None:
        thread, found = one.stored.thread, one.different
        if found is None:
            self.same += 1
            return
        kept: Json = {"turn": found.turn, "was": found.expected, "now": found.found, "where": list(one.where)}
        self.different.append({"conversation": thread, **kept})
        head = f"{thread}, {TURN.in_(self.language).format(turn=found.turn)}: {one.made[-1].event.kind}"
        self._say("\n".join([head, *(f"  {line}" for line in one.where)]))

    def compared(self, one: Compared) -> None:
        if not one.changes:
            self.unchanged += 1
            return
        changes = [
            {
                "turn": change.turn,
                "cause": _line(change.cause),
                "then": [_line(line) for line in change.then],
                "now": [_line(line) for line in change.now],
            }
            for change in one.changes
        ]
        self.changed.append({"conversation": one.thread, "changes": changes, "ends": one.ends or None})
        lines = [one.thread]
        for change in one.changes[:MOST_CHANGES]:
            lines += self._change(change)
        if more := len(one.changes) - MOST_CHANGES:
            lines += [f"  {MORE.in_(self.language).format(many=more)}"] if more > 0 else []
        if one.ends:
            lines.append(f"  {ENDS.in_(self.language).format(action=one.ends)}")
        self._say("\n".join(lines))

    def end(self) -> str:
        """Return the last of what is written: the counts, or the whole document."""
        every = self.same + len(self.different) + len(self.lost) + len(self.left_out)
        if self.format_name == "json":
            counts = {"conversations": every, "same": self.same, "unchanged": self.unchanged}
            parts = {
                "left_out": self.left_out,
                "lost": self.lost,
                "different": self.different,
                "changed": self.changed,
            }
            if not self.compares:
                del counts["unchanged"], parts["changed"]
            return json.dumps({**counts, **parts}, ensure_ascii=False, indent=2)
        lines = [SAME.in_(self.language).format(same=self.same, all=every)]
        for text, found in ((LEFT_OUT, self.left_out), (LOST, self.lost), (DIFFERENT, self.different)):
            lines += [text.in_(self.language).format(many=len(found))] if found else []
        if self.compares:
            lines.append(AS_BEFORE.in_(self.language).format(many=self.unchanged))
            lines += [CHANGED.in_(self.language).format(many=len(self.changed))] if self.changed else []
        return "\n".join(lines)

    def _change(self, change: Change) -> list[str]:
        head = TURN.in_(self.language).format(turn=change.turn)
        cause = " ".join((change.cause.who, change.cause.what)).strip()
        lines = [f"  {head}: {_flat(cause)}"]
        matcher = SequenceMatcher(None, change.then, change.now, autojunk=False)
        for what, begin, end, new_begin, new_end in matcher.get_opcodes():
            if what != "equal":
                lines += (f"    - {line.who:9} {_flat(line.what)}" for line in change.then[begin:end])
                lines += (f"    + {line.who:9} {_flat(line.what)}" for line in change.now[new_begin:new_end])
        return lines

    def _say(self, text: str) -> None:
        if self.format_name == "text":
            click.echo(text)


async def replay_all(store: Store, new: bytes | None, only: str | None, shown: Shown) -> None:
    """Run all conversations of a store again, or `only` one, and compare them on `new`.

    Raises:
        click.ClickException: the store lacks the one that is asked for.
    """
    other = make_ready(Program(codec.load(new), codec.name(new))) if new is not None else None
    shown.compares = other is not None
    await store.open()
    try:
        with terminal.progress(WORKING.in_(shown.language).format(done=0)) as say:
            if only is not None:
                if not await _one(store, only, {}, other, shown):
                    raise click.ClickException(NO_SUCH.in_(shown.language).format(thread=only))
                return
            known: dict[str, Ready] = {}
            async for thread in conversations(store):
                await _one(store, thread, known, other, shown)
                shown.done += 1
                if shown.done % EVERY == 0:
                    say(WORKING.in_(shown.language).format(done=shown.done))
    finally:
        await store.close()


async def _one(store: Store, thread: str, known: dict[str, Ready], new: Ready | None, shown: Shown) -> bool:
    try:
        stored = await read(store, thread, known, make_ready)
        if stored is None:
            return False
        replayed = await run(store, stored)
    except Unplayable as error:
        shown.unplayable(thread, error)
        return True
    shown.replayed(replayed)
    if new is not None and replayed.different is None:
        shown.compared(compare(replayed, new))
    return True


def _line(line: Line) -> Json:
    return {"who": line.who, "what": line.what}


def _flat(text: str) -> str:
    return " / ".join(text.splitlines())
