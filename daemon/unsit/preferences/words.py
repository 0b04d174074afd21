"""What the words of the settings file are called where people read them."""

import re

from unsit.core.language import N_, _
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
    """Return a sentence as it is read in a window: a terminal's words in quotes."""
    return re.sub(r"`([^`]*)`", r"“\1”", sentence)


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
