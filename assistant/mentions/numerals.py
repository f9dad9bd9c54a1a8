"""Words and digits -> the numbers they mean, in Spanish, English and Portuguese.

«2.400 millones», «2,4 thousand million» and «dos mil cuatrocientos millones» come to
the same value; «51 %» and «cincuenta y uno por ciento» too. «Un», «una» and «one» are
taken for articles and mean nothing by themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKEN = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,])"  # 15 000
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)"
    r"|\d+(?:[.,:]\d+)*(?:['’]\d+)?"  # 2'70 is 2,70
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\w\s]"
)


def _table(text: str) -> dict[str, int]:
    """«dos=2 two=2» as a dictionary."""
    return {word: int(value) for word, value in (entry.split("=") for entry in text.split())}


_UNITS = _table(
    """dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 two=2 three=3 four=4 five=5 six=6 seven=7
    eight=8 nine=9 dois=2 duas=2 quatro=4 oito=8 nove=9 sete=7 un=1 una=1 uno=1 one=1 um=1 uma=1"""
)
_TENS = _table(
    """veinte=20 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 twenty=20
    thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 vinte=20 trinta=30 quarenta=40
    cinquenta=50 sessenta=60 oitenta=80"""
)
_OTHERS = _table(
    """diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18
    diecinueve=19 veintiuno=21 veintiun=21 veintiuna=21 veintidos=22 veintitres=23 veinticuatro=24
    veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 ten=10 eleven=11 twelve=12
    thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 dez=10 onze=11
    doze=12 treze=13 quinze=15 dezasseis=16 dezesseis=16 dezessete=17 dezoito=18 dezanove=19 dezenove=19
    ambos=2 ambas=2 both=2 tercer=3 tercero=3 tercera=3 cuarta=4 quinto=5 quinta=5 sexto=6 sexta=6 septimo=7
    septima=7 octavo=8 octava=8 noveno=9 novena=9 decimo=10 decima=10 third=3 fourth=4 fifth=5 sixth=6
    seventh=7 eighth=8 ninth=9 tenth=10 undecimo=11 undecima=11 duodecimo=12 duodecima=12 decimotercero=13
    decimotercera=13 decimocuarto=14 decimocuarta=14 decimoquinto=15 decimoquinta=15 decimosexto=16
    decimosexta=16 decimoseptimo=17 decimoseptima=17 decimoctavo=18 decimoctava=18 decimonoveno=19
    decimonovena=19 vigesimo=20 vigesima=20 docena=12 decena=10 veintena=20 treintena=30 centenar=100
    dozen=12"""
)
_HUNDREDS = _table(
    """cien=100 ciento=100 cem=100 cento=100 doscientos=200 doscientas=200 trescientos=300 trescientas=300
    cuatrocientos=400 cuatrocientas=400 quinientos=500 quinientas=500 seiscientos=600 seiscientas=600
    setecientos=700 setecientas=700 ochocientos=800 ochocientas=800 novecientos=900 novecientas=900
    duzentos=200 duzentas=200 trezentos=300 quinhentos=500"""
)
_SCALES = _table(
    """hundred=100 mil=1000 thousand=1000 millar=1000 millon=1000000 millones=1000000 million=1000000
    milhao=1000000 milhoes=1000000 billion=1000000000 bilhao=1000000000 bilhoes=1000000000
    billon=1000000000000 billones=1000000000000 trillion=1000000000000"""
)
SMALL = {**_UNITS, **_TENS, **_OTHERS, **_HUNDREDS}
# «dos docenas», «tres centenares»; alone they give no number: «decenas de heridos».
_GROUPS = _table("docenas=12 decenas=10 veintenas=20 centenares=100 millares=1000 dozens=12 centenas=100")
_YEARS = _table(
    """bienio=2 trienio=3 cuatrienio=4 quadrienio=4 lustro=5 quinquenio=5 sexenio=6 decenio=10 decada=10
    siglo=100 seculo=100"""
)
# How many months, years or days there are in words that do not say so, by what these begin with.
IMPLIED = {
    "m": _table("bimestre=2 trimestre=3 quarter=3 cuatrimestre=4 semestre=6"),
    "añ": _YEARS,
    "an": _YEARS,
    "year": _table("decade=10 century=100"),
    "d": _table("quincena=15 quinzena=15 fortnight=14"),
}
_HALVES = frozenset({"medio", "media", "meio", "meia", "half"})
_HALVED = {"centenar", "docena", "decena", "veintena", "treintena", "dozen", "centena"} | {*_SCALES}
_POINTING = frozenset(
    "los las estos estas esos esas sus ambos ambas the these those both os as seus suas".split()  # noqa: SIM905
)
_JOINERS = frozenset({"y", "e", "and", "-"})
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_HUNDREDS_DIGITS = 3
DATE_TOKEN = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, the words that say it, and the bounds of its tokens (``last`` is exclusive)."""

    value: float
    text: str
    first: int
    last: int


def numbers_in(tokens: Sequence[str]) -> list[Number]:
    """The numbers among the tokens of a text (those of ``TOKEN``), in order."""
    found: list[Number] = []
    position = 0
    while position < len(tokens):
        number = _number_at(tokens, position)
        if number is None:
            position += 1
        else:
            found.append(number)
            position = number.last
    return [number for number in found if not _is_article(number, tokens)]


