"""Window rules for managers that tile, or place windows as they like: `unsit rules sway`.

Rules of this room: what is printed can be put into the manager's own file as it stands. Windows are
told by what they call themselves: on Wayland all have the app-id "unsit", under X11 the session
window has the class "unsit-session" and the others "unsit"; a session window's title is the
stretch, a dash, and the side.
"""

from unsit.core.language import _

WIDTH, HEIGHT, EDGE, TITLE = 400, 664, 24, 32
"""Pixels: the session window, what it keeps free to the edges of the screen, and a title bar."""
BACK, UP = WIDTH + EDGE, HEIGHT + EDGE + TITLE

SWAY = """\
{floats}
for_window [app_id="^unsit$"] floating enable, sticky enable
for_window [class="^unsit"] floating enable, sticky enable
{corner}
for_window [app_id="^unsit$" title=" – "] move position 100 ppt 100 ppt, move left {back} px, move up {up} px
for_window [class="^unsit-session$"] move position 100 ppt 100 ppt, move left {back} px, move up {up} px
{focus}
no_focus [app_id="^unsit$" title=" – "]
no_focus [class="^unsit-session$"]
{keys}
# bindsym $mod+u exec unsit stretch
# bindsym $mod+Shift+u exec unsit snooze
"""
I3 = """\
{floats}
for_window [class="^unsit"] floating enable, sticky enable
{alone}
no_focus [class="^unsit-session$"]
{keys}
# bindsym $mod+u exec --no-startup-id unsit stretch
# bindsym $mod+Shift+u exec --no-startup-id unsit snooze
"""
HYPRLAND = """\
{floats}
windowrulev2 = float, class:^(unsit|unsit-session)$
windowrulev2 = pin, class:^(unsit|unsit-session)$
{corner}
windowrulev2 = move 100%-{back} 100%-{up}, class:^(unsit|unsit-session)$, title:.* – .*
{focus}
windowrulev2 = noinitialfocus, class:^(unsit|unsit-session)$, title:.* – .*
{keys}
# bind = SUPER, U, exec, unsit stretch
# bind = SUPER SHIFT, U, exec, unsit snooze
"""
KWIN = """\
{import_it}
[General]
count=1
rules=unsit-session

[unsit-session]
Description=Unsit
wmclass=unsit
wmclassmatch=2
wmclasscomplete=false
title=" – "
titlematch=2
types=1
above=true
aboverule=3
desktops=
desktopsrule=3
fsplevel=4
fsplevelrule=2
"""
MANAGERS = {"sway": SWAY, "i3": I3, "hyprland": HYPRLAND, "kwin": KWIN}


def rules(manager: str) -> str:
    """Return the rules for a manager of `MANAGERS`, in the form of its own file."""
    remarks = {
        "floats": _("Unsit's windows float, and are on every workspace."),
        "corner": _("The session window is in the lower right corner ..."),
        "focus": _("... and does not take the keyboard when it opens by itself."),
        "alone": _(
            "The session window goes to the lower right corner by itself, and does not take the "
            "keyboard when it opens by itself."
        ),
        "keys": _("Keys, as you like them:"),
        "import_it": _(
            "System Settings > Window Management > Window Rules > Import: above others, on every "
            "desktop, never takes the keyboard by itself."
        ),
    }
    commented = {name: f"# {text}" for name, text in remarks.items()}
    return MANAGERS[manager].format(**commented, back=BACK, up=UP)
