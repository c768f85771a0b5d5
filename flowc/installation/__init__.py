"""Whether an operator's file has what a bot needs: the meeting of the artifact and `flowc.toml`."""

from flowc.installation.check import check_installation
from flowc.installation.problems import PROBLEMS

__all__ = ["PROBLEMS", "check_installation"]
