"""What was fitted, and travels with the package: the reader's weights, and how sure it is with them."""

from __future__ import annotations

from pathlib import Path

WEIGHTS = Path(__file__).parent
