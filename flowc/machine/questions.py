"""What `collect` and `choose` share: how long they wait, and where bad answers and silence lead."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.machine.problems import TimeoutWithoutBlock
from flowc.structure import tree
from runtime.artifact import model

RETRIES = 2  # further attempts after an answer that does not fit (LANGUAGE section 2)


def retries(at: At, *written: int | None) -> int:
    """Return the attempts after the first: as written, else as the bot says, else the language."""
    return next((one for one in (*written, at.whole.fallbacks.retries) if one is not None), RETRIES)


def timeout(at: At, written: tree.Timeout | None) -> model.Timeout | None:
    """Return the step's time limit, else the bot's; None: it waits for ever, which a proof refuses."""
    if written is None:
        return at.whole.fallbacks.timeout
    do = at.whole.fallbacks.timeout_do if written.do is None else at.whole.side(written.do)
    if do is None:
        at.whole.sink.add(TimeoutWithoutBlock(written.span))
    return at.whole.timeout(written, do or model.Branch())


def on_invalid(at: At, written: tree.Block | None) -> model.Branch:
    """Return where a customer goes who has used up the attempts."""
    if written is not None:
        return at.whole.side(written)
    return at.whole.fallbacks.on_invalid or model.Branch()  # names has reported a missing one


def on_error(at: At, written: tree.Block | None, action: str) -> model.Branch:
    """Return where a failed action leads: the step's way, else the action's, else the bot's.

    In an agent's shortcut only the step's own: the others are for a customer whom the bot serves.
    """
    if written is not None:
        return at.whole.side(written)
    if at.home.shortcut is not None:
        return model.Branch()
    fallbacks = at.whole.fallbacks
    return fallbacks.action_errors.get(action) or fallbacks.on_error or model.Branch()
