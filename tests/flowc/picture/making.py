"""Pictures of bots for tests, and ways to ask what they show."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flowc.compiler import compile_bot
from flowc.picture.model import Box, Group, Picture, Theme, Way
from runtime.artifact.model import Artifact
from tests.architecture import ROOT
from tests.ui.bots import AS_OF, lay_over_base, write_bot

SHOP = ROOT / "examples" / "toko-sejahtera"


def compiled(files: Mapping[str, str] | str) -> Artifact:
    """Return the artifact of a bot given as files, or as an example over the tests' base bot."""
    whole = lay_over_base({"contoh.yaml": files}) if isinstance(files, str) else files
    with tempfile.TemporaryDirectory() as folder:
        result = compile_bot(write_bot(Path(folder), whole), AS_OF)
    assert result.artifact is not None, [problem.report().message.en for problem in result.problems]
    return result.artifact


def shop() -> Artifact:
    """Return the example shop's artifact."""
    artifact = compile_bot(SHOP, AS_OF).artifact
    assert artifact is not None
    return artifact


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture, asked by headings instead of ids."""

    picture: Picture

    def group(self, title: str) -> Group:
        return next(group for group in self.picture.groups if group.title == title)

    def themed(self, theme: Theme) -> tuple[Group, ...]:
        return tuple(group for group in self.picture.groups if group.theme is theme)

    def box(self, group: str, heading: str) -> Box:
        return next(box for box in self.group(group).boxes if box.lines and box.lines[0] == heading)

    def heading(self, id_: str) -> str:
        for group in self.picture.groups:
            for box in group.boxes:
                if box.id == id_:
                    return box.lines[0] if box.lines else f"({group.title})"
        raise LookupError(id_)

    def ways(self, box: Box) -> set[tuple[str, Way, str]]:
        """Return where the lines of a box lead: heading, kind of line, label."""
        return {
            (self.heading(line.head), line.way, line.label)
            for line in self.picture.lines
            if line.tail == box.id
        }
