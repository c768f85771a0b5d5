"""What is said when flowc itself breaks (FC900) or the system refuses: whose fault, and what to send."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from flowc.diagnostics.render import text
from flowc.diagnostics.render.report import Look, Report
from flowc.problems import InternalError
from flowc.source.span import Span


def tell(error: BaseException, arguments: Sequence[str], language: str) -> str:
    """Return the text about an internal error outside of the compiler's stages: no traceback, no message
    of the exception, which may quote a customer or a secret."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    command = " ".join(["flowc", *arguments])
    stage = next((word for word in arguments if not word.startswith("-")), "start")
    problem = InternalError(Span(command), stage, f"{type(error).__name__}{where}")
    return text.render((Report("", (problem.report(),)),), Look(language))


def flowc_version() -> str:
    """Return the version of the installed package; a checkout on the path has none."""
    from importlib.metadata import PackageNotFoundError, version  # late: its imports cost as much as click's

    try:
        return version("flowc")
    except PackageNotFoundError:
        return "(not installed)"


def system_fault(error: OSError) -> str:
    """Return what the system refused, as one line."""
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    return f"{error.filename}: {reason}" if error.filename else reason
