"""Whether two bots are the same to `check`, as artifacts, and to a customer."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flowc.compiler import Result, compile_bot
from runtime.artifact import codec
from runtime.artifact.model import Artifact
from tests.conversations.bots import AS_OF
from tests.mutants.files import Files
from tests.mutants.judging import converse, unchanged
from tests.mutants.keeping import NEW, Kept
from tests.mutants.world import Day, Seen


@dataclass(frozen=True, slots=True)
class Likeness:
    """What differs from the unchanged bot: codes of `check`, the artifact, words to a customer.

    `compared`: it is another artifact, so that a customer talked to both.
    """

    check: tuple[str, ...] = ()
    artifact: bool = False
    words: str = ""
    compared: bool = False

    @property
    def differs(self) -> bool:
        return bool(self.check or self.artifact or self.words)


def likeness(bot: Path, kept: Kept, seed: str, day: Day) -> Likeness:
    """Compare a bot with itself after a change that is to keep what it does."""
    files = Files.read(bot)
    kept.change(files)
    changed, before = _written(bot, files), unchanged(bot)
    found = Counter(problem.code for problem in changed.problems)
    found.subtract(problem.code for problem in before.problems)
    codes = tuple(sorted(code for code, count in found.items() if count))
    if changed.artifact is None or before.artifact is None:
        return Likeness(codes, artifact=True)
    if without_places(changed.artifact) == without_places(before.artifact):
        return Likeness(codes)  # the same to everybody
    if not kept.names and not kept.mutator.startswith("reorder_"):
        return Likeness(codes, artifact=True)
    one, other = (
        converse(before.artifact, which, seed, day) for which in (before.artifact, changed.artifact)
    )
    return Likeness(codes, words=difference(one, other), compared=True)


def difference(one: Seen, other: Seen) -> str:
    """Return the first thing that two customers were told differently; empty: none."""
    for mine, theirs in zip(one.heard, other.heard, strict=False):
        if _told(mine.messages) != _told(theirs.messages):
            return f"after {mine.act}: {_told(mine.messages)} and {_told(theirs.messages)}"
    divisions = [[record["to"] for record in seen.records] for seen in (one, other)]
    theirs_too = [name and name.removesuffix(NEW) for name in divisions[1]]
    return "" if divisions[0] == theirs_too else f"handed over to {divisions[0]} and {divisions[1]}"


def without_places(artifact: Artifact) -> object:
    """Return what a bot is, without the lines that its files say it on."""

    def plain(data: Any) -> Any:  # Any: JSON
        if isinstance(data, dict):
            return {key: plain(one) for key, one in data.items() if key != "place"}
        return [plain(one) for one in data] if isinstance(data, list) else data

    return plain(json.loads(codec.dump(artifact)))


def _told(messages: tuple[Any, ...]) -> list[tuple[str, tuple[str, ...]]]:  # Any: JSON
    return [(one["text"], tuple(button["label"] for button in one.get("buttons", ()))) for one in messages]


def _written(bot: Path, files: Files) -> Result:
    """Compile a bot whose files may have other names."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / bot.name
        shutil.copytree(bot, place)
        for file in place.rglob("*.yaml"):
            if not any(part.startswith("_") for part in file.relative_to(place).parts):
                file.unlink()
        for name, text in files.texts().items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
        return compile_bot(place, AS_OF, despite_proofs=True)
