"""Which language is spoken, and that nothing about it can keep anybody from being understood."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.house import ON_CLICK, House, prepared
from tests.tongue import Wide, wide
from unsit import catalogue, places, prepare
from unsit.catalogue import asked, choose, known, speak, speak_in
from unsit.core.language import LANGUAGES, SPOKEN, right_to_left
from unsit.core.value import replace
from unsit.daemon import coach
from unsit.prepare import Prepared


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    SPOKEN.speak("en", None)


@pytest.fixture
def all_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every language but English be the one of wide letters."""
    monkeypatch.setattr(catalogue, "load", lambda _: Wide())


# --- which ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_SG.UTF-8"}, "zh_CN"),
        ({"LANG": "zh-Hans-CN"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "zh_HK"}, "en"),
        ({"LANG": "zh-Hant"}, "en"),
        ({"LANG": "fr_BE@euro"}, "fr"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR", "LC_ALL": "es_ES"}, "es"),
        ({"LANG": "de_DE", "LC_ALL": ""}, "de"),
        ({"LANG": "de_DE", "LANGUAGE": "nl:ja:fr"}, "ja"),
        ({"LANG": "de_DE", "LANGUAGE": "zh_TW:zh_HK"}, "de"),
        ({"LANG": "de_DE", "LANGUAGE": "en_GB:de"}, "en"),
        ({"LANGUAGE": "ar"}, "ar"),
        ({"LANGUAGE": "de", "LC_ALL": "C"}, "en"),
        ({"LANG": "../../../etc/passwd"}, "en"),
    ],
)
def test_the_language_of_the_desktop(environ: dict[str, str], language: str) -> None:
    assert choose("auto", environ) == language


@pytest.mark.parametrize("name", [*LANGUAGES])
def test_the_settings_go_before_the_desktop(name: str) -> None:
    assert choose(name, {"LANG": "de_DE.UTF-8"}) == name
    assert known(name) == name


def test_a_language_that_we_do_not_have_is_english() -> None:
    assert choose("klingon", {"LANG": "de_DE.UTF-8"}) == "en"


def test_only_arabic_is_written_from_right_to_left() -> None:
    assert [name for name in LANGUAGES if right_to_left(name)] == ["ar"]


# --- its catalogue ------------------------------------------------------------------------------------


def test_english_loads_nothing() -> None:
    program = (
        "import sys\nfrom unsit import catalogue\ncatalogue.speak('auto', {})\n"
        "assert 'gettext' not in sys.modules, 'gettext'\n"
        "catalogue.speak('de', {})\nassert 'gettext' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("content", [None, b"", b"nonsense", b"\xde\x12\x04\x95" + b"\xff" * 90])
def test_a_catalogue_that_cannot_be_read_is_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    file = tmp_path / "de.mo"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(catalogue, "path", lambda _: file)
    speak("de")
    assert (SPOKEN.name, SPOKEN.translations) == ("en", None)


@pytest.mark.parametrize("name", ["xx", "", "../de", "en"])
def test_a_name_from_elsewhere_is_english(name: str) -> None:
    speak_in(name)
    assert SPOKEN.name == "en"


# --- what the settings ask for -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('[general]\nlanguage = "de"', "de"),
        ('general.language = "fr"', "fr"),
        ("[general]", "auto"),
        ("general = 3", "auto"),
        ("[general", "auto"),
        ("", "auto"),
    ],
)
def test_whoever_starts_asks_the_settings(home: Path, text: str, language: str) -> None:
    assert asked() == "auto"
    places.write_whole(places.settings_file(), text)
    assert asked() == language


def test_problems_are_told_in_the_language_of_the_settings_that_hold(
    home: Path, all_wide: None
) -> None:
    file = places.settings_file()
    places.write_whole(file, '[general]\nlanguage = "de"')
    prepare.make()
    places.write_whole(file, "[general")
    (problem,) = prepare.make().problems
    assert problem.startswith("⟦")
    assert prepare.load() is not None
    places.write_whole(file, '[general]\nlanguage = "en"\n[session]\nsound = 3')
    assert prepare.make().settings.language == "de"


def test_problems_in_another_language_are_made_anew(
    home: Path, all_wide: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.write_whole(places.settings_file(), "x = 1")
    assert not prepare.make().problems[0].startswith("⟦")
    assert prepare.load() is not None
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert prepare.load() is None
    assert prepare.make().problems[0].startswith("⟦")


# --- the daemon changes it while it runs -------------------------------------------------------------


def speaking(language: str) -> Prepared:
    ready = prepared(ON_CLICK)
    return replace_settings(ready, language)


def replace_settings(ready: Prepared, language: str) -> Prepared:
    return Prepared(replace(ready.settings, language=language), ready.poses, ready.problems)


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    house = House(home / "stage")
    monkeypatch.setattr(coach, "command", lambda: house.command)
    yield house.opens(ON_CLICK)
    house.closes()
    house.is_left()


def test_tray_menu_and_what_stands_due_change_their_language_at_once(
    house: House, all_wide: None
) -> None:
    house.works(46)
    assert house.notice().default == "Start"
    house.daemon.adopt(speaking("de"))
    house.loop.settles()
    assert house.desktop.panel.tip == wide("Time for {pose}").format(pose=wide("Pigeon"))
    assert wide("Quit") in house.desktop.panel.menu()
    assert house.notice().default == wide("Start")
    house.chooses("start")
    window = house.window()
    assert window.plan["language"] == "de"
    assert window.plan["pose"]["name"] == wide("Pigeon")
    assert window.plan["segments"][0]["text"] == wide("Stand.")
    window.ends()
    house.session_ends()
    house.daemon.adopt(speaking("auto"))
    assert house.desktop.panel.tip.startswith("Sitting")


def test_a_window_speaks_the_language_of_its_plan(home: Path) -> None:
    plan = json.dumps({"v": 1, "pose": {}, "figure": None, "segments": [], "language": "de"})
    answer = subprocess.run(
        [sys.executable, "-m", "unsit.window"],
        input=plan,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(answer.stdout)["event"] == "failed"
