"""Conversation tests run with the compiler alone: no server's packages, as in a hook of pre-commit."""

from __future__ import annotations

import subprocess
import sys

from flowc.cli.group import EXTRAS
from tests.architecture import ROOT

WITHOUT_THE_SERVER = f"""
import sys
for name in {[name for name, extra in EXTRAS.items() if extra == "server"]!r}:
    sys.modules[name] = None
import flowc.bottest.run, flowc.cli.test
"""


def test_tests_of_conversations_need_no_package_of_the_server() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_SERVER], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr == ""
