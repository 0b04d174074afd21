"""What the setup program has installed: Windows lists it, and it runs."""

from collections.abc import Iterator

import pytest

from tests.desktop.stage import until
from tests.windows.setup.installer import ENVIRONMENT, PROGRAMS, RUN, Setup
from unsit import __version__


@pytest.fixture(scope="module")
def installed(setup: Setup) -> Iterator[Setup]:
    """Give it installed, once for all that only look."""
    setup.install()
    yield setup
    setup.uninstall()


def test_it_is_among_the_programs_that_windows_lists(installed: Setup) -> None:
    listed = installed.registry(PROGRAMS)
    assert listed["DisplayName"] == "Unsit"
    assert listed["DisplayVersion"] == __version__
    assert int(listed["EstimatedSize"], 16) > 10_000
    assert listed["QuietUninstallString"].endswith('uninstall.exe" /S')


def test_the_start_menu_starts_the_program_without_a_console(installed: Setup) -> None:
    link = installed.menu()[0].read_bytes()
    assert b"unsitw.exe" in link or "unsitw.exe".encode("utf-16-le") in link


def test_it_is_on_the_search_path(installed: Setup) -> None:
    assert installed.registry(ENVIRONMENT)["Path"].endswith(r"\Programs\Unsit")


def test_what_was_installed_speaks_every_language_in_utf_8(installed: Setup) -> None:
    assert installed.run("settings", "set", "general.language", "ja").returncode == 0
    assert "ポーズ" in installed.run("poses").stdout
    assert installed.run("settings", "unset", "general.language").returncode == 0


def test_it_answers_m_for_its_own_modules_and_no_others(installed: Setup) -> None:
    assert installed.run("-m", "unsit.painter", "--help").returncode == 0
    refused = installed.run("-m", "os")
    assert refused.returncode == 2
    assert "not for 'os'" in refused.stdout


def test_built_without_windows_it_says_who_has_them_and_plays_in_the_terminal(
    installed: Setup,
) -> None:
    refused = installed.run("stretch", "pigeon")
    assert refused.returncode != 0
    assert "the larger setup program has it" in refused.stdout
    assert "`unsit stretch --terminal` plays it" in refused.stdout
    assert "was built without Qt" in installed.run("doctor").stdout
    assert "Pigeon Pose" in installed.run("stretch", "pigeon", "--plan").stdout


def test_it_is_started_at_login_by_the_program_without_a_console(installed: Setup) -> None:
    assert installed.registry(RUN)["Unsit"].strip('"').endswith(r"\Programs\Unsit\unsitw.exe")


def test_its_daemon_answers_its_command_line(installed: Setup) -> None:
    unsit = installed.unsit()
    unsit.begin("")
    unsit.start()
    assert "Sitting" in unsit.call("status").stdout
    unsit.quit()
    assert unsit.log() == ""


def test_a_newer_one_over_a_running_one_runs_again_and_knows_what_was(installed: Setup) -> None:
    unsit = installed.unsit()
    unsit.begin("")
    unsit.start()
    assert unsit.call("pause", "1 hour").returncode == 0
    installed.install()
    until("second daemon", unsit.runs)
    assert unsit.status()["paused_until"]
    unsit.quit()
