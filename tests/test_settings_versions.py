"""Settings of another version: keys that have been renamed since, and keys that are not known yet."""

import json
from pathlib import Path

import pytest

from unsit import places, prepare, settings
from unsit.core.rules import Rules, SessionRules
from unsit.settings import Settings

SHIPPED = places.shipped("config")


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two keys have had other names: one in its section, one in a section that is gone."""
    schema = json.loads((SHIPPED / settings.SCHEMA).read_text(encoding="utf-8"))
    parts = schema["properties"]
    parts["sitting"]["properties"]["remind_after"]["x-renamed-from"] = ["sitting.interval"]
    parts["session"]["properties"]["sound"]["x-renamed-from"] = ["sounds.chimes", "session.beep"]
    (tmp_path / settings.SCHEMA).write_text(json.dumps(schema))
    monkeypatch.setattr(places, "shipped", lambda _: tmp_path)


def read(text: str) -> tuple[Settings, list[str]]:
    found, problems = settings.read(text)
    return found, [str(problem).removeprefix("settings.toml, ") for problem in problems]


def test_an_old_name_keeps_working_and_says_what_it_is_called_now(renamed: None) -> None:
    text = '[sitting]\ninterval = "30 min"\n\n[sounds]\nchimes = false\n'
    found, said = read(text)
    assert found == Settings(Rules(remind_after=1800), SessionRules(sound=False))
    assert said == [
        (
            "line 2, sitting.interval: is called sitting.remind_after now."
            ' Did you mean remind_after = "30 min"?'
        ),
        (
            "line 5, sounds.chimes: is called session.sound now."
            " Did you mean sound = false under [session]?"
        ),
    ]
    assert all(problem.mild for problem in settings.read(text)[1])


def test_of_an_old_and_a_new_name_the_new_one_counts(renamed: None) -> None:
    found, said = read('[sitting]\nremind_after = "20 min"\ninterval = "30 min"')
    assert found.rules.remind_after == 1200
    assert said == [
        (
            "line 3, sitting.interval: is called sitting.remind_after now, which is set, too;"
            " allowed: this line removed."
        )
    ]


def test_a_mistake_under_an_old_name_is_told_with_its_line(renamed: None) -> None:
    found, said = read("\n[sitting]\n\ninterval = 30")
    assert found.rules.remind_after == Rules.remind_after
    assert said[1].startswith("line 4, sitting.remind_after: found 30; allowed: a length of time")


@pytest.mark.parametrize(
    "text", ["sounds = 3", "sounds.chimes = true\nsession = 3", "sitting = []"]
)
def test_what_is_no_section_stands_in_nobodys_way(renamed: None, text: str) -> None:
    found, said = read(text)
    assert found == Settings()
    assert said


def test_a_key_of_a_newer_version_is_told_and_the_rest_holds() -> None:
    text = 'sitting.remind_after = "30 min"\nsession.gravity = 9.81\n'
    places.write_whole(places.settings_file(), text)
    made = prepare.make()
    assert made.settings.rules.remind_after == 1800
    (sentence,) = made.problems
    assert "line 2, session.gravity: no such setting (of a newer version of Unsit?)" in sentence


def test_a_key_with_a_slip_in_it_is_no_newer_version() -> None:
    (problem,) = settings.read("session.braeths = 4")[1]
    assert not problem.mild
