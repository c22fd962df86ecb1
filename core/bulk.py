"""Many new rows at once: COPY on PostgreSQL, executemany elsewhere. Only operations may call it, inside their transaction.

Also what goes into such rows quickly: row identifiers and sealed values made in blocks.
"""

import datetime as dt
import gc
import hashlib
import io
import json
import os
import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from . import crypto

CHUNK, AHEAD = 2000, 8
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_json = json.JSONEncoder(ensure_ascii=False).encode


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows`, each holding plain values for `columns` (database column names) in that order; returns their number.

    Values: None, bool, int, str, bytes, uuid.UUID (or its text), date, aware datetime, dict/list for JSON columns. The
    caller has checked them and given every column without a database default; no model instance is made, no signal sent.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("bulk.insert belongs inside an operation's transaction")
    write = _copy if connection.vendor == "postgresql" else _executemany
    return write(model, columns, iter(rows))


# -- PostgreSQL ---------------------------------------------------------------


class _Feed(io.TextIOBase):
    """What COPY reads: pieces of text put in by another thread; None ends it, an exception breaks it off."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[str | BaseException | None] = queue.Queue(maxsize=AHEAD)

    def read(self, size: int | None = -1, /) -> str:
        piece = self.pieces.get()
        if isinstance(piece, BaseException):
            raise piece
        return piece or ""


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> int:
    """The server takes in one piece while the next is being made: COPY waits in a thread of its own."""
    names = ", ".join(f'"{name}"' for name in columns)
    statement, feed, count = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', _Feed(), 0
    failed: list[BaseException] = []
    with connection.cursor() as cursor:
        thread = threading.Thread(target=_serve, args=(cursor.cursor, statement, feed, failed), daemon=True)
        thread.start()
        try:
            while (chunk := list(islice(rows, CHUNK))) and thread.is_alive():
                _put(feed, _text(chunk), thread)
                count += len(chunk)
            _put(feed, None, thread)
        except BaseException as error:
            _put(feed, error, thread)
            raise
        finally:
            thread.join()
    if failed:
        raise failed[0]
    return count


def _serve(cursor: Any, statement: str, feed: _Feed, failed: list[BaseException]) -> None:
    try:
        with connection.wrap_database_errors:
            cursor.copy_expert(statement, feed)
    except BaseException as error:
        failed.append(error)


def _put(feed: _Feed, piece: str | BaseException | None, thread: threading.Thread) -> None:
    """Hand over a piece, unless the reader has already given up."""
    while thread.is_alive():
        try:
            feed.pieces.put(piece, timeout=0.5)
            return
        except queue.Full:
            continue


def _text(chunk: list[Sequence[Any]]) -> str:
    form = "\t".join(["%s"] * len(chunk[0])) + "\n"
    columns = [_column_text(column) for column in zip(*chunk, strict=True)]
    return "".join(map(form.__mod__, zip(*columns, strict=True)))


def _column_text(column: tuple[Any, ...]) -> Sequence[Any]:
    """One column of a chunk as COPY text. Most columns are of one kind and need no escaping: judged as a whole."""
    kinds = set(map(type, column))
    if kinds == {str}:
        together = "".join(column)
        if together.isalnum() or not ("\\" in together or "\t" in together or "\n" in together or "\r" in together):
            return column
    elif kinds == {int}:
        return column
    elif kinds == {bytes}:
        return ["\\\\x" + value.hex() for value in column]
    elif kinds == {dict} or kinds == {list}:
        return [_json(value).translate(ESCAPES) for value in column]
    return [_copy_text(value) for value in column]


def _copy_text(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return value if value.isalnum() else value.translate(ESCAPES)
    if kind is int:
        return value
    if value is None:
        return "\\N"
    if kind is bytes:
        return "\\\\x" + value.hex()
    if kind is bool:
        return "t" if value else "f"
    if kind is dict or kind is list:
        return _json(value).translate(ESCAPES)
    if kind is dt.datetime:
        return value.isoformat()
    return str(value)


# -- SQLite -------------------------------------------------------------------


def _executemany(model: type[models.Model], columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    fields = {field.column: field for field in model._meta.concrete_fields}
    converts = [_hex if _holds_uuid(fields[name]) else _plain for name in columns]
    statement, count = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', 0  # noqa: S608
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(
                statement, [[convert(v) for convert, v in zip(converts, row, strict=True)] for row in chunk]
            )
            count += len(chunk)
    return count


def _holds_uuid(field: Any) -> bool:
    return isinstance(getattr(field, "target_field", field), models.UUIDField)


def _hex(value: Any) -> Any:
    return value.replace("-", "") if type(value) is str else value.hex if value is not None else None


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is uuid.UUID:
        return value.hex
    if kind is dt.datetime:
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ")
    if kind is dt.date:
        return value.isoformat()
    if kind is dict or kind is list:
        return _json(value)
    return value


# -- values in blocks ---------------------------------------------------------


def new_ids() -> Iterator[str]:
    """Identifiers like `core.ids.new_id`, as text, without end; each block of 1000 shares its millisecond."""
    while True:
        stamp = f"{time.time_ns() // 1_000_000:012x}"
        head = f"{stamp[:8]}-{stamp[8:]}-7"
        block = os.urandom(10_000).hex()
        for at in range(0, 20_000, 20):
            part = block[at : at + 20]
            yield f"{head}{part[:3]}-{'89ab'[int(part[3], 16) & 3]}{part[4:7]}-{part[7:19]}"


def indexer(label: str) -> Callable[[str], str]:
    """A function like `core.crypto.blind_index` for many ASCII values of one label: the key is prepared once."""
    key = crypto._derived(settings.FIELD_KEY, b"blind-index").ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + f"{label}\x1f".encode())
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))

    def index(value: str) -> str:
        if not value.isascii():
            return crypto.blind_index(value, label)
        if not value:
            return ""
        within, around = inner.copy(), outer.copy()
        within.update(value.upper().encode())
        around.update(within.digest())
        return around.hexdigest()[:32]

    return index


@contextmanager
def no_collection() -> Iterator[None]:
    """Hundreds of thousands of new cells or rows would start the garbage collector in vain many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def sealer() -> Callable[[str, str], bytes]:
    """A function like `core.crypto.seal` for many values: the key is looked up once, nonces come in blocks."""
    text = settings.FIELD_KEY
    ident = crypto._keys(text)[1]
    encrypt = crypto._cipher(text, ident).encrypt
    head = bytes((crypto.VERSION, ident, crypto.AES))
    nonces = _nonces()

    def seal(value: str, bound_to: str) -> bytes:
        if not value:
            return b""
        nonce = next(nonces)
        return head + nonce + encrypt(nonce, value.encode(), bound_to.encode())

    return seal


def _nonces() -> Iterator[bytes]:
    while True:
        block = os.urandom(12_000)
        for at in range(0, 12_000, 12):
            yield block[at : at + 12]
