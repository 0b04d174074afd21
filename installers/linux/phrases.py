"""What menus and software centres say of Unsit, and how each language says it.

Rules of this room: phrases only, for `entry` and `metainfo`; a language that has not translated one is
left out, and English is shown there.
"""

from unsit import catalogue
from unsit.core.language import LANGUAGES, N_

NAME = "Unsit"
AUTHORS = "The Unsit authors"
# Translators: what kind of program Unsit is; menus show it beside or instead of the name.
KIND = N_("Sitting reminder")
# Translators: what Unsit does, in menus and software centres. No full stop.
SUMMARY = N_("Knows how long you sit, and offers a hip stretch")
# Translators: words by which somebody may look for Unsit in a menu. Each ends with a semicolon.
KEYWORDS = N_("break;health;hip;pause;posture;reminder;sitting;stretch;timer;")
# Translators: what a software centre says of Unsit.
PARAGRAPHS = (
    N_(
        "Sitting all day locks up the hips. Unsit sits in the tray, knows how long you have really been "
        "sitting, and at the interval you set offers one of nine hip stretches: a notification first, "
        "then a small window that plays the stretch step by step, on both sides."
    ),
    N_(
        "A film and a call are sitting, too; five minutes away are a break. During a call or over a full "
        "screen a reminder waits. A figure shows each step, a voice says it, and the hold is timed, so "
        "that you need not look."
    ),
    N_("Nothing of it leaves your machine."),
)
# Translators: what a picture of Unsit shows, in a software centre.
CAPTIONS = {
    "window.png": N_("The session window plays a stretch"),
    "history.png": N_("The history shows a day"),
    "settings.png": N_("Every setting, in a window that you can search"),
}
ACTIONS = {
    "stretch": ("Stretch now", "unsit stretch"),
    "history": ("History", "unsit history --window"),
    "settings": ("Settings", "unsit settings open"),
}
"""What the entry offers by its right button, in the words of the tray's menu; by the action's id."""


def in_others(phrase: str) -> dict[str, str]:
    """Return a phrase in each language that has translated it, by the language's name, English not."""
    found = {}
    for name in sorted(set(LANGUAGES) - {catalogue.ENGLISH}):
        spoken = catalogue.load(name)
        said = phrase if spoken is None else spoken.gettext(phrase)
        if said != phrase:
            found[name] = said
    return found
