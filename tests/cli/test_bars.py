"""The formats of `unsit status`: what each bar is told, and what is said to a wrong one."""

import json
from typing import Any

import pytest

from unsit.cli import bars
from unsit.core import showing

SITTING = {
    **showing.off(),
    "state": "sitting",
    "class": "half",
    "glyph": "◐",
    "short": "38 min",
    "sat": "38 min",
    "sentence": "Sitting 38 min, next <stretch> in 7 min & more",
    "percentage": "84",
}


def line(wanted: str, **changes: str) -> str:
    return bars.renderer(wanted)({**SITTING, **changes})


def document(wanted: str, **changes: str) -> Any:
    return json.loads(line(wanted, **changes))


def test_waybar_gets_text_tooltip_class_and_percentage() -> None:
    assert document("waybar") == {
        "text": "◐ 38 min",
        "alt": "half",
        "tooltip": "Sitting 38 min, next &lt;stretch&gt; in 7 min &amp; more",
        "class": "half",
        "percentage": 84,
    }


def test_a_block_is_urgent_when_a_reminder_is_due() -> None:
    assert document("i3blocks")["urgent"] is False
    assert document("i3blocks", **{"class": "due", "short": "Pigeon"}) == {
        "full_text": "◐ Pigeon",
        "short_text": "◐",
        "urgent": True,
    }


def test_the_stream_of_an_i3bar_is_one_endless_list() -> None:
    stream = f"{bars.header('i3bar')}\n{line('i3bar')}\n{line('i3bar')}"
    version, _, rest = stream.partition("\n")
    assert json.loads(version) == {"version": 1}
    (nothing, *statuses) = json.loads(rest.rstrip(",") + "]")
    assert nothing == []
    assert [status[0]["full_text"] for status in statuses] == ["◐ 38 min", "◐ 38 min"]


def test_no_tag_of_polybars_gets_through() -> None:
    assert line("polybar", short="%{F#f00}") == "◐ % {F#f00}"


def test_the_tags_of_genmon_hold_what_is_said() -> None:
    assert line("genmon").startswith("<txt>◐ 38 min</txt><tool>Sitting 38 min, next &lt;")


def test_a_template_takes_every_field_and_doubled_braces() -> None:
    for name in showing.FIELDS:
        assert line(f"<{{{name}}}>") == f"<{SITTING[name]}>"
    assert line("{{{sat:>8}}}") == "{  38 min}"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("{postion}", "no field 'postion'"),
        ("{percent}", "Did you mean percentage?"),
        ("wayber", "Did you mean waybar?"),
        ("nothing like it", "There are waybar, i3blocks"),
        ("{sat", "a brace without its other half"),
        ("sat}", "a brace without its other half"),
        ("{}", "no field ''"),
        ("{0}", "no field '0'"),
        ("{sat.x}", "no field 'sat.x'"),
        ("{sat!r}", "stands alone in its braces: {sat}"),
        ("{sat:{pose}}", "stands alone in its braces: {sat}"),
        ("{sat:d}", "cannot be used"),
    ],
)
def test_a_wrong_format_is_told_in_a_sentence(wanted: str, said: str) -> None:
    with pytest.raises(bars.FormatError, match=r".") as wrong:
        bars.renderer(wanted)
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_the_page_on_bars_names_every_field_format_and_face() -> None:
    from tests.desktop.recipes import DOCS

    text = (DOCS / "bars.md").read_text(encoding="utf-8")
    for name in (*showing.FIELDS, *bars.READY, *showing.GLYPHS):
        assert f"`{name}`" in text, name
