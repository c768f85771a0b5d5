"""All problems of the second stage, FC1xx: YAML that does not have the structure of a bot."""

from __future__ import annotations

from flowc.diagnostics.model import Problem
from flowc.structure.file_problems import FILE_PROBLEMS
from flowc.structure.form_problems import FORM_PROBLEMS
from flowc.structure.key_problems import KEY_PROBLEMS
from flowc.structure.table_problems import TABLE_PROBLEMS
from flowc.structure.value_problems import VALUE_PROBLEMS

PROBLEMS: tuple[type[Problem], ...] = tuple(
    sorted(
        (*KEY_PROBLEMS, *VALUE_PROBLEMS, *FORM_PROBLEMS, *FILE_PROBLEMS, *TABLE_PROBLEMS),
        key=lambda problem: problem.code,
    )
)
