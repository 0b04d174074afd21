"""What bars and window managers are told."""

import json

from tests.cli.terminal import Terminal, answering
from tests.daemon.house import ON_CLICK, House


def test_the_status_takes_a_format(terminal: Terminal, house: House) -> None:
    house.opens(ON_CLICK).works(38)
    with answering(house):
        assert terminal.prints("status", "--format", "{glyph} {sat}") == "◐ 38 min\n"
        assert json.loads(terminal.prints("status", "--format", "waybar"))["class"] == "half"


def test_a_bar_is_told_that_no_daemon_runs(terminal: Terminal) -> None:
    assert terminal.runs("status", "--format", "{glyph} {short}") == 4
    assert (terminal.out, terminal.err) == ("– off\n", "")


def test_a_wrong_format_names_the_nearest(terminal: Terminal) -> None:
    said = terminal.fails("status", "--format", "{percent}", code=2)
    assert "Did you mean percentage?" in said
    assert "not both" in terminal.is_misused("status", "--json", "--format", "waybar")


def test_window_rules_are_printed_for_managers_that_are_known(terminal: Terminal) -> None:
    assert 'no_focus [app_id="^unsit$"' in terminal.prints("rules", "sway")
    assert "'sway', 'i3', 'hyprland', 'kwin'" in terminal.is_misused("rules", "dwm")
