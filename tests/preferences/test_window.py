"""The settings window: every setting is there, changes at once, and can be had back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.preferences.desk import Desk
from unsit import handbook, places, settings
from unsit.core import language
from unsit.preferences.lists import TagsEditor
from unsit.preferences.parts import Chip, Combo, Field, Spin, Switch
from unsit.preferences.style import ground_of_cards, mix, warning
from unsit.preferences.words import LABELS, LANGUAGES, about
from unsit.window.palette import PALETTES

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_setting_has_its_row_with_its_sentence(desk: Desk) -> None:
    assert list(desk.window.rows) == [each.key for each in handbook.settings()]
    for row in desk.window.rows.values():
        assert row.about.text() == about(row.setting)
    assert desk.row("sitting.reset_after").about.text().endswith("Not shorter than “Away after”.")


def test_looking_writes_nothing(desk: Desk) -> None:
    desk.close()
    assert not desk.file.exists()
    assert [event["event"] for event in desk.told] == ["shown", "closed"]


# --- every kind of editor -------------------------------------------------------------------------


def test_a_length_is_typed(desk: Desk) -> None:
    desk.types(desk.part("sitting.remind_after", "field"), "50 min", ENTER)
    assert desk.said["sitting"]["remind_after"] == "50 min"
    assert settings.read(desk.file.read_text())[1] == []


def test_a_length_that_is_left_alone_for_a_moment_holds_without_enter(desk: Desk) -> None:
    desk.types(desk.part("sitting.remind_after", "field"), "50 min")
    desk.until("write", desk.file.exists)
    assert desk.said["sitting"]["remind_after"] == "50 min"


def test_a_switch_is_clicked(desk: Desk) -> None:
    desk.click(desk.part("session.sound", "switch"))
    assert desk.said["session"]["sound"] is False


def test_a_word_is_chosen(desk: Desk) -> None:
    combo: Combo = desk.part("session.voice", "combo")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert desk.said["session"]["voice"] == "quiet"


def test_a_number_is_typed(desk: Desk) -> None:
    desk.types(desk.part("session.breaths", "spin"), "7", ENTER)
    assert desk.said["session"]["breaths"] == 7


def test_some_of_a_list_are_chosen(desk: Desk) -> None:
    desk.shows("poses.avoid")
    chips = {chip.word: chip for chip in desk.part("poses.avoid", "chips")}
    desk.click(chips["wrist"])
    desk.click(chips["knee"])
    assert desk.said["poses"]["avoid"] == ["knee", "wrist"]
    assert chips["knee"].text() == "✓ Knee"
    desk.click(chips["wrist"])
    assert desk.said["poses"]["avoid"] == ["knee"]


def test_poses_are_chosen_by_their_names(desk: Desk) -> None:
    chips = {chip.text(): chip for chip in desk.part("poses.never", "chips")}
    desk.click(chips["Lizard Pose"])
    assert desk.said["poses"]["never"] == ["lizard"]


def test_quiet_days_are_chosen_and_written_as_a_span(desk: Desk) -> None:
    chips = {chip.word: chip for chip in desk.part("hours.quiet_days", "chips")}
    desk.click(chips["sun"])
    desk.click(chips["sat"])
    assert desk.said["hours"]["quiet_days"] == ["sat-sun"]


def test_times_are_added_and_taken_away(desk: Desk) -> None:
    editor = desk.shows("reminder.times").editor
    assert isinstance(editor, TagsEditor)
    desk.types(editor.field, "11:00", ENTER)
    desk.types(editor.field, "15:30", ENTER)
    assert desk.said["reminder"]["times"] == ["11:00", "15:30"]
    desk.click(editor.tags()[0])
    assert desk.said["reminder"]["times"] == ["15:30"]


def test_hours_are_typed_for_each_day_and_written_as_spans(desk: Desk) -> None:
    fields: list[Field] = desk.part("hours", "fields")
    for field in fields[:4]:
        desk.types(field, "09:00-12:30, 13:30-17:00", ENTER)
    desk.types(fields[4], "9:00-12:00", ENTER)
    assert desk.said["hours"] == {
        "quiet_days": [],
        "holidays": [],
        "mon-thu": ["09:00-12:30", "13:30-17:00"],
        "fri": ["9:00-12:00"],
    }
    assert fields[6].placeholderText() == "off"


def test_a_place_is_chosen_for_a_day(desk: Desk) -> None:
    combos: list[Combo] = desk.part("poses.place_on", "combos")
    for combo in combos[:2]:
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_O)
    assert desk.said["poses"]["place_on"] == {"mon-tue": "office"}


def test_the_opening_is_a_word_or_a_length(desk: Desk) -> None:
    combo: Combo = desk.part("reminder.open_window", "combo")
    field: Field = desk.part("reminder.open_window", "field")
    desk.types(field, "1 min", ENTER)
    assert desk.said["reminder"]["open_window"] == "after 1 min"
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    assert desk.said["reminder"]["open_window"] == "on click"
    assert not field.isVisible()


def test_a_program_is_typed_as_in_a_terminal(desk: Desk) -> None:
    field: Field = desk.part("hooks.on_start", "field")
    desk.types(field, "notify-send 'Off you go'", ENTER)
    assert desk.said["hooks"]["on_start"] == ["notify-send", "Off you go"]
    assert field.text() == "notify-send 'Off you go'"
    desk.types(field, "notify-send 'Off", ENTER)
    assert desk.row("hooks.on_start").problem.isVisible()


def test_a_budget_is_off_or_a_length(desk: Desk) -> None:
    combo: Combo = desk.part("standing.remind_after", "combo")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Up)
    assert desk.said["standing"]["remind_after"] == "30 min"


# --- what is wrong --------------------------------------------------------------------------------


def test_a_wrong_value_is_told_beside_it_and_not_written(desk: Desk) -> None:
    row = desk.shows("sitting.remind_after")
    field: Field = desk.part("sitting.remind_after", "field")
    desk.types(field, "45", ENTER)
    assert 'Did you mean "45 min"?' in row.problem.text()
    assert row.problem.isVisible()
    assert not desk.file.exists()
    assert field.text() == "45", "what was typed is not lost"
    desk.types(field, "46 min")
    assert not row.problem.isVisible(), "the complaint goes as soon as there is no reason for it"


def test_values_that_do_not_fit_each_other_are_told(desk: Desk) -> None:
    row = desk.shows("sitting.reset_after")
    desk.types(desk.part("sitting.reset_after", "field"), "1 min", ENTER)
    assert row.problem.text().startswith('Found "1 min", shorter than “Away after” ("3 min");')
    assert "_" not in row.problem.text(), "settings go by their titles here"
    assert desk.window.state.text() == "Break after: not saved"
    row = desk.shows("sitting.idle_after")
    desk.types(desk.part("sitting.idle_after", "field"), "20 min", ENTER)
    assert row.problem.text().startswith('Break after: found "5 min", shorter than “Away after”')


def test_a_choice_that_leaves_no_pose_names_what_chooses_by_its_titles(desk: Desk) -> None:
    poses = [pose.id for pose in desk.window.store.poses]
    row = desk.row("poses.never")
    assert desk.window.store.set(row.setting, poses) == (
        "No pose is left to offer; allowed: “Only these”, “Never these”, “Spare” and “At hand” that leave "
        "at least one; `unsit poses` lists what each needs."
    )


def test_hours_that_are_none_are_told_without_their_place_in_the_file(desk: Desk) -> None:
    row = desk.shows("hours")
    desk.types(desk.part("hours", "fields")[1], "nine", ENTER)
    assert row.problem.text().startswith('Found "nine"; allowed: a range of the day')


def test_a_wrong_value_in_the_file_is_told_beside_it(desks: Callable[..., Desk]) -> None:
    desk = desks("sitting.remind_after = 45\n")
    assert 'Did you mean "45 min"?' in desk.row("sitting.remind_after").problem.text()


def test_a_file_that_cannot_be_read_closes_the_editors_and_says_why(
    desks: Callable[..., Desk],
) -> None:
    desk = desks("[sitting\n")
    assert desk.window.banner.text().startswith("settings.toml, line 1, column 9: ")
    assert desk.window.banner.isVisible()
    assert not desk.row("sitting.remind_after").editor.isEnabled()
    desk.save("[sitting]\n")
    desk.until("end of the banner", lambda: not desk.window.banner.isVisible())
    assert desk.row("sitting.remind_after").editor.isEnabled()


def test_a_file_that_is_read_only_is_told(desks: Callable[..., Desk]) -> None:
    desk = desks("[sitting]\n")
    desk.file.chmod(0o444)
    row = desk.shows("session.sound")
    desk.click(desk.part("session.sound", "switch"))
    assert "is read-only" in row.problem.text()
    desk.file.chmod(0o644)  # or Windows does not remove it


# --- back -----------------------------------------------------------------------------------------


def test_a_change_is_taken_back_and_the_file_is_as_it_was(desks: Callable[..., Desk]) -> None:
    mine = '# mine\n[session]\nsound = true  # yes\nvoice = "quiet"\n'
    desk = desks(mine)
    desk.click(desk.part("session.sound", "switch"))
    desk.types(desk.part("session.breaths", "spin"), "7", ENTER)
    assert desk.window.undo.toolTip() == "Take back: Breaths in a hold (Ctrl+Z)"
    desk.click(desk.window.undo)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CONTROL)
    assert desk.file.read_text() == mine
    assert not desk.window.undo.isEnabled()
    assert desk.window.state.text() == "Chimes: taken back"


def test_ctrl_z_in_a_field_takes_the_saved_change_back(desk: Desk) -> None:
    field: Field = desk.part("sitting.remind_after", "field")
    desk.types(field, "50 min", ENTER)
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert field.text() == "45 min"
    assert desk.said["sitting"]["remind_after"] == "45 min"
    assert not desk.window.undo.isEnabled(), "it is no new change"
    friday: Field = desk.part("hours", "fields")[4]
    desk.types(friday, "09:00-17:00", ENTER)
    desk.types(friday, "", Qt.Key.Key_Backspace, ENTER)
    assert "fri" not in desk.said["hours"]
    QTest.keyClick(friday, Qt.Key.Key_Z, CONTROL)
    assert friday.text() == "09:00-17:00"
    assert desk.said["hours"]["fri"] == ["09:00-17:00"]


def test_ctrl_z_while_typing_takes_back_what_was_typed_and_no_more(desk: Desk) -> None:
    field: Field = desk.part("sitting.remind_after", "field")
    desk.types(field, "50 min", ENTER)
    QTest.keyClicks(field, " 10 s")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert field.text() == "50 min"
    assert desk.window.undo.isEnabled(), "the change before it is left alone"
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert field.text() == "45 min"
    assert not field.timer.isActive(), "nothing is left to be saved anew"


def test_ctrl_z_in_a_number_takes_the_saved_change_back(desk: Desk) -> None:
    spin: Spin = desk.part("session.breaths", "spin")
    desk.types(spin, "7", ENTER)
    QTest.keyClick(spin, Qt.Key.Key_Z, CONTROL)
    assert spin.value() == desk.said["session"]["breaths"] == 5
    assert not desk.window.undo.isEnabled()


def test_what_is_not_the_default_is_marked_and_can_be_given_back(
    desks: Callable[..., Desk],
) -> None:
    desk = desks("[session]\nbreaths = 7\n")
    row = desk.shows("session.breaths")
    assert row.reset.isVisible()
    assert row.reset.toolTip() == "Back to the default: 5"
    desk.click(row.reset)
    assert not row.reset.isVisible()
    assert desk.said == {"session": {}}
    assert not desk.shows("session.sound").reset.isVisible()


def test_a_change_outside_is_shown(desk: Desk) -> None:
    desk.save("[session]\nbreaths = 9\nsound = false\n")
    spin: Spin = desk.part("session.breaths", "spin")
    switch: Switch = desk.part("session.sound", "switch")
    desk.until("news", lambda: spin.value() == 9)
    assert not switch.isChecked()
    desk.save("[session]\nbreaths = 10\n")
    desk.until("more news", lambda: spin.value() == 10)


def test_what_is_being_typed_outlives_a_change_outside(desk: Desk) -> None:
    field: Field = desk.part("sitting.remind_after", "field")
    field.timer.setInterval(60_000)
    desk.types(field, "5")
    desk.save("[session]\nbreaths = 9\n")
    desk.until(
        "news", lambda: desk.row("session.breaths").reset.isVisibleTo(desk.row("session.breaths"))
    )
    assert field.text() == "5"


def test_a_link_is_followed(desks: Callable[..., Desk], home: object) -> None:
    real = places.config_dir().parent / "dotfiles.toml"
    places.write_whole(real, "[session]\nbreaths = 7\n")
    places.config_dir().mkdir()
    places.settings_file().symlink_to(real)
    desk = desks()
    places.write_whole(real, "[session]\nbreaths = 8\n")
    desk.until("news", lambda: desk.row("session.breaths").editor.spin.value() == 8)  # type: ignore[attr-defined]
    assert desk.file.is_symlink()


# --- looking for ----------------------------------------------------------------------------------


def test_a_search_finds_by_key_title_and_sentence(desk: Desk) -> None:
    for words, key in (
        ("open_window", "reminder.open_window"),
        ("media keys", "session.remote"),
        ("POWER NAP", ""),
        ("microphone call", "sitting.count"),
        ("headscarf", "session.figure"),
    ):
        desk.window.search.setText(words)
        assert (key in desk.seen) if key else desk.seen == []
    desk.window.search.setText("power nap")
    assert desk.window.nothing.text() == "No setting speaks of “power nap”."


def test_without_a_search_one_section_is_shown(desk: Desk) -> None:
    assert desk.seen == ["general.language"]
    desk.window.sections.setCurrentRow(5)
    assert {key.partition(".")[0] for key in desk.seen} == {"session"}
    desk.window.search.setText("snooze")
    assert {key.partition(".")[0] for key in desk.seen} == {"reminder"}
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert {key.partition(".")[0] for key in desk.seen} == {"session"}
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not desk.window.isVisible()


# --- for everybody --------------------------------------------------------------------------------


def parts(desk: Desk) -> list[QWidget]:
    kinds = (Field, Combo, Spin, Switch, Chip)
    return [part for kind in kinds for part in desk.window.findChildren(kind)]


def test_every_word_to_choose_from_has_a_label() -> None:
    words = {word for setting in handbook.settings() for word in setting.choices}
    assert words <= {*LABELS, *LANGUAGES}
    assert set(LANGUAGES) == set(language.LANGUAGES)


def test_every_part_has_a_name_for_a_screen_reader(desk: Desk) -> None:
    assert len(parts(desk)) > 80
    for part in parts(desk):
        assert part.accessibleName()
    for row in desk.window.rows.values():
        assert row.setting.title in row.reset.accessibleName()


def test_all_can_be_reached_by_tab_alone_and_is_in_sight_then(desk: Desk) -> None:
    desk.window.sections.setCurrentRow(1)
    desk.window.search.setFocus()
    reached: set[str] = set()
    for _ in range(40):
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        focus = desk.window.focusWidget()
        reached |= {key for key, row in desk.window.rows.items() if row.isAncestorOf(focus)}
        if desk.window.area.isAncestorOf(focus):
            QApplication.processEvents()
            seen = desk.window.area.viewport()
            assert seen.rect().contains(focus.mapTo(seen, focus.rect().center()))
    assert reached == set(desk.seen)


def test_the_wheel_scrolls_the_page_and_changes_nothing(desk: Desk) -> None:
    combo: Combo = desk.part("session.voice", "combo")
    at = QPointF(combo.rect().center())
    event = QWheelEvent(
        at,
        QPointF(combo.mapToGlobal(combo.rect().center())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, event)
    assert not desk.file.exists()


def test_from_right_to_left_the_sections_are_at_the_right(
    qt_app: QApplication, desks: Callable[..., Desk]
) -> None:
    qt_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        desk = desks()
        assert desk.window.sections.x() > desk.window.area.x()
    finally:
        qt_app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_no_word_is_cut_off_in_a_narrow_window(desk: Desk) -> None:
    desk.window.sections.setCurrentRow(1)
    desk.window.resize(560, 500)
    QApplication.processEvents()
    viewport = desk.window.area.viewport()
    for key in desk.seen:
        for words in desk.row(key).findChildren(QLabel):
            if words.isVisible():
                assert words.mapTo(viewport, words.rect().topRight()).x() <= viewport.width()


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", PALETTES)
def test_words_stand_out_from_their_ground(theme: str) -> None:
    palette = PALETTES[theme]
    card = ground_of_cards(palette)
    for ink, ground in (
        (palette.text, card),
        (palette.dim, card),
        (palette.accent, card),
        (warning(palette), card),
        (palette.on_accent, palette.accent),
        (palette.text, mix(palette.accent, card, 0.12)),
    ):
        light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


@pytest.mark.parametrize("theme", PALETTES)
def test_it_is_painted_in_its_colours(desks: Callable[..., Desk], theme: str) -> None:
    desk = desks(theme=theme)
    picture = desk.window.grab().toImage()
    assert picture.pixelColor(3, 300).name() == PALETTES[theme].ground


@pytest.mark.usefixtures("font", "tongue")
def test_nothing_lies_beyond_the_edge_where_the_window_is_as_narrow_as_it_may_be(
    desks: Callable[..., Desk],
) -> None:
    window = desks().window
    window.resize(100, 100)
    assert window.sections.width() >= window.sections.sizeHintForColumn(0)
    for section in range(window.sections.count()):
        window.sections.setCurrentRow(section)
        QApplication.processEvents()
        assert window.area.horizontalScrollBar().maximum() == 0, section
