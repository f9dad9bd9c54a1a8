"""A question's words -> its language and what kind of answer it wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.letters import CAPITALS
from assistant.news import asks_for_news
from assistant.tongue import tongue_of
from index.lexical import fold

if TYPE_CHECKING:
    from assistant.answer import Language

Kind = Literal["who", "when", "where", "how_many", "why", "how", "yes_no", "list", "quote", "summary", "what"]
# What is asked of an article's own data.
Origin = Literal["author", "outlet", "published", "place"]
# By what two things are compared.
Measure = Literal["day", "amount"]

_ENGLISH = re.compile(
    r"\b(who|what|when|where|why|how|which|whose|did|does|do|is|are|was|were|the|of|has|have|will|about|and|latest|news|headlines|today)\b"
)
_SPANISH = re.compile(
    r"[¿¡ñáéíóú]|\b(que|quien|quienes|cuando|donde|por|como|cuanto|cuantos|cuanta|cuantas|cual|cuales|el|la|los|las|de"
    r"|del|en|un|una|se|es|fue|ha|con|para|segun|sobre|y|al)\b"
)
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
# What no Spanish or English question begins with.
_PORTUGUESE_OPENING = re.compile(
    r"\W*(?:(?:a|de|em|com|por|para|desde|ate|sobre) )?"
    r"(?:quem|quando|onde|aonde|qual|quais|quant[oa]s?|o que|do que|noticias de (?:hoje|ontem))\b"
)
# Spanish names in an English question bring their «de» and their accents; its first word settles it.
_ENGLISH_OPENING = re.compile(
    r"\W*(who|whom|whose|what|when|where|why|how|which|did|does|can you|could you)\b"
)
_COURTESY = re.compile(
    r"\W*(?:(?:me |nos |se )?"
    r"(?:sabes|sabe|sabrias|sabria|conoce|puedes|puede|podrias|podria|quieres|quiere|dices|dice)"
    r"(?: usted)?(?: (?:decir|explicar|indicar|contar|aclarar)(?:me|nos)?)?(?: usted)?"
    r"|(?:dice|cuenta|menciona|explica|aclara) (?:la|el) (?:nota|noticia|articulo|texto|archivo)"
    r"|(?:can|could|would) you (?:please )?(?:tell|explain to|remind) (?:me|us)|do you know)\s+(?P<asked>.*)",
    re.DOTALL,
)
_SINCE = re.compile(r"\W*hace cuant[oa]s?\b")
_INTERROGATIVE = re.compile(
    r"(?:(?:a|de|en|por|con|para|desde|hasta|sobre|hacia|ante|contra|entre|in|at|to|from) )?"
    r"(?:que|quien|quienes|cual|cuales|como|cuando|donde|adonde|cuant[oa]s?"
    r"|who|whom|whose|what|when|where|why"
    r"|how|which)\b"
)
_SUMMARY = re.compile(
    r"^\W*(resum(?:e|a|en|eme|ame|idme|enos|elo|elas|elos|ela|ir\w*)\b|haz(me)? un resumen|dame un resumen"
    r"|sintetiza|de que (trata|se trata|va(?= (?:el|la|esto|este|esta)\b|\W*$))\b"
    r"|de que habla(?=\W*$| (el|la|este|esta|ese|esa) (articulo|noticia|nota|texto|historia)\b)|que dice"
    r" (el|la|este|esta) (articulo|noticia|nota)\W*$"
    r"|que cuentan? (el|la|los|las|este|esta) (articulo|noticia|nota)s?\b"
    r"(?! de(?: la|l) (?:constitucion|ley|codigo))"
    r"|cual es (la idea principal|el tema)"
    r"|que (noticias|novedades|articulos) hay(?! que\b)|que hay de nuevo|summari[sz]e|give me a summary"
    r"|de que( temas)? (tratan|hablan|van) (las|los|estas|estos|esas|esos)"
    r" (noticias|articulos|notas|textos|historias)\b"
    r"|what are the (articles|stories|news) about"
    r"|what is (the|this) (article|story|news)( about)?|what.s the (story|article))"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "why",
        re.compile(
            r"\b(por que|porque motivo|por cual|a que se debe|a que se debio|que razon|que motivo"
            r"|porque razao|que razao|why)\b"
        ),
    ),
    (
        "how_many",
        re.compile(
            r"\b(cuant[oa]s?|quant[oa]s?|qual (e|foi|era) o (numero|preco|valor|resultado)"
            r"|que (porcentaje|percentagem|cifra|cantidad|numero|edad|precio|suma|distancia|temperatura"
            r"|tanto por ciento|asistencia|resultado|marcador)|how (many|much|old|long|far|tall|big))\b"
        ),
    ),
    (
        "when",
        re.compile(
            r"\b(cuando|quando|hace cuanto|em que (data|dia|mes|ano|momento)|a que horas"
            r"|en que (fecha|dia|mes|a[nñ]o|momento)|(que|cual|para que|a que) (fecha|dia|hora)"
            r"|^fecha|cual (es|era|fue|sera) (la fecha|el dia|la hora)"
            r"|when|(what|which) (date|day|month|year|time))\b"
        ),
    ),
    (
        "quote",
        re.compile(r"\b(con que (frase|palabras)|en que terminos|que dijo|what did \w+ say|what words)\b"),
    ),
    (
        "list",
        re.compile(
            r"\b(cuales (son|fueron|eran)|quais (sao|foram|eram)"
            r"|quienes|que (\w+es|\w+os|\w+as) (son|fueron|integran|forman)"
            r"|enumera\w*|menciona\w*|list|which \w+s\b|name the)\b"
        ),
    ),
    ("who", re.compile(r"\b(quien|quem|como se chama\w*|a quien|de quien|who|whom|whose|como se llam\w+)\b")),
    (
        "where",
        re.compile(
            r"\b(donde|adonde|onde|aonde|em que (lugar|cidade|pais|sitio|estadio|regiao|estado)"
            r"|en que (lugar|ciudad|pais|sitio|estadio|provincia|localidad|region|estado|zona)"
            r"|where|(what|which) (city|country|place))\b"
        ),
    ),
    ("how", re.compile(r"\b(como|de que (manera|modo|forma)|how)\b")),
    ("what", re.compile(r"\b(que|cual|qual|quais|what|which)\b")),
)
# Where nothing asks, a noun says what for: «precio entradas festival», «honras fúnebres Chaverri, hora».
_THE = r"^\W*(?:(?:el|la|los|las) )?"
_APART = "".join(f"(?<! {word})" for word in ("de", "del", "por", "la", "el", "una", "media", "cada", "y"))
_BY_NOUN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "how_many",
        re.compile(
            rf"{_THE}(?:(?:precio|coste?|costo|monto|importe|sueldo|salario)\b"
            rf"|(?:edad|cifra|cantidad|numero|porcentaje|total|presupuesto) (?:del?|anual|para)\b)"
            rf"|{_APART} (?<!tercera )(?:precio|edad|sueldo)\W*$"
        ),
    ),
    (
        "when",
        re.compile(
            rf"{_THE}(?:fecha\b|horario\b|hora\b|dia (?!del?\b|a\b))|{_APART} (?<!ultima )(?:fecha|hora)\W*$"
        ),
    ),
    ("where", re.compile(rf"{_THE}(?:sede|lugar|ubicacion|domicilio)\b|{_APART} ubicacion\W*$")),
    ("why", re.compile(rf"{_THE}(?:causas|motivos?|razones) del?\b")),
)
_ABOUT_ARTICLE = re.compile(
    r"\b(noticias?|notas?|articulos?|textos?|fechad[oa]s?|publicad[oa]s?|archivo|story|article)\b"
)
_YES_NO_OPENING = re.compile(
    r"\W*(did|does|do|is|are|was|were|has|have|had|will|would|can|could|should"
    r"|e|sao|foi|foram|houve|tem|esteve|sera|serao|aceitou|aceitava"
    r"|es|son|fue|fueron|era|hay|hubo|ha|han|tiene|tienen|va|van|esta|estan|puede|pueden)\b"
)
# What says only that it is asked of what was read: «…, según la nota?», «… que menciona el artículo?».
_ARTICLE = r"(?:el|la|este|esta)\s+(?:art[ií]culo|noticia|nota|texto|reportaje|cr[oó]nica)"
_OF_ARTICLE = re.compile(
    rf"(?:,?(?<!\s)\s+seg[uú]n\s+{_ARTICLE}|(?<!\slo)(?<!\s[ae]l)(?<!\sl[ao]s)(?<!\sla)(?<!\s)\s+que\s+(?:se\s+)?"
    rf"(?:menciona|nombra|cita|aparece)n?\s+(?:en\s+)?{_ARTICLE})"
    rf"(?=[\s?.!]*$)|^\W*seg[uú]n\s+{_ARTICLE}\s*,\s*",
    re.IGNORECASE,
)
# What is asked of the article itself: of that it is to be told.
_ITS_OWN = re.compile(r"\b(?:public|firm|escrib|escrit|autor|fech|redact)\w*")
# What verbs end in, folded, and hardly a noun does; «se acordó», «le gustó».
_FINITE_OPENING = re.compile(
    r"\W*(?:(?:se|le|les|ya) "
    r"(?:(?:ha|han) [a-zñ]+(?:do|to|cho)|(?:va|van) a"
    r"|[a-zñ]{3,}(?:[aei]ron|aban|ian|o|[aei]ra)|[a-zñ]+[aei]ria)"
    r"|(?!teheran)[a-zñ]{3,}(?:aron|ieron|yeron|aran|eran|iran|aban)"
    r")\b"
)
_WORDS_OF_A_SENTENCE = 4
# Fewer words in capitals may be acronyms.
_SHOUTED_WORDS = 4
_NAMED = re.compile(
    r"\W*(?i:cu[aá]ndo|d[oó]nde) (?i:es|ser[aá]|fue|era|se \w+|tendr[aá] lugar|tuvo lugar) (?:el|la|los|las) "
    rf"([{CAPITALS}]\w+(?: (?:(?:de|del|de la|de los|de las|y|e) )?[{CAPITALS}]\w+)+)\W*"
)
_ARTICLES = frozenset(["el", "la", "los", "las"])
_OPENINGS = frozenset(
    """
    que quien quienes cual cuales como cuando donde adonde cuanto cuantos cuanta cuantas a de en por con
    para segun hasta desde contra sobre entre tras ante y e o pero durante hacia bajo mediante cada dentro
    alrededor cerca debido gracias aproximadamente el la los las del al what who which how when where why
    whose whom in on at by to from for
    """.split()  # noqa: SIM905  (a hundred quotation marks help nobody)
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question to be read, the language it is in, and the ``kind`` of answer it wants.

    ``text`` is as asked, without a «según la nota», which is in no article; and one all in capitals is in
    lower case, as models read it.
    """

    text: str
    language: Language
    kind: Kind


