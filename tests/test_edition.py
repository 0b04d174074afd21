"""What `unsit --version` says of how it was installed, in environments as the installers leave them."""

import json
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import unsit
from unsit import edition, places
from unsit.daemon import upgraded

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "daemon" / "unsit"
ASK = "from unsit import edition; print(*edition.lines(), sep=chr(10))"


class Place:
    """A bare environment with Unsit in it, as an installer leaves it: no pip, no Qt."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False)
        self.folder = folder
        self.python = folder / "bin" / "python"
        (self.packages,) = folder.glob("lib/python3.*/site-packages")
        info = self.packages / f"unsit-{unsit.__version__}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: unsit\nVersion: {unsit.__version__}\n")
        (self.packages / "unsit").mkdir()
        for file in ("__init__.py", "edition.py", "places.py", "qt.py"):
            (self.packages / "unsit" / file).write_bytes((PACKAGE / file).read_bytes())
        (self.packages / "unsit" / "core").symlink_to(PACKAGE / "core")
        self.info = info

    def says(self, ask: str = ASK) -> list[str]:
        return subprocess.run(
            [self.python, "-I", "-c", ask], capture_output=True, text=True, check=True
        ).stdout.splitlines()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "place")


def test_without_qt_it_says_so(place: Place) -> None:
    first, runs_on, _installed = place.says()
    assert first == f"unsit {unsit.__version__}"
    assert runs_on.endswith(", no Qt")


def test_without_qt_it_says_so_though_its_door_is_open(place: Place) -> None:
    assert place.says(f"from unsit import qt; qt.door(); {ASK}")[1].endswith(", no Qt")


def test_qt_is_named_with_its_version_and_not_loaded() -> None:
    program = f"{ASK}; import sys; assert not {{'PySide6', 'PyQt6'}} & {{*sys.modules}}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"PySide6 6." in done.stdout


def test_pyqt_is_named_where_it_is_what_there_is(place: Place) -> None:
    (place.packages / "PyQt6-6.4.2.dist-info").mkdir()
    (place.packages / "PyQt6-6.4.2.dist-info" / "METADATA").write_text(
        "Name: PyQt6\nVersion: 6.4.2\n"
    )
    assert place.says()[1].endswith(", PyQt6 6.4.2")


def test_a_qt_whose_version_nobody_wrote_down_is_named_without_it(place: Place) -> None:
    (place.packages / "PySide6").mkdir()
    (place.packages / "PySide6" / "__init__.py").touch()
    assert place.says()[1].endswith(", PySide6")


@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_the_installer_is_named_by_what_it_wrote(place: Place, installer: str) -> None:
    (place.info / "INSTALLER").write_text(f"{installer}\n")
    assert place.says()[2] == f"installed by {installer}, in {place.folder}"


@pytest.mark.parametrize(
    ("receipt", "owner"), [("pipx_metadata.json", "pipx"), ("uv-receipt.toml", "uv tool")]
)
def test_an_environment_for_one_program_belongs_to_who_made_it(
    place: Place, receipt: str, owner: str
) -> None:
    (place.info / "INSTALLER").write_text("pip\n")
    (place.folder / receipt).write_text(json.dumps({}))
    assert place.says()[2] == f"installed by {owner}, in {place.folder}"


def test_where_nobody_wrote_who_it_was_the_place_is_named(place: Place) -> None:
    assert place.says()[2] == f"installed in {place.folder}"


def test_the_package_of_a_distribution_is_known_by_its_place() -> None:
    assert edition.installed(edition.DEBIAN / "unsit") == "installed as a package of this system"


def test_a_flatpak_is_known_by_the_file_that_each_has(tmp_path: Path) -> None:
    (tmp_path / "info").touch()
    assert edition.installed(PACKAGE, tmp_path / "info") == "installed as a Flatpak"


def test_an_appimage_is_ours_only_when_we_are_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/me/Unsit.AppImage")
    monkeypatch.setenv("APPDIR", str(tmp_path))
    # A terminal that came as an AppImage hands its variables on to all that is started in it.
    assert edition.installed() == f"run from the checkout in {ROOT}"
    monkeypatch.setattr(places, "__file__", str(tmp_path / "usr" / "unsit" / "places.py"))
    assert edition.installed() == "run from the AppImage /home/me/Unsit.AppImage"
    assert upgraded.command() == ["/home/me/Unsit.AppImage"]


def test_a_program_that_was_frozen_names_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    folder = Path(sys.executable).parent
    assert edition.installed(PACKAGE) == f"installed as a program of its own, in {folder}"


# --- how a library is added ---------------------------------------------------------------------

ADD = "from unsit import edition; print(edition.adding('a-library', 'python3-a-library'))"


def test_pip_adds_a_library_by_the_python_that_lacks_it(place: Place) -> None:
    assert place.says(ADD) == [f"{place.python} -m pip install a-library"]


def test_pipx_puts_a_library_into_the_environment_that_it_made(place: Place) -> None:
    (place.folder / "pipx_metadata.json").touch()
    assert place.says(ADD) == [f"pipx inject {place.folder.name} a-library"]


def test_pipx_is_forced_where_another_version_is_there(place: Place) -> None:
    (place.folder / "pipx_metadata.json").touch()
    ask = "from unsit import edition; print(edition.adding('a-library<2', 'python3-a', anew=True))"
    assert place.says(ask) == [f"pipx inject --force {place.folder.name} 'a-library<2'"]


@pytest.mark.parametrize(
    ("origin", "source"),
    [('{"url": "file:///home/me/my%20unsit"}', "'/home/me/my unsit'"), ("", ".")],
)
def test_uv_installs_the_same_source_again_with_the_library(
    place: Place, origin: str, source: str
) -> None:
    (place.folder / "uv-receipt.toml").touch()
    (place.info / "direct_url.json").write_text(origin)
    assert place.says(ADD) == [f"uv tool install --with a-library {source}"]


@pytest.mark.parametrize(
    ("prefix", "is_debian", "command"),
    [
        ("/usr", True, "sudo apt install python3-a-library"),
        ("/usr", False, f"{sys.executable} -m pip install a-library"),
        ("/usr/local", True, f"{sys.executable} -m pip install a-library"),
    ],
)
def test_debians_own_python_takes_a_library_from_debian(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, prefix: str, is_debian: bool, command: str
) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(edition, "DEBIAN_VERSION", ROOT if is_debian else tmp_path / "none")
    assert edition.adding("a-library", "python3-a-library") == command


def test_what_pip_brought_past_debian_gives_way_by_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/usr")
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(edition, "DEBIAN_VERSION", ROOT)
    command = "/usr/bin/python3 -m pip install --user --break-system-packages 'a-library<2'"
    assert edition.adding("a-library<2", "python3-a", anew=True) == command


def test_a_program_of_its_own_can_be_given_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert edition.adding("a-library", "python3-a-library") == ""


def test_a_windowless_python_is_named_as_the_one_that_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/python/pythonw.exe")
    assert edition.adding("a", "b") == "/python/python.exe -m pip install a"


@pytest.mark.parametrize("place", ["daemon", "docs", "README.md"])
def test_nobody_is_told_to_ask_an_index_for_unsit(place: str) -> None:
    files = [file for file in (ROOT / place, *(ROOT / place).rglob("*")) if file.is_file()]
    for file in files:
        if file.suffix in (".py", ".md"):
            assert not re.search(r"\binstall '?unsit\b", file.read_text(encoding="utf-8")), file
