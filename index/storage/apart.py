"""A database that Chroma may have open in this process -> what is in its log, or a copy, by another process.

The locks of SQLite are the process's own: whatever descriptor of a file a process closes,
it loses all the locks that it holds on that file, and Chroma brings an SQLite of its own,
which is not told («How To Corrupt An SQLite Database File», 2.2). So nothing here opens
such a file but this program, which is run for it, and imports the standard library only.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

DATABASE = "chroma.sqlite3"
_MOST_LOGGED = 5000
_LENGTH_BYTES = 4
# A disk of a network may answer no more: who waits for that without a limit waits for ever.
_MOST_SECONDS = 120.0
_LEAST_BYTES_A_SECOND = 1 << 20
_LOGGED = """
select cast(vector as blob) from embeddings_queue
where encoding = 'FLOAT32' and length(vector) > 0 order by seq_id desc limit ?
"""


def logged_vectors(folder: Path) -> list[bytes]:
    """The vectors (float32) that Chroma has not put into files yet, as far as they can be read; newest first.

    Raises:
        OSError: no process can be started.
        StoreUnavailable: it could not be read in good time.
    """
    if not (folder / DATABASE).exists():
        return []
    said, vectors, place = _run("log", folder), [], 0
    while place < len(said):
        start = place + _LENGTH_BYTES
        place = start + int.from_bytes(said[place:start], "little")
        vectors.append(said[start:place])
    return vectors


def copy_database(folder: Path, target: Path) -> None:
    """Copy a database and its journal, as they are, to a folder that is there.

    Raises:
        OSError: they cannot be copied.
        StoreUnavailable: they could not be read in good time; what there is of the copy is none.
    """
    _run("copy", folder, target)


def _run(what: str, *folders: Path) -> bytes:
    """What the program writes; it is ended where it takes longer than the slowest disk would."""
    # Not above: the program itself has no more than the standard library.
    from index.errors import StoreUnavailable

    database = folders[0] / DATABASE
    size = database.stat().st_size if database.exists() else 0
    limit = _MOST_SECONDS + size / _LEAST_BYTES_A_SECOND
    program = [sys.executable, "-I", "-S", __file__, what, *map(str, folders)]
    try:
        done = subprocess.run(  # noqa: S603
            program, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=limit
        )
    except subprocess.TimeoutExpired as error:
        raise StoreUnavailable(
            f"{database}: could not be read in {limit:.0f} s, and was left as it is; see whether its disk "
            "answers, then try again, or name another folder with --index"
        ) from error
    if done.returncode:
        *_, last = done.stderr.decode(errors="replace").splitlines() or [f"it ended with {done.returncode}"]
        raise OSError(f"{database}: cannot be read by another process: {last}")
    return done.stdout


def _tell_log(folder: Path) -> None:
    file = (folder / DATABASE).resolve()
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
            blobs = [blob for (blob,) in opened.execute(_LOGGED, (_MOST_LOGGED,))]
    except sqlite3.Error:
        return  # Chroma says what is wrong with it
    for blob in blobs:
        sys.stdout.buffer.write(len(blob).to_bytes(_LENGTH_BYTES, "little") + blob)


def _copy(folder: Path, target: Path) -> None:
    for file in folder.glob(f"{DATABASE}*"):
        shutil.copyfile(file, target / file.name)


if __name__ == "__main__":
    _, what, *folders = sys.argv
    if what == "log":
        _tell_log(Path(folders[0]))
    else:
        _copy(*map(Path, folders))
