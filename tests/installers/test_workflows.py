"""What the public forge runs: its form, and that it calls what is there with no more rights than it needs."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPT = re.compile(r"(?:\.ci|installers)/[\w./-]+")


def document(file: Path) -> dict[str, Any]:
    """Return a workflow; its `on` is a word here, as the forge reads it."""
    found: dict[str, Any] = YAML(typ="safe").load(file)
    return found


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in document(file)["jobs"].values() for step in job["steps"]]


def name_of(file: Path) -> str:
    return file.stem


def test_there_is_one_for_each_change_and_one_for_each_release() -> None:
    assert [name_of(file) for file in WORKFLOWS] == ["ci", "release"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=name_of)
def test_its_form_is_that_of_the_forge(file: Path) -> None:
    check = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
    ]
    done = subprocess.run([*check, file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=name_of)
def test_every_script_that_it_calls_is_there(file: Path) -> None:
    called = {each for step in steps(file) for each in SCRIPT.findall(step.get("run", ""))}
    assert called
    assert {each for each in called if not (ROOT / each).is_file()} == set()


@pytest.mark.parametrize("file", WORKFLOWS, ids=name_of)
def test_it_may_only_read_but_for_the_one_job_that_publishes(file: Path) -> None:
    assert document(file)["permissions"] == {"contents": "read"}
    more = {name: job.get("permissions") for name, job in document(file)["jobs"].items()}
    writing = {name: rights for name, rights in more.items() if rights is not None}
    assert writing == ({"publish": {"contents": "write"}} if name_of(file) == "release" else {})


@pytest.mark.parametrize("file", WORKFLOWS, ids=name_of)
def test_what_it_uses_of_others_is_the_forges_own_and_has_a_version(file: Path) -> None:
    used = [step["uses"] for step in steps(file) if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"actions/[\w-]+@v\d+", each)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=name_of)
def test_no_job_of_it_runs_for_hours(file: Path) -> None:
    jobs = document(file)["jobs"].values()
    assert all(0 < job["timeout-minutes"] <= 60 for job in jobs)
    assert "concurrency" in document(file)


def test_a_change_is_tested_on_three_systems_with_three_pythons() -> None:
    jobs = document(WORKFLOWS[0])["jobs"]
    pythons = ["3.11", "3.12", "3.13"]
    assert jobs["elsewhere"]["strategy"]["matrix"]["system"] == ["windows-latest", "macos-latest"]
    for job in (jobs["linux"], jobs["elsewhere"]):
        assert job["strategy"]["matrix"]["python"] == pythons
        runs = [step["run"] for step in job["steps"] if "run" in step]
        assert runs[-2:] == ["python installers/source.py lint", "python installers/source.py test"]
