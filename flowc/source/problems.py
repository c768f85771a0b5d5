"""All problems of the first stage, FC0xx: files that cannot be read, or not as YAML for a bot."""

from __future__ import annotations

from flowc.diagnostics.model import Problem
from flowc.source.file_problems import FILE_PROBLEMS
from flowc.source.syntax_problems import SYNTAX_PROBLEMS
from flowc.source.yaml_problems import YAML_PROBLEMS

PROBLEMS: tuple[type[Problem], ...] = tuple(
    sorted((*FILE_PROBLEMS, *YAML_PROBLEMS, *SYNTAX_PROBLEMS), key=lambda problem: problem.code)
)
