"""Filters as a reader types them, and what they let through."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.filter import Filter
from index.article import Article
from index.errors import FilterInvalid


def article(**fields):
    return Article(path="a.txt", digest="", title="", body="", **fields)


PRESS = [
    article(outlet="EFE", place="Ciudad de México", published=date(2026, 1, 16), language="es"),
    article(outlet="EFE", author="Lucía Peña y Ana Ruiz", published=date(2026, 2, 28), language="es"),
    article(outlet="El País", place="Madrid", published=date(2025, 12, 31), language="en"),
    article(),
]


def let_through(**options):
    where = Filter.parse(**options)
    where.check(PRESS)
    return [number for number, each in enumerate(PRESS) if where.accepts(each)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [0, 1, 2, 3]),
        ({"since": "2026-01-16"}, [0, 1]),
        ({"since": "2026-01-17"}, [1]),
        ({"until": "2026-01-16"}, [0, 2]),
        ({"since": "2026-02", "until": "2026-02"}, [1]),
        ({"since": "2025", "until": "2025"}, [2]),
        ({"since": "2026-1-5", "until": "2026-01"}, [0]),
        ({"outlet": "efe"}, [0, 1]),
        ({"outlet": "el pais"}, [2]),
        ({"place": "MEXICO"}, [0]),
        ({"author": "ana ruiz"}, [1]),
        ({"author": "pena"}, [1]),
        ({"author": "Peña"}, [1]),
        ({"language": "en"}, [2]),
        ({"outlet": "EFE", "since": "2026-02-01"}, [1]),
        ({"outlet": "El País", "place": "México"}, []),
    ],
)
def test_an_article_must_meet_every_condition(options, expected):
    assert let_through(**options) == expected


def test_a_part_of_a_word_is_not_the_word():
    with pytest.raises(FilterInvalid):
        let_through(place="Mad")


@pytest.mark.parametrize("text", ["ayer", "2026-13", "2026-02-30", "16/01/2026", "20260116", "0000"])
def test_what_is_no_day_is_refused_with_examples(text):
    with pytest.raises(FilterInvalid, match="not a day; write it as 2026-01-16, 2026-01 or 2026"):
        Filter.parse(since=text)


def test_an_enye_that_was_typed_is_no_n():
    with pytest.raises(FilterInvalid):
        let_through(author="Añá")


def test_days_the_wrong_way_round_are_refused():
    with pytest.raises(FilterInvalid, match="it ends before it begins"):
        Filter.parse(since="2026-02", until="2026-01")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"outlet": "El Paiz"}, "'El Paiz': no article has that outlet; there are El País (1), EFE (2)"),
        ({"language": "fr"}, "'fr': no article has that language; there are es (2), en (1)"),
        (
            {"since": "2027"},
            (
                "2027-01-01 - …: no article is of those days; "
                "those with a date go from 2025-12-31 to 2026-02-28"
            ),
        ),
    ],
)
def test_what_no_article_has_is_refused_with_what_there_is(options, message):
    with pytest.raises(FilterInvalid) as error:
        let_through(**options)
    assert str(error.value) == message


def test_a_field_that_no_article_has_is_said_to_be_so():
    with pytest.raises(FilterInvalid, match="'Ana': no article says its author; leave that filter out"):
        Filter(author="Ana").check([article()])


def test_only_some_of_many_values_are_listed():
    with pytest.raises(FilterInvalid, match=r"Diario 11 \(1\), …$"):
        Filter(outlet="Nadie").check([article(outlet=f"Diario {number}") for number in range(30)])


def test_nothing_is_asked_of_an_empty_archive():
    Filter(outlet="EFE", since=date(2026, 1, 1)).check([])


def test_a_filter_without_conditions_is_empty():
    assert Filter.parse(outlet="", since=None).is_empty
    assert not Filter(language="es").is_empty
