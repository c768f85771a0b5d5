"""The template for GitLab: its script is run, and writes the reports that it names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from flowc.scaffold import create
from tests.architecture import ROOT
from tests.ci.steps import document, environment
from tests.flowc.diagnostics.demands import demand_code_quality

JOB = document("ci/flowc.gitlab-ci.yml")["flowc"]


def run_job(checkout: Path, bots: str) -> int:
    """Run the job's script as GitLab does, each line in one shell that ends at the first failure.

    What `before_script` installs is lent: it is what the Action installs, too.
    """
    venv = checkout / ".flowc-venv/bin"
    venv.mkdir(parents=True, exist_ok=True)
    (venv / "flowc").write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m flowc.cli.main "$@"\n'
    )
    (venv / "flowc").chmod(0o755)
    variables = {key: str(value or "") for key, value in JOB["variables"].items()} | {"FLOWC_BOTS": bots}
    script = "set -eo pipefail\n" + "\n".join(JOB["script"])
    return subprocess.run(["bash", "-c", script], cwd=checkout, env=environment(**variables)).returncode


def test_a_bad_bot_fails_the_job_and_is_in_both_reports(tmp_path: Path) -> None:
    for name in ("baik", "rusak"):
        create(tmp_path / "bots" / name)
    (tmp_path / ".git").mkdir()
    (tmp_path / "bots/rusak/promo.yaml").write_text("messages: {promo: {id: Promo}}\n", encoding="utf-8")
    assert run_job(tmp_path, "bots/*") == 1
    reports = JOB["artifacts"]["reports"]
    found = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    demand_code_quality(found)
    assert ("FC206", "bots/rusak/promo.yaml") in [
        (one["check_name"], one["location"]["path"]) for one in found
    ]
    root = ElementTree.parse(tmp_path / reports["junit"]).getroot()
    assert [(one.get("name"), one.get("failures")) for one in root] == [
        ("bots/baik", "0"),
        ("bots/rusak", str(len(found))),
    ]
    assert JOB["artifacts"]["when"] == "always", "a failed job must still upload"
    assert set(JOB["artifacts"]["paths"]) == set(reports.values())


def test_a_good_bot_passes_and_a_wrong_folder_ends_otherwise(tmp_path: Path) -> None:
    create(tmp_path / "bots/baik")
    assert run_job(tmp_path, "bots/baik") == 0
    assert json.loads((tmp_path / "flowc-codequality.json").read_text(encoding="utf-8")) == []
    assert run_job(tmp_path, "bots/tidak_ada") == 2


def test_what_is_installed_comes_from_a_variable() -> None:
    assert any("$FLOWC_SOURCE" in line for line in JOB["before_script"])
    assert all("${{" not in line for line in (*JOB["before_script"], *JOB["script"]))
