"""Steps of flows as an explicit state machine: `lower` makes it, `Machine` holds it."""

from flowc.machine.lower import lower
from flowc.machine.machine import Machine

__all__ = ["Machine", "lower"]
