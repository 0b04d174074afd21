"""What the words of the settings file are called where people read them."""

import re

from unsit import handbook
from unsit.core.language import N_, _
from unsit.handbook import Setting
from unsit.schema.kinds import DAYS

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def plain(sentence: str) -> str:
    """Return a sentence as it is read in a window: a terminal's words in quotes.

    After a comma of Chinese or Japanese a line may end, also before a quote, where Unicode sees no place for it
    (UAX 14, LB19): a list of words in quotes would be one long word.
    """
    return re.sub(r"`([^`]*)`", r"“\1”", sentence).replace("、", "、\u200b")


_PLACE = re.compile(r"[a-z_]+(?:\.[\w-]+)*(?:\[\d+\])*(?=: )")
_IN_QUOTES = re.compile(r"(\"[^\"]*\"|`[^`]*`)")


def about(setting: Setting) -> str:
    """Return the sentence of a setting as it is read in a window, other settings by their titles."""
    return plain(_titled(_(setting.about), setting))


def beside(sentence: str, setting: Setting) -> str:
    """Return a sentence of the check as it is read beside a setting: with titles, not keys of the file."""
    found = _PLACE.match(sentence)
    place = found[0] if found else ""
    said = (_place(place, setting) + sentence[len(place) :]).removeprefix(": ")
    # Of a section as a whole it is said by which settings; elsewhere "only" may be a word like others.
    said = _titled(said, setting, every=place == setting.path[0] != setting.key)
    return said[:1].upper() + said[1:]


def _place(key: str, setting: Setting) -> str:
    """Return what stands for a place in the file: nothing for where the reader looks, else a title."""
    inside = key.startswith((f"{setting.key}.", f"{setting.key}["))
    if inside or key in (setting.key, setting.path[0]):
        return ""
    named = [each for each in handbook.settings() if re.match(rf"{each.key}(?![\w-])", key)]
    return _(named[-1].title) if named else key


def _titled(sentence: str, setting: Setting, every: bool = False) -> str:
    """Put titles in the place of keys, of those without an underscore only where `every` one is meant."""
    titles = {
        each.path[-1]: f"“{_(each.title)}”"
        for each in handbook.settings()
        if each.path[0] == setting.path[0] and (every or "_" in each.path[-1])
    }
    parts = _IN_QUOTES.split(sentence)
    # In Japanese and Chinese a key stands between letters without a space: its own are ASCII.
    key = re.compile(r"[A-Za-z_]+")
    parts[::2] = [key.sub(lambda word: titles.get(word[0], word[0]), part) for part in parts[::2]]
    return "".join(parts)


LABELS = {
    # Translators: words of the settings file, as the settings window shows them.
    "media": N_("Media"),
    "call": N_("Call"),
    "inhibitor": N_("Kept awake"),
    "fullscreen": N_("Full screen"),
    "sharing": N_("Shared screen"),
    "do-not-disturb": N_("Do not disturb"),
    "at once": N_("At once"),
    "when ignored": N_("When ignored"),
    "on click": N_("On click"),
    "on": N_("On"),
    "quiet": N_("Quiet"),
    "off": N_("Off"),
    "auto": N_("Automatic"),
    "light": N_("Light"),
    "full": N_("As much as there is"),
    "reduced": N_("Less"),
    "dark": N_("Dark"),
    "bun": N_("Bun"),
    "short hair": N_("Short hair"),
    "headscarf": N_("Headscarf"),
    "upright": N_("Upright"),
    "right": N_("To the right"),
    "left": N_("To the left"),
    "upside down": N_("Upside down"),
    "floor": N_("Floor"),
    "office": N_("Office"),
    "standing": N_("On your feet"),
    "wall": N_("Wall"),
    "knee pad": N_("Knee pad"),
    "knee": N_("Knee"),
    "wrist": N_("Wrist"),
    "low-back": N_("Low back"),
    "deep-hip-flexion": N_("Deep hip flexion"),
    "shoulder": N_("Shoulder"),
    "neck": N_("Neck"),
    **dict(zip(DAYS, WEEKDAYS, strict=True)),
}
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ja": "日本語",
    "zh_CN": "简体中文",
    "ar": "العربية",
}
"""Each by its own name: whoever looks for theirs may read no other."""


def label(word: str) -> str:
    """Return what a word of the file is called; one that has no label is shown as it stands there."""
    return LANGUAGES.get(word) or _(LABELS.get(word, word))
