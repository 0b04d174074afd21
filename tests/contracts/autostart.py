"""What the port Autostart promises, asked of every system's."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from unsit.desktop import AtLogin, Autostart


class AutostartContract:
    """For whoever brings the fixtures `home`, an empty folder, and `port`, with nothing set up yet."""

    def wrote(self, home: Path, argv: list[str]) -> Autostart:
        """Return the port of another Unsit, which starts this."""
        raise NotImplementedError

    def program(self, folder: Path) -> Path:
        """Return a program in a new folder."""
        raise NotImplementedError

    def test_switched_on_and_off_it_is_as_it_was(self, port: Autostart) -> None:
        assert port.state() == AtLogin(False, "")
        port.on()
        port.on()
        state = port.state()
        assert state.on
        assert state.file
        assert not state.broken
        port.off()
        port.off()
        assert port.state() == AtLogin(False, "")

    @pytest.mark.parametrize("words", [(), ("-m", "unsit"), ("--odd arg",)])
    def test_it_says_which_program_is_started(self, home: Path, words: Sequence[str]) -> None:
        path = self.program(home / "my programs")
        port = self.wrote(home, [str(path), *words])
        port.on()
        assert port.state().program == str(path)

    def test_an_entry_of_ours_whose_program_has_gone_is_mended(
        self, home: Path, port: Autostart
    ) -> None:
        old = self.program(home / "old")
        self.wrote(home, [str(old)]).on()
        assert not port.mend()
        old.unlink()
        assert port.state().broken
        assert port.mend()
        assert not port.state().broken
        assert port.state().program != str(old)

    def test_one_that_is_broken_is_put_right_by_switching_it_on(
        self, home: Path, port: Autostart
    ) -> None:
        old = self.program(home / "old")
        self.wrote(home, [str(old)]).on()
        old.unlink()
        port.on()
        assert not port.state().broken

    def test_what_was_removed_is_never_made_again(self, port: Autostart) -> None:
        port.on()
        port.off()
        assert not port.mend()
        assert port.state() == AtLogin(False, "")
