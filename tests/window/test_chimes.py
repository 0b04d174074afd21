"""The chimes: the files, and the players of the system that play them."""

import importlib.util
import lzma
import os
import sys
import wave
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from tests.desktop.stage import until
from tests.window.shop import Shop
from unsit.core.player import CUES
from unsit.window.chimes import Chimes

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "icons" / "chimes"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Give the tests the script that makes the chimes."""
    spec = importlib.util.spec_from_file_location(
        "chimes_script", ROOT / "installers" / "chimes.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    del sys.modules[spec.name]
    return module


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    return tmp_path / "chimes"


# --- the files --------------------------------------------------------------------------------------


def test_the_files_are_what_the_script_makes(script: ModuleType) -> None:
    made = {f"{name}.wav": script.wav(chime) for name, chime in script.CHIMES.items()}
    assert made == {path.name: path.read_bytes() for path in FOLDER.glob("*")}


def test_there_is_a_chime_for_every_cue() -> None:
    assert {path.stem for path in FOLDER.glob("*.wav")} == {*CUES.values(), "tick"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.wav")), ids=lambda path: path.stem)
def test_a_chime_is_short_and_begins_and_ends_in_silence(path: Path) -> None:
    with wave.open(BytesIO(path.read_bytes())) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getnframes() / sound.getframerate() < 2
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    assert abs(samples[0]) + abs(samples[-1]) < 10
    assert 5_000 < max(abs(sample) for sample in samples) < 25_000


def test_what_is_left_out_of_a_chime_nobody_hears(script: ModuleType) -> None:
    for name, chime in script.CHIMES.items():
        for note in chime.notes:
            pitch = 440 * 2 ** ((note.number - 69) / 12)
            highest = max(times for times, _loud in note.partials) * pitch
            assert highest < 0.3 * script.RATE, name
        exact = [sample * 32767 for sample in script.mixed(chime)]
        with wave.open(BytesIO(script.wav(chime))) as sound:
            kept = memoryview(sound.readframes(sound.getnframes())).cast("h")
        lost = max(abs(one - other) for one, other in zip(exact, kept, strict=True))
        assert lost < max(map(abs, exact)) / 1000, name  # 60 dB


def test_the_chimes_are_small_in_an_archive() -> None:
    packed = sum(len(lzma.compress(path.read_bytes())) for path in FOLDER.glob("*.wav"))
    assert packed < 100_000


# --- the players ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "there", "line"),
    [
        ("linux", ("aplay", "pw-play", "paplay"), "paplay {}"),
        ("linux", ("aplay", "pw-play"), "pw-play {}"),
        ("linux", ("aplay",), "aplay -q {}"),
        ("darwin", ("afplay", "paplay"), "afplay {}"),
    ],
)
def test_the_best_player_that_is_there_plays(
    shop: Shop, sounds: Path, system: str, there: tuple[str, ...], line: str
) -> None:
    for name in there:
        shop.sells(name)
    chimes = Chimes(sounds, True, system)
    chimes.play("start")
    until("chime", lambda: shop.played)
    until("end", lambda: not chimes.look())
    assert shop.played == [line.format(sounds / "start.wav")]


def test_a_player_that_fails_is_not_asked_again_and_the_next_one_plays(
    shop: Shop, sounds: Path
) -> None:
    shop.sells("paplay", code=1)
    shop.sells("pw-play", code=1)
    shop.sells("aplay")
    chimes = Chimes(sounds, True, "linux")
    chimes.play("start")
    until("end", lambda: not chimes.look())
    chimes.play("tick")
    until("end", lambda: not chimes.look())
    assert shop.played == [
        f"paplay {sounds}/start.wav",
        f"pw-play {sounds}/start.wav",
        f"aplay -q {sounds}/start.wav",
        f"aplay -q {sounds}/tick.wav",
    ]


def slow(shop: Shop, gate: Path, name: str) -> None:
    """Sell a player that fails, but only when the gate is opened."""
    os.mkfifo(gate)
    shop.sells(name, code=1, gate=gate)


def test_the_late_end_of_a_failed_player_does_not_cost_the_good_one(
    shop: Shop, sounds: Path, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    slow(shop, gate, "paplay")
    shop.sells("aplay")
    chimes = Chimes(sounds, True, "linux")
    chimes.play("start")
    until("first", lambda: len(shop.played) == 1)
    shop.sells("paplay", code=1)
    chimes.play("tick")
    until("second taken over", lambda: not chimes.look() or len(shop.played) == 3)
    gate.write_text("")
    until("end", lambda: not chimes.look())
    chimes.play("done")
    until("end", lambda: not chimes.look())
    assert shop.played == [
        f"paplay {sounds}/start.wav",
        f"paplay {sounds}/tick.wav",
        f"aplay -q {sounds}/tick.wav",
        f"aplay -q {sounds}/done.wav",
    ]


def test_a_new_chime_takes_the_place_of_one_that_could_not_be_played(
    shop: Shop, sounds: Path, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    slow(shop, gate, "paplay")
    shop.sells("aplay")
    chimes = Chimes(sounds, True, "linux")
    chimes.play("start")
    until("first", lambda: shop.played)
    (child,) = (one.child for one in chimes._sounding)
    gate.write_text("")
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    chimes.play("tick")
    until("end", lambda: not chimes.look())
    assert shop.played == [f"paplay {sounds}/start.wav", f"aplay -q {sounds}/tick.wav"]


def test_a_chime_can_be_ended_and_its_player_has_not_failed(
    shop: Shop, sounds: Path, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    slow(shop, gate, "paplay")
    shop.sells("aplay")
    chimes = Chimes(sounds, True, "linux")
    chimes.play("start")
    until("chime", lambda: shop.played)
    assert chimes.look()
    chimes.hush()
    until("end", lambda: not chimes.look())
    shop.sells("paplay")
    chimes.play("tick")
    until("end", lambda: not chimes.look())
    assert shop.played == [f"paplay {sounds}/start.wav", f"paplay {sounds}/tick.wav"]


def test_where_no_player_is_there_is_silence(shop: Shop, sounds: Path) -> None:
    chimes = Chimes(sounds, True, "linux")
    chimes.play("start")
    assert not chimes.look()


def test_where_all_players_fail_there_is_silence(shop: Shop, sounds: Path) -> None:
    shop.sells("aplay", code=1)
    chimes = Chimes(sounds, True, "linux")
    chimes.play("start")
    until("end", lambda: not chimes.look())
    chimes.play("start")
    assert not chimes.look()
    assert len(shop.played) == 1


def test_a_program_that_cannot_be_run_is_no_player(shop: Shop, sounds: Path) -> None:
    shop.sells("paplay")
    (Path(os.environ["PATH"]) / "paplay").write_text("#!/no/such/shell\n")
    shop.sells("aplay")
    chimes = Chimes(sounds, True, "linux")
    chimes.play("done")
    until("chime", lambda: shop.played)
    until("end", lambda: not chimes.look())
    assert shop.played == [f"aplay -q {sounds}/done.wav"]


def test_sound_can_be_turned_off(shop: Shop, sounds: Path) -> None:
    shop.sells("paplay")
    chimes = Chimes(sounds, False, "linux")
    chimes.play("start")
    assert not chimes.look()
    assert shop.played == []
