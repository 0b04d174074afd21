"""The main job, end to end: the real program on a real X11 desktop, from input to history."""

from tests.desktop.screen import Display, Hands
from tests.desktop.servers import Server
from tests.desktop.stage import until
from tests.desktop.test_notify_servers import DunstStand
from tests.desktop.whole import Unsit, due, playing


def test_at_the_interval_the_window_comes_by_itself_and_plays_both_sides(
    unsit: Unsit, hands: Hands, dunst_stand: DunstStand
) -> None:
    unsit.change('"on click"', '"after 1 s"')
    unsit.start()
    assert unsit.until("sitting", lambda status: status["state"] == "sitting")
    unsit.until("reminder", due)
    until("notification", lambda: dunst_stand.popups() == 1)
    unsit.until("window", playing)
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    assert dunst_stand.popups() == 0, "the notice is taken back once the session runs"
    unsit.until("the other side", lambda status: (status["session"] or {}).get("side") == "left")
    after = unsit.until("end", lambda status: status["session"] is None)
    assert after["sitting_s"] <= 2
    until("window gone", lambda: not hands.windows("Short Stretch"))
    (session,) = unsit.history("session")
    assert session["outcome"] == "done"
    assert session["held_s"] == {"right": 1.5, "left": 1.5}
    assert [row["outcome"] for row in unsit.history("reminder")] == ["started"]
    assert unsit.history("sitting")[0]["ended_by"] == "session"


def test_the_window_opens_without_taking_the_keyboard(
    unsit: Unsit, hands: Hands, dunst: Server, display: Display
) -> None:
    unsit.change('"on click"', '"at once"')
    before = hands.do("getwindowfocus").strip()
    unsit.start()
    unsit.until("window", playing)
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    assert hands.do("getwindowfocus").strip() == before


def test_no_input_stops_the_clock_and_then_ends_the_sitting(unsit: Unsit, dunst: Server) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 min"')
    unsit.change('idle_after = "1 min"', 'idle_after = "2 s"')
    unsit.change('reset_after = "2 min"', 'reset_after = "4 s"')
    unsit.start()
    unsit.until("away", lambda status: status["state"] == "away")
    unsit.until("end of the sitting", lambda status: status["sitting_s"] == 0)
    assert unsit.status()["remind_in_s"] is None


def test_coming_back_starts_the_clock(unsit: Unsit, hands: Hands, dunst: Server) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 min"')
    unsit.change('idle_after = "1 min"', 'idle_after = "1 s"')
    unsit.start()
    unsit.until("away", lambda status: status["state"] == "away")
    hands.key("Shift_L")
    unsit.until("sitting", lambda status: status["state"] == "sitting")


def test_where_nobody_shows_notifications_the_window_opens_by_itself(
    unsit: Unsit, hands: Hands
) -> None:
    unsit.start()
    unsit.until("window", playing)
    until("window on the screen", lambda: hands.windows("Short Stretch"))


def test_escape_closes_the_window_and_counts_as_what_it_was(unsit: Unsit, hands: Hands) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')  # no window opens by itself
    unsit.change('lead_in = "0.5 s"', 'lead_in = "20 s"')
    unsit.start()
    unsit.does("stretch", "short")
    (window,) = until("window on the screen", lambda: hands.windows("Short Stretch"))
    hands.do("windowactivate", "--sync", str(window))

    def closed() -> bool:
        hands.key("Escape")  # not heard in the first second, against stray typing
        return not playing(unsit.status())

    until("end", closed)
    (session,) = unsit.history("session")
    assert session["outcome"] == "stopped"
    assert sum(session["held_s"].values()) == 0
    assert unsit.history("sitting") == []
