"""What an installed Unsit puts where desktops look: each file as its own specification wants it."""

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import unsit
from installers.linux import appimage, changelog, chroot_test, deb, entry, icons, metainfo
from installers.linux.phrases import ACTIONS, CAPTIONS
from tests.desktop.stage import tool
from unsit import painter
from unsit.cli import tree
from unsit.cli.main import cli
from unsit.core.language import LANGUAGES
from unsit.window.application import UNSIT

ROOT = Path(__file__).parents[2]
SOME = [("0.2.0", date(2026, 12, 1)), ("0.1.0", date(2026, 11, 1))]
NEWS = """\
# Changelog

## [Unreleased]

### Added

- One thing,
  in two lines.

### Fixed

- Another.

## [0.0.9] - 2026-11-01

### Added

- All of it.
"""


def lines_of(text: str, key: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(rf"{key}(\[\w+\])?=", line)]


def test_the_validator_finds_nothing_in_the_entry(tmp_path: Path) -> None:
    file = tmp_path / entry.FILE
    file.write_text(entry.entry(), encoding="utf-8")
    done = subprocess.run(
        [tool("desktop-file-validate"), file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_menus_say_in_each_language_what_the_tray_says() -> None:
    assert len(lines_of(entry.entry(), "Name")) == 1 + len(ACTIONS) * len(LANGUAGES)


def test_the_entry_starts_verbs_that_there_are() -> None:
    verbs = {" ".join(("unsit", *verb.path)): verb for verb in tree.verbs(cli)}
    for _name, command in ACTIONS.values():
        words, options = command.partition(" --")[::2]
        assert words in verbs
        assert not options or any(f"--{options}" in each.names for each in verbs[words].options)


def test_a_compositor_finds_the_entry_of_every_window() -> None:
    text = (ROOT / "daemon/unsit/window/application.py").read_text(encoding="utf-8")
    assert "setDesktopFileName(UNSIT)" in text
    assert f"{UNSIT}.desktop" == entry.FILE
    made = [
        path
        for path in (ROOT / "daemon").rglob("*.py")
        if "QApplication([" in path.read_text("utf-8")
    ]
    assert [path.name for path in made] == ["application.py"]


@pytest.mark.parametrize("urls", [{}, {"Documentation": "https://unsit.example/docs"}])
def test_appstream_finds_nothing_in_the_metainfo(tmp_path: Path, urls: Mapping[str, str]) -> None:
    file = tmp_path / metainfo.FILE
    file.write_bytes(metainfo.metainfo(SOME, dict(urls)))
    command = [tool("appstreamcli"), "validate", "--no-net", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert not re.search(r"^[EWI]:", done.stdout, re.MULTILINE), done.stdout


def test_pictures_are_named_once_there_is_a_place_to_fetch_them_from() -> None:
    assert b"<screenshot" not in metainfo.metainfo(SOME, {})
    named = metainfo.metainfo(SOME, {"Documentation": "https://unsit.example/docs/"}).decode()
    shown = re.findall(r">https://unsit\.example/docs/([^<]+)<", named)
    assert shown == list(CAPTIONS)
    assert all((ROOT / "docs" / file).is_file() for file in shown)


def test_there_is_an_icon_for_every_size_of_a_theme() -> None:
    pictures = {path: content for path, content in icons.icons() if path.endswith(".png")}
    assert pictures.keys() == {f"hicolor/{n}x{n}/apps/unsit.png" for n in icons.SIZES}
    for size in icons.SIZES:
        picture = Image.open(BytesIO(pictures[f"hicolor/{size}x{size}/apps/unsit.png"]))
        assert picture.convert("RGBA").tobytes() == painter.app(size).tobytes(), size


def test_the_icon_without_pixels_is_the_icon_with_them() -> None:
    (svg,) = (content for path, content in icons.icons() if path.endswith(".svg"))
    paper = QImage(128, 128, QImage.Format.Format_RGBA8888)
    paper.fill(0)
    brush = QPainter(paper)
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    renderer.render(brush)
    brush.end()
    drawn = Image.frombytes("RGBA", (128, 128), bytes(paper.constBits()))
    seen = [
        Image.alpha_composite(Image.new("RGBA", (128, 128), "white"), picture)
        for picture in (drawn, painter.app(128))
    ]
    apart = ImageStat.Stat(ImageChops.difference(*seen))
    assert max(apart.mean) < 1  # of 255: the edges


def test_flatpak_builder_reads_the_manifest_and_finds_what_an_installation_has(
    tmp_path: Path,
) -> None:
    file = ROOT / "installers" / "linux" / "flatpak" / f"{metainfo.ID}.yml"
    command = [tool("flatpak-builder"), "--show-manifest", str(file)]
    said = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=tmp_path
    ).stdout  # it leaves a folder of its own where it is started
    manifest = json.loads(said)
    assert manifest["id"] == metainfo.ID
    assert manifest["rename-desktop-file"] == entry.FILE
    assert manifest["command"] == "unsit"


def test_an_appimage_is_made_of_what_an_installation_has(tmp_path: Path) -> None:
    appimage.recipe(tmp_path / "unsit", tmp_path / "unsit-1-py3-none-any.whl")
    made = {path.name for path in (tmp_path / "unsit").iterdir()}
    wanted = {
        "unsit.desktop",
        "unsit.png",
        "unsit.appdata.xml",
        "entrypoint.sh",
        "requirements.txt",
    }
    assert made == wanted
    assert (tmp_path / "unsit" / "unsit.desktop").read_text(encoding="utf-8") == entry.entry()


def test_a_package_has_the_changelog_of_the_program() -> None:
    known = changelog.releases(NEWS, date(2026, 11, 26))
    assert [(each.version, each.day) for each in known] == [
        (unsit.__version__, date(2026, 11, 26)),
        ("0.0.9", date(2026, 11, 1)),
    ]
    first, second = changelog.debian(known).split("\nunsit ")
    assert first == (
        f"unsit ({unsit.__version__}) unstable; urgency=medium\n\n"
        "  [ Added ]\n  * One thing, in two lines.\n\n  [ Fixed ]\n  * Another.\n\n"
        f" -- {changelog.MAINTAINER}  Thu, 26 Nov 2026 12:00:00 +0000\n"
    )
    assert second.startswith("(0.0.9) unstable")
    assert second.endswith("Sun, 01 Nov 2026 12:00:00 +0000\n")


def test_a_heading_without_a_version_is_named() -> None:
    with pytest.raises(ValueError, match="names no version: ## "):
        changelog.releases("## \n", date(2026, 11, 26))


def test_the_sources_of_a_package_are_of_one_moment_and_hold_no_litter(tmp_path: Path) -> None:
    deb.copy(tmp_path / "tree", 1_700_000_000)
    files = [path for path in (tmp_path / "tree").rglob("*") if path.is_file()]
    assert {path.stat().st_mtime for path in files} == {1_700_000_000}
    assert ".pyc" not in {path.suffix for path in files}
    news = (tmp_path / "tree/debian/changelog").read_text(encoding="utf-8")
    assert news.startswith(f"unsit ({unsit.__version__}) unstable; ")
    assert max(map(len, news.splitlines())) <= 80


def modules(package: Path) -> set[Path]:
    return {path.relative_to(package) for path in package.rglob("*.py")}


def is_elsewhere(module: Path) -> bool:
    return any(module.is_relative_to(path) for path in deb.ELSEWHERE)


def test_the_sources_of_a_package_lack_only_what_other_systems_need(tmp_path: Path) -> None:
    deb.copy(tmp_path / "tree", 1_700_000_000)
    ours = modules(ROOT / "daemon/unsit")
    left_out = ours - modules(tmp_path / "tree/daemon/unsit")
    assert left_out == {module for module in ours if is_elsewhere(module)}
    assert all((ROOT / "daemon/unsit" / path).exists() for path in deb.ELSEWHERE), "one has moved"


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{each.name}" for each in node.names]
    return []


def is_for_another(branch: ast.If) -> bool:
    return ast.unparse(branch.test).endswith((" == 'win32'", " == 'darwin'"))


def test_what_a_package_leaves_out_is_asked_for_only_where_the_system_is_another() -> None:
    package = ROOT / "daemon/unsit"
    gone = tuple(f"unsit.{path.removesuffix('.py').replace('/', '.')}." for path in deb.ELSEWHERE)
    asked = 0
    for module in modules(package):
        if is_elsewhere(module):
            continue
        nodes = [*ast.walk(ast.parse((package / module).read_text(encoding="utf-8")))]
        branches = [
            node.body for node in nodes if isinstance(node, ast.If) and is_for_another(node)
        ]
        guarded = {node for body in branches for line in body for node in ast.walk(line)}
        for node in nodes:
            if any(f"{name}.".startswith(gone) for name in imported(node)):
                assert node in guarded, f"{module}: {ast.unparse(node)}"
                asked += 1
    assert asked > len(deb.ELSEWHERE), "nothing was found to look at"


def test_each_thing_that_the_program_needs_is_a_package_of_debian_whoever_builds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [Requirement(line) for line in project["dependencies"]]
    around = {"sys_platform": "linux"}
    here = {each.name for each in needed if each.marker is None or each.marker.evaluate(around)}
    names = (ROOT / "installers/linux/debian/py3dist-overrides").read_text(encoding="utf-8")
    known = {canonicalize_name(line.split()[0]) for line in names.splitlines()}
    assert known == set(map(canonicalize_name, here))


def test_what_the_build_needs_is_read_from_the_package_itself() -> None:
    assert {"debhelper", "dh-python", "python3-hatchling"} <= set(deb.build_dependencies())


def test_what_a_purge_leaves_behind_is_named_outside_of_homes(tmp_path: Path) -> None:
    for place in ("home/me/.config/unsit", "var/lib/unsit", "usr/bin"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "usr/bin/unsit").touch()
    assert chroot_test.leftovers(tmp_path) == ["/usr/bin/unsit", "/var/lib/unsit"]


def test_the_package_has_the_licence_of_the_program() -> None:
    debian = (ROOT / "installers/linux/debian/copyright").read_text(encoding="utf-8")
    ours = (ROOT / "LICENSE").read_text(encoding="utf-8").partition("\n\nPermission")[2]
    theirs = debian.partition("License: MIT\n Permission")[2].replace(" .\n", "")
    assert theirs.split() == ours.split()


def test_a_suite_that_nobody_tries_is_refused_before_anything_is_built(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as refused:
        chroot_test.main(["sarge"])
    assert refused.value.code == 2
    assert "choose from 'bookworm', 'trixie'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("place", "reason"),
    [("file", "that is no folder"), ("file/x", "that is no folder"), ("/proc/x", "No such file")],
)
def test_a_place_that_can_hold_no_package_is_named_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, reason: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as refused:
        deb.main([str(tmp_path / place)])
    assert refused.value.code == 2
    assert f"cannot go into {tmp_path / place}: {reason}" in capsys.readouterr().err
