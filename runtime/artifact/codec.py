"""Artifact to canonical JSON bytes and back; its name is the SHA-256 of those bytes.

Canonical: UTF-8, keys sorted, no spaces, no times of building. The same bot gives the same bytes everywhere.
"""

from __future__ import annotations

import hashlib
import json

from runtime.artifact import records
from runtime.artifact.model import FORMAT, Artifact


class ArtifactError(ValueError):
    """Bytes that are not an artifact this runtime can run; the text says why and what to do."""


def dump(artifact: Artifact) -> bytes:
    """Return the canonical bytes of an artifact."""
    data = records.encode(artifact)
    data["format"] = artifact.format  # written also when it is the current one: readers look here first
    return records.canonical(data).encode()


def name(data: bytes) -> str:
    """Return the content address of an artifact: `sha256:` and 64 hex digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def load(data: bytes, expected_name: str | None = None) -> Artifact:
    """Return the artifact in `data`; with `expected_name`, refuse bytes of another content.

    Raises:
        ArtifactError: not JSON, an unknown format, another shape, or another content than expected.
    """
    if expected_name is not None and name(data) != expected_name:
        raise ArtifactError(f"the artifact is not {expected_name}: its content was changed; build it again")
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ArtifactError(f"the artifact is not JSON: {error}") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        found = plain.get("format") if isinstance(plain, dict) else None
        raise ArtifactError(
            f"artifact format {found} is not supported (this runtime reads format {FORMAT}); build it again"
        )
    try:
        return records.decode(Artifact, plain)
    except records.RecordError as error:
        raise ArtifactError(f"the artifact has another shape than format {FORMAT} at {error}") from error
