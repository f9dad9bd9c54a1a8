"""What a question asks for, and a span -> whether the span can be that at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.letters import CAPITALS, SMALL_LETTERS
from assistant.question import asks_by_a_noun
from index import dateline
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.question import Kind, Question

# Patterns of folded words, without groups.
NUMERALS = (
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\w+|veint\w+|treinta"
    r"|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to)?|\w*cient[oa]s|quinient[oa]s|mil|miles"
    r"|(?:m|b|tr)illon(?:es)?|millar(?:es)?|centenar(?:es)?|(?:cent|dec|doc)enas?"
)
MONTHS = "|".join((*dateline.MONTHS, "setiembre"))
DAYS = "hoy|ayer|mañana|anoche|anteayer|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
MEASURES_OF_TIME = (
    r"segundos?|minutos?|horas?|dias?|noches?|tardes?|mañanas?|madrugadas?|jornadas?|semanas?|quincenas?|mes|meses"
    r"|\w+mestres?|primaveras?|veranos?|otoños?|inviernos?|cursos?|temporadas?|años?|legislaturas?|lustros?|decadas?"
    r"|(?:b|tr|cuatr)ienios?|(?:quinqu|sex|dec|mil)enios?|siglos?"
)
# «Nadie» and «todos» are counts too; «muchos» is none.
_NUMBER = re.compile(
    rf"\d|\b({NUMERALS}|un|una|uno|cero|nad(?:a|ie)|tod[oa]s?"
    r"|medi[oa]|mitad|terci[oa]s?|cuartos?|(?:tercera|cuarta|quinta|sexta|decima|mayor|gran|buena) parte"
    r"|doble|triple|amb[oa]s|primer\w*|ningun\w*|par)\b"
)
# «Segundo» is mostly who came after the first.
_TIME = re.compile(
    rf"\d|\b(?!segundo\b)({MONTHS}|{DAYS}|{MEASURES_OF_TIME}"
    r"|mediodia|medianoche|amanecer|atardecer|anochecer|alba|navidad(?:es)?|nochebuena|nochevieja|pascua|carnaval(?:es)?"
    r"|antes|despues|tras|cuando|fin|principios|comienzos|mediados|finales|actualidad|ahora|momento|fecha"
    r"|proxim\w*|pasad\w*|ultim\w*|recient\w*)\b"
)
_ASKS_HOW_LONG = re.compile(
    r"\bcuanto (?:tiempo|dur\w+|tard\w+|se (?:prolong|tard)\w+"
    r"|(?:ha|han|habia|habian) (?:durado|tardado)|(?:va|van) a (?:durar|tardar))\b"
    r"|\b(?:que duracion|(?:cual|que) (?:es|fue|era|sera) la duracion|quanto (?:tempo|dur\w+|demor\w+))\b"
    r"|\bhow long (?:did|does|do|was|were|will|has|have|had|can)\b"
)
_ASKS_HOUR = re.compile(r"\b(?:a|hasta|desde|para|sobre) que horas?\b|\b(?:at|until|from) what time\b")
# Of words that ask nothing: «hora de inicio del acto», «honras fúnebres Chaverri, hora».
_HOUR_OF = re.compile(
    r"^\W*(?:la )?hora (?:del? )?(?:inicio|comienzo|arranque|salida|llegada|apertura|cierre|entrada)\b"
    r"|^(?!.*\b(?:fecha|dia)\b).* hora\W*$"
)
_HOUR = re.compile(
    rf"\b\d{{1,2}}[.:]\d\d\b|\b\d{{1,2}} (?:a|p)\.? ?m\b|\blas? (?:\d{{1,2}}|una|{NUMERALS})\b(?! \w+ horas)"
    r"|\b(?:mediodia|medianoche|amanecer|anochecer|alba|tarde|noche|mañana|madrugada)\b"
)
_ASKS_UNTIL = re.compile(
    r"\bhasta (?:cuando|que (?:fecha|dia|mes|año|hora))\b|\b(?:until|till) (?:when|what (?:date|day|time))\b"
)
# Of 243 sentences that answer such a question, all but six have one.
_SAYS_END = re.compile(
    rf"\b(?:hasta|antes|durante|entre|plazos?|limite|ultim\w+|termin\w+|finaliz\w+|acab\w+|conclu\w+|cierr\w+"
    r"|cerr\w+|fin|venc\w+|expir\w+|caduc\w+|prorrog\w+|prolong\w+|ampli\w+|renov\w+|rest[oa] del?"
    r"|indefinid\w+|extend\w+|extiend\w+|desaparec\w+|detuv\w+|until|till|before|by|through|end\w*"
    rf"|al? (?:(?:el|las?|los) )?(?:\d+|{DAYS}|{MONTHS}|{NUMERALS})"
    rf"|tod[oa]s? (?:el|la|los|las)|por (?:\w+ )?(?:{MEASURES_OF_TIME})|(?:{MEASURES_OF_TIME}) mas)\b"
)
_ASKS_MONEY = re.compile(
    r"\bcuanto (?:dinero\b|(?:ha |han )?(?:cost|cuest|cobr|recaud)\w+)|\bhow much money\b"
)
_MONEY = re.compile(
    r"[€$£]|\b(?:euros?|dolar(?:es)?|pesos?|pesetas?|libras?|francos?|marcos?|yenes|bolivares|soles|reales|usd|millon"
    r"(?:es)?)\b"
)
_SO_LONG = re.compile(rf"(?:\d|\b(?:un|una|{NUMERALS})) (?:{MEASURES_OF_TIME})\b")
_ASKED_MONTH = re.compile(rf"\bque (?:dias?|fecha) (?:del mes )?de (?P<month>{MONTHS})\b")
_MONTH = re.compile(rf"\b(?:{MONTHS})\b")
_DURATION = re.compile(
    rf"\b(?:{MEASURES_OF_TIME}"
    r"|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b"
    r"|\d ?(?:h|hs|min|mins|seg|s)\b|\b\d+:\d\d:\d\d\b"
)
_POINT = rf"(?:(?:el|l[ao]s?) )?(?:\d|(?:{NUMERALS}|{MONTHS}|{DAYS}|{MEASURES_OF_TIME})\b)"
# From when, until when, or both, «del 3 al 9 de mayo», or the whole of something. The «de» of a date begins
# none, «15 de enero de 2024 a las 8», nor does «hasta» before an amount.
_STRETCH = re.compile(
    rf"\b(?:desde|(?<!\d )del?(?! \d{{4}} a l)) {_POINT}.* (?:hasta|al?) {_POINT}"
    r"|\b(?:desde|hasta) (?:\d{4}\b|[^\W\d])|\b\d{4} ?(?:al?|hasta|[-–]) ?\d{4}\b|\bentre\b.* y\b"
    r"|\btod[oa] (?:el|la|un|una)\b"
)
_ASKS_FOR_WORDS = re.compile(
    r"\b(?:con (?:que|cual(?:es)?) (?:frases?|palabras|terminos|expresion(?:es)?|metaforas?)"
    r"|com que (?:frase|palavras|expressao)"
    r"|(?<!de )(?<!en )que (?:frase|palabras|expresion|metafora)(?! (?:del?|tiene|hay)\b)"
    r"|(?:in|with) (?:what|which) words|what (?:exact )?words)\b"
)
_ASKS_WHAT_LIKE = re.compile(
    r"\bcomo (?:e[sr]a?n?|son|fue|fueron|sera|estan?|estaban?|estuvo|estara|se encuentra|sigue|anda|va)\b"
    r"|\bque tal\b|\bcual (?:es|era|sera) el (?:clima|tiempo en)\b|\bhow (?:is|are|was|were) \b"
    r"|\bwhat (?:is|was|are|were) .+ like\b"
)
# Nobody makes the weather: after the verb comes when or where, and not who ran, nor «que», how long ago.
_ASKS_WEATHER = re.compile(
    r"\bque tiempo (?:(?:hay|habra)\b|(?:hace|hizo|hacia|hara)"
    r"(?=\W*$| (?:al?|alli|ahi|aqui|ahora|aquel(?:la)?|cuando|durante|en|est[ae]|mientras|por|tras"
    rf"|(?:(?:el|la|los|las) )?(?:proxim[oa]s? |pasad[oa]s? |fin de )?(?:{DAYS}|{MEASURES_OF_TIME}))\b))"
    r"|\b(?:como|cual|que tal) (?:(?:es|sera|esta|estara) )?el (?:tiempo (?:en|hoy|mañana)|clima)\b"
)
# «¿Qué tiempo hizo ayer Bolt?»: a name that nothing leads to.
_WHOSE_TIME = re.compile(
    rf"\b(?!(?:al?|del?|el|en|hasta|l[ao]s?|por|sobre|y)\b)[{SMALL_LETTERS}]+ [{CAPITALS}]\w"
)
_WEATHER = re.compile(
    r"\b(?:aguacer|anticicl|bochorn|borrasc|calur|chubasc|clima|despejad|fresc|granizad|helad|humed|inestab|llov"
    r"|lluev|lluvi|marejad|meteorolog|nebl|nevad|niebla|niev|nub|precipitac|rafaga|relampag|temporal|torment|truen"
    r"|ventos|vientos?\b|ciel|sol(?:ead[oa])?\b|temperaturas?\b|grados\b|calor\b|fri[oa]s?\b|granizo\b)"
)
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d{2} ?(?:h|hs|horas?)\b")
_BESIDE_TIME = re.compile(
    r"\b(?:a|al|en|de|del|el|la|las|los|lo|por|hasta|desde|hacia|sobre|entre|y|local|mism[oa]|est[ae])\b"
)


def asks_what_like(question: Question) -> bool:
    """Whether it is asked what something is like: «¿Cómo está?», «¿Qué tiempo hace?»."""
    return _ASKS_WHAT_LIKE.search(fold(question.text)) is not None or asks_weather(question)


def asks_weather(question: Question) -> bool:
    """Whether the weather is asked for: «¿Qué tiempo hizo?», not «¿Cuánto tiempo…?» or «¿…hizo Bolt?»."""
    asked = _ASKS_WEATHER.search(fold(question.text)) is not None
    return asked and _WHOSE_TIME.search(question.text) is None


def lacks_weather(sentence: str) -> bool:
    """Whether a sentence has no word of the weather: «tiempo» is many things."""
    return _WEATHER.search(fold(sentence)) is None


def is_bare_time(span: str) -> bool:
    """Whether a span says a time and no more, or an hour: «el jueves»; «frío por la mañana» says more."""
    plain = fold(span)
    if _CLOCK.search(plain):
        return True
    for said in (_TIME, _DURATION, _NUMBER, _BESIDE_TIME):
        plain = said.sub(" ", plain)
    return re.search(r"[^\W\d_]", plain) is None and _TIME.search(re.sub(r"\d", " ", fold(span))) is not None


def asks_how_long(question: Question) -> bool:
    """Whether a duration is asked for: «¿Cuánto duró?», «¿Cuánto tiempo…?»."""
    return _ASKS_HOW_LONG.search(fold(question.text)) is not None


def is_duration(span: str) -> bool:
    """Whether a span may be one: «dos horas», «desde mayo hasta julio»; «15 de enero» is none."""
    plain = fold(span)
    return _DURATION.search(plain) is not None or _STRETCH.search(plain) is not None


def asks_hour(question: Question) -> bool:
    """Whether an hour of the day is asked for: «¿A qué hora…?», «hora de inicio»."""
    plain = fold(question.text)
    return bool(_ASKS_HOUR.search(plain) or (asks_by_a_noun(question.text) and _HOUR_OF.search(plain)))


def has_hour(span: str) -> bool:
    """Whether a span may tell one: «a las ocho», «21.47», «mediodía»; not «25 minutos» or «catorce horas»."""
    return _HOUR.search(fold(span)) is not None


def asks_until(question: Question) -> bool:
    """Whether the end of something is asked for: «¿Hasta cuándo…?»."""
    return _ASKS_UNTIL.search(fold(question.text)) is not None


def lacks_end(sentence: str) -> bool:
    """Whether a sentence has no word that tells an end, or how long: it may say when something begins."""
    return _SAYS_END.search(fold(sentence)) is None


def asks_money(question: Question) -> bool:
    """Whether an amount of money is asked for: «¿Cuánto dinero…?», «¿Cuánto costó…?»."""
    return _ASKS_MONEY.search(fold(question.text)) is not None


def is_no_money(span: str) -> bool:
    """Whether a span is how long something takes: «cinco años y medio»; not «60.000 al año»."""
    plain = fold(span)
    return _SO_LONG.search(plain) is not None and _MONEY.search(plain) is None


def asked_month(question: Question) -> str:
    """The month of which a day is asked for, folded: «¿Qué día de octubre…?»; ``""`` if of none."""
    found = _ASKED_MONTH.search(fold(question.text))
    return _spelt_alike(found["month"]) if found else ""


def is_of_another_month(span: str, month: str) -> bool:
    """Whether a span names months, and not this one."""
    named = [*map(_spelt_alike, _MONTH.findall(fold(span)))]
    return bool(named) and month not in named


def _spelt_alike(month: str) -> str:
    return month.replace("setiembre", "septiembre")


def asks_for_words(question: Question) -> bool:
    """Whether somebody's very words are asked for: «¿Con qué palabras…?», «¿Qué frase…?»."""
    return _ASKS_FOR_WORDS.search(fold(question.text)) is not None


def can_answer(kind: Kind, span: str) -> bool:
    """False for a «when» without any word of time, a «how many» without a number, a «who» without a name."""
    if kind == "how_many":
        return _NUMBER.search(fold(span)) is not None
    if kind == "when":
        return _TIME.search(fold(span)) is not None
    if kind == "who":
        return any(letter.isupper() for letter in span)
    return True