def _number_at(tokens: Sequence[str], first: int) -> Number | None:
    """The longest number that begins at a token."""
    token = tokens[first]
    if DATE_TOKEN.fullmatch(token):
        return None
    total, last = _Sum(0), first
    if half := _half_at(tokens, first):
        return half
    if token[0].isdecimal():
        total, last = _Sum(value_of(token)), first + 1
    while last < len(tokens) and (step := _joined(tokens, last, is_start=last == first)):
        word, last = step
        total.add(word)
    if last == first:
        return None
    return Number(total.value, " ".join(tokens[first:last]), first, last)


def _half_at(tokens: Sequence[str], first: int) -> Number | None:
    """«Medio millón», «half a million», «media docena»."""
    last = first + 1
    if last < len(tokens) and tokens[last].lower() in ("a", "um"):
        last += 1
    if fold(tokens[first]) not in _HALVES or last >= len(tokens):
        return None
    of = fold(tokens[last])
    if of not in _HALVED:
        return None
    whole = _SCALES.get(of) or _OTHERS.get(of) or 100
    return Number(whole / 2, " ".join(tokens[first : last + 1]), first, last + 1)


class _Sum:
    """A number as its words come in: «dos» «mil» «cuatrocientos» «millones»."""

    def __init__(self, start: float) -> None:
        self._total = 0.0
        self._current = float(start)
        self._latest_scale = 1.0

    @property
    def value(self) -> float:
        return round(self._total + self._current, 6)

    def add(self, word: str) -> None:
        scale = _SCALES.get(word) or _GROUPS.get(word)
        if word in _HALVES:
            self._total += self._latest_scale / 2
            return
        self._latest_scale = scale or self._latest_scale
        if scale is None:
            self._current += value_of(word) if word[0].isdecimal() else SMALL[word]
        elif self._total + self._current < scale:
            self._total, self._current = (self._total + self._current or 1) * scale, 0.0
        else:
            self._total, self._current = self._total + (self._current or 1) * scale, 0.0


def _joined(tokens: Sequence[str], position: int, *, is_start: bool) -> tuple[str, int] | None:
    """The number word that goes on at a token, and where it ends; None if the number is over."""
    word = fold(tokens[position])
    if is_start:
        is_percent = word in ("ciento", "cento") and position > 0 and fold(tokens[position - 1]) == "por"
        return (word, position + 1) if (word in SMALL or word in _SCALES) and not is_percent else None
    if word in _SCALES or word in _GROUPS or _goes_on_in_digits(tokens, position):
        return word, position + 1
    before = fold(tokens[position - 1])
    if word in _JOINERS and position + 1 < len(tokens):
        following = fold(tokens[position + 1])
        return (following, position + 2) if _are_summed(before, word, following) else None
    if before[0].isdecimal():
        return None
    if word in SMALL and (before in _HUNDREDS or before in _SCALES or (before in _TENS and word in _UNITS)):
        return word, position + 1
    return None


def _goes_on_in_digits(tokens: Sequence[str], position: int) -> bool:
    """«2 mil 500», «2 millones 300 mil», as Mexican papers write; not «2 mil 50 veces»."""
    token, before = tokens[position], fold(tokens[position - 1])
    if not token.isascii() or not token.isdigit():
        return False
    if before == "mil":
        return len(token) == _HUNDREDS_DIGITS
    following = [fold(each) for each in tokens[position + 1 : position + 2]]
    return before in ("millon", "millones") and len(token) <= _HUNDREDS_DIGITS and following == ["mil"]


def _are_summed(before: str, joiner: str, following: str) -> bool:
    """«treinta y dos», «two hundred and five», «siete millones y medio»."""
    if following in _HALVES:
        return before in _SCALES
    if before[0].isdecimal():
        return False
    is_large = before in _HUNDREDS or before in _SCALES
    return (before in _TENS and following in _UNITS) or (
        joiner in ("e", "and") and is_large and following in SMALL
    )


def _is_article(number: Number, tokens: Sequence[str]) -> bool:
    """«un», «one»: by itself no number; nor is the fifth day in «quinta-feira»."""
    if [fold(token) for token in tokens[number.last : number.last + 2]] == ["-", "feira"]:
        return True
    return number.last == number.first + 1 and _UNITS.get(fold(tokens[number.first])) == 1


def points_back(number: Number, tokens: Sequence[str]) -> bool:
    """«los dos países», «ambos»: two that were spoken of, not counted."""
    before = fold(tokens[number.first - 1]) if number.first else ""
    return number.value == 2 and (before in _POINTING or fold(number.text) in _POINTING)


def value_of(token: str) -> float:
    """The value of digits with points and commas; three digits after a mark are thousands, as in «1.500»."""
    plain = re.sub(r"[ \u00a0\u202f]", "", token)
    plain = re.sub(r"['’]", ",", plain.replace(":", "."))
    if _THOUSANDS.fullmatch(plain):
        return float(re.sub(r"[.,]", "", plain))
    whole, _, part = plain.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}.{part}") if whole else float(part)