def understand(text: str) -> Question:
    """Tell language and kind by the question's function words."""
    text = _of_any_article(text)
    plain = fold(text)
    read = text.lower() if text.isupper() and len(text.split()) >= _SHOUTED_WORDS else text
    return Question(read, _language(text, plain), _kind(text, plain))


def _of_any_article(text: str) -> str:
    """A question that says no more of articles than that one tells it, without that."""
    bare = _OF_ARTICLE.sub("", text)
    plain = fold(bare)
    asks = any(_INTERROGATIVE.match(plain, word.start()) for word in re.finditer(r"\b\w", plain))
    return bare if asks and not _ITS_OWN.search(plain) else text


def _language(text: str, plain: str) -> Language:
    if _ENGLISH_OPENING.match(plain):
        return "en"
    if tongue_of(text) == "pt" or (_PORTUGUESE_OPENING.match(plain) and tongue_of(text) != "es"):
        return "pt"
    english = len(_ENGLISH.findall(plain))
    spanish = len(_SPANISH.findall(fold(text))) + len(re.findall(r"[¿¡ñáéíóúÁÉÍÓÚ]", text))
    return "en" if english > spanish else "es"


def _kind(text: str, plain: str) -> Kind:
    if _SUMMARY.search(plain) or asks_for_news(text):
        return "summary"
    if _is_yes_no(text, plain):
        return "yes_no"
    # «"Pensé que ganaba", ¿quién lo dijo?» asks nothing by its first «que».
    unquoted = fold(_QUOTED.sub(" ", text))
    # Nor does «Cuando se fue, ¿a quién dejaron?» by its first «cuando».
    found = _kinds_in(unquoted.rpartition("¿")[2]) or _kinds_in(unquoted) or _kinds_in(plain)
    if found:
        return min(found)[2]
    return next((kind for kind, noun in _BY_NOUN if noun.search(plain)), "what")


