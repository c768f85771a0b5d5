"""Earlier artifacts of a bot, as files: the versions that conversations may still be on."""

from __future__ import annotations

import os
from pathlib import Path

from runtime.artifact import codec
from runtime.artifact.model import Artifact

MAX_BYTES = 64 << 20  # of one artifact; the largest bot that compiles makes about a quarter of that


class BrokenArtifact(Exception):
    """A file that is no artifact of an earlier version; `why` as in `problems.BrokenEarlierArtifact`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_artifact(root: Path, path: str) -> Artifact:
    """Return the artifact in a file of a bot's folder.

    Raises:
        BrokenArtifact: it is not there, outside of the folder, too large, or not an artifact.
    """
    folder = Path(os.path.realpath(root))
    file = Path(os.path.realpath(folder / path))
    if not file.is_relative_to(folder):
        raise BrokenArtifact("outside")
    try:
        if not file.is_file():
            raise BrokenArtifact("missing")
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise BrokenArtifact("missing") from error
    if len(content) > MAX_BYTES:
        raise BrokenArtifact("large")
    try:
        return codec.load(content)
    except codec.ArtifactError as error:
        raise BrokenArtifact("other") from error
