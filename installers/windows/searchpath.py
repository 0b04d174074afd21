"""Puts the program's folder on the user's search path, or takes it off: `unsit.exe -m searchpath on|off`.

The setup program calls it rather than doing it itself: NSIS holds no text longer than 1024 characters,
and cuts a long path short.
"""

import sys
from pathlib import Path

SETTING_CHANGED = 0x001A
"""WM_SETTINGCHANGE: programs that are started from now on see the new path."""

EVERYBODY = 0xFFFF
"""HWND_BROADCAST."""

WAIT = 1000
"""Milliseconds that a window which hangs can hold us up."""


def changed(path: str, folder: str, on: bool) -> str:
    """Return a search path with the folder at its end, or without it; the rest stays as it is."""
    rest = [part for part in path.split(";") if part.rstrip("\\").lower() != folder.lower()]
    kept = [part for part in rest if part]
    return ";".join([*kept, folder] if on else kept)


def main(words: list[str]) -> int:
    """Do it; return the exit code."""
    if words not in (["on"], ["off"]) or sys.platform != "win32":
        return 2
    import winreg

    folder = str(Path(sys.executable).parent)
    access = winreg.KEY_READ | winreg.KEY_WRITE
    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, "Environment", access=access) as key:
        try:
            path, kind = winreg.QueryValueEx(key, "Path")
        except FileNotFoundError:
            path, kind = "", winreg.REG_EXPAND_SZ
        after = changed(path, folder, words == ["on"])
        if after == path:
            return 0
        if after:
            winreg.SetValueEx(key, "Path", 0, kind, after)
        else:
            winreg.DeleteValue(key, "Path")
    tell_everybody()
    return 0


def tell_everybody() -> None:
    """Have the shell take the new path over."""
    if sys.platform == "win32":
        import ctypes

        send = ctypes.windll.user32.SendMessageTimeoutW
        send(
            EVERYBODY, SETTING_CHANGED, 0, "Environment", 2, WAIT, None
        )  # 2 = not to one that hangs


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
