"""When who is open: calendars with their holidays, zones, divisions with their chains, up to a horizon.

Proofs ask it, and the artifact holds it; so it is made before both.
"""

from flowc.hours.horizon import horizon_of

__all__ = ["horizon_of"]
