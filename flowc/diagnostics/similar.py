"""Finds the names a writer may have meant: same kind, close, at most three."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowc.diagnostics.model import Text

MOST_NAMES = 3
LONGEST_NAME = 64  # longer words are no names; the distance costs length × length


def misspelled(name: str, known: Iterable[str]) -> str:
    """Return the one of `known` that `name` must have been, or an empty text: a letter or two are wrong, and
    no other name is like it.

    >>> misspelled("colect", ["collect", "call"]), misspelled("or", ["order", "to"])
    ('collect', '')
    """
    similar = similar_names(name, known)
    shorter = min(len(name), *(len(one) for one in similar), LONGEST_NAME)
    certain = len(similar) == 1 and _distance(_plain(name), _plain(similar[0])) <= max(1, shorter // 4)
    return similar[0] if certain else ""


def similar_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of `known` that are close to `name`, nearest first, then by alphabet.

    >>> similar_names("colect", ["collect", "call", "say"])
    ('collect',)
    """
    if not name or len(name) > LONGEST_NAME:
        return ()
    wanted = _plain(name)
    near: list[tuple[int, str]] = []
    far: list[tuple[int, str]] = []  # begin with the right letter, and leave out more of the others
    for candidate in set(known):
        other = _plain(candidate)
        shorter, longer = sorted((len(wanted), len(other)))
        allowed = max(1, shorter // 3)
        most = max(allowed, longer // 3) if wanted[:1] == other[:1] else allowed
        if candidate == name or longer - shorter > most or longer > LONGEST_NAME:
            continue
        distance = _distance(wanted, other)
        # One letter apart means nothing where the names have only one or two.
        if distance > most or (len(wanted) <= 2 and distance > 0):
            continue
        (near if distance <= allowed else far).append((distance, candidate))
    return tuple(candidate for _, candidate in sorted(near or far)[:MOST_NAMES])


def similar_help(name: str, known: Sequence[str], kind: Text) -> Text | None:
    """Return the help for an unknown name, or None without a close one. `kind`: `known slots`."""
    names = similar_names(name, known)
    if not names:
        return None
    listed = ", ".join(f"`{one}`" for one in names)
    if len(names) == 1:
        return Text(f"did you mean {listed}?", f"mungkin maksudnya {listed}?")
    return Text(f"{kind.en}: {listed}", f"{kind.id}: {listed}")


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def _distance(one: str, other: str) -> int:
    """Letters to add, drop, change, or swap with their neighbour to get from `one` to `other`."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
