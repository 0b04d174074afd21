"""The setup program: it is small, it does what was asked for, and what it removes is gone."""

import shutil

from tests.windows.setup.installer import ENVIRONMENT, PROGRAMS, RUN, TOASTS, Setup

SMALL = 15_000_000
"""Bytes of a setup program without Qt, at most."""


def test_without_qt_it_is_small(setup: Setup) -> None:
    assert setup.file.stat().st_size <= SMALL


def test_removed_it_leaves_nothing_but_what_is_the_persons(setup: Setup) -> None:
    setup.forget()
    files, path = setup.files(), setup.registry(ENVIRONMENT)
    setup.install()
    setup.wine.run("wine", "reg", "add", TOASTS, "/v", "DisplayName", "/d", "Unsit", "/f")
    assert setup.run("settings", "set", "general.language", "de").returncode == 0
    setup.uninstall()
    left = {str(path) for path in setup.files() - files if "unsit" in str(path).lower()}
    assert left
    assert all("settings" in name or name.endswith("unsit") for name in left), left
    assert setup.registry(ENVIRONMENT) == path
    assert setup.registry(PROGRAMS) == {}
    assert setup.registry(r"HKCU\Software\Unsit") == {}
    assert setup.registry(TOASTS) == {}
    assert setup.menu() == []
    assert "Unsit" not in setup.registry(RUN)


def test_a_file_that_cannot_be_written_is_no_success(setup: Setup) -> None:
    (setup.folder / "unsit.ico").mkdir(parents=True)
    done = setup.wine.run("wine", str(setup.file), "/S", check=False)
    assert done.returncode == 2
    assert setup.registry(PROGRAMS) == {}
    shutil.rmtree(setup.folder)


def test_a_section_that_is_not_wanted_is_left_out(setup: Setup) -> None:
    path = setup.registry(ENVIRONMENT)
    setup.install("/PATH=0", "/AUTOSTART=0")
    assert "Unsit" not in setup.registry(RUN)
    assert setup.registry(ENVIRONMENT) == path
    setup.uninstall()


def test_what_was_taken_off_the_path_stays_off_when_it_is_installed_anew(setup: Setup) -> None:
    setup.install()
    assert setup.run("-m", "searchpath", "off").returncode == 0
    before = setup.registry(ENVIRONMENT)
    setup.install()
    assert setup.registry(ENVIRONMENT) == before
    setup.uninstall()
