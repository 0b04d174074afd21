"""Making a release: what must agree, and that what is built twice is the same."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest
from packaging.metadata import Metadata

from installers import agreeing, artefacts, release, sbom
from installers.artefacts import Builder

ROOT = Path(__file__).parents[2]
CHANGELOG = "# Changelog\n\n## [1.2.3] - 2031-04-05\n\n### Added\n\n- All of it.\n"
SHIPPED = ("daemon", "icons", "config", "tests", "docs", "installers", "requirements")
TEXTS = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore")


def commit(root: Path, *more: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    agreeing.git(root, "add", "--all")
    agreeing.git(root, *who, "commit", "--quiet", "--allow-empty", "--message", "Go on", *more)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a tree in which all agrees, as version 1.2.3."""
    root = tmp_path / "root"
    (root / "daemon" / "unsit").mkdir(parents=True)
    agreeing.git(root, "init", "--quiet")
    (root / agreeing.VERSION).write_text('"""Unsit."""\n\n__version__ = "1.2.3"\n')
    (root / agreeing.CHANGELOG).write_text(CHANGELOG)
    commit(root)
    agreeing.git(root, "tag", "v1.2.3")
    return root


def test_where_all_agrees_nothing_is_missing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.check(root) == 0
    assert capsys.readouterr() == ("Unsit 1.2.3 can be released.\n", "")


def test_a_heading_for_news_to_come_may_stand_above_while_it_is_empty(root: Path) -> None:
    text = CHANGELOG.replace("## [1", "## [Unreleased]\n\n## [1")
    (root / agreeing.CHANGELOG).write_text(text)
    commit(root, "--amend")
    agreeing.git(root, "tag", "--force", "v1.2.3")
    assert agreeing.disagreements(root) == []


def test_all_that_is_missing_is_said_at_once_each_with_its_repair(root: Path) -> None:
    (root / agreeing.VERSION).write_text('__version__ = "1.3"\n')
    commit(root)
    (root / "left-over").touch()
    number, changelog, tree, tag = agreeing.disagreements(root)
    assert number == (
        "daemon/unsit/__init__.py has the version '1.3': write it like __version__ = \"1.2.3\"."
    )
    assert changelog == (
        "CHANGELOG.md begins with 1.2.3, and daemon/unsit/__init__.py says 1.3: "
        "put right whichever is older."
    )
    assert tree == "The tree is not as committed (left-over): commit it, or `git stash -u`."
    assert tag.endswith(
        'has no tag v1.3: once all else is right, `git tag -a v1.3 -m "Unsit 1.3"`.'
    )


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("## [Unreleased]", "CHANGELOG.md still calls its news Unreleased: head them"),
        ("## [1.2.3]", "CHANGELOG.md does not say when 1.2.3 came: head it"),
        ("## 1.2.3 - soon", "CHANGELOG.md does not say when 1.2.3 came: head it"),
        ("", "CHANGELOG.md has no heading: begin it with"),
    ],
)
def test_a_heading_that_is_not_that_of_a_release_is_named(
    root: Path, heading: str, sentence: str
) -> None:
    text = CHANGELOG.replace("## [1.2.3] - 2031-04-05", heading)
    (root / agreeing.CHANGELOG).write_text(text)
    assert agreeing.disagreements(root)[0] == f"{sentence} `## [1.2.3] - YEAR-MONTH-DAY`."


def test_a_tag_that_another_commit_has_is_not_moved(root: Path) -> None:
    commit(root)
    (sentence,) = agreeing.disagreements(root)
    assert sentence.startswith("v1.2.3 is the tag of another commit: raise the version, or")


def test_a_second_version_on_the_commit_is_named(root: Path) -> None:
    agreeing.git(root, "tag", "v1.2.2")
    agreeing.git(root, "tag", "nightly")
    (sentence,) = agreeing.disagreements(root)
    assert sentence == "The commit has the tag v1.2.2, too: remove it by `git tag -d v1.2.2`."


def test_of_many_changed_files_five_are_named(root: Path) -> None:
    for number in range(7):
        (root / f"file-{number}").touch()
    (sentence,) = agreeing.disagreements(root)
    assert "(file-0, file-1, file-2, file-3, file-4 and 2 more)" in sentence


