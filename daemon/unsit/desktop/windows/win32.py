"""What is called of Windows, each function with its types: a pointer cut to 32 bits is a crash.

Source: Microsoft's documentation of the Windows API (learn.microsoft.com/windows/win32/api).
"""

import sys

assert sys.platform == "win32"

import ctypes
from ctypes import wintypes
from typing import Any

LRESULT = ctypes.c_ssize_t
WNDPROC = ctypes.WINFUNCTYPE(
    LRESULT, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
)

WM_CLOSE, WM_DESTROY, WM_QUERYENDSESSION, WM_ENDSESSION = 0x0010, 0x0002, 0x0011, 0x0016
WM_INPUT, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x00FF, 0x0218, 0x02B1
WM_NULL, WM_USER = 0x0000, 0x0400
WS_POPUP = 0x80000000
SM_CXSMICON = 49

RIDEV_REMOVE, RIDEV_INPUTSINK = 0x00000001, 0x00000100
NOTIFY_FOR_THIS_SESSION = 0
DEVICE_NOTIFY_WINDOW_HANDLE = 0

ES_CONTINUOUS, ES_DISPLAY_REQUIRED, ES_SYSTEM_REQUIRED = 0x80000000, 0x00000002, 0x00000001

KEY_READ = 0x20019
REG_NOTIFY_CHANGE_NAME, REG_NOTIFY_CHANGE_LAST_SET = 0x1, 0x4
WAIT_OBJECT_0, INFINITE = 0, 0xFFFFFFFF

PER_MONITOR_AWARE_V2 = -4


class WNDCLASSEX(ctypes.Structure):
    """How a kind of window is."""

    _fields_ = (
        ("cbSize", wintypes.UINT),
        ("style", wintypes.UINT),
        ("lpfnWndProc", WNDPROC),
        ("cbClsExtra", wintypes.INT),
        ("cbWndExtra", wintypes.INT),
        ("hInstance", wintypes.HANDLE),
        ("hIcon", wintypes.HICON),
        ("hCursor", wintypes.HANDLE),
        ("hbrBackground", wintypes.HBRUSH),
        ("lpszMenuName", wintypes.LPCWSTR),
        ("lpszClassName", wintypes.LPCWSTR),
        ("hIconSm", wintypes.HICON),
    )


class LASTINPUTINFO(ctypes.Structure):
    """When the last input of this session came, in milliseconds of `GetTickCount`."""

    _fields_ = (("cbSize", wintypes.UINT), ("dwTime", wintypes.DWORD))


class RAWINPUTDEVICE(ctypes.Structure):
    """A kind of device (usage page and usage of HID), and where its input is told."""

    _fields_ = (
        ("usUsagePage", wintypes.USHORT),
        ("usUsage", wintypes.USHORT),
        ("dwFlags", wintypes.DWORD),
        ("hwndTarget", wintypes.HWND),
    )


