"""An assistant that answers from a handful of articles without any model, to test what is in front of it.

Run as a program it serves the chat: ``python tests/fakes.py --port 0``.
"""

from __future__ import annotations

import argparse
import signal
import threading
import time
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Refusal, Statement, Timings
from index.article import Article
from index.errors import StoreUnavailable
from index.storage.findings import Failure
from index.sync import SyncReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.answer import Language, Turn

_MOST_SECONDS_HELD = 200.0
SEED = Article(
    path="000_143a7ae7c4640c36.txt",
    digest="a" * 64,
    title="El gobierno de Estados Unidos reiteró su exigencia de resultados concretos",
    place="Ciudad de México",
    published=date(2026, 1, 16),
    body=(
        "Ciudad de México, 16 de enero de 2026. El gobierno de Estados Unidos reiteró su exigencia de "
        "resultados concretos en la cooperación bilateral con México en materia de seguridad, "
        "particularmente "
        "en la lucha contra los cárteles y el tráfico de fentanilo en la frontera compartida._\n"
        "La postura fue manifestada por el secretario de Estado estadounidense, Marco Rubio, durante una "
        "llamada telefónica sostenida el 15 de enero con el canciller mexicano Juan Ramón de la "
        "Fuente. Según "
        "informó la Secretaría de Relaciones Exteriores (SRE), ambos funcionarios coincidieron en "
        "la necesidad "
        "de reforzar la coordinación en temas de seguridad transfronteriza con base en el respeto mutuo a la "
        "soberanía de cada país.\n"
        "Durante la conversación, se acordó dar continuidad a los esfuerzos conjuntos en el marco "
        "del Grupo de "
        "Implementación de Seguridad bilateral, cuya próxima reunión tendrá lugar el 23 de enero. "
        "El objetivo "
        "será delinear nuevas acciones con resultados verificables para desmantelar redes "
        "criminales y frenar "
        "el flujo de armas y fentanilo hacia Estados Unidos.\n"
        "Reunión de alto nivel en febrero\n"
        "Como parte de los acuerdos, Rubio y De la Fuente confirmaron la convocatoria a una Reunión "
        "Ministerial de Seguridad en Washington, D.C., en febrero, con motivo del primer aniversario del "
        "relanzamiento del esquema de cooperación bilateral en seguridad. Esta reunión buscará evaluar los "
        "avances obtenidos y definir las siguientes etapas de colaboración.\n"
        "La SRE destacó que el diálogo se enmarca en los lineamientos de política exterior "
        "establecidos por la "
        "presidenta Claudia Sheinbaum, quien sostuvo recientemente una conversación con el "
        "expresidente Donald "
        "Trump, en la que se abordaron temas de seguridad regional y soberanía.\n"
        "Postura firme del Departamento de Estado\n"
        "Adicional al comunicado conjunto, el Departamento de Estado publicó un mensaje en su cuenta oficial "
        "en la red social X, donde subrayó que\n"
        "“el progreso gradual es inaceptable” y que las futuras colaboraciones con México deberán traducirse "
        "en “resultados concretos y verificables” para frenar el narcotráfico y proteger a las "
        "comunidades en "
        "ambos lados de la frontera.\n"
    ),
)
HARBOUR = Article(
    path="regional/puerto.md",
    digest="b" * 64,
    title="El puerto de Gijón amplía sus muelles",
    outlet="La Voz del Cantábrico",
    place="Gijón",
    published=date(2025, 11, 3),
    url="https://example.org/puerto",
    body=(
        "El puerto de Gijón, en la costa asturiana,\nmovió 17,4 millones de toneladas en 2024.\n\n"
        "La ampliación costará 212,5 millones de euros y terminará en 2027, según la autoridad portuaria.\n\n"
        "Los vecinos 🚢 del barrio de El Musel piden que se mida el ruido.\n"
    ),
)
HOSTILE = Article(
    path="ataque.txt",
    digest="c" * 64,
    title='<img src=x onerror="window.attacked = 1"> "titular" & [1]',
    outlet="<b>Medio</b>",
    place="'Ciudad'",
    published=date(2026, 2, 1),
    url="javascript:window.attacked=1",
    body=(
        "El agresor escribió <script>window.attacked = 1</script> y <img src=x "
        'onerror="window.attacked = 1"> '
        "con un enlace [pinche aquí](https://evil.example/x), una cita falsa [1] y ${window.attacked = 1} o "
        "{{constructor}}.\n"
        "</p></div></aside><style>* { display: none }</style>\n"
    ),
)
MOVING = Article(
    path="cambia.txt", digest="d" * 64, title="Un artículo que cambia", body="Hoy dice otra cosa.\n"
)
ARTICLES = (SEED, HARBOUR, HOSTILE, MOVING)


