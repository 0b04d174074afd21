"""Window managers that start no entries of the desktop: which file of each says what is started, and in which words.

Rules of this room: one row a manager, and nothing but rows; what is read and said by them stands in `byhand`.
A file that is run again at each reload of its manager asks first whether Unsit runs: a second start would open
the panel. The first file that is there is the one to write into; where none is, the last is the one to make.

Sources, each manager's own documentation: sway(5) (exec, include, blocks), i3(1) and its user's guide (exec, include); Hyprland's wiki
(Autostart; Keywords: exec-once, its [rules], source; from 0.55 on Lua: hl.on, hl.exec_cmd); river(1), riverctl(1) (spawn)
and its PACKAGING.md (the example); bspwm(1) and its example bspwmrc; awful.spawn of awesome 4.3; qtile's "Hooks" (startup_once); dwm(1), startx(1)
and lightdm-session (.xinitrc, .xprofile); herbstluftwm(1) (autostart, which `reload` runs again);
XMonad.Util.SpawnOnce; labwc-config(5); wayfire's autostart.xml; openbox-autostart (which starts the entries, too,
where PyXDG is).
"""

from unsit.core.language import N_
from unsit.core.value import Value

# Translators: {file} is the configuration of a window manager, {line} what is to be written into it.
INTO = N_("Put this line into {file}: {line}")
ABOVE = N_("Put this line into {file}, above the one that starts the window manager: {line}")
BELOW = N_("Put this line into {file}, below [autostart]: {line}")
COPIED = N_("Copy {origin} to {file}, and put this line into the copy: {line}")

SHELL = r"(?P<command>.+)"
EXEC = (
    r"""exec(?:_always)?\s+(?:--no-startup-id\s+)?(?P<quote>["']?)(?P<command>.+?)(?P=quote)\s*$"""
)
BLOCK = r"(?P<head>exec(?:_always)?)\s*\{"
HYPRLANG = r"exec(?:-once)?\s*=\s*(?:\[[^\]]*\]\s*)?(?P<command>.+)"
SPAWN = r"""(?:riverctl\s+spawn\s+(?P<quote>["']?))?(?P<command>.+?)(?(quote)(?P=quote)\s*)$"""
TEXT = r"""(?P<quote>["'])(?P<command>.+?)(?P=quote)"""
INCLUDE = r"include\s+(?P<path>.+)"

PLAIN = "{command} &"
ONCE = "{command} status >/dev/null 2>&1 || {command}"


class Place(Value):
    """A file that says what is started."""

    file: str
    """Below the folder of configurations, or with ~/ below the home."""
    line: str
    """What has Unsit started; "" where that is more than a line, and is only read.

    {command} is its command line for a shell, {word} that as one word, {text} that within double quotes.
    """
    starts: str = SHELL
    """A line that starts something, with the `command`."""
    where: str = INTO
    """The sentence that says where the line belongs."""
    comment: str = "#"
    include: str = ""
    """A line that brings other files in, with their `path`."""
    block: str = ""
    """A line that opens a block, up to a }, before each line of which its `head` is to be thought."""


class Manager(Value):
    """A window manager, and the files of a person that say what it starts."""

    places: tuple[Place, ...]
    origin: str = ""
    """What is read in place of a file of the person's own, and what that begins as."""
    examples: tuple[str, ...] = ()
    """What else that may begin as, though it is not read: where packages put the example, the likeliest first."""
    runs: bool = False
    """Whether the file is run as a program, and is passed over where it is not executable."""
    heeds: str = ""
    """It starts entries, too, where something is there by this pattern, from the root on."""


X_SESSION = (
    Place("~/.xinitrc", PLAIN, where=ABOVE),
    Place("~/.xsession", PLAIN, where=ABOVE),
    Place("~/.xprofile", PLAIN),
)
HASKELL = r".*\bspawn(?:On)?Once\s+(?:\"\S+\"\s+)?" + TEXT
POPEN = r".*\b(?:Popen|run|call)\(\s*\[?\s*" + TEXT
HOOK = (
    "import subprocess; from libqtile import hook; "
    'hook.subscribe.startup_once(lambda: subprocess.Popen("{text}", shell=True))'
)
LUA = 'hl.on("hyprland.start", function() hl.exec_cmd("{text}") end)'
MANAGERS = {
    "sway": Manager(
        (
            Place("~/.sway/config", "exec {command}", EXEC, include=INCLUDE, block=BLOCK),
            Place("sway/config", "exec {command}", EXEC, include=INCLUDE, block=BLOCK),
        ),
        origin="/etc/sway/config",
    ),
    "i3": Manager(
        (
            Place("~/.i3/config", "exec {command}", EXEC, include=INCLUDE),
            Place("i3/config", "exec {command}", EXEC, include=INCLUDE),
        ),
        origin="/etc/i3/config",
    ),
    "hyprland": Manager(
        (
            Place(
                "hypr/hyprland.lua",
                LUA,
                r"(?:hl\.on\(.*?)?\bhl\.exec_cmd\(\s*" + TEXT,
                comment="--",
            ),
            Place(
                "hypr/hyprland.conf",
                "exec-once = {command}",
                HYPRLANG,
                include=r"source\s*=\s*(?P<path>.+)",
            ),
        )
    ),
    "river": Manager(
        (Place("river/init", "riverctl spawn {word}", SPAWN),),
        examples=(
            "/usr/share/examples/river/init",
            "/usr/share/river/init",
            "/usr/share/doc/river/examples/init",
        ),
        runs=True,
    ),
    "bspwm": Manager(
        (Place("bspwm/bspwmrc", f"{ONCE} &"),),
        examples=("/usr/share/doc/bspwm/examples/bspwmrc",),
        runs=True,
    ),
    "awesome": Manager(
        (
            Place(
                "awesome/rc.lua",
                f'awful.spawn.with_shell("{ONCE.replace("{command}", "{text}")}")',
                r"(?<!\s)(?:awful\.)?spawn(?:\.\w+)?\s*\(\s*" + TEXT,
                comment="--",
            ),
        ),
        origin="/etc/xdg/awesome/rc.lua",
    ),
    "qtile": Manager((Place("qtile/config.py", HOOK, POPEN),)),
    "dwm": Manager(X_SESSION),
    "xmonad": Manager(
        (
            Place("~/.xmonad/xmonad.hs", "", HASKELL, comment="--"),
            Place("xmonad/xmonad.hs", "", HASKELL, comment="--"),
            *X_SESSION,
        )
    ),
    "herbstluftwm": Manager(
        (Place("herbstluftwm/autostart", f"{ONCE} &"),),
        origin="/etc/xdg/herbstluftwm/autostart",
        runs=True,
    ),
    "labwc": Manager((Place("labwc/autostart", PLAIN),)),
    "wayfire": Manager(
        (
            Place(
                "wayfire.ini",
                "unsit = {command}",
                r"(?!command_|binding_|repeatable_|always_)\w+\s*=\s*(?P<command>.+)",
                BELOW,
            ),
        )
    ),
    "openbox": Manager(
        (Place("openbox/autostart", PLAIN),), heeds="usr/lib/python3*/*-packages/xdg"
    ),
}