def asks_by_a_noun(text: str) -> bool:
    """Whether no word of a question asks, and a noun says what for: «hora de inicio del acto»."""
    plain = fold(text)
    return not _kinds_in(plain) and any(noun.search(plain) for _, noun in _BY_NOUN)


def _kinds_in(plain: str) -> list[tuple[int, int, Kind]]:
    """The kinds whose words a question has: where, in what order they are told apart, and which."""
    return [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(_KINDS)
        if (match := pattern.search(plain))
    ]


def _is_yes_no(text: str, plain: str) -> bool:
    """Whether the question proper opens with a verb and not with an interrogative: «¿Aceptaba Ríos que…?».

    «¿Sabes cuándo…?» asks when.
    """
    asked = fold(text.rpartition("¿")[2]) if "¿" in text else plain
    courtesy = _COURTESY.match(asked)
    if (courtesy and _INTERROGATIVE.match(courtesy["asked"])) or _SINCE.match(asked):
        return False
    first = re.search(r"[^\W\d_]+", asked)
    if first is None:
        return False
    if "¿" in text and first[0] in _ARTICLES:
        return not any(_INTERROGATIVE.match(asked, word.start()) for word in re.finditer(r"\b\w", asked))
    if "¿" in text:
        # With their accents they are no prepositions.
        is_verb = re.match(r"\W*(?:bajó|hacía)\b", text.rpartition("¿")[2].lower())
        return bool(is_verb) or first[0] not in _OPENINGS
    return bool(_YES_NO_OPENING.match(asked)) or _is_plain_yes_no(asked, first[0])


