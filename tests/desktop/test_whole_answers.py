"""Answering the whole program's notice by real clicks on real notification servers."""

from tests.desktop.stage import until
from tests.desktop.test_notify_servers import DunstStand, NotifydStand
from tests.desktop.whole import Unsit, due, playing


def test_start_on_the_notice_starts(unsit: Unsit, notifyd_stand: NotifydStand) -> None:
    unsit.start()
    unsit.until("reminder", due)
    notifyd_stand.choose("start")
    unsit.until("session", playing)
    until("notice gone", lambda: notifyd_stand.popups() == 0)


def test_snooze_on_the_notice_asks_again_later(unsit: Unsit, notifyd_stand: NotifydStand) -> None:
    unsit.start()
    unsit.until("reminder", due)
    notifyd_stand.choose("snooze")
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")
    until("notice gone", lambda: notifyd_stand.popups() == 0)
    unsit.until("reminder again", due)
    assert unsit.history("reminder")[0]["outcome"] == "snoozed"


def test_skip_on_the_notice_lets_a_full_interval_pass(
    unsit: Unsit, notifyd_stand: NotifydStand
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    notifyd_stand.choose("skip")
    after = unsit.until("end", lambda status: status["reminder"] == "none")
    assert 2 <= after["remind_in_s"] <= 3
    assert after["sitting_s"] >= 3
    assert unsit.history("reminder")[0]["outcome"] == "skipped"


def test_a_notification_server_that_restarts_shows_the_reminder_again(
    unsit: Unsit, dunst_stand: DunstStand
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notification", lambda: dunst_stand.popups() == 1)
    dunst_stand.crash()
    dunst_stand.come_back()
    until("notification again", lambda: dunst_stand.popups() == 1)
    dunst_stand.choose("start")
    unsit.until("session", playing)
