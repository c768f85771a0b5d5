"""SVG and PNG: Graphviz's `dot` program draws what `flowc.picture.dot` wrote."""

from __future__ import annotations

import shutil
import subprocess

FORMATS = ("svg", "png")
LONGEST_S = 120.0  # a bot of a thousand flows takes about a minute; longer is a layout that never ends


class NotDrawn(Exception):
    """The program is not there, takes too long, or refuses; the text says so for a person."""


def is_installed() -> bool:
    """Return whether Graphviz's `dot` can be found."""
    return shutil.which("dot") is not None


def draw(dot: str, format_name: str, longest_s: float = LONGEST_S) -> bytes:
    """Return the drawing of a text in Graphviz's language as `svg` or `png`.

    Raises:
        NotDrawn: there is no drawing.
    """
    assert format_name in FORMATS
    program = shutil.which("dot")
    if program is None:
        raise NotDrawn("`dot` is not installed")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell; what it reads is quoted text
            [program, f"-T{format_name}"],
            input=dot.encode(),
            capture_output=True,
            timeout=longest_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotDrawn(f"`dot` took longer than {longest_s:.0f} s") from error
    if done.returncode != 0 or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NotDrawn(f"`dot` ended with {done.returncode}{f': {said[0]}' if said else ''}")
    return done.stdout
