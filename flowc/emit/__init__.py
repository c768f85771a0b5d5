"""From the checked bot and its machine to the artifact that the runtime runs."""

from flowc.emit.artifact import emit
from flowc.emit.world import check_world

__all__ = ["check_world", "emit"]
