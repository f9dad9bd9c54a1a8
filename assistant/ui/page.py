"""From an engine to the Gradio page: which parts it has, and what happens when each is used.

Annotations are evaluated here: Gradio looks for its own types in the handlers' signatures.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import gradio as gr

from assistant.answer import Citation, Language
from assistant.ui.chat import Chat, Turn, grow, stop
from assistant.ui.engine import Engine
from assistant.ui.header import render_header, render_status
from assistant.ui.keeper import Keeper
from assistant.ui.remembered import Remembered
from assistant.ui.render import render_conversation, render_welcome
from assistant.ui.shelf import render_shelf, render_shelf_head
from assistant.ui.texts import texts_in
from assistant.ui.theme import read_asset

_EXAMPLES = 4
_CONVERSATIONS_AT_ONCE = 8
_MOST_QUESTION_CHARACTERS = 1000
_STATUS_SECONDS = 0.7
# Which parts of the page have a script of their own, in ``assets/``.
_SCRIPTED = {"header", "welcome", "conversation", "shelf-head", "articles", "pane", "status"}

# The version and edition of the archive that a session shows, and whether it shows examples.
Seen = tuple[int, int, bool]
_NOTHING_SEEN: Seen = (-1, -1, False)

# What the article pane shows: a citation, or an article by its path; None if it is shut.
Opened = Citation | str | None

# Every listener is the page's own: none is offered as an API, and none covers the page while it works.
_QUIET = {"api_visibility": "private", "show_progress": "hidden"}
_AT_ONCE = {**_QUIET, "queue": False}

# A tab keeps its name when it is loaded again; one that is duplicated goes on with the same conversation.
# Random numbers are had everywhere, random identifiers only from secure origins, storage not where it is
# blocked.
_NAME_OF_TAB = """() => {
  const drawn = window.crypto.getRandomValues(new Uint32Array(4)).join("-");
  try {
    const name = window.sessionStorage.getItem("hemeroteca-tab") ?? drawn;
    window.sessionStorage.setItem("hemeroteca-tab", name);
    return name;
  } catch {
    return drawn;
  }
}"""


class Page:
    """The chat as Gradio blocks; ``blocks`` is ready to be mounted."""

    def __init__(self, engine: Engine, keeper: Keeper, language: Language) -> None:
        self._engine = engine
        self._keeper = keeper
        self._chat = Chat(engine, keeper)
        self._remembered = Remembered()
        self._default_language = language
        with gr.Blocks(title="Hemeroteca", analytics_enabled=False, fill_width=True) as self.blocks:
            self._lay_out()
            self._connect()
        self.blocks.queue(default_concurrency_limit=_CONVERSATIONS_AT_ONCE)

    def _lay_out(self) -> None:
        texts = texts_in(self._default_language)
        self._turns = gr.State([])
        self._language = gr.State(self._default_language)
        self._seen = gr.State(_NOTHING_SEEN)
        self._opened = gr.State(None)
        self._tab = gr.Textbox(elem_id="tab", visible="hidden")
        self._timer = gr.Timer(_STATUS_SECONDS)
        self._header = _html("header", value=render_header(texts))
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat"):
                # Apart from the conversation, so that a greeting that comes late cannot undo an answer.
                self._welcome = _html("welcome", value=render_welcome([], texts))
                self._conversation = _html("conversation", value=render_conversation([]))
                with gr.Row(elem_id="composer"):
                    self._question = gr.Textbox(
                        elem_id="question",
                        label=texts.question,
                        placeholder=texts.placeholder,
                        show_label=False,
                        container=False,
                        autofocus=True,
                        max_lines=6,
                        max_length=_MOST_QUESTION_CHARACTERS,
                    )
                    self._ask_button = gr.Button(texts.ask, variant="primary", elem_id="ask")
                    self._stop_button = gr.Button(texts.stop, elem_id="stop")
                self._status = _html("status", value=render_status(self._keeper.state, texts))
            with gr.Column(elem_id="shelf"):
                self._shelf_head = _html("shelf-head", value=render_shelf_head(texts))
                self._articles = _html("articles", value=render_shelf(self._keeper.state, texts))
            self._pane = _html("pane", value="")

    def _connect(self) -> None:
        shown = [self._conversation, self._turns, self._question]
        session = [self._turns, self._language]
        asked = [self._turns, self._language, self._tab]
        dress = [self._language, self._header, self._question, self._ask_button, self._stop_button]
        dress += [self._shelf_head, self._status, self._articles, self._welcome, self._seen]
        fresh = dress[-4:]

        self.blocks.load(self._greet, None, dress, **_AT_ONCE)
        returned = [self._tab, *shown[:2]]
        self.blocks.load(self._go_on, self._tab, returned, js=_NAME_OF_TAB, **_AT_ONCE)
        self._timer.tick(self._tick, [self._seen, self._language], fresh, **_AT_ONCE)

        typed = gr.on(
            [self._question.submit, self._ask_button.click],
            self._ask_typed,
            [self._question, *asked],
            shown,
            # What was stopped may not have ended yet; that one at a time is asked is seen to in the browser.
            trigger_mode="multiple",
            **_QUIET,
        )
        example = self._welcome.example(self._ask_example, asked, shown, **_QUIET)
        again = self._conversation.again(self._ask_again, asked, shown, **_QUIET)
        asking = [typed, example, again]
        self._stop_button.click(self._stop, [self._turns, self._tab], shown[:2], cancels=asking, **_AT_ONCE)
        pane = [self._pane, self._opened]
        self._header.language(self._switch_language, self._opened, [*dress, *pane], **_AT_ONCE)
        self._header.clear(self._clear, self._tab, [*shown, *pane], cancels=asking, **_AT_ONCE)

        self._conversation.cite(self._open, session, pane, **_AT_ONCE)
        self._articles.read(self._read, self._language, pane, **_AT_ONCE)
        self._pane.shut(lambda: ("", None), None, pane, **_AT_ONCE)
        self._timer.tick(self._look_again, [self._opened, self._language], pane, **_AT_ONCE)

    def _greet(self, request: gr.Request) -> list[Any]:
        language = request.query_params.get("lang", self._default_language)
        return self._dress(texts_in(language).language)

    def _go_on(self, tab: str) -> tuple[Any, ...]:
        """What ``tab`` showed before it was loaded again; nothing is touched where that is nothing."""
        turns = self._remembered.take_up(tab)
        return (tab, render_conversation(turns), turns) if turns else (tab, gr.skip(), gr.skip())

    def _switch_language(self, opened: Opened, event: gr.EventData) -> list[Any]:
        language = texts_in(event.to).language
        pane = (gr.skip(), gr.skip()) if opened is None else self._show(opened, language)
        return [*self._dress(language), *pane]

    def _dress(self, language: Language) -> list[Any]:
        """The page in one language, in the order of ``dress``."""
        texts = texts_in(language)
        return [
            language,
            render_header(texts),
            gr.update(label=texts.question, placeholder=texts.placeholder),
            texts.ask,
            texts.stop,
            render_shelf_head(texts),
            *self._tick(_NOTHING_SEEN, language),
        ]

    def _tick(self, seen: Seen, language: Language) -> list[Any]:
        """The parts that follow the archive, in the order of ``fresh``; those stay that say the same.

        Examples, once there are any, stay as well: they must not change under the reader's hand.
        """
        archive, texts = self._keeper.state, texts_in(language)
        version, edition, has_examples = seen
        if archive.version == version:
            return [gr.skip()] * 4
        parts = [render_status(archive, texts), gr.skip(), gr.skip()]
        if archive.edition != edition:
            parts[1] = render_shelf(archive, texts)
        if not has_examples and archive.edition != edition:
            examples = self._chat.examples(language, _EXAMPLES) if archive.is_ready else []
            parts[2] = render_welcome(examples, texts)
            has_examples = bool(examples)
        return [*parts, (archive.version, archive.edition, has_examples)]

    def _ask_typed(
        self, question: str, turns: list[Turn], language: Language, tab: str
    ) -> Iterator[tuple[Any, ...]]:
        yield from self._ask(question.strip(), turns, language, tab, written="")

    def _ask(
        self, question: str, turns: list[Turn], language: Language, tab: str, *, written: Any
    ) -> Iterator[tuple[Any, ...]]:
        """The page's ``shown`` parts as the answer grows; ``written`` is what first becomes of the box."""
        if not question or any(turn.is_open for turn in turns):
            return
        shown = None
        writer = self._remembered.begin(tab, turns)
        with closing(self._chat.ask(question, language, turns)) as growing:
            for turn in growing:
                if turn == shown:
                    # A model is silent: nothing is new, but here the reader may stop it.
                    yield gr.skip(), gr.skip(), gr.skip()
                    continue
                shown, grown = turn, grow(turns, turn)
                self._remembered.keep(tab, grown, writer)
                yield render_conversation(grown), grown, written
                # From here on the box is the reader's again: the next question may be half typed.
                written = gr.skip()

    def _ask_example(
        self, turns: list[Turn], language: Language, tab: str, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        question = str(event.question).strip()[:_MOST_QUESTION_CHARACTERS]
        # What is half typed in the box stays, as with a question that is asked again.
        yield from self._ask(question, turns, language, tab, written=gr.skip())

    def _ask_again(self, turns: list[Turn], language: Language, tab: str) -> Iterator[tuple[Any, ...]]:
        if turns:
            yield from self._ask(turns[-1].question, turns[:-1], language, tab, written=gr.skip())

    def _stop(self, turns: list[Turn], tab: str) -> tuple[str, list[Turn]]:
        stopped = stop(turns)
        self._remembered.begin(tab, stopped)
        return render_conversation(stopped), stopped

    def _clear(self, tab: str) -> tuple[Any, ...]:
        self._remembered.begin(tab)
        return render_conversation([]), [], "", "", None

    def _open(self, turns: list[Turn], language: Language, event: gr.EventData) -> tuple[Any, ...]:
        citation = _find_citation(turns, event.turn, event.source)
        return self._show(citation, language) if citation else (gr.skip(), gr.skip())

    def _read(self, language: Language, event: gr.EventData) -> tuple[Any, ...]:
        # Not «path»: Gradio takes what is called so for a file of its own.
        return self._show(str(event.article), language)

    def _show(self, opened: Citation | str, language: Language) -> tuple[Any, ...]:
        if isinstance(opened, str):
            return self._chat.read_article(opened, language), opened
        return self._chat.open_article(opened, language), opened

    def _look_again(self, opened: Opened, language: Language) -> tuple[Any, ...]:
        """What the pane shows, once, when its article has been deleted; what is there is not disturbed."""
        # What is cited while much is indexed is not listed yet.
        if opened is None or self._keeper.state.is_busy:
            return gr.skip(), gr.skip()
        if self._keeper.state.has(opened.article if isinstance(opened, Citation) else opened):
            return gr.skip(), gr.skip()
        return self._show(opened, language)[0], None


def _html(name: str, *, value: str) -> Any:
    """A part of the page that is our own HTML, with the script in ``assets/`` that listens to it."""
    script = read_asset(f"{name}.js") if name in _SCRIPTED else None
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def _find_citation(turns: list[Turn], turn: int, source: int) -> Citation | None:
    """The citation at position ``source`` of a turn; the numbers come from the browser, so none may fit."""
    shown = next((each.shown_citations for each in turns if each.number == turn), ())
    return shown[source] if isinstance(source, int) and 0 <= source < len(shown) else None