def _of(library: Any, name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
    return function


# Libraries of our own, so that nobody else's types for the same functions get in the way.
_user32 = ctypes.WinDLL("user32", use_last_error=True)
_kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
_shell32 = ctypes.WinDLL("shell32", use_last_error=True)
_advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
_wtsapi32 = ctypes.WinDLL("wtsapi32", use_last_error=True)

_B, _D, _H, _U, _W = (
    wintypes.BOOL,
    wintypes.DWORD,
    wintypes.HANDLE,
    wintypes.UINT,
    wintypes.HWND,
)
_MESSAGE = (_W, _U, wintypes.WPARAM, wintypes.LPARAM)
_MSG = ctypes.POINTER(wintypes.MSG)

GetModuleHandle = _of(_kernel32, "GetModuleHandleW", wintypes.HMODULE, wintypes.LPCWSTR)
GetTickCount = _of(_kernel32, "GetTickCount", _D)
SetThreadExecutionState = _of(_kernel32, "SetThreadExecutionState", _D, _D)
CreateEvent = _of(_kernel32, "CreateEventW", _H, wintypes.LPVOID, _B, _B, wintypes.LPCWSTR)
SetEvent = _of(_kernel32, "SetEvent", _B, _H)
CloseHandle = _of(_kernel32, "CloseHandle", _B, _H)
WaitForMultipleObjects = _of(
    _kernel32, "WaitForMultipleObjects", _D, _D, ctypes.POINTER(_H), _B, _D
)

RegisterClassEx = _of(_user32, "RegisterClassExW", wintypes.ATOM, ctypes.POINTER(WNDCLASSEX))
UnregisterClass = _of(_user32, "UnregisterClassW", _B, wintypes.LPCWSTR, wintypes.HINSTANCE)
CreateWindowEx = _of(
    *(_user32, "CreateWindowExW", _W, _D, wintypes.LPCWSTR, wintypes.LPCWSTR, _D),
    *(wintypes.INT, wintypes.INT, wintypes.INT, wintypes.INT),
    *(_W, wintypes.HMENU, wintypes.HINSTANCE, wintypes.LPVOID),
)
DestroyWindow = _of(_user32, "DestroyWindow", _B, _W)
DefWindowProc = _of(_user32, "DefWindowProcW", LRESULT, *_MESSAGE)
PostMessage = _of(_user32, "PostMessageW", _B, *_MESSAGE)
PostQuitMessage = _of(_user32, "PostQuitMessage", None, wintypes.INT)
EndMenu = _of(_user32, "EndMenu", _B)
GetMessage = _of(_user32, "GetMessageW", wintypes.INT, _MSG, _W, _U, _U)
DispatchMessage = _of(_user32, "DispatchMessageW", LRESULT, _MSG)
GetSystemMetrics = _of(_user32, "GetSystemMetrics", wintypes.INT, wintypes.INT)
GetLastInputInfo = _of(_user32, "GetLastInputInfo", _B, ctypes.POINTER(LASTINPUTINFO))
RegisterRawInputDevices = _of(
    _user32, "RegisterRawInputDevices", _B, ctypes.POINTER(RAWINPUTDEVICE), _U, _U
)
CreateIconFromResourceEx = _of(
    *(_user32, "CreateIconFromResourceEx", wintypes.HICON),
    *(ctypes.c_char_p, _D, _B, _D, wintypes.INT, wintypes.INT, _U),
)

WTSRegisterSessionNotification = _of(_wtsapi32, "WTSRegisterSessionNotification", _B, _W, _D)
WTSUnRegisterSessionNotification = _of(_wtsapi32, "WTSUnRegisterSessionNotification", _B, _W)

SHQueryUserNotificationState = _of(
    _shell32, "SHQueryUserNotificationState", ctypes.c_long, ctypes.POINTER(wintypes.INT)
)
RegNotifyChangeKeyValue = _of(
    _advapi32, "RegNotifyChangeKeyValue", wintypes.LONG, _H, _B, _D, _H, _B
)


def suspend_told_to(window: int) -> Any:
    """Have a window told of sleep even where the machine sleeps in Modern Standby.

    Returns what `suspend_not_told` takes; None where Windows does not know how (before 8).
    """
    try:
        ask = _of(_user32, "RegisterSuspendResumeNotification", _H, _H, _D)
    except AttributeError:
        return None
    return ask(window, DEVICE_NOTIFY_WINDOW_HANDLE)


def suspend_not_told(handle: Any) -> None:
    """Take back what was asked for; None is fine."""
    if handle:
        _of(_user32, "UnregisterSuspendResumeNotification", _B, _H)(handle)


def be_sharp() -> None:
    """Say that we mind the density of the screen, so that icon and menu are not scaled and blurred.

    Must come before the first window; where Windows does not know of it, or somebody has said it
    before, nothing is lost.
    """
    try:
        say = _of(_user32, "SetProcessDpiAwarenessContext", _B, _H)
    except AttributeError:
        return
    say(_H(PER_MONITOR_AWARE_V2))


def failure() -> OSError:
    """Return what Windows says of the last call that failed."""
    return ctypes.WinError(ctypes.get_last_error())
