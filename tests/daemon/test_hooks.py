"""Hooks: what runs when, what it is told, and that none of them can stop the day."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.house import ON_CLICK, House
from tests.daemon.house import prepared as as_prepared
from tests.desktop import recipes
from tests.processes import lives
from unsit.core import events as ev
from unsit.core.rules import HookRules, Rules
from unsit.core.value import replace
from unsit.core.value import replace as remade
from unsit.daemon import hooks
from unsit.settings import Settings, read

EVENTS = ("due", "shown", "start", "done", "skipped", "away", "back")


def adopts(house: House, rules: Rules, found: HookRules) -> None:
    """Have these hooks from now on."""
    ready = as_prepared(rules)
    settings: Settings = replace(ready.settings, hooks=found)
    house.daemon.adopt(remade(ready, settings=settings))


class Diary:
    """A hook that writes down what it is told."""

    def __init__(self, house: House, home: Path) -> None:
        self._house, self._file = house, home / "diary"
        self._file.touch()
        program = f"cat >> {self._file}"
        self.rules = HookRules(**{f"on_{name}": ("sh", "-c", program) for name in EVENTS})

    def told(self, number: int) -> list[dict[str, Any]]:
        """Wait for so many lines, and for the hooks that wrote them to end."""
        runs = self._house.desk.doors.hooks._runs
        self._house.loop.until(
            f"line {number}: {self._file.read_text()}",
            lambda: len(self._lines()) >= number and not runs,
        )
        return [json.loads(line) for line in self._lines()]

    def _lines(self) -> list[str]:
        return self._file.read_text().splitlines()


@pytest.fixture
def diary(house: House, home: Path) -> Diary:
    house.opens(ON_CLICK)
    diary = Diary(house, home)
    adopts(house, ON_CLICK, diary.rules)
    return diary


def runs(house: House, *words: str, event: str = "on_due") -> None:
    """Have this program run now, for a reminder that falls due."""
    adopts(house, ON_CLICK, HookRules(**{event: words}))
    sits(house, 45)


def sits(house: House, minutes: float) -> None:
    """Sit for so long, and a second: no hook that begins then is late, however fast time goes here."""
    house.works(minutes - 0.01)
    house.loop.passes(1)


def goes(house: House) -> None:
    """Go, and be known to have gone."""
    house.loop.passes(181)


def comes(house: House) -> None:
    """Come back."""
    house.desktop.person.types()
    house.loop.settles()


def over(house: House) -> None:
    house.loop.until("end of the hooks", lambda: not house.desk.doors.hooks._runs)


# --- what runs when -------------------------------------------------------------------------------


def test_a_reminder_tells_that_it_is_due_shown_and_skipped(house: House, diary: Diary) -> None:
    sits(house, 45)
    due, shown = sorted(diary.told(2), key=lambda told: str(told["event"]))
    assert due == {
        "v": 1,
        "event": "due",
        "at": "2026-11-23T09:45:00+01:00",
        "sat_s": 2700,
        "sentence": "Sitting 45 min: time for a stretch",
    }
    assert (shown["pose"], shown["pose_name"], shown["times"]) == ("pigeon", "Pigeon", 1)
    house.chooses("skip")
    assert diary.told(3)[2]["event"] == "skipped"


def test_a_stretch_tells_of_its_beginning_and_its_end(house: House, diary: Diary) -> None:
    house.wishes("stretch", pose="garland")
    (start,) = diary.told(1)
    assert (start["event"], start["pose"], start["asked"]) == ("start", "garland", True)
    house.window().ends()
    house.session_ends()
    done = diary.told(2)[1]
    assert (done["event"], done["outcome"]) == ("done", "done")
    assert done["held_s"] == {"right": 30.0, "left": 30.0}


def test_a_window_that_crashes_is_the_end_of_a_stretch_too(
    house: House, diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    house.wishes("stretch")
    window = house.window()
    diary.told(1)
    window.crashes()
    house.session_ends()
    assert diary.told(2)[1]["outcome"] == "failed"


def test_going_and_coming_back_are_told_once(house: House, diary: Diary) -> None:
    house.works(10)
    goes(house)
    (away,) = diary.told(1)
    assert (away["event"], away["for_s"]) == ("away", 180)
    house.leaves(27)
    comes(house)
    back = diary.told(2)[1]
    assert (back["event"], back["away_s"]) == ("back", 1801)


def test_a_lock_is_told_when_its_grace_is_over(house: House, diary: Diary) -> None:
    house.works(10)
    house.desktop.lid.happens(ev.Locked)
    house.loop.passes(20)
    assert [told["event"] for told in diary.told(1)] == ["away"]
    house.desktop.lid.happens(ev.Unlocked)
    house.loop.settles()
    assert [told["event"] for told in diary.told(2)] == ["away", "back"]


def test_no_hook_costs_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.opens(ON_CLICK)
    monkeypatch.setattr(hooks, "happened", None)
    sits(house, 45)
    assert house.desk.doors.hooks._runs == []


# --- how it runs ----------------------------------------------------------------------------------


def test_a_hook_runs_at_home_in_a_group_of_its_own_with_nothing_of_ours(
    house: House, home: Path
) -> None:
    house.opens(ON_CLICK)
    program = (
        "import json, os, sys; "
        "found = [os.getcwd(), os.getpgid(0) == os.getpid(), sorted(os.listdir('/proc/self/fd'))]; "
        "open('found', 'w').write(json.dumps(found))"
    )
    runs(house, sys.executable, "-I", "-S", "-c", program)
    over(house)
    place, own, ends = json.loads((home / "found").read_text())
    assert (place, own) == (str(home.resolve()), True)
    assert set(ends) <= {"0", "1", "2", "3"}  # and that of the listing


def test_what_a_hook_says_is_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.opens(ON_CLICK)
    runs(house, "sh", "-c", "echo heard; echo too >&2; head -c 100000 /dev/zero")
    over(house)
    said = [record.getMessage() for record in caplog.records]
    assert said[:2] == ["on_due: heard", "on_due: too"]
    assert sum(map(len, said)) < 2 * hooks.KEPT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no-such-thing",), "cannot be started: no-such-thing: No such file or directory."),
        (("sh", "-c", "exit 3"), "(sh) failed with exit code 3; see unsit.log."),
        (("sh", "-c", "kill -9 $$"), "(sh) was ended by signal 9."),
    ],
)
def test_a_failure_is_told_once_and_logged_each_time(
    house: House, caplog: pytest.LogCaptureFixture, words: tuple[str, ...], said: str
) -> None:
    house.opens(ON_CLICK)
    adopts(house, ON_CLICK, HookRules(on_away=words))
    for _ in range(3):
        goes(house)
        over(house)
        comes(house)
        over(house)
    sentence = f"The hook on_away {said}"
    assert [record.getMessage() for record in caplog.records] == [sentence] * 3
    assert [notice.body for notice in house.desktop.server.log] == [sentence]


def test_a_hook_that_hangs_is_ended_with_all_it_started(
    house: House, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK)
    stubborn = f"trap '' TERM; sleep 600 & echo $! > {home}/pid; wait; wait"
    runs(house, "sh", "-c", stubborn)
    house.loop.until("its child", lambda: (home / "pid").is_file() and (home / "pid").read_text())
    house.loop.passes(hooks.LIMIT - 1)
    (run,) = house.desk.doors.hooks._runs
    house.loop.passes(1 + hooks.GRACE + 0.1)
    over(house)
    assert "The hook on_due (sh) took longer than 10 s and was ended." in house.daemon.complaints
    house.loop.until("end of its child", lambda: not lives(int((home / "pid").read_text())))
    assert not Path(f"/proc/{run._child.pid}").exists(), "nothing is left to be waited for"


def test_hooks_that_hang_do_not_pile_up(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.opens(ON_CLICK)
    adopts(house, ON_CLICK, HookRules(on_shown=("sleep", "600"), on_skipped=("sleep", "600")))
    sits(house, 45)
    for verb in ("skip", "undo", "skip", "undo"):
        house.wishes(verb)
        house.loop.passes(1)
    assert len(house.desk.doors.hooks._runs) == hooks.MOST
    said = [sentence for sentence in house.daemon.complaints if "left out" in sentence]
    assert said
    assert said[0].endswith("4 others still run.")
    house.desk.doors.hooks.close()
    over(house)


def test_a_hook_that_reads_nothing_and_closes_its_output_is_no_trouble(house: House) -> None:
    house.opens(ON_CLICK)
    runs(house, "sh", "-c", "exec <&- >&- 2>&-; exit 0")
    over(house)
    assert house.daemon.complaints == []


def test_the_daemon_ends_its_hooks_when_it_ends(house: House) -> None:
    house.opens(ON_CLICK)
    runs(house, "sleep", "600")
    (run,) = house.desk.doors.hooks._runs
    house.desk.doors.hooks.close()
    over(house)
    assert run._child.returncode == -15
    assert house.daemon.complaints == []


def test_no_descriptor_is_left_behind(house: House) -> None:
    house.opens(ON_CLICK)
    adopts(house, ON_CLICK, HookRules(on_away=("true",), on_back=("cat",)))
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        goes(house)
        over(house)
        comes(house)
        over(house)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


# --- recipes --------------------------------------------------------------------------------------


class Server:
    """Whoever takes what curl sends: what it was sent, and where to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        sent = self.sent

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # http.server's name
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                sent.append((self.path, body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def recipe(number: int, server: Server, home: str) -> HookRules:
    """Return the hooks of a recipe of the page, with its server here."""
    text = recipes.recipe("hooks.md", "Recipes", number).replace(home, server.address)
    settings, problems = read(text)
    assert problems == []
    return settings.hooks


@pytest.mark.parametrize(
    ("number", "address", "does", "path"),
    [
        (0, "http://homeassistant.local:8123", goes, "/api/webhook/unsit"),
        (1, "https://ntfy.sh", partial(sits, minutes=45), "/your-topic"),
    ],
)
def test_what_a_recipe_sends_arrives(
    house: House,
    server: Server,
    number: int,
    address: str,
    does: Callable[[House], None],
    path: str,
) -> None:
    house.opens(ON_CLICK)
    adopts(house, ON_CLICK, recipe(number, server, address))
    does(house)
    house.loop.until("message", lambda: server.sent)
    over(house)
    assert server.sent[0][0] == path
    assert house.daemon.complaints == []
    if number == 0:
        assert json.loads(server.sent[0][1])["event"] == "away"


def test_the_recipe_for_activitywatch_sends_an_event_of_its_form(
    house: House, server: Server
) -> None:
    house.opens(ON_CLICK)
    adopts(house, ON_CLICK, recipe(3, server, "http://localhost:5600"))
    house.wishes("stretch")
    house.window().ends()
    house.session_ends()
    house.loop.until("event", lambda: server.sent)
    over(house)
    ((path, body),) = server.sent
    assert path == "/api/0/buckets/unsit/events"
    event = json.loads(body)
    assert (event["duration"], event["data"]["outcome"]) == (0, "done")