def cite(number: int, article: Article, quote: str) -> Citation:
    """A citation of words that are in the article."""
    start = article.body.index(quote)
    return Citation(
        number=number,
        article=article.path,
        digest=article.digest,
        title=article.title,
        outlet=article.outlet,
        place=article.place,
        published=article.published,
        paragraph=article.body[:start].count("\n") + 1,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def quote(citation: Citation, emphasis: str = "") -> Statement:
    """A statement in the words of a citation."""
    start = citation.quote.index(emphasis) if emphasis else 0
    span = (start, start + len(emphasis)) if emphasis else None
    return Statement(text=citation.quote, citations=(citation.number,), emphasis=span)


MEETING = (
    "Durante la conversación, se acordó dar continuidad a los esfuerzos conjuntos en el marco del Grupo de "
    "Implementación de Seguridad bilateral, cuya próxima reunión tendrá lugar el 23 de enero."
)
AIM = (
    "El objetivo será delinear nuevas acciones con resultados verificables para desmantelar "
    "redes criminales y "
    "frenar el flujo de armas y fentanilo hacia Estados Unidos."
)
MEETING_QUESTION = "¿Cuándo es la próxima reunión del Grupo de Implementación de Seguridad?"
HARBOUR_QUESTION = "¿Cuánto costará la ampliación del puerto de Gijón?"
REFUSALS = {
    "es": "No consta en el archivo. Habla del tráfico de fentanilo, pero no da cantidades.",
    "en": "The archive does not say. It speaks of fentanyl trafficking, but gives no amounts.",
}


def _meeting(base: Answer) -> Answer:
    cited = (cite(1, SEED, MEETING), cite(2, SEED, AIM))
    return replace(
        base,
        statements=(quote(cited[0], "23 de enero"), quote(cited[1])),
        citations=cited,
        short="23 de enero",
        resolved_date=date(2026, 1, 23),
        confidence=0.97,
    )


def _agreement(base: Answer) -> Answer:
    cited = (cite(1, SEED, MEETING),)
    return replace(base, statements=(quote(cited[0]),), citations=cited, short="Sí")


def _harbour(base: Answer) -> Answer:
    """Words of the article and words about it, one of these with a number that nothing bears."""
    cited = (cite(1, HARBOUR, HARBOUR.body.split("\n\n")[1]), cite(2, HARBOUR, "Los vecinos 🚢 del barrio"))
    told = Statement(text="Hay quejas por el ruido.", citations=(2, 7), quoted=False)
    amount = "212,5 millones de euros"
    return replace(base, statements=(quote(cited[0], amount), told), citations=cited, short=amount)


def _attack(base: Answer) -> Answer:
    cited = (cite(1, HOSTILE, HOSTILE.body.split("\n")[0]),)
    statement = quote(cited[0], "<script>window.attacked = 1</script>")
    return replace(base, statements=(statement,), citations=cited)


def _changed(base: Answer) -> Answer:
    cited = (replace(cite(1, MOVING, "Hoy dice"), digest="0" * 64, quote="Ayer decía"),)
    return replace(base, statements=(quote(cited[0]),), citations=cited)


def _gone(base: Answer) -> Answer:
    cited = (replace(cite(1, MOVING, "Hoy dice"), article="borrado.txt"),)
    return replace(base, statements=(quote(cited[0]),), citations=cited)


def _refuse(base: Answer) -> Answer:
    near = (cite(1, SEED, SEED.body.split("\n")[0]), cite(2, HARBOUR, HARBOUR.body.split("\n\n")[0]))
    return replace(base, refusal=Refusal(REFUSALS[base.language]), near_misses=near)


ANSWERS = {
    "reunión": _meeting,
    "acordó": _agreement,
    "puerto": _harbour,
    "ataque": _attack,
    "cambia": _changed,
    "borrado": _gone,
}


def _answer(question: str, language: Language, history: Sequence[Turn]) -> Answer:
    """The whole answer to a question, chosen by a word in it, or in the one before for «¿Y…?»."""
    base = Answer(question, language, timings_ms=Timings(retrieve=40, read=75, total=118.4))
    if history and question.startswith("¿Y "):
        question = f"{question} ({history[-1].question}, tras {len(history)})"
        base = replace(base, rewritten_question=question)
    chosen = (answer for word, answer in ANSWERS.items() if word in question.casefold())
    return next(chosen, _refuse)(base)


def _copies(count: int) -> list[Article]:
    """Articles enough to make a long list."""
    return [
        replace(HARBOUR, path=f"copias/{number:03}.md", digest=f"{number:064}", title=f"Noticia {number}")
        for number in range(count)
    ]


@dataclass(frozen=True, slots=True)
class FakeProgress:
    """How far a stage has come."""

    stage: str
    done: int = 0
    total: int = 0


class FakeAssistant:
    """Knows ``ARTICLES``; slow if asked «despacio» or «muy despacio», breaks if asked «revienta».

    Asked with «espera», it says no more than a first statement until ``go_on``; ``is_held``,
    it is not ready before that.
    """

    def __init__(
        self, *, prepare_seconds: float = 0.0, is_held: bool = False, failure: str = "", copies: int = 0
    ) -> None:
        self._prepare_seconds = prepare_seconds
        self._is_held = is_held
        self._held = threading.Event()
        self._failure = failure
        self._ready = threading.Event()
        self._articles = {article.path: article for article in (*ARTICLES, *_copies(copies))}

    def go_on(self) -> None:
        """Whatever is held now is no longer; an answer that begins from here on is, getting ready is not."""
        held, self._held = self._held, threading.Event()
        self._is_held = False
        held.set()

    def prepare(self, report: Callable[[FakeProgress], None], *, wait_seconds: float) -> SyncReport:
        held = self._held
        for progress in [
            FakeProgress("models"),
            *(FakeProgress("embedding", done, 4) for done in range(1, 5)),
        ]:
            report(progress)
            time.sleep(self._prepare_seconds / 5)
        if self._is_held:
            held.wait(_MOST_SECONDS_HELD)
        if self._failure:
            failure, self._failure = self._failure, ""
            raise StoreUnavailable(failure)
        report(FakeProgress("ready"))
        self._ready.set()
        return SyncReport(failed=(Failure("roto.pdf", "roto.pdf: no text layer; run OCR first"),))

    def articles(self) -> list[Article]:
        return list(self._articles.values())

    def stream(
        self, question: str, *, language: Language, history: Sequence[Turn], as_is: bool
    ) -> Iterator[Answer]:
        self._ready.wait()
        held = self._held
        if "revienta" in question:
            raise RuntimeError("a fault that nobody foresaw")
        pause_seconds = (
            _MOST_SECONDS_HELD if "muy despacio" in question else 1.0 if "despacio" in question else 0.0
        )
        answer = _answer(question, language, history)
        for count in range(1, len(answer.statements)):
            yield replace(answer, statements=answer.statements[:count], timings_ms=Timings())
            if "espera" in question:
                held.wait(_MOST_SECONDS_HELD)
            time.sleep(pause_seconds)
        yield answer

    def article(self, path: str) -> Article:
        return self._articles[path]

    def example_questions(self, language: Language, count: int) -> list[str]:
        if not self._ready.is_set():
            return []
        return [MEETING_QUESTION, HARBOUR_QUESTION, "¿Qué dijo Marco Rubio sobre el fentanilo?"][:count]


def main() -> None:
    """Serve the chat in front of a fake."""
    from assistant.settings import load_settings
    from assistant.ui.serve import serve

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    parser.add_argument("--prepare-seconds", type=float, default=0.0)
    parser.add_argument("--held", action="store_true", help="ready once it is sent SIGUSR1")
    parser.add_argument("--failure", default="", help="the first preparation fails so")
    parser.add_argument("--copies", type=int, default=0, help="so many articles more")
    options = parser.parse_args()
    fake = FakeAssistant(
        prepare_seconds=options.prepare_seconds,
        is_held=options.held,
        failure=options.failure,
        copies=options.copies,
    )
    signal.signal(signal.SIGUSR1, lambda *_: fake.go_on())
    serve(load_settings(port=options.port), assistant=fake)


if __name__ == "__main__":
    main()
