"""Who we are to Windows, and what is ours alone.

An owner is known by a security identifier (SID). What is made with `Alone` belongs to us and lets nobody
else in, whatever the defaults of a process that runs as administrator.
"""

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"

QUERY, USER = 0x0008, 1
"""TOKEN_QUERY, TokenUser."""
OBJECT, OWNER = 6, 1
"""SE_KERNEL_OBJECT, OWNER_SECURITY_INFORMATION."""
REVISION = 1
"""SDDL_REVISION_1."""
LARGEST = 256
"""Bytes of a TOKEN_USER: a pointer, attributes, and a SID of 68 bytes at most."""

_advapi = ctypes.WinDLL("advapi32", use_last_error=True)
_kernel = ctypes.WinDLL("kernel32", use_last_error=True)


class _Attributes(ctypes.Structure):
    """SECURITY_ATTRIBUTES."""

    _fields_ = (
        ("length", wintypes.DWORD),
        ("descriptor", ctypes.c_void_p),
        ("inherit", wintypes.BOOL),
    )


class Alone:
    """What Windows is given for something that only we may open. Raises OSError.

    The descriptor is written in the Security Descriptor Definition Language: O is the owner, D:P a
    list of rights that inherits none, and all of them to us.
    """

    def __init__(self) -> None:
        self._descriptor = ctypes.c_void_p()
        words = f"O:{sid()}D:P(A;;GA;;;{sid()})"
        _must(
            _advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                words, REVISION, ctypes.byref(self._descriptor), None
            )
        )
        size = ctypes.sizeof(_Attributes)
        self._attributes = _Attributes(length=size, descriptor=self._descriptor)

    @property
    def address(self) -> int:
        """Where it lies in memory, until it is closed."""
        return ctypes.addressof(self._attributes)

    def close(self) -> None:
        """Give the memory back."""
        _kernel.LocalFree(self._descriptor)
        self._descriptor = ctypes.c_void_p()


def sid() -> str:
    """Return the SID of whoever runs this process, as it is written. Raises OSError."""
    token = wintypes.HANDLE()
    this_process = wintypes.HANDLE(-1)
    _must(_advapi.OpenProcessToken(this_process, QUERY, ctypes.byref(token)))
    user, length = ctypes.create_string_buffer(LARGEST), wintypes.DWORD()
    try:
        _must(_advapi.GetTokenInformation(token, USER, user, LARGEST, ctypes.byref(length)))
    finally:
        _kernel.CloseHandle(token)
    return _written(ctypes.c_void_p.from_buffer(user))


def owner(handle: int) -> str:
    """Return the SID of whoever a pipe belongs to. Raises OSError."""
    who, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
    nothing, kept = None, ctypes.byref(descriptor)
    number = _advapi.GetSecurityInfo(
        wintypes.HANDLE(handle), OBJECT, OWNER, ctypes.byref(who), nothing, nothing, nothing, kept
    )
    if number:
        raise ctypes.WinError(number)
    try:
        return _written(who)
    finally:
        _kernel.LocalFree(descriptor)


def _written(who: ctypes.c_void_p) -> str:
    words = ctypes.c_wchar_p()
    _must(_advapi.ConvertSidToStringSidW(who, ctypes.byref(words)))
    try:
        return words.value or ""
    finally:
        _kernel.LocalFree(words)


def _must(done: int) -> None:
    if not done:
        raise ctypes.WinError(ctypes.get_last_error())
