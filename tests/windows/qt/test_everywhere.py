"""Tests of every system, inside Windows: those of tests/window that a short run has time for.

More of them pass there: give that folder to pytest inside a Windows Python. What is for Linux alone its
conftest.py leaves out; what measures words may fail for want of a font.
"""

from tests.window.test_card import (
    test_the_first_painted_frame_is_told_before_anything_else,
    test_the_session_plays_to_its_end_and_closes_without_a_touch,
)
from tests.window.test_card_feeling import (
    asked,
    test_ten_is_a_click_away,
)
from tests.window.test_process import (
    test_a_led_window_ends_with_its_daemon_and_keeps_no_other_out,
    test_a_plan_is_played_to_its_end_though_stdin_is_closed,
    test_one_that_waits_hears_the_daemons_wishes_once_it_plays,
    window,
)
from tests.window.test_voice_windows import (
    shell,
    test_it_is_handed_the_script_and_a_line_for_each_phrase,
    test_one_that_ends_is_lost,
    test_where_it_is_missing_windows_is_silent,
)
from tests.window.test_windows import (
    test_a_screen_reader_is_told_at_once_and_at_each_change,
    test_nobody_has_asked_for_anything,
)

__all__ = [
    "asked",
    "shell",
    "test_a_led_window_ends_with_its_daemon_and_keeps_no_other_out",
    "test_a_plan_is_played_to_its_end_though_stdin_is_closed",
    "test_a_screen_reader_is_told_at_once_and_at_each_change",
    "test_it_is_handed_the_script_and_a_line_for_each_phrase",
    "test_nobody_has_asked_for_anything",
    "test_one_that_ends_is_lost",
    "test_one_that_waits_hears_the_daemons_wishes_once_it_plays",
    "test_ten_is_a_click_away",
    "test_the_first_painted_frame_is_told_before_anything_else",
    "test_the_session_plays_to_its_end_and_closes_without_a_touch",
    "test_where_it_is_missing_windows_is_silent",
    "window",
]
