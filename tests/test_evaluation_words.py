import pytest

from assistant.evaluation.words import comparable_words, item_splits, polarity
from index.lexical import is_within


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("El 23 de enero.", "23 de enero"),
        ("«Los Cárteles»", "carteles"),
        ("Año de la Ñ", "año de ñ"),
        ("Logroño y Logron\u0303o", "logroño y logroño"),
        ("pingüino, corazón", "pinguino corazon"),
        ("EE. UU.", "ee uu"),
        ("EE.UU.", "ee uu"),
        ("2.400 millones", "2400 millones"),
        ("2,400 millones", "2400 millones"),
        ("2 400 millones", "2400 millones"),
        ("2\u00a0400 millones", "2400 millones"),
        ("2\u202f400\u202f000", "2400000"),
        ("1.234.567,89", "1234567,89"),
        ("1,234.5", "1234,5"),
        ("3.5 y 3,5", "3,5 y 3,5"),
        ("0,125", "0,125"),
        ("en 2000, 150 personas", "en 2000 150 personas"),
        ("15 %", "15 por ciento"),
        ("15%", "15 por ciento"),
        ("el quince por cien", "15 por ciento"),
        ("3 por 100", "3 por ciento"),
        ("por 100.000 euros", "por 100000 euros"),
        ("treinta y cinco", "35"),
        ("treinta y un días", "31 dias"),
        ("treinta y pico", "30 y pico"),
        ("ochenta", "80"),
        ("veintidós goles", "22 goles"),
        ("cien", "100"),
        ("una", "una"),
        ("lo de unos y de unas", "de y de"),
        ("", ""),
        ("¡…!", ""),
    ],
)
def test_words_are_comparable_however_they_are_spelt(text, words):
    assert comparable_words(text) == tuple(words.split())


@pytest.mark.parametrize(
    ("part", "whole", "within"),
    [
        ("23 de enero", "será el 23 de enero.", True),
        ("3 de enero", "será el 23 de enero.", False),
        ("sol", "hace mucho sol", True),
        ("sol", "una cosa sola", False),
        ("", "algo", False),
        ("más largo que el todo", "largo", False),
    ],
)
def test_a_part_stands_within_the_whole_at_word_bounds(part, whole, within):
    assert is_within(comparable_words(part), comparable_words(whole)) is within


def test_enumerations_are_split_in_every_reasonable_way():
    coarse, commas, fine = item_splits("armas y fentanilo, 3,5 toneladas; dinero")
    assert coarse == (("armas", "y", "fentanilo", "3,5", "toneladas"), ("dinero",))
    assert commas == (("armas", "y", "fentanilo"), ("3,5", "toneladas"), ("dinero",))
    assert fine == (("armas",), ("fentanilo",), ("3,5", "toneladas"), ("dinero",))


@pytest.mark.parametrize(
    "text", ["Ghali, Dalai Lama o Tutu", "Ghali, Dalai Lama y Tutu", "Ghali; Dalai Lama or Tutu"]
)
def test_the_last_item_of_an_enumeration_stands_after_any_conjunction(text):
    assert item_splits(text)[-1] == (("ghali",), ("dalai", "lama"), ("tutu",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sí", True),
        ("sí, lo dijo", True),
        ("Si", True),
        ("si pasa el Mérida", None),
        ("Yes.", True),
        ("No", False),
        ("no ha afectado el tránsito", False),
        ("«No»", False),
        ("Sim", True),
        ("Não, não houve", False),
        ("Noruega", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_yes_or_a_no_is_told_by_the_first_word(text, expected):
    assert polarity(text) is expected
