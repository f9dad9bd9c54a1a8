"""What a page that is loaded again goes on with: the last conversations, by the tab that each is held in."""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from assistant.ui.chat import stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ui.chat import Turn

_MOST_CONVERSATIONS = 64
_MOST_NAME_CHARACTERS = 64


class Remembered:
    """Keeps conversations in memory, the latest ones, and only while the server runs.

    A tab's name is drawn by its browser at random; whoever has another name finds nothing. Only who began
    last to write a tab's conversation may: an answer that is still being found when its page has gone, or
    the conversation has been begun anew, does not come back.
    """

    def __init__(self) -> None:
        self._by_tab: OrderedDict[str, tuple[int, list[Turn]]] = OrderedDict()
        self._writers = count(1)
        self._lock = Lock()

    def begin(self, tab: str, turns: Sequence[Turn] = ()) -> int:
        """Put ``turns`` in the place of a tab's conversation; returns what ``keep`` is to be called with."""
        with self._lock:
            writer = next(self._writers)
            self._by_tab.pop(tab, None)
            if 0 < len(tab) <= _MOST_NAME_CHARACTERS:
                self._by_tab[tab] = writer, list(turns)
            while len(self._by_tab) > _MOST_CONVERSATIONS:
                self._by_tab.popitem(last=False)
            return writer

    def keep(self, tab: str, turns: Sequence[Turn], writer: int) -> None:
        """Keep more of a conversation, unless another has begun to write it since."""
        with self._lock:
            if tab in self._by_tab and self._by_tab[tab][0] == writer:
                self._by_tab[tab] = writer, list(turns)

    def take_up(self, tab: str) -> list[Turn]:
        """A tab's conversation; what was being answered is stopped, for its page is gone."""
        with self._lock:
            _, turns = self._by_tab.get(tab, (0, []))
        turns = stop(turns)
        if turns:
            self.begin(tab, turns)
        return turns
