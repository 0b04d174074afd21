"""Which lines of the locks are meant for Windows, asked here."""

import re
from pathlib import Path

import pytest

from installers.windows import locked, winpy

RUN = locked.needed({locked.UNSIT}, (3, 11), locks=("run",))
TESTED = locked.needed(winpy.TESTED_WITH, (3, 11), without=winpy.LEFT_OUT)


def names(pins: list[locked.Pin]) -> set[str]:
    return {pin.name for pin in pins}


def test_what_only_linux_or_macos_needs_is_left_to_them() -> None:
    assert names(RUN).isdisjoint({"jeepney", "python-xlib", "pyobjc-core"})
    assert {"click", "pillow", "pyside6-essentials", "pystray", "rich"} <= names(RUN)


def test_what_only_windows_needs_is_taken() -> None:
    assert {"colorama", "pefile", "pywin32-ctypes"} <= names(TESTED)


def test_what_is_left_out_takes_along_what_it_alone_needs() -> None:
    assert names(TESTED).isdisjoint({"pyside6-essentials", "shiboken6", "matplotlib", "numpy"})


def test_what_nothing_wanted_needs_is_not_taken() -> None:
    assert names(TESTED).isdisjoint({"mypy", "ruff", "babel", "hatchling"})


def test_what_was_taken_holds_everywhere_and_keeps_every_hash() -> None:
    for pin in TESTED:
        assert ";" not in pin.line()
        assert len(pin.hashes) >= 1


def test_a_condition_is_measured_by_the_python_it_is_for() -> None:
    older, newer = (
        {pin.name: pin.version for pin in locked.needed({locked.UNSIT}, version, locks=("run",))}
        for version in ((3, 11), (3, 13))
    )
    assert older["pyside6-essentials"].startswith("6.11.")
    assert not newer["pyside6-essentials"].startswith("6.11.")


def test_it_can_be_asked_for_the_system_it_runs_on() -> None:
    assert "jeepney" in names(locked.needed({locked.UNSIT}, None, locks=("run",)))


def test_what_no_lock_knows_is_named() -> None:
    with pytest.raises(ValueError, match="no lock pins jeepney for that system"):
        locked.needed({"jeepney"}, (3, 11))


def test_locks_that_do_not_agree_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "LOCKS", tmp_path)
    for lock, version in (("run", "1.0"), ("test", "2.0")):
        text = f"click=={version} \\\n    --hash=sha256:00\n    # via pytest\n"
        (tmp_path / f"{lock}.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("click is 1.0 in one lock, 2.0 in another")):
        locked.needed({"click"}, (3, 11), locks=("run", "test"))


def test_the_names_a_dll_exports_are_read_from_what_objdump_tells() -> None:
    dump = (
        "The Export Tables\n\n[Ordinal/Name Pointer] Table\n"
        "\t[   0] +base[   1]  0000 PyAIter_Check\n\t[   1] +base[   2]  0001 PyArg_Parse\n\nmore\n"
    )
    assert list(winpy.exported(dump)) == ["PyAIter_Check", "PyArg_Parse"]
