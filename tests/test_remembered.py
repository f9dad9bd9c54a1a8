"""A tab's conversation is kept while the server runs, and only by who writes it last."""

from __future__ import annotations

from assistant.ui.chat import Turn
from assistant.ui.remembered import Remembered

ASKED, ANSWERED = Turn("¿Quién?", "es"), Turn("¿Cuándo?", "es", number=1, state="whole")


def test_a_tab_goes_on_with_its_own_conversation_and_finds_no_other():
    remembered = Remembered()
    remembered.keep("one", [ANSWERED], remembered.begin("one"))
    assert remembered.take_up("one") == [ANSWERED]
    assert remembered.take_up("other") == remembered.take_up("") == []


def test_what_was_being_answered_is_stopped():
    remembered = Remembered()
    remembered.keep("one", [ANSWERED, ASKED], remembered.begin("one"))
    assert [turn.state for turn in remembered.take_up("one")] == ["whole", "stopped"]


def test_an_answer_that_comes_after_all_was_forgotten_or_loaded_again_is_not_kept():
    remembered = Remembered()
    writer = remembered.begin("one")
    remembered.begin("one")
    remembered.keep("one", [ANSWERED], writer)
    assert remembered.take_up("one") == []

    writer = remembered.begin("two", [ASKED])
    stopped = remembered.take_up("two")
    remembered.keep("two", [ASKED, ANSWERED], writer)
    assert remembered.take_up("two") == stopped


def test_without_a_name_or_with_one_too_long_nothing_is_kept_and_the_oldest_make_room():
    remembered = Remembered()
    for tab in ("", "x" * 65, *map(str, range(65))):
        remembered.keep(tab, [ANSWERED], remembered.begin(tab))
    assert [tab for tab in ("", "x" * 65, "0", "1", "64") if remembered.take_up(tab)] == ["1", "64"]
