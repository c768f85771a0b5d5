"""How and until when a customer can be written to."""

from __future__ import annotations

from datetime import datetime, timedelta

from runtime.core.state import State

# Free-form words allowed after the customer's last message; after that only templates (LANGUAGE section 4).
# Meta's "24-hour standard messaging window", which its three channels share, November 2026.
WINDOW = dict.fromkeys(("whatsapp", "messenger", "instagram"), timedelta(hours=24))
STAYS = ("web",)  # channels that reach nobody who has left the page


def window_until(state: State) -> datetime | None:
    """Return until when free-form words may be sent. None: the channel knows no such end."""
    window = WINDOW.get(state.channel)
    return state.heard + window if window is not None and state.heard is not None else None


def window_open(state: State, now: datetime) -> bool:
    """Return whether free-form words may be sent now."""
    until = window_until(state)
    return until is None or now < until
