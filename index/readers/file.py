"""A file of the seeds folder -> its bytes, where they are within the folder and of a size to be read."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from index.errors import EmptyArticle, UnreadableArticle

MAX_BYTES = 50_000_000


def read_file(path: Path, relative: str) -> bytes:
    """The bytes of the file at ``path``, which is ``relative`` inside the seeds folder.

    Raises:
        UnreadableArticle: it cannot be opened, links out of the folder or is over ``MAX_BYTES``.
        EmptyArticle: there are no bytes in it.
    """
    try:
        size = path.stat().st_size
        if leaves_folder(path, relative):
            raise UnreadableArticle(f"{relative}: links to a file outside the folder; copy that file into it")
        check_size(size, relative)
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{relative}: cannot be read ({reason}); check the file and its permissions"
        raise UnreadableArticle(message) from error
    if not data:
        raise EmptyArticle(f"{relative}: the file is empty; write the article or take the file out")
    return data


def check_size(size: int, relative: str, *, verb: str = "holds") -> None:
    """Let pass what is at most ``MAX_BYTES``.

    Raises:
        UnreadableArticle: it is more.
    """
    if size > MAX_BYTES:
        raise UnreadableArticle(
            f"{relative}: too large ({verb} {size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB); "
            "split it or take it out of the folder"
        )


def leaves_folder(path: Path, relative: str) -> bool:
    """Whether the file, which is ``relative`` inside the seeds folder, is a link to one outside it."""
    folder = path.absolute().parents[len(PurePosixPath(relative).parts) - 1]
    return not path.resolve().is_relative_to(folder.resolve())