def _is_plain_yes_no(asked: str, first: str) -> bool:
    """«se comprometieron los dos países»: no «¿», and no interrogative."""
    if len(asked.split()) < _WORDS_OF_A_SENTENCE or _INTERROGATIVE.match(asked):
        return False
    if any(pattern.search(asked) for kind, pattern in _KINDS if kind != "what"):
        return False
    return first not in _OPENINGS and bool(_FINITE_OPENING.match(asked))


def is_about_article(text: str) -> bool:
    """Whether the question is about the article itself: «¿De qué fecha es la noticia?»."""
    return _ABOUT_ARTICLE.search(fold(text)) is not None


def asked_event(text: str) -> str:
    """The name of which a question asks no more than when or where it is, folded; ``""`` if it is no such."""
    found = None if text.isupper() else _NAMED.fullmatch(text)
    return fold(found[1]) if found else ""


def names(text: str) -> list[str]:
    """The words of a question that name something, folded: its capitals, if not all are, and numbers."""
    found = [] if text.isupper() else list(re.finditer(r"[^\W_]+", text))
    return [
        fold(word[0])
        for place, word in enumerate(found)
        if (word[0].isdigit() and len(word[0]) > 3)
        or (place > 0 and len(word[0]) > 2 and (word[0][0].isupper() or word[0].isdigit()))
    ]