def test_without_git_it_says_where_to_release_from(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (sentence,) = agreeing.disagreements(root)
    assert sentence.startswith("git knows no commit here: release from a clone")
    assert "It says: fatal: not a git repository" in sentence


def test_in_the_clone_of_somebody_else_git_says_what_it_wants(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own, for just this
    (sentence,) = agreeing.disagreements(root)
    assert "dubious ownership" in sentence
    assert "safe.directory" in sentence


def test_a_check_changes_nothing(root: Path) -> None:
    (root / "left-over").touch()
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert release.check(root) == 1
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_what_it_does_not_know_is_answered_with_its_help() -> None:
    script = ROOT / "installers" / "release.py"
    done = subprocess.run(
        [sys.executable, script, "--publish"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "installers/release.py --check" in done.stderr


# --- what is built ------------------------------------------------------------------------------------


def script(root: Path, text: str) -> Builder:
    """Return the builder of `thing` whose script is this text, in the tree and committed."""
    head = "import pathlib, sys\nthing = pathlib.Path(sys.argv[1], 'thing.bin')\n"
    (root / "build.py").write_text(head + text)
    commit(root)
    return Builder("thing", ("build.py", "{out}"))


def test_what_is_the_same_twice_is_taken_with_the_time_of_the_commit(
    root: Path, tmp_path: Path
) -> None:
    same = "import os\nthing.write_text(os.environ['SOURCE_DATE_EPOCH'])"
    (file,) = artefacts.build(root, script(root, same), tmp_path / "scratch")
    assert file.name == "thing.bin"
    assert file.read_text() == artefacts.commit_time(root)


@pytest.mark.parametrize("leak", ["os.getcwd()", "time.strftime('%Z')", "os.urandom(4).hex()"])
def test_what_differs_from_one_build_to_the_next_is_refused(
    root: Path, tmp_path: Path, leak: str
) -> None:
    text = f"import os, time\nthing.write_text({leak})"
    with pytest.raises(artefacts.UnbuiltError, match=r"thing: two builds of thing\.bin differ"):
        artefacts.build(root, script(root, text), tmp_path / "scratch")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("raise SystemExit('no room left')", "thing: no room left"),
        ("print(thing)", "thing: it made 0 files, 1 were wanted"),
    ],
)
def test_what_cannot_be_built_is_said(root: Path, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(artefacts.UnbuiltError, match=words):
        artefacts.build(root, script(root, text), tmp_path / "scratch")


def test_what_cannot_be_built_here_is_named(root: Path) -> None:
    assert Builder("a", ("nowhere.py",)).lacks(root) == "nowhere.py is not there"
    assert Builder("b", ("-m", "build"), system="darwin").lacks(root) == "needs macOS"
    lacking = Builder("c", ("-m", "build"), needs=("no-such-program", "git")).lacks(root)
    assert lacking == "needs no-such-program"
    assert Builder("d", ("-m", "build"), needs=("git",)).lacks(root) == ""


class Released:
    """A release of the tree as it stands, made once for all the tests below."""

    def __init__(self, folder: Path) -> None:
        self.root, self.dist = folder / "root", folder / "dist"
        for name in SHIPPED:
            shutil.copytree(
                ROOT / name, self.root / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        for name in TEXTS:
            shutil.copy(ROOT / name, self.root)
        agreeing.git(self.root, "init", "--quiet")
        commit(self.root)
        self.version = agreeing.version(self.root)
        self.dist.mkdir()
        (self.dist / "unsit-0.0.1.tar.gz").touch()
        absent = Builder("macOS program", ("-m", "build"), system="darwin")
        self.code = release.make(self.root, self.dist, [artefacts.BUILDERS[0], absent])
        self.wheel = self.dist / f"unsit-{self.version}-py3-none-any.whl"
        self.sdist = self.dist / f"unsit-{self.version}.tar.gz"
        self.bill = self.dist / f"unsit-{self.version}.cdx.json"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    return Released(tmp_path_factory.mktemp("released"))


def test_a_release_holds_what_was_built_its_sums_and_its_bill_and_nothing_older(
    released: Released,
) -> None:
    assert released.code == 0
    names = {"SHA256SUMS", released.wheel.name, released.sdist.name, released.bill.name}
    assert {file.name for file in released.dist.iterdir()} == names
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"],
        cwd=released.dist,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count(": OK\n")) == (0, 3), done.stderr


def test_what_was_not_built_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "requirements").mkdir()
    (root / sbom.LOCK).touch()
    absent = Builder("macOS program", ("-m", "build"), system="darwin")
    assert release.make(root, root / "dist", [absent]) == 0
    assert "not built here: macOS program (needs macOS)\n" in capsys.readouterr().out


def test_nothing_is_left_of_a_release_that_differs(root: Path) -> None:
    builder = script(root, "import os\nthing.write_text(os.getcwd())")
    assert release.make(root, root / "dist", [builder]) == 1
    assert not (root / "dist").exists()


def test_wheel_and_sdist_describe_themselves_as_the_index_wants_it(released: Released) -> None:
    with zipfile.ZipFile(released.wheel) as archive:
        wheels = archive.read(f"unsit-{released.version}.dist-info/METADATA")
    with tarfile.open(released.sdist) as archive:
        member = archive.extractfile(f"unsit-{released.version}/PKG-INFO")
        assert member is not None
        sdists = member.read()
    assert wheels == sdists
    about = Metadata.from_email(wheels, validate=True)
    assert (about.name, str(about.version)) == ("unsit", released.version)
    assert about.license_expression == "MIT"
    assert BytesParser().parsebytes(wheels).get_content_type() == "text/plain"
    assert about.description_content_type == "text/markdown"
    assert about.description is not None
    assert about.description.startswith("# Unsit")


def test_the_sdist_is_complete(released: Released) -> None:
    committed = {*agreeing.git(released.root, "ls-files").splitlines()}
    with tarfile.open(released.sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert inside - committed == {"PKG-INFO"}
    assert committed <= inside


def test_the_bill_names_each_package_of_the_lock_with_all_its_hashes(released: Released) -> None:
    bill = json.loads(released.bill.read_text(encoding="utf-8"))
    lock = (ROOT / sbom.LOCK).read_text(encoding="utf-8")
    parts = bill["components"]
    assert bill["metadata"]["component"]["version"] == released.version
    pinned = [line for line in lock.splitlines() if "==" in line and not line.startswith(" ")]
    assert len(parts) == len(pinned)
    hashes = [each["hashes"] for part in parts for each in part["externalReferences"]]
    assert sum(map(len, hashes)) == lock.count("--hash=sha256:")
    by_name = {part["name"]: part for part in parts}
    assert by_name["rich"]["licenses"][0]["license"]["id"] == "MIT"
    assert str(Path.home()) not in released.bill.read_text(encoding="utf-8")


def test_the_bill_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = sbom.document(ROOT, "1.2.3", "1900000000")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert sbom.document(ROOT, "1.2.3", "1900000000") == first
    assert '"timestamp": "2030-03-17T17:46:40+00:00"' in first
