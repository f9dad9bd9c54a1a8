"""Text -> the bounds of its sentences, paragraphs and subheadings, safe for Spanish.

A full stop ends a sentence unless what stands before it is an abbreviation, an
initial or a number in a list, or what follows it is in lower case. «?» and «!» end
one unless lower case follows («—¿Quién? —preguntó»). Quotes and brackets that close
stay with their sentence. A dateline and a subheading are sentences of their own, and
an item of a list that is all short ones is one: «- Taller. Domingo 18, 11 horas.»
Every span is trimmed: no white space, bullets, ``#`` or stray ``_`` at its ends.
"""

from __future__ import annotations

import re

from index.blocks import ITEM_MARK, Block, find_blocks
from index.dateline import Dateline, find_dateline


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# Never the end of a sentence: a name, a number or a title follows.
_BEFORE_A_NAME = _words(
    """sr sra srta srs sres sras dª dña dn dr dra drs drª lic licda lcdo lcda ing arq prof profa mtro mtra
    gral cnel cmdt cmdte cap capt tte sgto alm mons pbro fr rvdo rev sto sta sn st ste mr mrs ms hno hna gob
    dip sen pdte pdta av avda avd c/ pza pl plz ctra urb dpto depto prov col cf vid vs ej fig ed trad coord op
    cit ee excmo excma ilmo ilma prol blvd fco mª gen lt sgt mt srita psic"""
)
# Not the end when a number follows, nor the shortest of them before a Roman numeral.
_BEFORE_A_NUMBER = _words(
    """no nº n nos pag pags p pp t c m s ss caps fol exp tfno ext aprox apdo km kg h min máx mín max siglo hab
    ene feb mar abr may jun jul ago sep sept oct nov dic"""
)
# Not the end, whatever follows, unless it plainly opens a sentence.
_BEFORE_ANYTHING = _words("art arts núm num pág págs párr vol inc tel telf d v cd ma hnos pte")
# These close a name: a capital after them opens a sentence, as after no other acronym.
_FINAL_ACRONYMS = _words("ee.uu d.c s.a s.l u.e u.s a.m p.m a.c n.l c.v o.n.u r.u")
# After an initial or a numeral these open a sentence: «Juan Carlos I. El rey…».
_OPENERS = _words(
    """a además ahora al algunos ambas ambos ante antes aquel aquella así asimismo aun aunque ayer cada como
    con contra cuando cómo de del desde después dos durante el ella ellas ello ellos en entonces entre era
    es esa esas ese eso esos esta estas este esto estos está fue ha había hace hasta hay hoy la las le les
    lo los luego mañana mientras mi muchas muchos muy nadie ni ninguna ninguno no nos nosotros nuestra o
    otra otras otro otros para pero por porque posteriormente primero pues que quien quienes qué se según
    ser si sin sino sobre su sus sí también tampoco tanto tiene todas todo todos tras tres tu un una unas
    unos y ya yo él"""
)
# «CC. OO.», «FF. AA.»: a plural, and no end.
_DOUBLED = re.compile(r"([A-Z])\1")
_ROMAN = re.compile(r"[IVXLC]+\b")
_STOP = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<closers>[\"'”’»)\]_*]*+(?:[ \t][\"”»](?=\s|$))?)"
    r"(?P<dash>[ \t]?[-–—](?=\s))?(?=\s|$)"
)
_GLUED_STOP = re.compile(r"(?<=[^\W\d_]{3})\.[\"”»)]?(?=[A-ZÁÉÍÓÚÑ][^\W\d_A-Z]|[¿¡“«])")
_NEXT_WORD = re.compile(r"(?:[^\w,;:.…!?)\]»”]|_)*(?P<word>[^\W_]+)?")
_LAST_TOKEN = re.compile(r"[^\s\"'“”‘«»(\[¿¡—–]*$")
_NUMBERED = re.compile(r"[ \t>]*\d{1,3}[.)]?$")
_LEADING_JUNK = re.compile(r"(?:\s+|[-*+•·▪►■◦–>|#~]+\s+|[#|~=]+|[*_]+\s)+")
_WHOLE_EMPHASIS = re.compile(r"(?P<mark>[*_]{1,3})(?P<words>[^*_]+)(?P=mark)")
_TOKEN_WINDOW = 40
_ITEM = re.compile(rf"\s*{ITEM_MARK}")
# In characters: what of an item says when stands by itself for nothing.
_LONGEST_ITEM, _LONGEST_IN_ITEM = 320, 100


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of every sentence, in order and disjoint, subheadings among them.

    Empty where the text has no words.
    """
    dateline = find_dateline(text)
    spans: list[tuple[int, int]] = []
    for block in find_blocks(text):
        if block.is_heading:
            spans.append((block.start, block.end))
        else:
            spans.extend(_sentences_of(text, block, dateline))
    return spans


def subheading_spans(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of the words of every heading, a headline in the text among them."""
    return [(block.start, block.end) for block in find_blocks(text) if block.is_heading]


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of every paragraph, in order and disjoint; headings are none."""
    return [(block.start, block.end) for block in find_blocks(text) if not block.is_heading]


def _sentences_of(text: str, block: Block, dateline: Dateline | None) -> list[tuple[int, int]]:
    cuts = [end for end in _stops(text, block) if not (dateline and dateline.start <= end < dateline.end)]
    if dateline and block.start <= dateline.start and dateline.end <= block.end:
        cuts = sorted({*cuts, dateline.end})
    spans, start = [], block.start
    for cut in [*cuts, block.end]:
        span = _trim(text, start, cut)
        if span:
            spans.append(span)
            start = cut
    whole = _trim(text, block.start, block.end) if _is_of_one_item(text, block, spans) else None
    return [whole] if whole else spans


def _is_of_one_item(text: str, block: Block, spans: list[tuple[int, int]]) -> bool:
    """Whether sentences are the whole of an item of a list, and short."""
    if len(spans) < 2 or block.end - block.start > _LONGEST_ITEM:
        return False
    are_short = all(end - start <= _LONGEST_IN_ITEM for start, end in spans)
    return are_short and _ITEM.match(text, block.start, block.end) is not None


def _stops(text: str, block: Block) -> list[int]:
    """Where the sentences of a paragraph end, its own end not included."""
    stops: list[int] = []
    for match in _STOP.finditer(text, block.start, block.end):
        if match.end() < block.end and _is_end(text, match, stops[-1] if stops else block.start):
            stops.append(match.end())
    glued = [
        match.end()
        for match in _GLUED_STOP.finditer(text, block.start, block.end)
        if _is_glued_end(text, match, block)
    ]
    return sorted(stops + glued) if glued else stops


def _is_end(text: str, match: re.Match[str], sentence_start: int) -> bool:
    """Whether a stop mark ends its sentence, from what stands on both sides."""
    following = _NEXT_WORD.match(text, match.end())
    word = following["word"] if following else None
    if following is None or not word or word[0].islower():
        return False
    if match["mark"] != "." or match["closers"].strip("_*"):
        return True
    before = text[max(sentence_start, match.start() - _TOKEN_WINDOW) : match.start()]
    token = _LAST_TOKEN.search(before)
    if token is None or not token.group():
        return True
    if _NUMBERED.match(before) and not text[sentence_start : match.start()].strip(" \t>0123456789"):
        return False
    begins_initials = len(word) == 1 and text.startswith(".", following.end("word"))
    return _ends_after(token.group(), word, opens=word.casefold() in _OPENERS and not begins_initials)


def _ends_after(token: str, word: str, *, opens: bool) -> bool:
    """Whether «token. Word» is two sentences; ``opens`` if the word often begins one."""
    bare = token.casefold().strip(".")
    if bare in _BEFORE_A_NAME or (_DOUBLED.fullmatch(token) and _DOUBLED.fullmatch(word)):
        return False
    if bare in _BEFORE_A_NUMBER and (word[0].isdigit() or (len(bare) < 3 and _ROMAN.fullmatch(word))):
        return False
    if bare in _BEFORE_ANYTHING or (len(bare) == 1 and bare.isalpha()):
        # «20 m. Después» ends; «a. C.» and «J. R. de la Fuente» go on.
        is_unit = token.islower() and bare not in _BEFORE_ANYTHING and len(word) > 1
        return opens or is_unit
    parts = bare.split(".")
    is_acronym = len(parts) > 1 and max(map(len, parts)) <= 2 and all(map(str.isalpha, parts))
    return opens or not is_acronym or bare in _FINAL_ACRONYMS


def _is_glued_end(text: str, match: re.Match[str], block: Block) -> bool:
    """«…frontera.La postura»: a stop with its space lost, not a web address or a name."""
    word = _NEXT_WORD.match(text, match.end())
    if not word or not word["word"] or word["word"].casefold() not in _OPENERS:
        return False
    token = re.search(r"\S*$", text[max(block.start, match.start() - _TOKEN_WINDOW) : match.start()])
    return token is not None and not re.search(r"[/@:]|www", token.group())


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space and junk at its ends; ``None`` if no word is left."""
    leading = _LEADING_JUNK.match(text, start, end)
    start = leading.end() if leading else start
    while end > start and _is_trailing_junk(text, start, end):
        end -= 1
    while start < end and text[start] in "*_" and text.count(text[start], start, end) % 2:
        start += 1
    emphasis = _WHOLE_EMPHASIS.fullmatch(text, start, end)
    if emphasis:
        start, end = emphasis.span("words")
    return (start, end) if any(character.isalnum() for character in text[start:end]) else None


def _is_trailing_junk(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last.isspace() or last in "#|~=`":
        return True
    if last in "*_":
        return text.count(last, start, end) % 2 == 1
    return last in "-–—" and (text[end - 2].isspace() or text[end - 2] in ".!?…")
