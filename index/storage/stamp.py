"""What an index is made of, its vectors and whose folder <-> what is written on its database about that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# The folder whose articles an index holds, the machine on which that is, and the way there from the index.
FOLDER, MACHINE, WAY = "folder", "machine", "way"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Model, dimension and splitter: vectors of one stamp are of no use to questions of another."""

    model: str
    dimension: int
    splitter: str

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, Any]) -> Stamp | None:
        """The inverse of ``to_metadata``; None of a database that nobody has claimed."""
        if "model" not in metadata:
            return None
        return cls(str(metadata["model"]), int(metadata["dimension"]), str(metadata["splitter"]))

    def to_metadata(self) -> dict[str, str | int]:
        """As it is written on the database."""
        return {"model": self.model, "dimension": self.dimension, "splitter": self.splitter}

    def __str__(self) -> str:
        """As errors name it."""
        return f"{self.model} ({self.dimension} dimensions, passages {self.splitter})"


def metadata_of_home(said: Mapping[str, Any]) -> dict[str, Any]:
    """What of a database's metadata tells its folder."""
    return {name: said[name] for name in (FOLDER, MACHINE, WAY) if name in said}
