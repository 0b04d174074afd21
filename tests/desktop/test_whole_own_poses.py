"""A pose of one's own, while Unsit runs: it is there within a second, and ours is back when it goes."""

from tests.desktop.stage import until
from tests.desktop.whole import Unsit, playing


def test_a_pose_of_ones_own_is_there_as_soon_as_it_is_saved(unsit: Unsit) -> None:
    unsit.start()
    assert "no pose" in unsit.call("stretch", "wall-lean").stderr.lower()
    unsit.does("poses", "new", "wall-lean")
    until("the new pose", lambda: unsit.call("stretch", "wall-lean").returncode == 0)
    status = unsit.until("session", playing)
    assert status["session"]["pose"] == "wall-lean"
    assert status["sentence"].startswith("Wall Lean")
    unsit.does("session", "stop")
    unsit.until("end", lambda status: status["session"] is None)


def test_a_slip_in_it_is_told_and_stops_nothing(unsit: Unsit) -> None:
    unsit.start()
    unsit.pose("wall-lean", 'id = "wall-lean"\nname = 3\n')
    until("word of it", lambda: "wall-lean.toml, line 2, name" in unsit.kept())
    assert unsit.status()["state"] != ""
