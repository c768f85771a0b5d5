"""What a session is begun with, and how counts per division are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flowc.bottest.given import GivenError
from flowc.bottest.model import Plain
from flowc.chat import words
from flowc.diagnostics.similar import similar_names
from flowc.source.durations import read_duration
from runtime.artifact.model import Artifact

MOST = 10_000  # agents or people waiting, per division: beyond is a typing mistake
_NAMED = re.compile(r"([a-z][a-z0-9_]*)=([^\W\d_][\w.-]*(?:\+[^\W\d_][\w.-]*)*)")
_COUNT = re.compile(r"([a-z][a-z0-9_]*)=([0-9]{1,6})")
_RANGE = re.compile(r"([0-9a-z]+)-([0-9a-z]+)")


Staffing = int | tuple[str, ...]  # how many agents, or who


@dataclass(frozen=True, slots=True)
class Settings:
    """`now` as tests write it. `agents` and `queue` are per division; `wait` is (low, high) or nothing."""

    now: str
    locale: str | None = None
    channel: str | None = None
    agents: Mapping[str, Staffing] = field(default_factory=dict)
    queue: Mapping[str, int] = field(default_factory=dict)
    wait: tuple[str, str] | None = None
    actions: Mapping[str, Plain] = field(default_factory=dict)
    language: str = "en"

    def given(self, agents: Mapping[str, Staffing], queue: Mapping[str, int]) -> dict[str, Plain]:
        """Return the settings as a conversation test gives them, with the counts as they are now."""
        return {
            "now": self.now,
            "locale": self.locale,
            "channel": self.channel,
            "agents": {name: _staffed(staff) for name, staff in agents.items()},
            "queue": {name: str(count) for name, count in queue.items()},
            "wait": [*self.wait] if self.wait else None,
        }


def _staffed(staff: Staffing) -> Plain:
    return str(staff) if isinstance(staff, int) else [{"name": name} for name in staff]


def one_each(artifact: Artifact) -> dict[str, Staffing]:
    """Return the agents where nothing is said: one in each division, so that somebody can take over."""
    return dict.fromkeys(artifact.divisions, 1)


def read_staff(artifact: Artifact, texts: Iterable[str], language: str) -> dict[str, Staffing]:
    """Return the staffing of `cs=2` or, by name, `cs=Ani+Budi`; several as in `read_counts`.

    Raises:
        GivenError: one of them is written otherwise, or there is no such division.
    """
    found: dict[str, Staffing] = {}
    for part in (part for text in texts for part in re.split(r"[,\s]+", text) if part):
        named = _NAMED.fullmatch(part)
        if named is None:
            found |= read_counts(artifact, [part], language)
        else:
            found |= dict.fromkeys(
                read_counts(artifact, [f"{named[1]}=1"], language), tuple(dict.fromkeys(named[2].split("+")))
            )
    return found


def read_counts(artifact: Artifact, texts: Iterable[str], language: str) -> dict[str, int]:
    """Return the counts of `cs=2`, several in one text parted by spaces or commas.

    Raises:
        GivenError: one of them is written otherwise, or there is no such division.
    """
    found: dict[str, int] = {}
    for part in (part for text in texts for part in re.split(r"[,\s]+", text) if part):
        match = _COUNT.fullmatch(part)
        if match is None or int(match[2]) > MOST:
            raise GivenError(words.NO_NUMBER.in_(language).format(part))
        if match[1] not in artifact.divisions:
            known = similar_names(match[1], artifact.divisions) or tuple(artifact.divisions)
            raise GivenError(words.NO_DIVISION.in_(language).format(match[1], ", ".join(known)))
        found[match[1]] = int(match[2])
    return found


def read_range(text: str, language: str) -> tuple[str, str] | None:
    """Return the ends of `2m-5m`; None for `unknown`.

    Raises:
        GivenError: it is written otherwise.
    """
    if text == "unknown":
        return None
    match = _RANGE.fullmatch(text)
    low, high = (read_duration(match[1]), read_duration(match[2])) if match else (None, None)
    if match is None or low is None or high is None or low > high:
        raise GivenError(words.NO_RANGE.in_(language).format(text))
    return match[1], match[2]
