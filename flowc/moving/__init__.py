"""The moving stage: whether conversations of earlier versions have somewhere to go in this one."""

from flowc.moving.check import check_moves
from flowc.moving.earlier import BrokenArtifact, read_artifact
from flowc.moving.problems import PROBLEMS

__all__ = ["PROBLEMS", "BrokenArtifact", "check_moves", "read_artifact"]
