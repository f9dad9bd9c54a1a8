"""What a page that is loaded again goes on with: the last conversations, by the tab that each is held in."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from assistant.ui.chat import stop

if TYPE_CHECKING:
    from assistant.ui.chat import Turn

_MOST_CONVERSATIONS = 64
_MOST_NAME_CHARACTERS = 64


class Remembered:
    """Keeps conversations in memory, the latest ones, and only while the server runs.

    A tab's name is drawn by its browser at random; whoever has another name finds nothing.
    """

    def __init__(self) -> None:
        self._by_tab: OrderedDict[str, list[Turn]] = OrderedDict()
        self._lock = Lock()

    def keep(self, tab: str, turns: list[Turn]) -> None:
        """Keep a tab's conversation in place of what it had; none is kept that is empty or has no tab."""
        with self._lock:
            self._by_tab.pop(tab, None)
            if turns and 0 < len(tab) <= _MOST_NAME_CHARACTERS:
                self._by_tab[tab] = turns
            while len(self._by_tab) > _MOST_CONVERSATIONS:
                self._by_tab.popitem(last=False)

    def conversation_of(self, tab: str) -> list[Turn]:
        """A tab's conversation; what was being answered is stopped, for its page is gone."""
        with self._lock:
            return stop(self._by_tab.get(tab, []))
