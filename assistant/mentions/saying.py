"""Verbs that tell of nothing but that somebody says it -> how they begin, without accents, for patterns.

Who takes others for such verbs as well, «anunció», «admitió», «pidió», says so beside.
"""

from __future__ import annotations

SAYS = (
    "dij|afirm|asegur|señal|manifest|declar|indic|explic|agreg|añad|apunt|subray|recalc|reiter|coment|precis"
)
