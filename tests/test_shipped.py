"""What ships, and what is written about it."""

import json
import re
import runpy
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import unsit
from unsit.cli import tree
from unsit.cli.main import cli

ROOT = Path(__file__).parents[1]
DATA = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("config", "icons")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
)
CODE = sorted(
    path.relative_to(ROOT / "daemon").as_posix() for path in (ROOT / "daemon").rglob("*.py")
)
POSES = {path.stem for path in (ROOT / "config" / "poses").glob("*.toml")}
LOCKS = ("run", "test")


class Built:
    """The packages that a release would consist of."""

    def __init__(self, folder: Path) -> None:
        self.sdist = self._build(folder, "--sdist")
        with tarfile.open(self.sdist) as archive:
            self.inside_sdist = {name.partition("/")[2] for name in archive.getnames()}
            # Debian 12's Python knows no extractall(filter=...) yet, and newer ones insist on one.
            archive.extraction_filter = lambda member, _: member
            archive.extractall(folder)
        unpacked = folder / self.sdist.name.removesuffix(".tar.gz")
        self.wheel = self._build(folder / "from-checkout", "--wheel")
        self.wheel_from_sdist = self._build(folder / "from-sdist", "--wheel", unpacked)
        self.inside_wheel = set(zipfile.ZipFile(self.wheel).namelist())

    @staticmethod
    def _build(folder: Path, kind: str, source: Path = ROOT) -> Path:
        command = [sys.executable, "-m", "build", "--no-isolation", kind, "--outdir", str(folder)]
        done = subprocess.run(
            [*command, str(source)], capture_output=True, text=True, check=False, cwd=folder.parent
        )
        assert done.returncode == 0, done.stdout + done.stderr
        (package,) = (path for path in folder.iterdir() if path.is_file())
        return package


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("built"))


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions that a lock file pins, by package."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", lock_text(lock), re.MULTILINE):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def lock_text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def run_unsit(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "unsit", *arguments], capture_output=True, text=True, check=False
    )


def verbs() -> list[str]:
    """Return the verbs of the command line that are shown."""
    return [verb.path[0] for verb in tree.verbs(cli) if len(verb.path) == 1]


def test_the_wheel_holds_our_code_pictures_sounds_and_texts_and_nothing_else(built: Built) -> None:
    parts = {name for name in built.inside_wheel if ".dist-info/" not in name}
    read = [path for path in DATA if not path.endswith((".po", ".pot"))]
    assert parts == {*CODE, "unsit/py.typed", *(f"unsit/{path}" for path in read)}


def test_the_sdist_keeps_the_tree_of_the_checkout(built: Built) -> None:
    ours = {*DATA, *(f"daemon/{path}" for path in CODE), "tests/test_shipped.py"}
    assert ours | {"installers/source.py", ".ci/run", "CHANGELOG.md"} <= built.inside_sdist


def test_a_wheel_from_the_sdist_is_the_wheel_from_the_checkout(built: Built) -> None:
    assert built.wheel.read_bytes() == built.wheel_from_sdist.read_bytes()


def test_the_command_line_knows_every_pose_that_ships() -> None:
    listed = {pose["id"] for pose in json.loads(run_unsit("poses", "--json").stdout)}
    assert POSES
    assert listed == POSES


def test_the_version_has_its_place_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[?([^\]\s]+)", changelog, re.MULTILINE)
    assert headings, "the changelog has no heading"
    assert {"Unreleased", unsit.__version__} & set(headings[:2])


def test_the_page_of_the_settings_is_what_the_schema_says() -> None:
    page = runpy.run_path(str(ROOT / "installers" / "settings_page.py"))["page"]
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == page()


def test_the_readme_names_every_verb_of_the_command_line() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(verbs()) >= 12
    assert [verb for verb in verbs() if f"unsit {verb}" not in readme] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address_and_no_path(lock: str) -> None:
    assert not re.search(r"://|^-|file:|\.\./|--find-links", lock_text(lock), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_every_pin(lock: str) -> None:
    blocks = re.split(r"^(?=\w)", lock_text(lock), flags=re.MULTILINE)[1:]
    assert blocks
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_dependency_within_its_bounds(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = pins(lock)
    for line in project["dependencies"]:
        wanted = Requirement(line)
        versions = pinned.get(canonicalize_name(wanted.name), set())
        assert any(wanted.specifier.contains(version) for version in versions), line


def test_the_tests_run_on_the_versions_that_people_run() -> None:
    tested = pins("test")
    assert {name: tested.get(name) for name in pins("run")} == pins("run")
