"""Who is greeted: the first-run page comes to who is new."""

from pathlib import Path

from tests.life import MONDAY_NINE
from unsit import journal, places, settings
from unsit.daemon import greeting


def test_who_has_chosen_or_done_nothing_yet_is_new(home: Path) -> None:
    settings.write_defaults_if_absent(places.settings_file())
    assert greeting.is_new()
    journal.append("sitting", MONDAY_NINE, {"sat_s": 60.0})
    assert not greeting.is_new()


def test_who_brings_settings_along_is_not_new(home: Path) -> None:
    assert not greeting.is_new()
    places.write_whole(places.settings_file(), '[sitting]\nremind_after = "1 h"\n')
    assert not greeting.is_new()
